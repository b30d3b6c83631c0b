import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresStore, sqliteStore } from '../../../src/server/index.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { temporaryDatabase } from '../support/shop.js';
import { RENEWAL_WINDOWS } from './renewalWindows.js';
import { type RenewalResult, runRenewals } from './runRenewals.js';

const KILLS_EACH = 5;

function expectRight({ wrong, untrue, leaned }: RenewalResult): void {
  expect({ wrong, untrue, leaned }).toEqual({ wrong: [], untrue: [], leaned: [] });
}

describe('processes that renew the subscriptions of one database', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  it.each(['SQLite', 'PostgreSQL'])(
    'three of them, killed at each window of a renewal: every period once, on %s',
    async (database) => {
      const databaseUrl = database === 'SQLite' ? await temporaryDatabase() : await postgres.createDatabase();
      const result = await runRenewals({
        databaseUrl,
        openStore: (now) =>
          database === 'SQLite' ? sqliteStore({ url: databaseUrl, now }) : postgresStore({ url: databaseUrl, now }),
        processes: 3,
        subscriptions: 8,
        periods: 3,
        killsEach: KILLS_EACH,
      });
      expectRight(result);
      for (const [name] of RENEWAL_WINDOWS) expect(result.kills[name], name).toBeGreaterThanOrEqual(KILLS_EACH);
      expect(result.renewals).toBeGreaterThanOrEqual(24);
    },
    180_000,
  );

  it('a host that freezes after each answer, and is only told to tick: every period once', async () => {
    const databaseUrl = await temporaryDatabase();
    const result = await runRenewals({
      databaseUrl,
      openStore: (now) => sqliteStore({ url: databaseUrl, now }),
      processes: 1,
      subscriptions: 3,
      periods: 4,
      killsEach: 0,
      freezes: true,
    });
    expectRight(result);
    // One for each period; the last one may not be noticed yet.
    expect(result.deaths).toBeGreaterThanOrEqual(3);
  }, 120_000);
});
