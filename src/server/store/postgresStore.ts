import { BillingServerError } from '../errors.js';
import { inTime } from '../inTime.js';
import { assertDeadlines } from '../stopwatch.js';
import { loadDriver } from './loadDriver.js';
import type { SqlDriver, SqlValue, Statement, Step } from './SqlDriver.js';
import type { Store } from './Store.js';
import { sqlStore } from './sqlStore.js';

/** The part of `pg` that is used here. A pool of the host's own fits it. */
export interface PgPool {
  connect(): Promise<PgClient>;
  end(): Promise<void>;
}
interface PgClient {
  query(sql: string, params?: SqlValue[]): Promise<PgResult>;
  release(error?: Error | boolean): void;
  on(event: 'error', listener: () => void): unknown;
  off(event: 'error', listener: () => void): unknown;
}
interface PgResult {
  rows: readonly Readonly<Record<string, unknown>>[];
  rowCount: number | null;
}
interface PgModule {
  default: {
    Pool: new (options: {
      connectionString: string;
      max: number;
      connectionTimeoutMillis: number;
    }) => PgPool & {
      on(event: 'error', listener: (error: Error) => void): void;
      on(event: 'connect', listener: (client: PgClient) => void): void;
    };
  };
}

/** What `postgresStore()` takes: `url`, or `pool`. */
export interface PostgresStoreOptions {
  /** `postgres://…`; PgBouncer in transaction mode is fine. Needs `pg`. */
  readonly url?: string | undefined;
  /** A pool of `pg` that the host has already, in place of `url`. It is the host's to end. */
  readonly pool?: PgPool | undefined;
  /** Connections at most, with `url`. @default 10 */
  readonly max?: number | undefined;
  /** Milliseconds to wait for a connection, and for the answer to a statement. @default 30_000 */
  readonly timeout?: number | undefined;
  /** Another clock than the database's, in milliseconds. For tests. */
  readonly now?: (() => number) | undefined;
}

/**
 * A store in PostgreSQL, shared by any number of machines. It holds no locks of a session and names no statement, so that it
 * works through PgBouncer in transaction mode.
 *
 * @throws BillingServerError `driver_missing` at the first use when `pg` is not installed
 *
 * @example
 * const store = postgresStore({ url: process.env.DATABASE_URL });
 */
export function postgresStore(options: PostgresStoreOptions): Store {
  const { url, pool, max = 1, timeout = 1 } = options ?? {};
  const isUrl = typeof url === 'string' && url !== '' && pool === undefined;
  if (!isUrl && !(url === undefined && typeof pool?.connect === 'function')) {
    throw new BillingServerError(
      'invalid_configuration',
      'postgresStore wants a url or a pool, and one of them. Is the variable set that the url comes from?',
      { field: 'url' },
    );
  }
  // `pg` takes anything else for no limit at all.
  assertDeadlines('postgresStore', { timeout });
  if (!(Number.isInteger(max) && max >= 1)) {
    throw new BillingServerError(
      'invalid_configuration',
      `postgresStore: max is ${max}; it must be a whole number of at least 1.`,
      { field: 'max' },
    );
  }
  return sqlStore({ driver: postgresDriver(options), now: options.now });
}

/** How often is tried what the database broke off because of somebody else. */
const TRIES = 5;

