import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
