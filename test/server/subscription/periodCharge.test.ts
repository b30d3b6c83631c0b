import { describe, expect, it } from 'vitest';
import type { Context } from '../../../src/server/Context.js';
import { createCharges } from '../../../src/server/charge/createCharges.js';
import { type BillingServerEvent, type Gateway, GatewayUnavailable, memoryStore } from '../../../src/server/index.js';
import type { BuyerOf } from '../../../src/server/order/Orders.js';
import { insert, update } from '../../../src/server/store/Store.js';
import { createPeriodCharge } from '../../../src/server/subscription/periodCharge.js';
import { startOf } from '../../../src/server/subscription/periods.js';
import { renewalNumber } from '../../../src/server/subscription/renewalNumber.js';
import { card as anyCard, out } from '../support/openCharges.js';
import { paymentOf } from '../support/payments.js';
import { activeSubscription, basic, day } from './samples.js';

const plan = { ...basic, taxFree: 900, vat: 800 };
const subscription = activeSubscription({ customerId: 'mina', cardId: 'card1', plan });
const dueAt = startOf(subscription, 2);
const numberOf = (period: number, tryNumber: number) =>
  renewalNumber({ subscriptionId: subscription.id, period, tryNumber });
const FIRST = numberOf(2, 1);
const SECOND = numberOf(2, 2);
const step = { do: 'charge', period: 2, tryNumber: 1 } as const;

const V1 = { gateway: 'iamport', account: 'shop' };
const OTHER = { gateway: 'iamport', account: 'other' };
const V2 = { gateway: 'portone', account: 'shop' };
type Where = typeof V1;

/** A card of this customer, at this gateway. */
const cardAt = (where: Where, changes: Partial<typeof anyCard> = {}) => ({ ...anyCard, ...where, ...changes });

/** A payment by the customer's own key under a renewal's number. */
const payment = (merchantUid: string, changes: Partial<ReturnType<typeof paymentOf>> = {}) =>
  paymentOf({ merchantUid, impUid: `imp_${merchantUid}`, billingKey: 'key1', tag: `${merchantUid}:1`, ...changes });

const down = () => new GatewayUnavailable('It does not answer.', { mayStillRun: false });

interface ShopOptions {
  readonly gateways?: readonly Where[];
  readonly cards?: readonly (typeof anyCard)[];
  readonly buyer?: BuyerOf;
}

/** The charge of period 2, at gateways that know what a test wants. */
async function openShop({ gateways = [V1, V2], cards = [cardAt(V1)], buyer }: ShopOptions = {}) {
  let at = dueAt;
  const store = memoryStore({ now: () => at });
  const emitted: BillingServerEvent[] = [];
  const asked: string[] = [];
  const charged: Parameters<Gateway['charge']>[0][] = [];
  const world = { known: new Map<string, ReturnType<typeof paymentOf>[]>(), keys: new Set(['key1']) };
  const broken = new Map<Where, Error>();
  const made = gateways.map((where) => ({
    name: where.gateway,
    account: where.account,
    chargeLife: 60_000,
    async findPayments({ merchantUid }: { merchantUid: string }) {
      asked.push(`${where.gateway}/${where.account} ${merchantUid.slice(subscription.id.length)}`);
      const error = broken.get(where);
      if (error !== undefined) throw error;
      return world.known.get(`${where.gateway}/${where.account} ${merchantUid}`) ?? [];
    },
    async findKey(billingKey: string) {
      asked.push(`key ${billingKey}`);
      return world.keys.has(billingKey) ? ({ billingKey } as never) : null;
    },
    async charge(request: Parameters<Gateway['charge']>[0]) {
      charged.push(request);
      const { merchantUid, billingKey, amount, tag } = request;
      return { kind: 'answered', payment: payment(merchantUid, { billingKey, amount, tag }) };
    },
  })) as unknown as Gateway[];
  const context: Context = {
    ...{ store, gateways: made, mode: 'test', assertBound: async () => undefined },
    emit: (event) => void emitted.push(event),
  };
  await store.commit(cards.map((card) => insert('cards', card)));
  const charges = createCharges(context);
  const period = createPeriodCharge(context, { charges, buyer });
  return {
    ...{ store, emitted, asked, charged, broken },
    ...world,
    ...period,
    later(milliseconds: number) {
      at += milliseconds;
    },
    knows: (where: Where, ...payments: ReturnType<typeof paymentOf>[]) => {
      const key = `${where.gateway}/${where.account} ${payments[0]?.merchantUid}`;
      world.known.set(key, payments);
    },
    /** A try that was made before. */
    tried: (changes: Partial<typeof out> | object) =>
      store.commit([
        insert('charges', {
          ...out,
          ...V1,
          ...{ chargeMerchantUid: FIRST, merchantUid: null, subscriptionId: subscription.id, period: 2, lookAt: null },
          ...{ status: 'failed', callEndsAt: 0, taxFree: plan.taxFree, vat: plan.vat, ...changes },
        } as never),
      ]),
    numbers: () => charged.map(({ merchantUid }) => merchantUid),
    row: (merchantUid: string) => store.get('charges', merchantUid),
  };
}

