import { createClient } from '@libsql/client';
import pg from 'pg';
import { columnName, tableName } from '../../src/server/store/sqlNames.js';
import { type TableName, tables } from '../../src/server/store/tables.js';

/** Where a number of the row stands: its own, or that of one of ten thousand customers. */
const ID = '{id}';
const CUSTOMER = '{customer}';
/** Rows of one statement. */
const BATCH = 100_000;

/**
 * Charges that were paid long ago, each with its try, order, card and delivered event, and a subscription that is not due. The
 * database makes them itself, with numbers that lie as far apart as random ones.
 */
export async function fillStore({
  name,
  url,
  count,
}: {
  readonly name: string;
  readonly url: string;
  readonly count: number;
}): Promise<void> {
  const now = Date.now();
  const database = name === 'SQLite' ? await openSqlite(url) : await openPostgres(url);
  for (const [table, row] of Object.entries(rowsAt(now)) as [TableName, object][]) {
    const columns = Object.keys(tables[table].columns);
    const values = columns.map((field) => database.literal((row as Readonly<Record<string, unknown>>)[field]));
    for (let from = 0; from < count; from += BATCH) {
      const source = database.numbers(from, Math.min(count, from + BATCH) - 1);
      const names = columns.map(columnName).join(', ');
      await database.run(`INSERT INTO ${tableName(table)} (${names}) SELECT ${values.join(', ')} FROM ${source}`);
    }
  }
  await database.close();
}

function rowsAt(now: number) {
  const account = { version: 3, customerId: CUSTOMER, gateway: 'iamport', account: 'iamport:fake_imp_key' };
  const createdAt = now - 1_000_000_000;
  const card = { payMethod: 'card', name: 'BC카드', number: '5365-10**-****-1234' };
  const price = JSON.stringify({ name: '모두의 구독', amount: 9900, currency: 'KRW' });
  const numbers = { merchantUid: `${ID}o`, customerUid: `${ID}k`, chargeMerchantUid: `${ID}c` };
  const order = { planId: 'basic', purpose: 'subscribe', status: 'registered', price, terms: '[]' };
  const paid = { status: 'paid', impUid: `${ID}p`, cardId: `${ID}k`, callEndsAt: 0 };
  const cost = { name: '모두의 구독', amount: 9900, currency: 'KRW', refundedAmount: 0 };
  const tried = { tryId: `${ID}c:1`, number: 1, startedAt: createdAt, endedAt: createdAt };
  const seen = { cardName: card.name, cardNumber: card.number, settledAt: createdAt };
  const due = now + 30 * 24 * 60 * 60_000;
  return {
    orders: { ...account, ...numbers, ...order, impUid: `${ID}i`, createdAt, expiresAt: createdAt },
    cards: {
      ...{ ...account, ...card, cardId: `${ID}k`, billingKey: `${ID}k`, merchantUid: `${ID}o`, impUid: `${ID}i` },
      ...{ status: 'active', pg: 'kcp_billing', sandbox: true, createdAt, failures: 0 },
    },
    charges: {
      ...{ ...account, ...numbers, ...paid, ...cost, ...seen, planId: 'basic', subscriptionId: `${ID}s`, period: 1 },
      ...{ chargedAtIssue: false, tries: 1, looks: 0, createdAt },
    },
    tries: { ...account, ...paid, ...tried, chargeMerchantUid: `${ID}c` },
    subscriptions: {
      ...{ ...account, subscriptionId: `${ID}s`, slot: `${ID}s`, cardId: `${ID}k`, planId: 'basic' },
      ...{ startedBy: `${ID}c`, status: 'active', wakeAt: due, body: '{}', createdAt },
    },
    events: {
      ...account,
      eventId: `${ID}e`,
      type: 'charge_paid',
      data: '{}',
      createdAt,
      deliverAt: null,
      deliveries: 1,
    },
  };
}

interface Database {
  /** A table whose rows have an `id` of eight digits, a `customer` and no order. */
  numbers(from: number, to: number): string;
  literal(value: unknown): string;
  run(sql: string): Promise<unknown>;
  close(): Promise<void>;
}

function literalOf(value: unknown, booleans: readonly [string, string]): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'boolean') return booleans[value ? 1 : 0];
  if (typeof value === 'number') return `${value}`;
  return `'${String(value)}'`.replace(ID, "' || id || '").replace(CUSTOMER, "old' || customer || '");
}

/** Knuth's multiplier: one number of 32 bits for each, the next one far away. */
const SPREAD = '(n * 2654435761) & 4294967295';

async function openSqlite(url: string): Promise<Database> {
  const client = createClient({ url, concurrency: 1 });
  for (const setting of ['synchronous = OFF', 'cache_size = -500000']) await client.execute(`PRAGMA ${setting}`);
  return {
    numbers: (from, to) =>
      `(WITH RECURSIVE counted(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM counted WHERE n < ${to}) ` +
      `SELECT printf('%08x', ${SPREAD}) AS id, n % 10000 AS customer FROM counted ORDER BY 1)`,
    literal: (value) => literalOf(value, ['0', '1']),
    run: (sql) => client.execute(sql),
    async close() {
      await client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
      client.close();
    },
  };
}

async function openPostgres(url: string): Promise<Database> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('SET synchronous_commit = off');
  return {
    numbers: (from, to) =>
      `(SELECT lpad(to_hex(${SPREAD}), 8, '0') AS id, n % 10000 AS customer ` +
      `FROM generate_series(${from}::BIGINT, ${to}::BIGINT) AS n ORDER BY 1) AS numbered`,
    literal: (value) => literalOf(value, ['FALSE', 'TRUE']),
    run: (sql) => client.query(sql),
    async close() {
      // As autovacuum does it in a minute.
      await client.query('ANALYZE');
      await client.end();
    },
  };
}
