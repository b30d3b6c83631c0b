import { describe, expect, it } from 'vitest';
import type { Charge } from '../../../src/server/charge/Charge.js';
import { memoryStore, type Order } from '../../../src/server/index.js';
import { insert, type Write } from '../../../src/server/store/Store.js';
import { renewalNumber, subscriptionIdOf } from '../../../src/server/subscription/renewalNumber.js';
import type { Subscription } from '../../../src/server/subscription/Subscription.js';
import { subscriptionListeners } from '../../../src/server/subscription/subscriptionListeners.js';
import { insertSubscription } from '../../../src/server/subscription/subscriptionRows.js';
import { card as anyCard, out } from '../support/openCharges.js';
import { DAY, START } from '../support/payments.js';
import { activeSubscription, rules, tryOf } from './samples.js';

const period = { unit: 'month' } as const;
const trial = { days: 7, amountAfter: 9900 };
const card = { ...anyCard, cardId: 'card-new' };

/** An order of mina's that begins a subscription. */
const order: Order = {
  ...{ merchantUid: 'register1', version: 1, customerId: 'mina', gateway: 'iamport', account: 'iamport:key' },
  ...{ customerUid: 'card-new', chargeMerchantUid: 'charge1', purpose: 'subscribe', status: 'registered' },
  ...{ planId: 'basic', metadata: null, price: { name: '베이직', amount: 9900, currency: 'KRW', period }, terms: [] },
  ...{ subscriptionId: null, replacesCardId: null, impUid: null, createdAt: START, expiresAt: START, checkAt: null },
};
const free: Partial<Order> = { price: { name: '체험', amount: 0, currency: 'KRW', period, trial } };
const paidTrial: Partial<Order> = { price: { name: '체험', amount: 100, currency: 'KRW', period, trial } };
/** The id of the subscription that the order begins. */
const ID = await subscriptionIdOf('charge1');
const OTHER = 'sub0123456789abcdef01234567';

const first = (changes: Partial<Charge> = {}): Charge => ({
  ...{ ...out, cardId: 'card-new', subscriptionId: null, period: null, lookAt: null },
  ...changes,
});

async function open(changes: Partial<Order> | null = {}) {
  const store = memoryStore({ now: () => START });
  let isForgotten = false;
  const productGroupOf = (planId: string) => {
    if (isForgotten) throw new Error('There is no such plan any more.');
    return planId === 'music' ? 'music' : 'tv: all';
  };
  const listeners = subscriptionListeners({ store }, { rules, productGroupOf });
  const own = { ...order, ...changes };
  if (changes !== null) await store.commit([insert('orders', own)]);
  const write = async (writes: readonly Write[]) => {
    expect(await store.commit(writes)).toBe(true);
    return writes.map(({ kind, table }) => `${kind} ${table}`);
  };
  return {
    ...listeners,
    ...{ store, order: own },
    forget: () => {
      isForgotten = true;
    },
    /** Somebody's subscription, mina's for video where nothing else is said. */
    has: (subscription: Partial<Subscription> = {}, startedBy: string | null = null) =>
      write([
        insertSubscription(
          activeSubscription({
            id: OTHER,
            customerId: 'mina',
            productGroup: 'tv: all',
            cardId: 'card-old',
            ...subscription,
          }),
          { startedBy, rules },
        ),
      ]),
    /** A first charge of another order that was begun, and how it stands. */
    async isStarting(status: Charge['status']) {
      const row = { subscriptionId: OTHER, customerId: 'mina', slot: 'tv%3A all:mina', trialOf: null, cardId: null };
      const rest = {
        planId: 'basic',
        startedBy: 'charge0',
        status: 'starting',
        wakeAt: null,
        body: null,
        createdAt: 0,
      };
      await write([insert('subscriptions', { ...row, ...rest } as never)]);
      await write([insert('charges', first({ chargeMerchantUid: 'charge0', status }) as never)]);
    },
    /** Writes what a charge means, and says which rows that were. */
    charged: async (after: Charge, before: Charge | null = null, tookOther = false) =>
      write(await listeners.onCharge({ before, after, now: START, tookOther })),
    registered: async () => write(await listeners.onRegistration({ order: own, card, now: START } as never)),
    row: (id = ID) => store.get('subscriptions', id),
    events: () => store.find('events', { where: { customerId: 'mina' }, order: { by: 'createdAt' }, limit: 9 }),
  };
}

