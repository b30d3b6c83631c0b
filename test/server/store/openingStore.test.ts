import { expect, it } from 'vitest';
import { memoryStore, type Store } from '../../../src/server/index.js';
import { loadDriver } from '../../../src/server/store/loadDriver.js';
import { openingStore } from '../../../src/server/store/openingStore.js';
import { insert } from '../../../src/server/store/Store.js';
import { card } from '../support/openCharges.js';

/** A store that fails to open so many times first. */
function failingToOpen(times: number) {
  const opened: string[] = [];
  const memory = memoryStore({ now: () => 7 });
  const inner: Store = {
    ...memory,
    async open() {
      opened.push(opened.length < times ? 'failed' : 'opened');
      if (opened.at(-1) === 'failed') throw new Error('The disk is full.');
    },
    identity: async () => 'memory',
    async close() {
      opened.push('closed');
    },
  };
  return { opened, memory, store: openingStore(inner) };
}

const questions: readonly (readonly [string, (store: Store) => Promise<unknown>, unknown])[] = [
  ['now', (store) => store.now(), 7],
  ['get', (store) => store.get('cards', 'nobody'), null],
  ['find', (store) => store.find('cards', { where: { customerId: 'nobody' }, limit: 1 }), []],
  ['commit', (store) => store.commit([insert('cards', card)]), true],
  ['identity', (store) => store.identity(), 'memory'],
  ['open', (store) => store.open(), undefined],
];

it.each(questions)('the tables are made ready before the first %s, and once', async (_, ask, answer) => {
  const { opened, store } = failingToOpen(0);
  expect(await Promise.all([ask(store), store.now()])).toEqual([answer, 7]);
  await ask(store);
  expect(opened).toEqual(['opened']);
  await store.close();
  expect(opened).toEqual(['opened', 'closed']);
});

it.each(questions)('a failure is that of %s, and is tried again with the next question', async (_, ask, answer) => {
  const { opened, memory, store } = failingToOpen(1);
  await expect(ask(store)).rejects.toThrow('The disk is full.');
  expect(await memory.get('cards', card.cardId)).toBeNull();
  expect(await ask(store)).toEqual(answer);
  expect(opened).toEqual(['failed', 'opened']);
});

it('a driver that is not installed is named, with the command that installs it', async () => {
  const cause = new Error('Cannot find package');
  const loading = loadDriver(() => Promise.reject(cause), { name: '@libsql/client', neededBy: 'sqliteStore' });
  await expect(loading).rejects.toMatchObject({
    code: 'driver_missing',
    message:
      'sqliteStore needs the package @libsql/client, which could not be loaded. Install it: npm install @libsql/client',
    cause,
  });
  expect(await loadDriver(async () => 7, { name: 'pg', neededBy: 'postgresStore' })).toBe(7);
});
