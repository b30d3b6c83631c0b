import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresDriver } from '../../../src/server/store/postgresStore.js';
import type { SqlDriver, SqlValue, Statement } from '../../../src/server/store/SqlDriver.js';
import { sqliteDriver } from '../../../src/server/store/sqliteStore.js';
import { sqlStore } from '../../../src/server/store/sqlStore.js';
import { day, openSubscriptionShop } from '../subscription/shop.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { temporaryDatabase } from '../support/shop.js';

/** A driver that keeps each text of a statement on the kit's tables, with the latest values it was sent with. */
function recording(driver: SqlDriver) {
  const seen = new Map<string, readonly SqlValue[]>();
  const keep = ({ sql, params = [] }: Statement) => {
    if (/^(SELECT \*|UPDATE|DELETE|INSERT)/.test(sql) && !sql.includes('billing_schema')) seen.set(sql, params);
  };
  const recorded: SqlDriver = {
    ...driver,
    read(statement) {
      keep(statement);
      return driver.read(statement);
    },
    commit(steps) {
      for (const step of steps) keep(step);
      return driver.commit(steps);
    },
  };
  return { recorded, seen };
}

/** A first charge, the questions of a page, a renewal, a webhook, cards that come and go, a customer who is forgotten. */
async function live(driver: SqlDriver): Promise<void> {
  const shop = await openSubscriptionShop({ openStore: (now) => sqlStore({ driver, now }) });
  await shop.subscribe();
  const { order, answer } = await shop.buy('joon');
  expect(answer.status).toBe(200);
  for (const path of [
    '/charges',
    `/charges/${order.chargeMerchantUid}`,
    `/registrations/${order.merchantUid}`,
    '/cards',
  ]) {
    expect((await shop.send(path, { user: 'joon' })).status).toBe(200);
  }
  await shop.post('/webhook/iamport', { imp_uid: answer.body.impUid, merchant_uid: order.chargeMerchantUid });
  const cardId = await shop.addCard();
  await shop.billing.makeDefaultCard({ customerId: 'mina', cardId });
  await shop.billing.removeCard({ customerId: 'mina', cardId });
  await shop.until(shop.now() + 32 * day);
  expect(shop.told('renewed')).not.toHaveLength(0);
  await shop.billing.eraseCustomer({ customerId: 'joon' });
  await shop.until(shop.now() + 100 * day);
}

describe('every statement of a charge, a tick and a page finds its rows by an index', () => {
  it('on SQLite', async () => {
    const driver = sqliteDriver({ url: await temporaryDatabase() });
    const { recorded, seen } = recording(driver);
    await live(recorded);
    expect(seen.size).toBeGreaterThan(30);
    const scans: string[] = [];
    for (const [sql, params] of seen) {
      const plan = await driver.read({ sql: `EXPLAIN QUERY PLAN ${sql}`, params });
      // A sort before the limit reads every row that fits, however many there are.
      const wrong = plan.map(({ detail }) => String(detail)).filter((step) => /^SCAN|FOR ORDER BY/.test(step));
      if (wrong.length > 0) scans.push(`${sql}: ${wrong.join('; ')}`);
    }
    await driver.close();
    expect(scans).toEqual([]);
  });

  describe('on PostgreSQL', () => {
    let postgres: Postgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    }, 60_000);
    afterAll(() => postgres.stop());

    it('where there is one to be found by', async () => {
      const url = await postgres.createDatabase();
      const { recorded, seen } = recording(postgresDriver({ url }));
      await live(recorded);
      expect(seen.size).toBeGreaterThan(30);
      // So few rows are faster read than found: what is forbidden is still done where there is no other way.
      const driver = postgresDriver({ url: `${url}?options=-c%20enable_seqscan%3Doff%20-c%20enable_bitmapscan%3Doff` });
      const scans: string[] = [];
      for (const [sql, params] of seen) {
        const plan = await driver.read({ sql: `EXPLAIN ${sql}`, params });
        const wrong = plan.map((row) => String(row['QUERY PLAN'])).filter((step) => /Seq Scan/.test(step));
        if (wrong.length > 0) scans.push(`${sql}: ${wrong.join('; ')}`);
      }
      await driver.close();
      expect(scans).toEqual([]);
    });
  });
});
