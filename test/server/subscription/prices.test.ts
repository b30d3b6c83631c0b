import { describe, expect, it } from 'vitest';
import { memoryStore, type Store } from '../../../src/server/index.js';
import { insert } from '../../../src/server/store/Store.js';
import { openDue } from './openDue.js';
import { day, openSubscriptionShop } from './shop.js';

const PLANS = {
  basic: { name: '베이직', amount: 9900, period: { unit: 'month' } },
  plus: { name: '플러스', amount: 14_900, period: { unit: 'month' } },
  music: { name: '음악', amount: 2900, period: { unit: 'month' } },
} as const;

const price = ({ planId }: { planId: string }) => PLANS[planId as keyof typeof PLANS] ?? null;

async function openPriced(options: Parameters<typeof openSubscriptionShop>[0] = {}) {
  const shop = await openSubscriptionShop({ price, ...options });
  const { subscriptionId, paidUntil } = await shop.subscribe();
  return {
    ...shop,
    paidUntil,
    raise: (amount: number) => shop.billing.changePrice({ planId: 'basic', amount, from: new Date(shop.now()) }),
    choose: (planId: string) => shop.post(`/subscriptions/${subscriptionId}/plan`, { planId }),
    consent: (amount: number) => shop.post(`/subscriptions/${subscriptionId}/consent`, { amount }),
  };
}