/** What {@link sqlStore} and migrations run on. */
export function postgresDriver({ url, pool: given, max = 10, timeout = 30_000 }: PostgresStoreOptions): SqlDriver {
  let opened: Promise<PgPool> | null = given === undefined ? null : Promise.resolve(given);
  const late = () => new NoAnswer(`PostgreSQL has not answered within the timeout of ${timeout} milliseconds.`);

  async function open(): Promise<PgPool> {
    const { default: pg } = await loadDriver<PgModule>(
      // Bundlers leave it alone: who has no PostgreSQL has not installed it.
      () => import(/* webpackIgnore: true */ /* turbopackIgnore: true */ 'pg'),
      { name: 'pg', neededBy: 'postgresStore' },
    );
    const pool = new pg.Pool({ connectionString: url ?? '', max, connectionTimeoutMillis: timeout });
    // A connection that breaks is replaced by the pool. Each of these would end the process without a listener: one that is idle
    // tells the pool, and one that is being handed out, or has just come, tells nobody else.
    pool.on('error', ignore);
    pool.on('connect', (client) => client.on('error', ignore));
    return pool;
  }

  function pool(): Promise<PgPool> {
    opened ??= open();
    return opened;
  }

  /**
   * Unnamed, as `pg` sends everything that has no name: a named statement would stay with one connection of a pooler. In the
   * store's time, since a connection that a failover has left behind says nothing any more, and a pool of the host's may wait
   * for ever.
   */
  function send(client: PgClient, { sql, params = [] }: Statement): Promise<PgResult> {
    let count = 0;
    const numbered = sql.replace(/\?/g, () => {
      count += 1;
      return `$${count}`;
    });
    return inTime(client.query(numbered, [...params]), timeout, late);
  }

  /** A connection. One that comes too late goes back to the pool. */
  async function connect(): Promise<PgClient> {
    const connecting = (await pool()).connect();
    try {
      return await inTime(connecting, timeout, late);
    } catch (error) {
      connecting.then((client) => client.release(), ignore);
      throw error;
    }
  }

  /** One connection for some work. If it gives no answer, or can't roll back, nobody gets it again: it may be in the middle of this. */
  async function onClient<T>(work: (client: PgClient) => Promise<T>, rollBack: boolean): Promise<T> {
    const client = await connect();
    let broken: Error | undefined;
    // A connection that breaks between two statements says so here and nowhere else: without a listener it would end the
    // process. The next statement rejects with the reason.
    client.on('error', ignore);
    try {
      return await work(client);
    } catch (error) {
      if (error instanceof NoAnswer) broken = error;
      else if (rollBack) {
        await send(client, { sql: 'ROLLBACK' }).catch((cause: Error) => {
          broken = cause;
        });
      }
      throw error;
    } finally {
      client.off('error', ignore);
      client.release(broken);
    }
  }

  // One statement too: what the store has given up waiting for is rolled back with its connection, and is not written later.
  const inTransaction = (steps: readonly Step[]) =>
    onClient(async (client) => {
      await send(client, { sql: BEGIN });
      for (const step of steps) {
        const { rowCount } = await send(client, step);
        if (!step.changesOne || rowCount === 1) continue;
        await send(client, { sql: 'ROLLBACK' });
        return false;
      }
      await send(client, { sql: 'COMMIT' });
      return true;
    }, true);

  /** What was broken off because of others has done nothing, and is done again. */
  async function again<T>(work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await work();
      } catch (error) {
        if (!BROKEN_OFF.includes(codeOf(error)) || tried === TRIES) throw error;
      }
    }
  }

  const read = async (statement: Statement) =>
    (await again(() => onClient((client) => send(client, statement), false))).rows;

  return {
    dialect: 'postgres',

    async now() {
      // Not `now()`: that is the time the transaction began.
      const sql = 'SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::BIGINT AS at';
      const [row] = await read({ sql });
      return Number(row?.at);
    },

    read,

    commit: (steps) =>
      again(() => inTransaction(steps)).catch((error: unknown) => {
        if (codeOf(error) === UNIQUE_VIOLATION) return false;
        throw error;
      }),

    async identity() {
      const schema = `SELECT relnamespace::regnamespace::text FROM pg_class WHERE oid = to_regclass('billing_bindings')`;
      const sql = `SELECT current_database() AS name, (${schema}) AS schema, system_identifier AS system FROM pg_control_system()`;
      const [row] = await read({ sql });
      return `postgres:${row?.system}/${row?.name}/${row?.schema}`;
    },
    async close() {
      const mine = opened;
      if (given !== undefined || mine === null) return;
      opened = null;
      await (await mine).end();
    },
  };
}

const ignore = () => undefined;

/**
 * A worker that is put to sleep between two statements holds the rows that it has changed. After a while PostgreSQL takes them
 * from it: what it wakes up to is a transaction that never was. Set for this transaction alone, so that a pooler is fine.
 */
const BEGIN = "BEGIN; SET LOCAL idle_in_transaction_session_timeout = '5s'";

/** A statement has brought no answer in the store's time. */
class NoAnswer extends Error {
  override name = 'NoAnswer';
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

const UNIQUE_VIOLATION = '23505';
/**
 * A deadlock; a serialization failure, where the host's database is stricter than the default, and then of a question too; a
 * wait for a lock that was longer than the host's `lock_timeout`; a table, or its type, that another process makes at this moment,
 * in spite of `IF NOT EXISTS`.
 */
const BROKEN_OFF = ['40P01', '40001', '55P03', '42P07', '42710'];
