import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { postgresStore, type Store, storeConformance } from '../../../src/server/index.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { openShop } from '../support/shop.js';

describe('postgresStore', () => {
  let postgres: Postgres;
  let url = '';
  let bouncer: ((url: string) => string) | null = null;
  beforeAll(async () => {
    postgres = await startPostgres();
    url = await postgres.createDatabase();
    bouncer = await postgres.startPgBouncer();
  }, 60_000);
  afterAll(() => postgres.stop());

  for (const { name, run } of storeConformance({ open: () => postgresStore({ url, max: 4 }) })) it(name, run);

  it('needs no more than a role of its own, and charges once where transactions are serializable', async () => {
    const database = await postgres.createDatabase();
    const admin = new pg.Client({ connectionString: database });
    await admin.connect();
    await admin.query('CREATE ROLE shop LOGIN; GRANT CREATE ON SCHEMA public TO shop');
    await admin.query(`ALTER ROLE shop SET default_transaction_isolation = 'serializable'`);
    await admin.end();
    const mine = database.replace('//billing@', '//shop@');
    const shop = await openShop({ openStore: (now) => postgresStore({ url: mine, now }) });
    const servers = [shop.billing, shop.start(), shop.start()];
    const orders = await Promise.all(Array.from({ length: 8 }, (_, number) => shop.order(`customer ${number}`)));
    const claims = orders.map((order) => shop.claim(order, shop.register(order)));
    const answers = await Promise.all(
      claims.flatMap((claim, number) =>
        servers.map((server) => server.charge({ ...claim, customerId: `customer ${number}` })),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 'paid'));
    expect(shop.simulator.countCharges()).toBe(orders.length);
  });

  it('of another schema is another one: a copy beside the original, in the same database, charges nobody', async () => {
    const database = await postgres.createDatabase();
    const shop = await openShop({ openStore: (now) => postgresStore({ url: database, now }) });
    const order = await shop.order();
    const claim = { customerId: 'mina', ...shop.claim(order, shop.register(order)) };
    const admin = await connected(database);
    await admin.query('CREATE ROLE staging LOGIN; CREATE SCHEMA staging AUTHORIZATION staging');
    const { rows } = await admin.query(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
    for (const { name } of rows) {
      await admin.query(`CREATE TABLE staging.${name} (LIKE public.${name} INCLUDING ALL)`);
      await admin.query(`INSERT INTO staging.${name} SELECT * FROM public.${name}`);
      await admin.query(`ALTER TABLE staging.${name} OWNER TO staging`);
    }
    await admin.end();
    const copy = shop.start({ store: postgresStore({ url: database.replace('//billing@', '//staging@') }) });
    await expect(copy.charge(claim)).rejects.toMatchObject({ code: 'database_not_bound' });
    expect(await shop.billing.charge(claim)).toMatchObject({ status: 'paid' });
  });

  it('that has to wait for others no longer than the host allows tries again', async () => {
    const database = await postgres.createDatabase();
    const shop = await openShop({ openStore: (now) => postgresStore({ url: database, now }) });
    const order = await shop.order();
    const claim = { customerId: 'mina', ...shop.claim(order, shop.register(order)) };
    const admin = await connected(database);
    await admin.query(`ALTER ROLE billing SET lock_timeout = '300ms'`);
    onTestFinished(async () => {
      await admin.query('ALTER ROLE billing RESET lock_timeout');
      await admin.end();
    });
    const impatient = shop.start({ store: postgresStore({ url: database }) });
    await admin.query('BEGIN; LOCK TABLE billing_charges IN SHARE MODE');
    const charging = impatient.charge(claim);
    const waiting = `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    const other = await connected(database);
    await vi.waitUntil(async () => (await other.query(waiting)).rowCount === 1);
    // The first one has been given up.
    await vi.waitUntil(async () => (await other.query(waiting)).rowCount === 0, { interval: 1 });
    await admin.query('COMMIT');
    await other.end();
    expect(await charging).toMatchObject({ status: 'paid' });
  });

  it('asks again what it broke off because of others', async () => {
    const pool = new pg.Pool({ connectionString: await postgres.createDatabase() });
    let broken = 0;
    const strict = {
      async connect() {
        const client = await pool.connect();
        const query = async (sql: string, params?: unknown[]) => {
          broken += sql.startsWith('SELECT * FROM billing_orders') ? 1 : 0;
          if (broken === 1) throw Object.assign(new Error('could not serialize access'), { code: '40001' });
          return client.query(sql, params);
        };
        return { query, on: () => client, off: () => client, release: () => client.release() };
      },
      end: async () => undefined,
    };
    const store = postgresStore({ pool: strict as unknown as Parameters<typeof postgresStore>[0]['pool'] });
    await store.open();
    expect(await store.get('orders', 'none')).toBeNull();
    expect(broken).toBe(2);
    await pool.end();
  });

  describe('through PgBouncer in transaction mode', () => {
    const open = (): Store => postgresStore({ url: bouncer?.(url) ?? '', max: 4 });
    for (const { name, run } of storeConformance({ open })) {
      it(name, async (context) => {
        if (bouncer === null) context.skip('pgbouncer is not installed here');
        await run();
      });
    }
  });
});

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}