describe('a price of the host', () => {
  // The last one is what milliseconds read as seconds are: whoever counted the days up to it would count for hours.
  it.each(['2026-01-01', undefined, null, 0, new Date(Number.NaN), new Date('+058000-01-01T00:00:00Z')])(
    'needs a date to begin at, and not %s',
    async (from) => {
      const shop = await openPriced();
      const raising = shop.billing.changePrice({ planId: 'basic', amount: 12_900, from: from as Date });
      await expect(raising).rejects.toMatchObject({ code: 'invalid_field', field: 'from' });
    },
  );

  it('of what is free of tax as a whole stays free of it', async () => {
    const free = { name: '전자책', amount: 9900, taxFree: 9900, period: { unit: 'month' } } as const;
    let store: Store | undefined;
    const shop = await openPriced({ price: () => free, openStore: (now) => (store ??= memoryStore({ now })) });
    await shop.raise(4900);
    await shop.until(shop.paidUntil);
    const charges = await store?.find('charges', {
      where: { customerId: 'mina' },
      order: { by: 'createdAt' },
      limit: 9,
    });
    expect(charges).toMatchObject([
      { amount: 9900, taxFree: 9900 },
      { amount: 4900, taxFree: 4900 },
    ]);
  });

  it('keeps no part of the old amount that was free of tax', async () => {
    const mixed = { name: '꾸러미', amount: 9900, taxFree: 3300, vat: 600, period: { unit: 'month' } } as const;
    let store: Store | undefined;
    const shop = await openPriced({ price: () => mixed, openStore: (now) => (store ??= memoryStore({ now })) });
    await shop.raise(4900);
    await shop.until(shop.paidUntil);
    const where = { customerId: 'mina' };
    const charges = await store?.find('charges', { where, order: { by: 'createdAt' }, limit: 9 });
    expect(charges).toMatchObject([
      { amount: 9900, taxFree: 3300, vat: 600 },
      { amount: 4900, taxFree: null, vat: null },
    ]);
  });

  it('counts from the first period that begins at its time, and not before', async () => {
    const shop = await openPriced();
    const next = Date.parse(shop.paidUntil);
    const from = async (at: number, amount: number) => {
      expect(await shop.billing.changePrice({ planId: 'basic', amount, from: new Date(at) })).toBe(1);
      return (await shop.subscriptionOf()).change?.at;
    };
    expect(await from(0, 12_900)).toBe(shop.paidUntil);
    expect(await from(next, 12_800)).toBe(shop.paidUntil);
    expect(Date.parse((await from(next + 1, 12_700)) ?? '')).toBeGreaterThan(next + 27 * day);
  });

  it('is told as one more as often as it changes something', async () => {
    const store = memoryStore();
    const shop = await openPriced({ openStore: () => store });
    const { subscriptionId } = await shop.subscriptionOf();
    const before = await store.get('subscriptions', subscriptionId);
    expect(await shop.raise(9900)).toBe(0);
    // Nothing was written, so that nothing is told either.
    expect(await store.get('subscriptions', subscriptionId)).toEqual(before);
    expect(await shop.raise(12_900)).toBe(1);
    expect(await shop.raise(9900)).toBe(1);
    expect(await shop.raise(9900)).toBe(0);
    expect((await shop.subscriptionOf()).change).toBeNull();
    await shop.billing.endSubscription({ customerId: 'mina', subscriptionId });
    expect(await shop.raise(12_900)).toBe(0);
  });

  it('reaches the others where one is gone when its turn comes, as of a customer who was erased', async () => {
    let gone = '';
    const store = memoryStore();
    const shop = await openPriced({
      openStore: () => ({
        ...store,
        get: async (table, id) => (id === gone ? null : store.get(table, id)),
      }),
    });
    await shop.subscribe('jun');
    gone = (await shop.subscriptionOf()).subscriptionId;
    expect(await shop.raise(12_900)).toBe(1);
    expect(await shop.subscriptionOf('jun')).toMatchObject({ change: { amount: 12_900 } });
  });

  it('is agreed to as it will be charged, and not too early', async () => {
    const shop = await openPriced({ price: () => ({ name: '연간', amount: 9900, period: { unit: 'year' } }) });
    const wrong = { code: 'amount_mismatch', field: 'amount' };
    expect((await shop.consent(9900)).body.error).toMatchObject(wrong);
    await shop.raise(12_900);
    const from = Date.parse((await shop.subscriptionOf()).consent?.from ?? '');
    await shop.later(from - 60_000 - shop.now());
    expect((await shop.consent(12_900)).body.error).toMatchObject({ code: 'consent_too_early' });
    await shop.later(60_000);
    expect((await shop.consent(12_800)).body.error).toMatchObject(wrong);
    expect((await shop.subscriptionOf()).consent?.isGiven).toBe(false);
    expect((await shop.consent(12_900)).status).toBe(200);
    expect((await shop.subscriptionOf()).consent?.isGiven).toBe(true);
  });

  it('is agreed to once, however often the button is pressed', async () => {
    const store = memoryStore();
    const shop = await openPriced({ openStore: () => store });
    await shop.raise(12_900);
    await shop.later(Date.parse(shop.paidUntil) - day - shop.now());
    for (let pressed = 0; pressed < 5; pressed += 1) expect((await shop.consent(12_900)).status).toBe(200);
    for (let changed = 0; changed < 5; changed += 1) {
      await shop.choose('plus');
      await shop.choose('basic');
    }
    const { subscriptionId: merchantUid } = await shop.subscriptionOf();
    const agreed = { termId: 'price_rise', termVersion: '9900 > 12900 KRW', customerId: 'mina' };
    expect(await store.find('consents', { where: { merchantUid }, limit: 9 })).toMatchObject([agreed]);
    const kept = (await store.get('subscriptions', merchantUid))?.body?.consents;
    expect(kept).toHaveLength(2);
  });

  it('does not take away the plan that the customer has chosen', async () => {
    const shop = await openPriced();
    await shop.choose('plus');
    await shop.raise(12_900);
    expect((await shop.subscriptionOf()).change).toMatchObject({ planId: 'plus', amount: 14_900 });
    await shop.until(shop.paidUntil);
    expect(shop.simulator.charges().at(-1)?.amount).toBe(14_900);
    expect(await shop.subscriptionOf()).toMatchObject({ planId: 'plus', amount: 14_900, change: null });
  });

  it.each([
    ['at once', []],
    ['by way of another plan', ['plus']],
  ])('is not got rid of by choosing the plan that one has, %s', async (_, before) => {
    const shop = await openPriced();
    await shop.raise(12_900);
    for (const planId of [...before, 'basic']) expect((await shop.choose(planId)).status).toBe(200);
    expect((await shop.subscriptionOf()).consent).toMatchObject({ amountAfter: 12_900, isGiven: false });
    await shop.until(Date.parse(shop.paidUntil) - day);
    await shop.consent(12_900);
    await shop.until(shop.paidUntil);
    expect(shop.simulator.charges().at(-1)?.amount).toBe(12_900);
  });

  it.each([
    // A rise needs consent; who waits for the plan to come back has a lower price with it.
    [12_900, 9900, { planId: 'basic', amount: 12_900 }],
    [7900, 7900, null],
  ])('of %d counts after a plan that was taken back while it was being paid', async (amount, back, next) => {
    const shop = await openPriced();
    await shop.raise(amount);
    await shop.choose('plus');
    await shop.later(Date.parse(shop.paidUntil) - shop.now());
    const held = shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'slow', committed: true });
    const ticking = shop.billing.tick();
    await held.met;
    await shop.choose('basic');
    held.release();
    await ticking;
    const { planId, change, paidUntil } = await shop.subscriptionOf();
    expect([planId, change?.planId, change?.amount]).toEqual(['plus', 'basic', back]);
    await shop.until(paidUntil);
    expect(await shop.subscriptionOf()).toMatchObject({ planId: 'basic', amount: back, change: next });
    expect(shop.simulator.charges().map((charge) => charge.amount)).toEqual([9900, 14_900, back]);
  });

  it('counts when it was planned while another plan was chosen that is taken back', async () => {
    const shop = await openPriced();
    await shop.choose('plus');
    await shop.raise(12_900);
    await shop.choose('basic');
    expect((await shop.subscriptionOf()).change).toMatchObject({ planId: 'basic', amount: 12_900 });
  });

  it('is taken back by the price that they have', async () => {
    const shop = await openPriced();
    expect(await shop.raise(12_900)).toBe(1);
    expect(await shop.raise(9900)).toBe(1);
    expect(await shop.subscriptionOf()).toMatchObject({ change: null, consent: null });
    await shop.until(shop.paidUntil);
    expect(shop.simulator.charges().at(-1)?.amount).toBe(9900);
    expect(await shop.raise(9900)).toBe(0);
  });

  it.each([9900.5, Number.POSITIVE_INFINITY, Number.NaN, -1, 0, '12900'])('can’t be %s', async (amount) => {
    const shop = await openPriced();
    await expect(shop.raise(amount as number)).rejects.toMatchObject({ code: 'invalid_field', field: 'amount' });
    expect((await shop.subscriptionOf()).change).toBeNull();
  });

  it('reaches everybody, however many began at one moment', async () => {
    const store = memoryStore();
    const shop = await openPriced({ openStore: () => store });
    const [row] = await store.find('subscriptions', {
      where: { planId: 'basic' },
      order: { by: 'createdAt' },
      limit: 1,
    });
    if (row === undefined) throw new Error('There is no subscription.');
    const createdAt = Date.parse('2024-01-01');
    for (let number = 0; number < 450; number += 1) {
      const [subscriptionId, customerId] = [`sub${String(number).padStart(24, '0')}`, `imported ${number}`];
      const body = { ...row.body, id: subscriptionId, customerId };
      const slot = `default:${customerId}`;
      await store.commit([insert('subscriptions', { ...row, subscriptionId, customerId, slot, body, createdAt })]);
    }
    expect(await shop.raise(12_900)).toBe(451);
  });
});

