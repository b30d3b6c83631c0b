import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSection } from '../../../scripts/writeSection.js';
import { postgresStore, sqliteStore } from '../../../src/server/index.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { temporaryDatabase } from '../support/shop.js';
import { type RunResult, runShop } from './runShop.js';
import { WINDOWS } from './windows.js';

/** Of each database; with SERVER_ORDERS=1000 each has a thousand and a hundred deaths. */
const ORDERS = Number(process.env.SERVER_ORDERS ?? 500);
const KILLS_EACH = Math.ceil(ORDERS / 100);
/** Milliseconds: a machine that does other things besides needs them. */
const TIMEOUT = 900_000;

const page = new URL('../../../docs/reliability.md', import.meta.url);

describe('three server processes on one database', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  const results: RunResult[] = [];
  it.each(['SQLite', 'PostgreSQL'])(
    'charge each order once or not at all, whenever they die: %s',
    async (database) => {
      const url = database === 'SQLite' ? await temporaryDatabase() : await postgres.createDatabase();
      const openStore = () => (database === 'SQLite' ? sqliteStore({ url }) : postgresStore({ url }));
      const result = await runShop({ databaseUrl: url, openStore, orders: ORDERS, killsEach: KILLS_EACH });
      const { doubled, unwritten, invented, open, leaned, kills, paid, failed } = result;
      const wrong = { doubled, unwritten, invented, open, leaned };
      expect(wrong).toEqual({ doubled: [], unwritten: [], invented: [], open: [], leaned: [] });
      for (const [name] of WINDOWS) expect(kills[name], name).toBeGreaterThanOrEqual(KILLS_EACH);
      expect(paid + failed).toBeGreaterThan(0.9 * ORDERS);
      expect(failed).toBeGreaterThan(0);
      results.push(result);
    },
    TIMEOUT,
  );

  it('are counted in docs/reliability.md', async () => {
    expect(results).toHaveLength(2);
    const text = table();
    if (process.env.RELIABILITY === 'write') await writeSection(page, 'server processes', text);
    const written = await readFile(page, 'utf8');
    if (ORDERS === 500) expect(written).toContain(text);
  });

  it('are seen to go wrong when the store’s lock is taken out', {
    // Without the lock a round may also break off before it can be counted.
    timeout: TIMEOUT,
    retry: 2,
  }, async () => {
    const wrong: unknown[] = [];
    // Two calls have to meet within a moment, which 60 orders alone do not always do.
    for (let round = 0; wrong.length === 0 && round < 12; round += 1) {
      const url = await temporaryDatabase();
      const openStore = () => sqliteStore({ url });
      const run = { databaseUrl: url, openStore, orders: 120, killsEach: 0, doubleClicks: 1, withoutLock: true };
      const { leaned, doubled, unwritten, open } = await runShop(run);
      wrong.push(...leaned, ...doubled, ...unwritten, ...open);
    }
    expect(wrong.length).toBeGreaterThan(0);
  });
});

function table(): string {
  const rows = WINDOWS.map(([, what]) => `| ${what} | ${KILLS_EACH} times | ${KILLS_EACH} times |`);
  return [
    '| The process dies | SQLite, at least | PostgreSQL, at least |',
    '| --- | --- | --- |',
    ...rows,
    `| **Orders** | ${ORDERS} | ${ORDERS} |`,
    '| Orders charged twice | 0 | 0 |',
    '| Charges at i’mport without their row | 0 | 0 |',
    '| Paid rows without their charge | 0 | 0 |',
    '| Rows that were never settled | 0 | 0 |',
    '| Calls that only i’mport’s own refusal kept from charging twice | 0 | 0 |',
  ].join('\n');
}