const exists = (status: string) => ({
  ...{ code: 'subscription_exists', details: { subscriptionId: OTHER, status } },
  message: expect.stringContaining(`(${OTHER}, ${status})`),
});
const hadTrial = {
  ...{ code: 'trial_used', details: { subscriptionId: OTHER } },
  message: expect.stringContaining(`(${OTHER})`),
};
const ended = { status: 'ended', endedAt: START, reason: 'cancelled' } as const;

describe('before a window opens', () => {
  it.each([
    ['registers a card', { purpose: 'register' }],
    ['registers a card, and names a subscription', { purpose: 'register', subscriptionId: 'sub9' }],
    ['is charged once', { price: { name: '한 번', amount: 9900, currency: 'KRW' } }],
    ['has no price', { price: null }],
    ['changes a card of no subscription', { purpose: 'change' }],
    ['is for another group of products', { planId: 'music' }],
  ] as const)('an order that %s is in nobody’s way', async (_, changes) => {
    const shop = await open(changes);
    await shop.has();
    await expect(shop.assertCanBegin(shop.order)).resolves.toBeUndefined();
  });

  it('a second subscription is refused, unless the first charge of the other one failed', async () => {
    const shop = await open();
    await shop.has();
    await expect(shop.assertCanBegin(order)).rejects.toMatchObject(exists('active'));
    for (const [status, isInTheWay] of [
      ['pending', true],
      ['paid', true],
      ['failed', false],
      ['refunded', false],
    ] as const) {
      const other = await open();
      await other.isStarting(status);
      if (isInTheWay) await expect(other.assertCanBegin(order)).rejects.toMatchObject(exists('starting'));
      else await expect(other.assertCanBegin(order)).resolves.toBeUndefined();
    }
  });

  it('a second trial is refused, and no subscription without one', async () => {
    const shop = await open(free);
    await shop.has({ trial: { amount: 0 }, state: ended });
    await expect(shop.assertCanBegin(shop.order)).rejects.toMatchObject(hadTrial);
    await expect(shop.assertCanBegin(order)).resolves.toBeUndefined();
    const theirs = await open(free);
    await theirs.has({ customerId: 'jun', trial: { amount: 0 } });
    await expect(theirs.assertCanBegin(theirs.order)).resolves.toBeUndefined();
  });

  it('a card is changed of one’s own subscription, while there is one', async () => {
    const change = { ...order, purpose: 'change', subscriptionId: OTHER } as const;
    const shop = await open();
    await expect(shop.assertCanBegin(change)).rejects.toMatchObject({ code: 'subscription_unknown' });
    await shop.has();
    await expect(shop.assertCanBegin(change)).resolves.toBeUndefined();
    const stolen = { ...change, customerId: 'thief' };
    await expect(shop.assertCanBegin(stolen)).rejects.toMatchObject({ code: 'subscription_unknown' });
    const late = await open();
    await late.has({ state: ended });
    await expect(late.assertCanBegin(change)).rejects.toMatchObject({ code: 'subscription_state' });
  });
});

describe('a first charge that is about to be sent', () => {
  it('takes the customer’s place', async () => {
    const shop = await open();
    expect(await shop.charged(first())).toEqual(['insert subscriptions']);
    expect(await shop.row()).toEqual({
      ...{ subscriptionId: ID, version: 1, customerId: 'mina', slot: 'tv%3A all:mina', trialOf: null, cardId: null },
      ...{ planId: 'basic', startedBy: 'charge1', status: 'starting', wakeAt: null, body: null, createdAt: START },
    });
    // Tried again, it has its place already, and nobody else may take it at this moment.
    expect(await shop.charged(first())).toEqual(['update subscriptions']);
    expect(await shop.row()).toMatchObject({ version: 2, status: 'starting' });
  });

  it('is not sent where somebody has the place, and takes it from one that failed', async () => {
    const shop = await open();
    await shop.has();
    await expect(shop.charged(first())).rejects.toMatchObject(exists('active'));
    const other = await open();
    await other.isStarting('failed');
    expect(await other.charged(first())).toEqual(['delete subscriptions', 'insert subscriptions']);
    expect(await other.row(OTHER)).toBeNull();
  });

  it('is not sent for a trial that was had', async () => {
    const shop = await open(paidTrial);
    await shop.has({ trial: { amount: 0 }, state: ended });
    await expect(shop.charged(first())).rejects.toMatchObject(hadTrial);
  });

  it.each([
    ['the order is gone', null, {}],
    ['it is charged once', { price: { name: '한 번', amount: 9900, currency: 'KRW' } }, {}],
    ['it is of no order', {}, { merchantUid: null }],
    ['it failed', {}, { status: 'failed' }],
    ['it was given back before anybody looked', {}, { status: 'refunded' }],
  ] as const)('begins nothing where %s', async (_, orderChanges, changes) => {
    const shop = await open(orderChanges as Partial<Order> | null);
    expect(await shop.charged(first(changes))).toEqual([]);
  });
});

