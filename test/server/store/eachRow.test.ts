import { expect, it } from 'vitest';
import { memoryStore } from '../../../src/server/index.js';
import { eachRow } from '../../../src/server/store/eachRow.js';
import { insert } from '../../../src/server/store/Store.js';
import { card } from '../support/openCharges.js';

/** Cards of a customer, made at these times, and one of somebody else. */
async function storeOf(times: readonly number[]) {
  const store = memoryStore();
  const own = { impUid: null, merchantUid: null, defaultOf: null };
  const rows = times.map((createdAt, made) => ({
    ...card,
    ...own,
    ...{ cardId: `card${String(made).padStart(4, '0')}`, billingKey: `key${made}`, createdAt },
  }));
  await store.commit(rows.map((row) => insert('cards', row)));
  await store.commit([insert('cards', { ...card, ...own, cardId: 'theirs', billingKey: 'theirs', customerId: 'jun' })]);
  let pages = 0;
  const find: typeof store.find = (table, query) => {
    pages += 1;
    return store.find(table, query);
  };
  return {
    async read(descending?: boolean) {
      pages = 0;
      const read: { cardId: string; createdAt: number }[] = [];
      const all = { where: { customerId: 'mina' }, by: 'createdAt', descending } as const;
      for await (const row of eachRow({ find }, 'cards', all)) read.push(row);
      return { times: read.map(({ createdAt }) => createdAt), ids: new Set(read.map(({ cardId }) => cardId)), pages };
    },
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, made) => made);

it.each([
  ['none', []],
  ['less than a page', upTo(7)],
  ['a page', upTo(200)],
  ['more than a page', upTo(501)],
  ['many of one time, between others', [...upTo(150), ...Array(1000).fill(500), ...upTo(150).map((at) => 1000 + at)]],
  ['many of one time, at the end', [...upTo(300), ...Array(450).fill(500)]],
])('reads each row once, in the order of time, where there are %s', async (_, times) => {
  const store = await storeOf(times);
  for (const descending of [undefined, false, true]) {
    const read = await store.read(descending);
    expect(read.times).toEqual(descending ? [...times].reverse() : times);
    expect(read.ids.size).toBe(times.length);
    expect(read.pages).toBeLessThan(10);
  }
});
