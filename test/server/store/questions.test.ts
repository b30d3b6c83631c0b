import { describe, expect, it, onTestFinished } from 'vitest';
import { memoryStore, type Store, sqliteStore } from '../../../src/server/index.js';
import { insert, remove, update } from '../../../src/server/store/Store.js';
import { card } from '../support/openCharges.js';
import { temporaryDatabase } from '../support/shop.js';

/** A card of which nothing is unique but its key. */
const own = (cardId: string, changes: Partial<typeof card> = {}) => ({
  ...card,
  ...{ cardId, billingKey: `key of ${cardId}`, impUid: null, merchantUid: null, defaultOf: null },
  ...changes,
});

describe.each([
  ['memoryStore', async () => memoryStore()],
  ['sqliteStore', async () => sqliteStore({ url: await temporaryDatabase() })],
] as const)('what is asked of a %s', (_, make) => {
  async function open(...rows: readonly (typeof card)[]): Promise<Store> {
    const store = await make();
    onTestFinished(() => store.close());
    await store.open();
    expect(await store.commit(rows.map((row) => insert('cards', row)))).toBe(true);
    return store;
  }
  const ids = (rows: readonly { readonly cardId: string }[]) => rows.map(({ cardId }) => cardId).join();

  it('comes in the order of the key, where no other is asked for', async () => {
    const store = await open(own('c'), own('a'), own('b'), own('d', { customerId: 'jun' }));
    const where = { customerId: 'mina' };
    expect(ids(await store.find('cards', { where, limit: 9 }))).toBe('a,b,c');
    expect(ids(await store.find('cards', { where, limit: 2 }))).toBe('a,b');
  });

  it('comes in the order of the key, where the time is the same', async () => {
    const late = card.createdAt + 1;
    const store = await open(
      own('b'),
      own('z', { createdAt: late }),
      own('a'),
      own('c'),
      own('y', { createdAt: late }),
    );
    const find = async (descending?: boolean) =>
      ids(
        await store.find('cards', {
          where: { customerId: 'mina' },
          order: { by: 'createdAt', descending },
          limit: 9,
        }),
      );
    expect(await find()).toBe('a,b,c,y,z');
    expect(await find(true)).toBe('z,y,c,b,a');
  });

  it('is not asked where its value is left out, and is nothing where a list has none', async () => {
    const store = await open(own('a'), own('b', { customerId: 'jun' }), own('c', { status: 'revoked' }));
    const find = async (where: NonNullable<Parameters<typeof store.find<'cards'>>[1]['where']>) =>
      ids(await store.find('cards', { where, limit: 9 }));
    expect(await find({ customerId: 'mina', status: undefined } as never)).toBe('a,c');
    expect(await find({ customerId: [] })).toBe('');
    expect(await find({ customerId: ['jun', 'mina'] })).toBe('a,b,c');
    expect(await find({ cardId: 'b' })).toBe('b');
  });

  it('is within both ends, and a row without a value is in no range', async () => {
    const store = await open(own('a', { workAt: 1 }), own('b', { workAt: 2 }), own('c', { workAt: 3 }), own('d'));
    const within = async (least: number, most: number) =>
      ids(
        await store.find('cards', {
          atLeast: { field: 'workAt', value: least },
          atMost: { field: 'workAt', value: most },
          limit: 9,
        }),
      );
    expect(await within(1, 2)).toBe('a,b');
    expect(await within(2, 9)).toBe('b,c');
    expect(await within(-9, 9)).toBe('a,b,c');
  });

  it('is answered with rows that nobody else holds', async () => {
    const metadata = { seats: 1 };
    const store = await make();
    onTestFinished(() => store.close());
    await store.open();
    const event = { eventId: 'e1', customerId: 'mina', type: 'renewed', createdAt: 1, deliverAt: 1, deliveries: 0 };
    await store.commit([insert('events', { ...event, data: metadata } as never)]);
    metadata.seats = 2;
    const read = await store.get('events', 'e1');
    Object.assign(read?.data ?? {}, { seats: 3 });
    const [found] = await store.find('events', { where: { eventId: 'e1' }, limit: 1 });
    Object.assign(found?.data ?? {}, { seats: 4 });
    expect((await store.get('events', 'e1'))?.data).toEqual({ seats: 1 });
  });

  it('counts from one: a row that is made, changed, taken away and made again', async () => {
    const store = await open(own('a'));
    const first = await store.get('cards', 'a');
    expect(first?.version).toBe(1);
    expect(await store.commit([update('cards', own('a'), { failures: 3 })])).toBe(true);
    const second = await store.get('cards', 'a');
    expect(second).toEqual({ ...own('a'), failures: 3, version: 2 });
    expect(await store.commit([remove('cards', own('a'))])).toBe(false);
    expect(await store.commit([remove('cards', { ...own('a'), version: 2 })])).toBe(true);
    expect(await store.commit([update('cards', own('a'), { failures: 4 })])).toBe(false);
    expect(await store.commit([insert('cards', own('a'))])).toBe(true);
    expect(await store.get('cards', 'a')).toEqual(own('a'));
  });
});

describe('a store in memory', () => {
  const find = (query: object) => memoryStore().find('cards', { limit: 9, ...query } as never);
  const bound = (field: string) => ({ field, value: 1 });

  // A database would read the whole table for it, and only where it is large would anybody see that.
  it.each([
    ['number', { where: { number: '1234' } }],
    ['customerId, billingKey', { where: { customerId: 'mina', billingKey: 'key' } }],
    ['customerId, number', { where: { customerId: 'mina' }, order: { by: 'number' } }],
    ['failures', { order: { by: 'failures' } }],
    ['failures', { atMost: bound('failures') }],
    ['failures', { atLeast: bound('failures') }],
    ['workAt, createdAt', { atMost: bound('workAt'), order: { by: 'createdAt' } }],
    ['nothing', {}],
    ['nothing', { where: { customerId: undefined } }],
    ['nothing', { order: { by: 'cardId' } }],
  ])('refuses a question by %s, which no index answers', async (fields, query) => {
    await expect(find(query)).rejects.toThrow(
      `No index of the table cards answers a question by ${fields}. Add one to its indexes, or ask otherwise.`,
    );
  });

  it.each([
    { where: { cardId: 'a' } },
    { where: { cardId: 'a' }, order: { by: 'cardId' } },
    { where: { billingKey: 'key' } },
    { where: { customerId: 'mina' } },
    { where: { customerId: 'mina', number: undefined } },
    { where: { customerId: 'mina' }, order: { by: 'createdAt' } },
    { where: { customerId: 'mina' }, atLeast: bound('createdAt'), order: { by: 'createdAt' } },
    { atMost: bound('workAt'), order: { by: 'workAt' } },
  ])('answers %j', async (query) => {
    expect(await find(query)).toEqual([]);
  });

  it('has this machine’s clock, or another one', async () => {
    const before = Date.now();
    expect(await memoryStore().now()).toBeGreaterThanOrEqual(before);
    expect(await memoryStore({ now: () => 7 }).now()).toBe(7);
  });
});
