import { BillingServerError } from '../errors.js';
import { assertDeadlines } from '../stopwatch.js';
import { loadDriver } from './loadDriver.js';
import type { SqlDriver, SqlValue, Statement, Step } from './SqlDriver.js';
import type { Store } from './Store.js';
import { sqlStore } from './sqlStore.js';

/** What `sqliteStore()` takes. */
export interface SqliteStoreOptions {
  /** `file:billing.db`: the file, created when it is not there. On a disk of this machine: see `allowNetworkDisk`. */
  readonly url: string;
  /** Milliseconds to wait for another process that writes. @default 5000 */
  readonly timeout?: number | undefined;
  /**
   * SQLite's locks don't hold on NFS and SMB, and without them a card is charged twice. True takes that risk for one process
   * alone. @default false
   */
  readonly allowNetworkDisk?: boolean | undefined;
  /** Another clock than the machine's, in milliseconds. For tests. */
  readonly now?: (() => number) | undefined;
}

/** The part of `@libsql/client` that is used here. */
interface LibsqlModule {
  createClient(options: { url: string; timeout: number; concurrency: number }): LibsqlClient;
}
interface LibsqlClient {
  execute(statement: LibsqlStatement | string): Promise<LibsqlResult>;
  batch(statements: (LibsqlStatement | string)[], mode: 'write'): Promise<LibsqlResult[]>;
  close(): void;
}
interface LibsqlStatement {
  sql: string;
  args: SqlValue[];
}
interface LibsqlResult {
  rows: readonly Readonly<Record<string, unknown>>[];
  rowsAffected: number;
}

/**
 * A store in an SQLite file, shared by the processes of one machine. Needs `@libsql/client`.
 *
 * @throws BillingServerError `driver_missing` at the first use when `@libsql/client` is not installed; `network_disk` when
 * the file lies on one
 *
 * @example
 * const store = sqliteStore({ url: 'file:billing.db' });
 */
export function sqliteStore(options: SqliteStoreOptions): Store {
  const { url, timeout = 1 } = options ?? {};
  // Without a name, or in memory, SQLite makes a database that is gone with its connection, and every charge with it.
  const isFile = typeof url === 'string' && url.startsWith('file:') && !/^(:memory:)?$/.test(filePath(url));
  if (!isFile || /[?&]mode=memory\b/.test(url)) {
    throw new BillingServerError(
      'invalid_configuration',
      `sqliteStore: url is ${JSON.stringify(url)}. Give the file as file:billing.db. For PostgreSQL there is postgresStore, for tests memoryStore.`,
      { field: 'url' },
    );
  }
  assertDeadlines('sqliteStore', { timeout });
  return sqlStore({ driver: sqliteDriver(options), now: options.now });
}

/** How often a database that others are busy with is opened anew before it is given up. */
const OPENINGS = 5;