describe('a first charge that is paid', () => {
  const paid = first({ status: 'paid' });

  it('begins the subscription that had its place, also where the host has forgotten the plan', async () => {
    const shop = await open();
    await shop.charged(first());
    shop.forget();
    expect(await shop.charged(paid, first())).toEqual(['update subscriptions']);
    const row = await shop.row();
    expect(row).toMatchObject({ status: 'active', cardId: 'card-new', slot: 'tv%3A all:mina', trialOf: null });
    expect(row?.body).toMatchObject({
      id: ID,
      productGroup: 'tv: all',
      period: 1,
      paidBy: 'charge1',
      startedAt: START,
    });
    // Told of it again, it has begun.
    expect(await shop.charged(paid, first({ status: 'failed' }))).toEqual([]);
    expect(await shop.charged(paid, paid)).toEqual([]);
  });

  it('begins one without a place, as where the PG took the money while it issued the key', async () => {
    const shop = await open(paidTrial);
    expect(await shop.charged(paid)).toEqual(['insert subscriptions']);
    expect(await shop.row()).toMatchObject({ status: 'trialing', startedBy: 'charge1', trialOf: 'tv%3A all:mina' });
  });

  it.each(['paid', 'refunded'] as const)('begins nothing once more where it was %s before', async (status) => {
    const shop = await open();
    expect(await shop.charged(paid, first({ status }))).toEqual([]);
  });

  it('takes the place of one whose charge failed', async () => {
    const shop = await open();
    await shop.isStarting('failed');
    expect(await shop.charged(paid)).toEqual(['delete subscriptions', 'insert subscriptions']);
    expect(await shop.row(OTHER)).toBeNull();
  });

  it('is to be given back, what is left of it, where another one has the place', async () => {
    const shop = await open();
    await shop.has();
    expect(await shop.charged(first({ status: 'paid', refundedAmount: 4000 }))).toEqual(['insert events']);
    expect(await shop.events()).toMatchObject([
      {
        ...{ eventId: `${ID}:refund_due:charge1`, type: 'refund_due', createdAt: START },
        data: { subscriptionId: OTHER, merchantUid: 'charge1', amount: 5900, currency: 'KRW', expected: 0 },
      },
    ]);
    expect(await shop.row()).toBeNull();
  });

  it('is to be given back where the trial was had, and its place is free again', async () => {
    const shop = await open(paidTrial);
    await shop.charged(first({ amount: 100 }));
    await shop.has({ trial: { amount: 0 }, state: ended });
    const writes = await shop.charged(first({ status: 'paid', amount: 100 }), first());
    expect(writes).toEqual(['delete subscriptions', 'insert events']);
    expect(await shop.events()).toMatchObject([{ data: { subscriptionId: OTHER, amount: 100 } }]);
  });

  it('is to be given back where the customer is being erased', async () => {
    const shop = await open();
    const erasure = { customerId: 'mina', status: 'pending', requestedAt: START, workAt: START, doneAt: null } as const;
    await shop.store.commit([insert('erasures', erasure)]);
    expect(await shop.charged(paid)).toEqual(['insert events']);
    expect(await shop.events()).toMatchObject([{ type: 'refund_due', data: { subscriptionId: ID, amount: 9900 } }]);
  });
});

