import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../../src/server/store/migrations.js';
import { postgresDriver } from '../../../src/server/store/postgresStore.js';
import { update } from '../../../src/server/store/Store.js';
import { sqliteDriver } from '../../../src/server/store/sqliteStore.js';
import { sqlStore } from '../../../src/server/store/sqlStore.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { bundleWorker } from './bundleWorker.js';

let postgres: Postgres;
let folder = '';
let migrator = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'billing-migrations-'));
  [postgres, migrator] = await Promise.all([startPostgres(), bundleWorker(folder, 'migrator')]);
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Several processes that begin at the same moment, and what each says in the end. */
async function startTogether(count: number, env: Readonly<Record<string, string>>): Promise<string[]> {
  const children = Array.from({ length: count }, () => fork(migrator, { env: { ...process.env, ...env } }));
  const next = (child: (typeof children)[number]) =>
    new Promise<string>((resolve) => child.once('message', (message: string) => resolve(message)));
  await Promise.all(children.map(next));
  const outcomes = children.map(next);
  for (const child of children) child.send('go');
  return Promise.all(outcomes);
}

describe.each(['SQLite', 'PostgreSQL'])('three processes that start at once: %s', (database) => {
  const open = async () => {
    const url = database === 'SQLite' ? `file:${join(folder, `${Math.random()}.db`)}` : await postgres.createDatabase();
    const driver = database === 'SQLite' ? sqliteDriver({ url }) : postgresDriver({ url });
    return { url, driver };
  };

  it('make the tables of a fresh database together', async () => {
    const { url, driver } = await open();
    expect(await startTogether(3, { DATABASE_URL: url })).toEqual(['done', 'done', 'done']);
    const [row] = await driver.read({ sql: 'SELECT version FROM billing_schema' });
    expect(Number(row?.version)).toBe(migrations.length);
    await driver.close();
  }, 60_000);

  it('bring the version before to the next one, and keep what is in it', async () => {
    const { url, driver } = await open();
    expect(await startTogether(1, { DATABASE_URL: url })).toEqual(['done']);
    const sql = `INSERT INTO billing_cards (card_id, version, billing_key) VALUES ('kept', 1, 'kept')`;
    await driver.commit([{ sql, changesOne: true }]);
    expect(await startTogether(3, { DATABASE_URL: url, STEPS: 'next' })).toEqual(['done', 'done', 'done']);
    const [card] = await driver.read({ sql: 'SELECT card_id, note FROM billing_cards' });
    expect(card).toMatchObject({ card_id: 'kept', note: null });
    // The release before starts again in the middle of the deployment: these tables have all that it knows.
    expect(await startTogether(1, { DATABASE_URL: url })).toEqual(['done']);
    const store = sqlStore({ driver });
    const read = await store.get('cards', 'kept');
    expect(read !== null && (await store.commit([update('cards', read, { name: 'BC카드' })]))).toBe(true);
    // The one before that meets tables that it does not know.
    expect(await startTogether(1, { DATABASE_URL: url, STEPS: 'afterNext' })).toEqual(['done']);
    expect(await startTogether(1, { DATABASE_URL: url })).toEqual([expect.stringContaining('newer release')]);
    await driver.close();
  }, 60_000);
});