it('a payment that a restored backup does not know, of less than a chosen plan costs, has not paid that one', async () => {
  const plus = { ...plan, planId: 'plus', name: '플러스', amount: 14_900 };
  const chosen = { ...subscription, change: { plan: plus, fromPeriod: 2, by: 'customer' } as const };
  const shop = await openShop();
  shop.knows(V1, payment(FIRST));
  expect(await shop.charge(chosen, step)).toBe('done');
  expect(shop.charged).toEqual([]);
  expect(await shop.row(FIRST)).toMatchObject({ status: 'paid', planId: 'basic', name: plan.name, amount: 9900 });
});

describe('a period that is due', () => {
  it('is charged under its number, as the plan was sold, for the buyer that the host names', async () => {
    const shop = await openShop({ buyer: ({ customerId, card }) => ({ name: `${customerId} ${card?.cardId}` }) });
    expect(await shop.charge(subscription, step)).toBe('done');
    expect(shop.charged).toMatchObject([
      {
        ...{ merchantUid: FIRST, billingKey: 'key1', name: plan.name, amount: 9900, currency: 'KRW' },
        ...{ taxFree: 900, vat: 800, buyer: { name: 'mina card1' } },
      },
    ]);
    expect(await shop.row(FIRST)).toMatchObject({
      ...{ status: 'paid', customerId: 'mina', cardId: 'card1', subscriptionId: subscription.id, period: 2 },
      ...{ planId: 'basic', name: plan.name, amount: 9900, currency: 'KRW', taxFree: 900, vat: 800 },
    });
    // Its key was not looked up: nothing said that it is gone.
    expect(shop.asked).not.toContain('key key1');
  });

  it.each([undefined, () => null, () => undefined as never])(
    'has no buyer where the host names none',
    async (buyer) => {
      const shop = await openShop(buyer === undefined ? {} : { buyer });
      await shop.charge(subscription, step);
      expect(shop.charged).toMatchObject([{ buyer: null }]);
    },
  );

  it.each([
    ['there is no such card', [], 0, []],
    ['it was removed', [cardAt(V1, { status: 'revoked' })], 0, []],
    ['the gateway refuses, and knows its key no more', [cardAt(V1)], 1, ['key key1']],
  ] as const)('is not charged to a card that is gone: %s', async (_, cards, refusals, questions) => {
    const shop = await openShop({ cards });
    shop.keys.clear();
    expect(await shop.charge({ ...subscription, refusals }, step)).toBe('card_gone');
    expect(shop.charged).toEqual([]);
    expect(shop.asked.filter((question) => question.startsWith('key'))).toEqual(questions);
  });

  it('is charged where the gateway refused before, and still knows the key', async () => {
    const shop = await openShop();
    expect(await shop.charge({ ...subscription, refusals: 1 }, step)).toBe('done');
    expect(shop.numbers()).toEqual([FIRST]);
  });
});

