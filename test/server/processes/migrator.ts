/** A process of this release, of the next one, whose tables have a column, an index and a table more, or of the one after. Says `done` or why not. */
import { migrate, migrations } from '../../../src/server/store/migrations.js';
import { postgresDriver } from '../../../src/server/store/postgresStore.js';
import { sqliteDriver } from '../../../src/server/store/sqliteStore.js';

const { DATABASE_URL = '', STEPS = '' } = process.env;
const driver = DATABASE_URL.startsWith('postgres:')
  ? postgresDriver({ url: DATABASE_URL })
  : sqliteDriver({ url: DATABASE_URL });
const next = [
  { add: { note: 'text' }, to: 'cards' },
  { index: ['note'], on: 'cards' },
  { create: 'notes', key: 'noteId', columns: { noteId: 'text', version: 'integer', at: 'integer' } },
] as const;
const afterNext = [{ add: { place: 'text' }, to: 'notes' }] as const;
const releases: Readonly<Record<string, typeof migrations>> = {
  next: [...migrations, next],
  afterNext: [...migrations, next, afterNext],
};

process.send?.('ready');
// All of them begin at the same moment.
process.once('message', async () => {
  const outcome = await migrate(driver, { steps: releases[STEPS] ?? migrations }).then(
    () => 'done',
    (error: unknown) => String(error),
  );
  await driver.close();
  process.send?.(outcome, () => process.exit());
});
