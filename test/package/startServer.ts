import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { vi } from 'vitest';

interface AppServer {
  /** A script of one of the app's packages. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a server of an app's own on a free port, which it learns from `PORT` or `{port}` in `args`, and waits until it answers. */
export async function startServer(app: string, { script, args, env }: AppServer) {
  const port = String(await freePort());
  const quiet = { NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1', FORCE_COLOR: '0' };
  // Not through npm or npx, whose child would outlive them.
  const child = spawn(process.execPath, [join(app, script), ...args.map((arg) => arg.replace('{port}', port))], {
    cwd: app,
    env: { ...process.env, ...quiet, HOST: '127.0.0.1', PORT: port, ...env },
  });
  const closed = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk));

  const url = `http://127.0.0.1:${port}/`;
  await vi.waitFor(
    async () => {
      if (child.exitCode === null) await fetch(url, { redirect: 'manual' });
    },
    { timeout: 60_000, interval: 100 },
  );
  if (child.exitCode !== null) throw new Error(`${script} ended at once:\n${output}`);
  return {
    url,
    async close() {
      child.kill();
      await closed;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}