describe('the number of a try', () => {
  const LATE = dueAt + day;
  it.each([
    // What became of the first try, and the number that is sent now.
    ['was refused', { failCode: 'refused' }, FIRST],
    ['never reached the gateway', { failCode: 'unavailable' }, FIRST],
    ['was declined', { failCode: '8035' }, SECOND],
    ['was declined without a code', { failCode: null }, SECOND],
    ['was refused for another price', { failCode: 'refused', amount: 8800 }, SECOND],
    // One before it was lost, which is what it is looked at for.
    ['was refused for another price, and is looked at', { failCode: 'refused', amount: 8800, lookAt: LATE }, null],
    ['was not sent for another price, and is looked at', { failCode: 'unavailable', amount: 8800, lookAt: LATE }, null],
    ['was declined, and is looked at', { failCode: '8035', lookAt: LATE }, SECOND],
    ['was refused for another plan', { failCode: 'refused', planId: 'plus' }, SECOND],
    ['was refused at another gateway', { failCode: 'refused', ...V2 }, SECOND],
    ['was refused at another account', { failCode: 'refused', ...OTHER }, SECOND],
    ['was lost for another price, and can’t arrive any more', { failCode: 'lost', amount: 8800 }, SECOND],
    // The gateway would take both.
    ['was lost for another price, and may arrive', { failCode: 'lost', amount: 8800, lookAt: LATE }, null],
    ['was lost at another gateway, and may arrive', { failCode: 'lost', lookAt: LATE, ...V2 }, null],
    ['was paid for another price', { status: 'paid', amount: 8800 }, SECOND],
  ])('that %s', async (_, changes, sent) => {
    const shop = await openShop({ gateways: [V1, V2, OTHER] });
    await shop.tried({ planId: 'basic', ...changes });
    expect(await shop.charge(subscription, step)).toBe(sent === null ? 'waits' : 'done');
    expect(shop.numbers()).toEqual(sent === null ? [] : [sent]);
  });

  it('that is out is sent no second time', async () => {
    const shop = await openShop();
    await shop.tried({ planId: 'basic', status: 'pending', callEndsAt: dueAt + 60_000 });
    expect(await shop.charge(subscription, step)).toBe('done');
    expect(shop.numbers()).toEqual([]);
  });
});

it('a try that is declined while the host is asked for the buyer is not made once more', async () => {
  const shop = await openShop({
    buyer: async () => {
      const row = await shop.row(FIRST);
      const declined = { status: 'failed', failCode: '8035' } as const;
      if (row !== null) await shop.store.commit([update('charges', row, declined)]);
      return null;
    },
  });
  await shop.tried({ planId: 'basic', status: 'pending' });
  expect(await shop.charge(subscription, step)).toBe('done');
  expect(shop.charged).toEqual([]);
});

