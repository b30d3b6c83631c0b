import type { Card } from '../card/Card.js';
import { inOneOrder } from '../json.js';
import { card, name, newCharge, order } from './conformanceRows.js';
import { hold, insert, type NewRow, remove, type Store, update } from './Store.js';

/** One promise of a store, and how to see that it is kept. */
export interface ConformanceCase {
  readonly name: string;
  /** Rejects with what was wrong. */
  run(): Promise<void>;
}

/**
 * What a store has to promise, as cases for any test runner. `open` is called more than once a case: each call is another
 * process on the same database. Rows of earlier cases may be there.
 *
 * @example
 * for (const { name, run } of storeConformance({ open: () => myStore(url) })) test(name, run);
 */
export function storeConformance({
  open,
}: {
  readonly open: () => Store | Promise<Store>;
}): readonly ConformanceCase[] {
  type Work = (...stores: Store[]) => Promise<void>;

  async function withStores(count: number, work: Work): Promise<void> {
    const stores: Store[] = [];
    try {
      for (let index = 0; index < count; index += 1) {
        const store = await open();
        stores.push(store);
        await store.open();
      }
      await work(...stores);
    } finally {
      for (const store of stores) await store.close();
    }
  }

  const one = (name: string, work: Work): ConformanceCase => ({ name, run: () => withStores(1, work) });
  const two = (name: string, work: Work): ConformanceCase => ({ name, run: () => withStores(2, work) });

  return [
    one('a row reads as it was written', async (store) => {
      const row = order({ createdAt: 4_102_444_800_123, metadata: { 'a"b': ["it's", null, 1.5, true] } });
      assert(await store.commit([insert('orders', row)]), 'a new row was refused');
      equal(await store.get('orders', row.merchantUid), { ...row, version: 1 }, 'the row');
      const charge = newCharge({
        amount: 12.34,
        refundedAmount: 0.1,
        failReason: '한도초과 😀\n',
        chargedAtIssue: true,
      });
      assert(await store.commit([insert('charges', charge)]), 'a new row was refused');
      equal(await store.get('charges', charge.chargeMerchantUid), { ...charge, version: 1 }, 'the row');
      equal(await store.get('charges', name()), null, 'a row that is not there');
    }),

    one('a row changes only for a caller that has read its version', async (store) => {
      const read = await inserted(store, card());
      assert(await store.commit([update('cards', read, { name: 'a', sandbox: true })]), 'the version was right');
      assert(!(await store.commit([update('cards', read, { name: 'b' })])), 'the version was old');
      equal(await store.get('cards', read.cardId), { ...read, name: 'a', sandbox: true, version: 2 }, 'the row');
      const later = { ...read, version: 2 };
      assert(await store.commit([update('cards', later, { name: null })]), 'the version was right');
      equal((await store.get('cards', read.cardId))?.name, null, 'what was set to null');
      assert(
        !(await store.commit([update('cards', { ...read, cardId: name() }, { name: 'b' })])),
        'there is no such row',
      );
    }),

    one('a row goes only for a caller that has read its version', async (store) => {
      const read = await inserted(store, card());
      assert(!(await store.commit([remove('cards', { ...read, version: 7 })])), 'the version was wrong');
      assert(await store.commit([remove('cards', read)]), 'the version was right');
      equal(await store.get('cards', read.cardId), null, 'what was removed');
    }),

    one('a key and a unique value are taken once, and null is no value', async (store) => {
      const read = await inserted(store, card());
      assert(!(await store.commit([insert('cards', card({ cardId: read.cardId }))])), 'the key was taken');
      assert(!(await store.commit([insert('cards', card({ billingKey: read.billingKey }))])), 'the value was taken');
      const other = await inserted(store, card({ impUid: null }));
      assert(!(await store.commit([update('cards', other, { billingKey: read.billingKey })])), 'the value was taken');
      equal(await store.get('cards', other.cardId), other, 'what could not be changed');
      await inserted(store, card({ impUid: null }));
    }),

    one('a unique value moves from one row to another in one commit', async (store) => {
      const customerId = name();
      const first = await inserted(store, card({ customerId, defaultOf: customerId }));
      const second = await inserted(store, card({ customerId }));
      const writes = [update('cards', first, { defaultOf: null }), update('cards', second, { defaultOf: customerId })];
      assert(await store.commit(writes), 'the value was given up first');
      equal((await store.get('cards', second.cardId))?.defaultOf, customerId, 'who has it');
    }),

    one('a row that is only held counts a version too', async (store) => {
      const read = await inserted(store, card());
      assert(await store.commit([hold('cards', read)]), 'the version was right');
      assert(!(await store.commit([hold('cards', read)])), 'the version was old');
      equal(await store.get('cards', read.cardId), { ...read, version: 2 }, 'the row');
    }),

    one('all writes happen or none', async (store) => {
      const read = await inserted(store, card());
      const fresh = card();
      const writes = [
        insert('cards', fresh),
        update('cards', read, { name: 'half' }),
        update('cards', { ...read, version: 9 }, { name: 'half' }),
      ];
      assert(!(await store.commit(writes)), 'one version was wrong');
      equal(await store.get('cards', fresh.cardId), null, 'a row of a refused commit');
      equal(await store.get('cards', read.cardId), read, 'a row of a refused commit');
      assert(await store.commit([]), 'nothing to write is nothing to refuse');
    }),

    one('rows are found by values, ranges and in order', async (store) => {
      const customerId = name();
      for (const createdAt of [30, 10, 50, 20, 40]) {
        await inserted(store, card({ customerId, createdAt, workAt: createdAt === 50 ? null : createdAt }));
      }
      const found = async (query: Parameters<typeof store.find<'cards'>>[1]) =>
        (await store.find('cards', query)).map(({ createdAt }) => createdAt);
      const ofCustomer = { where: { customerId } };
      const by = { by: 'createdAt' } as const;
      equal(await found({ ...ofCustomer, order: by, limit: 9 }), [10, 20, 30, 40, 50], 'ascending');
      equal(await found({ ...ofCustomer, order: { ...by, descending: true }, limit: 2 }), [50, 40], 'the newest two');
      const range = { atLeast: { field: 'createdAt', value: 20 }, atMost: { field: 'createdAt', value: 40 } } as const;
      equal(await found({ ...ofCustomer, ...range, order: by, limit: 9 }), [20, 30, 40], 'within a range');
      const due = await store.find('cards', {
        atMost: { field: 'workAt', value: 60 },
        order: { by: 'workAt' },
        limit: 99,
      });
      const mine = due.filter((row) => row.customerId === customerId).map(({ workAt }) => workAt);
      equal(mine, [10, 20, 30, 40], 'null is in no range');
      equal(await found({ where: { customerId: name() }, limit: 9 }), [], 'nobody');
      equal(await found({ where: { customerId: [customerId, name()] }, order: by, limit: 1 }), [10], 'any of a list');
    }),

    one('what has no value is found by that', async (store) => {
      const customerId = name();
      const event = { type: 'renewed', customerId, data: {}, deliveries: 1 };
      for (const [createdAt, deliverAt] of [
        [6, null],
        [5, null],
        [4, 4_102_444_800_123],
        [1000, null],
      ] as const) {
        assert(await store.commit([insert('events', { ...event, eventId: name(), createdAt, deliverAt })]), 'an event');
      }
      const found = await store.find('events', {
        where: { deliverAt: null },
        atMost: { field: 'createdAt', value: 100 },
        order: { by: 'createdAt' },
        limit: 99,
      });
      const mine = found.filter((row) => row.customerId === customerId).map(({ createdAt }) => createdAt);
      equal(mine, [5, 6], 'the rows without a value');
    }),

    two('what one process has committed the other one reads', async (a, b) => {
      const read = await inserted(a, card());
      equal(await b.get('cards', read.cardId), read, 'the row, read elsewhere');
      assert(await b.commit([update('cards', read, { name: 'b' })]), 'the version was right');
      assert(!(await a.commit([update('cards', read, { name: 'a' })])), 'the version was old');
      equal((await a.get('cards', read.cardId))?.name, 'b', 'the row');
    }),

    two('of many who change a row at once, one does', async (a, b) => {
      const read = await inserted(a, card());
      const done = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 ? a : b).commit([update('cards', read, { name: `${index}` })]),
        ),
      );
      equal(done.filter(Boolean).length, 1, 'how many did');
      equal((await a.get('cards', read.cardId))?.version, 2, 'the version');
    }),

    two('of many who write one key at once, one does', async (a, b) => {
      const row = card();
      const done = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? a : b).commit([insert('cards', { ...row, name: `${index}` })]),
        ),
      );
      equal(done.filter(Boolean).length, 1, 'how many did');
    }),

    two('counting together loses nothing', async (a, b) => {
      const { cardId } = await inserted(a, card({ failures: 0 }));
      await Promise.all(
        [a, b, a, b].map(async (store) => {
          for (let counted = 0; counted < 10; ) {
            const row = await store.get('cards', cardId);
            if (row !== null && (await store.commit([update('cards', row, { failures: row.failures + 1 })])))
              counted += 1;
          }
        }),
      );
      equal((await b.get('cards', cardId))?.failures, 40, 'the count');
    }),

    two('two who move unique values the other way round both get an answer', async (a, b) => {
      const [first, second] = [await inserted(a, card()), await inserted(a, card())];
      const there = [update('cards', first, { name: 'x' }), update('cards', second, { name: 'x' })];
      const back = [update('cards', second, { name: 'y' }), update('cards', first, { name: 'y' })];
      const done = await Promise.all([a.commit(there), b.commit(back)]);
      equal(done.filter(Boolean).length, 1, 'how many did');
      const rows = await Promise.all([first, second].map(({ cardId }) => a.get('cards', cardId)));
      equal(rows[0]?.name, rows[1]?.name, 'both rows');
    }),

    two('the clock is one, in milliseconds, and goes on', async (a, b) => {
      const times = [await a.now(), await b.now(), await a.now()];
      assert(
        times.every((time) => Number.isSafeInteger(time)),
        `whole milliseconds, not ${times.join(', ')}`,
      );
      const [first = 0, second = 0, third = 0] = times;
      assert(second >= first - 5 && third >= second - 5, `later is later, not ${times.join(', ')}`);
    }),
  ];
}

async function inserted(store: Store, row: NewRow<'cards'>): Promise<Card> {
  assert(await store.commit([insert('cards', row)]), 'a new row was refused');
  return { ...row, version: 1 };
}

function assert(holds: boolean, what: string): void {
  if (!holds) throw new Error(`The store broke a promise: ${what}.`);
}

function equal(actual: unknown, expected: unknown, what: string): void {
  const [got, wanted] = [inOneOrder(actual), inOneOrder(expected)];
  assert(got === wanted, `${what} is ${got}, and should be ${wanted}`);
}