/** What {@link sqlStore} and migrations run on. */
export function sqliteDriver({ url, timeout = 5000, allowNetworkDisk = false }: SqliteStoreOptions): SqlDriver {
  let client: Promise<LibsqlClient> | null = null;
  // One connection, so that settings hold for all, and one piece of work at a time.
  let queue: Promise<unknown> = Promise.resolve();

  async function open(): Promise<LibsqlClient> {
    await prepareFolder(url, allowNetworkDisk);
    const { createClient } = await loadDriver<LibsqlModule>(
      // Bundlers leave it alone: who has no SQLite has not installed it.
      () => import(/* webpackIgnore: true */ /* turbopackIgnore: true */ '@libsql/client'),
      { name: '@libsql/client', neededBy: 'sqliteStore' },
    );
    const opened = createClient({ url, timeout, concurrency: 1 });
    try {
      // A row that says "pending" has to be on the disk before the card is charged.
      for (const pragma of ['journal_mode = WAL', 'synchronous = FULL']) {
        await opened.execute(`PRAGMA ${pragma}`);
      }
      return opened;
    } catch (error) {
      opened.close();
      throw error;
    }
  }

  /** Runs alone. After a BUSY the client is not to be trusted: it is thrown away, and the work is done again on a new one. */
  function alone<T>(work: (client: LibsqlClient) => Promise<T>): Promise<T> {
    const result = queue.then(async () => {
      for (let opening = 1; ; opening += 1) {
        client ??= open();
        const used = client;
        try {
          return await work(await used);
        } catch (error) {
          client = null;
          await used.then((opened) => opened.close()).catch(() => undefined);
          if (!isBusy(error) || opening === OPENINGS) throw error;
          await new Promise((resolve) => setTimeout(resolve, 20 * opening + Math.random() * 50));
        }
      }
    });
    queue = result.catch(() => undefined);
    return result;
  }

  return {
    dialect: 'sqlite',
    // SQLite's clock is this machine's, and every process that shares the file runs on this machine.
    now: async () => Date.now(),
    read: (query) => alone(async (opened) => (await opened.execute(statementOf(query))).rows),

    // As a batch, which the client makes without giving up its turn: of two stores in one process none waits for the other.
    commit: (steps) =>
      alone(async (opened) => {
        try {
          const [first, ...others] = steps;
          if (first !== undefined && others.length === 0) {
            // One statement is a transaction by itself.
            const { rowsAffected } = await opened.execute(statementOf(first));
            return !first.changesOne || rowsAffected === 1;
          }
          await opened.batch(steps.flatMap(guarded), 'write');
          return true;
        } catch (error) {
          if (isOff(error)) return false;
          throw error;
        }
      }),

    async identity() {
      const { realpath } = await import('node:fs/promises');
      return `sqlite:${await realpath(filePath(url)).catch(() => filePath(url))}`;
    },
    async close() {
      await queue;
      const opened = await client?.catch(() => undefined);
      client = null;
      // So that the file alone is the whole database, and a copy of it complete. Another process may still be writing.
      await opened?.execute('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => undefined);
      opened?.close();
    },
  };
}

/** The file that the client opens: it reads the address as one, with `%20` for a space. What can't be read so names no file. */
function filePath(url: string): string {
  const path = url
    .slice('file:'.length)
    .replace(/^\/\/[^/]*(?=\/)/, '')
    .replace(/[?#].*/s, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

/** NFS, SMB, CIFS, SMB2: what `statfs` calls them. */
const NETWORK_DISKS = [0x6969, 0x517b, 0xff534d42, 0xfe534d42];

async function prepareFolder(url: string, allowNetworkDisk: boolean): Promise<void> {
  const { mkdir, statfs } = await import('node:fs/promises');
  const { dirname } = await import('node:path');
  const folder = dirname(filePath(url));
  await mkdir(folder, { recursive: true });
  const { type } = await statfs(folder);
  if (allowNetworkDisk === true || !NETWORK_DISKS.includes(type)) return;
  throw new BillingServerError(
    'network_disk',
    `${folder} is on a network disk, where SQLite's locks don't hold and two processes charge one card twice. Use a local disk or postgresStore. For one process alone: allowNetworkDisk: true.`,
    { field: 'url' },
  );
}

/** The client writes SQLite's code into the message. */
function isBusy(error: unknown): boolean {
  return /SQLITE_(BUSY|LOCKED)|database is locked/i.test(String(error));
}

/** Ends the transaction when the step before it did not change one row: this JSON can't be read. */
const GUARD = `SELECT json_extract(CASE changes() WHEN 1 THEN '{}' ELSE 'nothing was changed' END, '$')`;

function guarded(step: Step): (LibsqlStatement | string)[] {
  return step.changesOne ? [statementOf(step), GUARD] : [statementOf(step)];
}

function statementOf({ sql, params = [] }: Statement): LibsqlStatement {
  return { sql, args: [...params] };
}

/** The guard, or a unique value that is taken: the transaction was rolled back, as it should be. */
function isOff(error: unknown): boolean {
  return /malformed JSON|UNIQUE constraint failed/i.test(String(error));
}