describe('before a period is charged', () => {
  it('every gateway is asked, that of its card first', async () => {
    const gateways = [OTHER, V2, V1];
    const shop = await openShop({ gateways });
    await shop.settle(subscription);
    expect(shop.asked).toEqual(['iamport/shop p2t1', 'iamport/other p2t1', 'portone/shop p2t1']);
    const moved = await openShop({ gateways, cards: [cardAt(V2)] });
    await moved.settle(subscription);
    expect(moved.asked).toEqual(['portone/shop p2t1', 'iamport/other p2t1', 'iamport/shop p2t1']);
  });

  it('a gateway that is not its card’s, and does not answer, is waited for a day', async () => {
    const shop = await openShop();
    shop.broken.set(V2, down());
    shop.later(day - 1);
    await expect(shop.charge(subscription, step)).rejects.toThrow('It does not answer.');
    expect(shop.emitted).toEqual([]);
    shop.later(1);
    expect(await shop.charge(subscription, step)).toBe('done');
    expect(shop.numbers()).toEqual([FIRST]);
    expect(shop.emitted).toMatchObject([
      { type: 'gateway_unavailable', gateway: 'portone', message: 'It does not answer.' },
    ]);
  });

  it.each([
    ['that of its card', V1, down()],
    ['another one that fails by itself', V2, new TypeError('It is broken.')],
  ])('is waited for however long it takes: %s', async (_, where, error) => {
    const shop = await openShop();
    shop.broken.set(where, error);
    shop.later(9 * day);
    await expect(shop.charge(subscription, step)).rejects.toBe(error);
    expect(shop.charged).toEqual([]);
    expect(shop.emitted).toEqual([]);
  });

  it('a try is asked about where it was made, and that gateway has to answer', async () => {
    const shop = await openShop({ cards: [cardAt(V2)] });
    await shop.tried({ failCode: '8035' });
    shop.later(9 * day);
    shop.broken.set(V1, down());
    await expect(shop.settle({ ...subscription, tries: 1 })).rejects.toThrow('It does not answer.');
    expect(shop.asked).toEqual(['iamport/shop p2t1']);
    shop.broken.clear();
    shop.broken.set(V2, down());
    // Now that of the card, which is asked about the next number.
    await expect(shop.settle({ ...subscription, tries: 1 })).rejects.toThrow('It does not answer.');
    expect(shop.asked.slice(1)).toEqual(['iamport/shop p2t1', 'portone/shop p2t1', 'portone/shop p2t2']);
  });

  it('each declined try that is paid by now is written down, also a second one', async () => {
    const shop = await openShop();
    for (const chargeMerchantUid of [FIRST, SECOND])
      await shop.tried({ chargeMerchantUid, failCode: '8035', planId: 'basic' });
    const twice = { ...subscription, tries: 2 };
    expect(await shop.settle(twice)).toBe(false);
    shop.knows(V1, payment(FIRST, { status: 'failed' }));
    expect(await shop.settle(twice)).toBe(false);
    shop.knows(V1, payment(FIRST));
    shop.knows(V1, payment(SECOND));
    expect(await shop.charge(twice, { ...step, tryNumber: 3 })).toBe('done');
    for (const number of [FIRST, SECOND]) expect(await shop.row(number)).toMatchObject({ status: 'paid' });
    expect(shop.charged).toEqual([]);
  });

  it('what a customer has paid under a number of a try is no news where it is not what was charged', async () => {
    const shop = await openShop();
    await shop.tried({ failCode: '8035', planId: 'basic' });
    shop.knows(V1, payment(FIRST, { amount: 100, isKeyCharge: false, billingKey: 'theirs', tag: null }));
    expect(await shop.settle({ ...subscription, tries: 1 })).toBe(false);
    expect(await shop.row(FIRST)).toMatchObject({ status: 'failed' });
  });
});