describe('a charge of a renewal', () => {
  const merchantUid = renewalNumber({ subscriptionId: OTHER, period: 2, tryNumber: 1 });
  const renewal = (changes: Partial<Charge> = {}): Charge =>
    first({
      ...{ chargeMerchantUid: merchantUid, merchantUid: null, subscriptionId: OTHER, period: 2, cardId: 'card-old' },
      ...{ callEndsAt: START + 60_000, ...changes },
    });
  const outdated = {
    ...{ code: 'store_conflict', retryAfterSeconds: 1 },
    message: expect.stringContaining(`The subscription of ${merchantUid} has changed`),
  };
  const body = async (shop: Awaited<ReturnType<typeof open>>) =>
    (await shop.row(OTHER))?.body as unknown as Subscription;

  it('is out, and then paid: both are written with it', async () => {
    const shop = await open();
    await shop.has();
    expect(await shop.charged(renewal())).toEqual(['update subscriptions']);
    expect((await body(shop)).openTry).toMatchObject({ merchantUid, plan: { amount: 9900 } });
    const paid = renewal({ status: 'paid' });
    expect(await shop.charged(paid, renewal())).toEqual(['update subscriptions', 'insert events']);
    expect(await body(shop)).toMatchObject({ period: 2, paidBy: merchantUid, openTry: null });
    expect(await shop.charged(paid, paid)).toEqual([]);
  });

  it('is told by the code of its card’s PG whether that card can ever pay', async () => {
    for (const [pg, canHeal] of [
      ['kcp_billing', false],
      ['nice', true],
      [null, true],
    ] as const) {
      const shop = await open();
      const openTry = tryOf(activeSubscription({ id: OTHER }), START);
      await shop.has({ openTry });
      if (pg !== null) await shop.store.commit([insert('cards', { ...anyCard, cardId: 'card-old', pg })]);
      await shop.charged(renewal({ status: 'failed', failCode: 'CC43' }), renewal());
      expect((await body(shop)).state).toMatchObject({ status: 'past_due', decline: { canHeal } });
    }
    const looked = await open();
    await looked.has({ openTry: tryOf(activeSubscription({ id: OTHER }), START) });
    await looked.charged(renewal({ status: 'failed', failCode: 'mismatch' }), renewal(), true);
    expect((await body(looked)).state).toMatchObject({ decline: { canHeal: false } });
  });

  it.each([
    ['was ended', { state: ended }],
    ['has another card', { cardId: 'card-new' }],
    ['has another plan', { plan: { ...activeSubscription().plan, amount: 8800 } }],
    ['was paid', { period: 2 }],
  ] as const)(
    'is not sent where its subscription %s a moment ago; what was sent is written down',
    async (_, changes) => {
      const shop = await open();
      await shop.has(changes);
      await expect(shop.charged(renewal())).rejects.toMatchObject(outdated);
      await expect(shop.charged(renewal({ callEndsAt: START + 1 }))).rejects.toMatchObject(outdated);
      await expect(shop.charged(renewal({ callEndsAt: START }))).resolves.toBeDefined();
    },
  );

  it('means nothing where there is no such subscription, or where it is starting', async () => {
    const shop = await open();
    expect(await shop.charged(renewal())).toEqual([]);
    expect(await shop.charged(renewal({ subscriptionId: null }))).toEqual([]);
    await shop.isStarting('pending');
    expect(await shop.charged(renewal())).toEqual([]);
  });

  it('means nothing for a try that is not out any more', async () => {
    const shop = await open();
    await shop.has();
    expect(await shop.charged(renewal({ status: 'failed', failCode: '8035' }), renewal())).toEqual([]);
  });
});

describe('a card that was registered', () => {
  const change = { purpose: 'change', subscriptionId: OTHER } as const;

  it('becomes that of the subscription it is for, of this customer', async () => {
    const shop = await open(change);
    await shop.has();
    expect(await shop.registered()).toEqual(['update subscriptions']);
    expect(await shop.row(OTHER)).toMatchObject({ cardId: 'card-new' });
    // It has it by now.
    expect(await shop.registered()).toEqual([]);
  });

  it.each([
    ['there is none', change, null],
    ['it is somebody else’s', change, { customerId: 'jun' }],
    ['it only registers a card', { ...change, purpose: 'register' }, {}],
    ['it names none', { purpose: 'change' }, {}],
    ['something is due for it today', {}, null],
  ] as const)('changes and begins nothing where %s', async (_, changes, subscription) => {
    const shop = await open(changes);
    if (subscription !== null) await shop.has(subscription);
    expect(await shop.registered()).toEqual([]);
  });

  it('begins what costs nothing today, once', async () => {
    const shop = await open(free);
    expect(await shop.registered()).toEqual(['insert subscriptions']);
    const row = await shop.row();
    expect(row).toMatchObject({ status: 'trialing', startedBy: null, cardId: 'card-new', trialOf: 'tv%3A all:mina' });
    expect(row?.body).toMatchObject({ anchor: { at: START + 7 * DAY }, plan: { amount: 9900 } });
    expect(await shop.registered()).toEqual([]);
  });

  it('begins nothing where another one has the place, or has had the trial, and takes it from one that failed', async () => {
    const shop = await open(free);
    await shop.has();
    await expect(shop.registered()).rejects.toMatchObject(exists('active'));
    const late = await open(free);
    await late.has({ trial: { amount: 0 }, state: ended });
    await expect(late.registered()).rejects.toMatchObject(hadTrial);
    const other = await open(free);
    await other.isStarting('refunded');
    expect(await other.registered()).toEqual(['delete subscriptions', 'insert subscriptions']);
  });
});