describe('a price of the host, by the calendar', () => {
  const raise = (shop: Awaited<ReturnType<typeof openDue>>, amount: number, from: number) =>
    shop.billing.changePrice({ planId: 'basic', amount, from: new Date(from) });

  it('may begin in ten years, and not later', async () => {
    const shop = await openDue();
    const [now, tenYears] = [shop.dueAt, 3660 * day];
    expect(await raise(shop, 12_900, now + tenYears)).toBe(1);
    await expect(raise(shop, 12_900, now + tenYears + 1)).rejects.toMatchObject({
      ...{ code: 'invalid_field', field: 'from' },
      message: `from is ${new Date(now + tenYears + 1).toISOString()}: is it in milliseconds?.`,
    });
  });

  it('passes over a customer whose first charge is out', async () => {
    const shop = await openDue();
    const { body: _, ...row } = await shop.held();
    const starting = { subscriptionId: 'sub0', customerId: 'jun', slot: 'default:jun', status: 'starting' } as const;
    await shop.store.commit([insert('subscriptions', { ...row, ...starting, wakeAt: null, body: null, createdAt: 0 })]);
    expect(await raise(shop, 12_900, shop.dueAt)).toBe(1);
    expect((await shop.state()).change).toMatchObject({ plan: { amount: 12_900 }, fromPeriod: 3 });
  });

  it('is asked about once more where it rises once more', async () => {
    const shop = await openDue();
    // A week before the charge the customer has been asked.
    shop.later(-7 * day);
    await raise(shop, 12_900, shop.dueAt);
    await shop.billing.tick();
    await raise(shop, 13_900, shop.dueAt);
    await shop.billing.tick();
    const asked = shop.emitted.flatMap((event) => (event.type === 'consent_due' ? [event.data.amountAfter] : []));
    expect(asked).toEqual([12_900, 13_900]);
  });

  it('is one that its currency has', async () => {
    const shop = await openDue();
    await expect(raise(shop, 9900.5, shop.dueAt)).rejects.toMatchObject({
      ...{ code: 'invalid_field', field: 'amount', message: 'amount is 9900.5, which KRW has not.' },
    });
    await expect(raise(shop, Number.NaN, shop.dueAt)).rejects.toMatchObject({
      message: 'amount is NaN; it must be a number of more than 0.',
    });
  });
});

describe('another plan', () => {
  it('is of the same group of products: a customer has one of each', async () => {
    const productGroupOf = (planId: string) => (planId === 'music' ? 'music' : 'video');
    const shop = await openPriced({ subscriptions: { productGroupOf } });
    expect(await shop.choose('music')).toMatchObject({ status: 400, body: { error: { field: 'planId' } } });
    expect((await shop.choose('plus')).status).toBe(200);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'is not %s, which every object has',
    async (id) => {
      const shop = await openPriced();
      expect(await shop.choose(id)).toMatchObject({ status: 404, body: { error: { code: 'plan_unknown' } } });
    },
  );
});
