import { expect, it, vi } from 'vitest';
import { memoryStore, type Store } from '../../src/server/index.js';
import { hour, openSubscriptionShop } from './subscription/shop.js';
import { openKit } from './support/kit.js';

const KINDS = ['a commit that is not made', 'a commit whose answer is lost', 'a question'] as const;

/** A store whose statements fail from the given one on, so many times. */
function failing(store: Store, kind: (typeof KINDS)[number], from: number, times: number) {
  const world = { armed: false, statements: 0 };
  function mayFail(one: (typeof KINDS)[number]): void {
    if (!world.armed || one !== kind) return;
    world.statements += 1;
    if (world.statements > from && world.statements <= from + times) throw new Error(`The store failed at ${one}.`);
  }
  const wrapped: Store = {
    ...store,
    async commit(writes) {
      mayFail('a commit that is not made');
      const done = await store.commit(writes);
      mayFail('a commit whose answer is lost');
      return done;
    },
    async get(table, id) {
      mayFail('a question');
      return store.get(table, id);
    },
    async find(table, query) {
      mayFail('a question');
      return store.find(table, query);
    },
    async now() {
      mayFail('a question');
      return store.now();
    },
  };
  return { store: wrapped, world };
}

/** The day of a customer, with a store that fails in the middle of it; resolves to how many statements there were. */
async function live(kind: (typeof KINDS)[number], from: number, times: number): Promise<number> {
  let made: ReturnType<typeof failing> | undefined;
  const shop = await openSubscriptionShop({
    openStore: (now) => {
      made = failing(memoryStore({ now }), kind, from, times);
      return made.store;
    },
  });
  const { world } = made as ReturnType<typeof failing>;

  /** As a page does it: the same again, until it is answered. */
  async function again<T>(what: string, work: () => Promise<T>): Promise<T> {
    for (let tried = 0; tried < 12; tried += 1) {
      try {
        return await work();
      } catch {
        await shop.later(15_000);
      }
    }
    throw new Error(`${what} was never answered, with ${times} failures from statement ${from} on.`);
  }
  async function register(request: Partial<Parameters<typeof shop.billing.createOrder>[0]>) {
    const order = await again('an order', () => shop.billing.createOrder({ customerId: 'mina', ...request }));
    const claim = { customerId: 'mina', merchantUid: order.merchantUid, impUid: shop.register(order) };
    const receipt = await again('a claim', () => shop.billing.charge(claim));
    return { order, receipt };
  }
  async function tick(times: number): Promise<void> {
    for (let tick = 0; tick < times; tick += 1) {
      await shop.billing.tick().catch(() => undefined);
      await shop.later(hour);
    }
  }

  world.armed = true;
  const { receipt } = await register({ planId: 'basic' });
  const { subscriptionId, cardId: replacesCardId } = receipt;
  const [begun] = await again('a list', () => shop.billing.listSubscriptions({ customerId: 'mina' }));
  const { order } = await register({ purpose: 'change', subscriptionId: subscriptionId ?? '', replacesCardId });
  await shop.later(Date.parse(begun?.paidUntil ?? '') - shop.now());
  await tick(4);
  world.armed = false;
  await tick(3);

  const which = `${times} failures from statement ${from} on`;
  const { charges } = shop.simulator;
  expect(
    charges().map(({ amount }) => amount),
    which,
  ).toEqual([9900, 9900]);
  expect(charges().at(-1)?.customer_uid, which).toBe(order.customerUid);
  const inTheEnd = { status: 'active', isCharging: false, cardId: order.customerUid };
  expect(await shop.subscriptionOf(), which).toMatchObject(inTheEnd);
  expect(await shop.billing.listCards({ customerId: 'mina' }), which).toMatchObject([{ cardId: order.customerUid }]);
  // A call that was never made because its row's answer was lost is told as lost, and made again.
  const stored = shop.events.filter((event) => 'eventId' in event && event.data.failCode !== 'lost');
  const told = new Map(stored.map((event) => ['eventId' in event ? event.eventId : '', event.type]));
  const twice = ['card_registered', 'charge_paid'].flatMap((type) => [type, type]);
  expect([...told.values()].sort(), which).toEqual([...twice, 'card_revoked', 'renewed'].sort());
  return world.statements;
}

it.each(KINDS)(
  'a store that fails at %s, wherever that is: paid once each, and nothing is lost',
  {
    timeout: 300_000,
  },
  async (kind) => {
    const statements = await live(kind, 0, 0);
    expect(statements).toBeGreaterThan(20);
    // Every third question is enough: they stand between the same commits.
    const step = kind === 'a question' ? 3 : 1;
    for (let from = 0; from < statements; from += step) {
      await live(kind, from, 1);
      await live(kind, from, 4);
    }
  },
);

it('a tick whose store fails tells of each thing that it could not do, and ends', async () => {
  let fails = false;
  const kit = await openKit({}, (store) => ({
    ...store,
    find: async (...query) => {
      if (fails) throw new Error('The disk is full.');
      return store.find(...query);
    },
  }));
  await kit.billing.tick();
  fails = true;
  await kit.billing.tick();
  const error = expect.objectContaining({ message: 'The disk is full.' });
  expect(kit.emitted).toEqual(
    ['charges', 'renewals', 'orders', 'cards', 'erasures', 'events', 'old events'].map((what) => ({
      ...{ type: 'error', where: `tick: ${what}`, error },
    })),
  );
});

it('a server ticks by itself, and tells of a tick that could not begin', async () => {
  const opened: string[] = [];
  const kit = await openKit({ tickEvery: 1 }, (store) => ({
    ...store,
    open: async () => {
      opened.push('tried');
      throw new Error('The disk is gone.');
    },
  }));
  await vi.waitFor(() => expect(opened.length).toBeGreaterThan(1));
  await kit.billing.close();
  expect(kit.emitted).toContainEqual({
    ...{ type: 'error', where: 'tick', error: expect.objectContaining({ message: 'The disk is gone.' }) },
  });
});
