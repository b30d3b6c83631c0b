import { type ChildProcess, fork } from 'node:child_process';

/** One server process after the other, in one place: a killed one is followed by a new one. */
export interface Place {
  /** Sends a request to whichever process is there; rejects when it dies meanwhile. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** Kills the process that is there. */
  kill(): void;
  /** How many have died here. */
  readonly deaths: number;
}

export interface FleetOptions {
  readonly worker: string;
  readonly count: number;
  readonly env: (place: number) => Readonly<Record<string, string>>;
}

export interface Fleet {
  readonly places: readonly Place[];
  stop(): Promise<void>;
}

/** Several server processes that are started anew whenever one of them dies. */
export async function startFleet({ worker, count, env }: FleetOptions): Promise<Fleet> {
  let isStopping = false;
  const stops: (() => Promise<void>)[] = [];

  function startPlace(index: number): Place {
    let deaths = 0;
    let child: ChildProcess;
    let url: Promise<string>;

    function start(): void {
      const started = fork(worker, {
        env: { ...process.env, ...env(index) },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      child = started;
      url = new Promise((resolve, reject) => {
        started.once('message', (message: { port: number }) => resolve(`http://127.0.0.1:${message.port}`));
        started.once('exit', () => reject(new Error('It died before it listened.')));
      });
      url.catch(() => undefined);
      started.once('exit', () => {
        if (isStopping) return;
        deaths += 1;
        start();
      });
    }
    start();
    stops.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    });

    return {
      send: async (path, init) => fetch(`${await url}${path}`, init),
      kill: () => void child.kill('SIGKILL'),
      get deaths() {
        return deaths;
      },
    };
  }

  const places = Array.from({ length: count }, (_, index) => startPlace(index));
  return {
    places,
    async stop() {
      isStopping = true;
      for (const stop of stops) await stop();
    },
  };
}