describe('a payment that only the gateway knows, as after a backup was restored', () => {
  it('is taken over: its period is not charged again', async () => {
    const shop = await openShop();
    shop.knows(V1, payment(FIRST));
    expect(await shop.charge(subscription, step)).toBe('done');
    expect(await shop.row(FIRST)).toMatchObject({
      ...{ status: 'paid', ...V1, cardId: 'card1', customerId: 'mina', subscriptionId: subscription.id, period: 2 },
      ...{ planId: 'basic', name: plan.name, amount: 9900, currency: 'KRW', taxFree: 900, vat: 800 },
    });
    expect(shop.charged).toEqual([]);
  });

  it('is looked for under the numbers after it, past those that are known, and no further than where one is open', async () => {
    const shop = await openShop();
    await shop.tried({ failCode: 'refused', planId: 'basic' });
    shop.knows(V1, payment(SECOND, { status: 'failed' }));
    shop.knows(V1, payment(numberOf(2, 3), { status: 'pending' }));
    shop.knows(V1, payment(numberOf(2, 4)));
    expect(await shop.settle(subscription)).toBe(true);
    expect(await shop.row(SECOND)).toMatchObject({ status: 'failed' });
    expect(await shop.row(numberOf(2, 3))).toMatchObject({ status: 'pending' });
    expect(await shop.row(numberOf(2, 4))).toBeNull();
    expect(shop.asked).not.toContain('iamport/shop p2t1');
  });

  it('is none where a window was opened under its number and left, and is one where money came', async () => {
    const left = { isKeyCharge: false, billingKey: null, tag: null };
    const shop = await openShop();
    shop.knows(V1, payment(FIRST, { ...left, status: 'failed' }), payment(FIRST, { ...left, status: 'pending' }));
    expect(await shop.settle(subscription)).toBe(false);
    shop.knows(V1, payment(FIRST, { ...left, status: 'failed' }), payment(FIRST, { ...left, impUid: 'imp_window' }));
    expect(await shop.settle(subscription)).toBe(true);
  });

  it.each([
    // The price may have changed since the backup: what a server charged counts.
    ['with the customer’s own key', {}, 14_900],
    ['with a key as young as it, under the name of our try', { billingKey: 'young' }, 14_900],
    ['with a key that nobody names, under the name of our try', { billingKey: null }, 14_900],
    ['with a key that nobody here knows', { billingKey: 'unknown', tag: null }, 9900],
    ['with one under the name of another try', { billingKey: 'unknown', tag: `${SECOND}:1` }, 9900],
    ['with the key of another customer', { billingKey: 'theirs' }, 9900],
    ['with no key: the customer paid in a window', { isKeyCharge: false }, 9900],
  ])('counts with its amount, or with that of the plan: %s', async (_, changes, amount) => {
    const theirs = {
      cardId: 'card2',
      customerId: 'jun',
      billingKey: 'theirs',
      impUid: null,
      merchantUid: null,
      defaultOf: null,
    };
    const shop = await openShop({ cards: [cardAt(V1), cardAt(V1, theirs)] });
    shop.knows(V1, payment(FIRST, { amount: 14_900, ...changes }));
    await shop.settle(subscription);
    const isPaid = amount === 14_900;
    expect(await shop.row(FIRST)).toMatchObject({ amount, cardId: 'card1', status: isPaid ? 'paid' : 'failed' });
  });

  it('belongs to the card that it was charged with, where it was found', async () => {
    const newer = { cardId: 'card2', billingKey: 'key2', impUid: null, merchantUid: null, defaultOf: null };
    const shop = await openShop({ cards: [cardAt(V1), cardAt(V2, newer)] });
    shop.knows(V2, payment(FIRST, { billingKey: 'key2' }));
    expect(await shop.settle(subscription)).toBe(true);
    expect(await shop.row(FIRST)).toMatchObject({ cardId: 'card2', ...V2, status: 'paid' });
    const young = await openShop();
    young.knows(V2, payment(FIRST, { billingKey: 'young' }));
    expect(await young.settle(subscription)).toBe(true);
    expect(await young.row(FIRST)).toMatchObject({ cardId: 'card1', ...V2, status: 'paid' });
  });

  it.each([
    ['a failed one comes first', [{ status: 'failed' }, { amount: 14_900 }]],
    ['a payment in a window comes first', [{ isKeyCharge: false, amount: 100 }, { amount: 14_900 }]],
  ] as const)('is the one that a server charged, where there are more: %s', async (_, all) => {
    const shop = await openShop();
    shop.knows(V1, ...all.map((changes, n) => payment(FIRST, { impUid: `imp_${n}`, ...changes })));
    await shop.settle(subscription);
    expect(await shop.row(FIRST)).toMatchObject({ status: 'paid', amount: 14_900, impUid: 'imp_1' });
  });
});

describe('periods that nobody charged', () => {
  it('are left out up to the one before a payment', async () => {
    const shop = await openShop();
    expect(await shop.lastUnpaid(subscription, 5)).toBe(5);
    // The next one was asked about before.
    expect(shop.asked.filter((question) => question.startsWith('iamport'))).toEqual(
      [3, 4, 5].map((period) => `iamport/shop p${period}t1`),
    );
    shop.knows(V1, payment(numberOf(3, 1), { status: 'failed' }));
    expect(await shop.lastUnpaid(subscription, 5)).toBe(5);
    shop.knows(V2, payment(numberOf(5, 1), { status: 'pending' }));
    expect(await shop.lastUnpaid(subscription, 5)).toBe(4);
    expect(await shop.lastUnpaid(subscription, 4)).toBe(4);
    shop.knows(V1, payment(numberOf(4, 1)));
    expect(await shop.lastUnpaid(subscription, 5)).toBe(3);
  });

  it('are left out although a gateway that is not the card’s has not answered for a day, and not before', async () => {
    const shop = await openShop();
    shop.broken.set(V2, down());
    shop.later(startOf(subscription, 3) - dueAt + day - 1);
    await expect(shop.lastUnpaid(subscription, 3)).rejects.toThrow('It does not answer.');
    shop.later(1);
    expect(await shop.lastUnpaid(subscription, 3)).toBe(3);
  });

  it('are not left out as long as no gateway can be asked, where nobody knows whose it was', async () => {
    const shop = await openShop({ cards: [] });
    shop.broken.set(V2, down());
    shop.later(400 * day);
    await expect(shop.lastUnpaid(subscription, 3)).rejects.toThrow('It does not answer.');
  });
});
