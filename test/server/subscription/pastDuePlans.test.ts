import { describe, expect, it } from 'vitest';
import type { ShopOptions } from '../support/shop.js';
import { day, openSubscriptionShop } from './shop.js';

const PRICES = {
  basic: { name: '베이직', amount: 9900, period: { unit: 'month' } },
  plus: { name: '플러스', amount: 14_900, period: { unit: 'month' } },
  premium: { name: '프리미엄', amount: 29_900, period: { unit: 'month' } },
  yearly: { name: '연간', amount: 99_000, period: { unit: 'year' } },
  tried: { name: '체험', amount: 0, period: { unit: 'month' }, trial: { days: 14, amountAfter: 9900 } },
  long: { name: '긴 체험', amount: 0, period: { unit: 'month' }, trial: { days: 60, amountAfter: 9900 } },
} as const;

const price = ({ planId }: { planId: string }) => PRICES[planId as keyof typeof PRICES] ?? null;

/** A customer of the basic plan, whose next charge is declined. `before`: what happens until then. */
async function openPastDue(before: (shop: Awaited<ReturnType<typeof open>>) => Promise<unknown>) {
  const shop = await open();
  await before(shop);
  shop.simulator.decline({ reason: '한도초과' });
  await shop.until(shop.paidUntil);
  expect(await shop.subscriptionOf()).toMatchObject({ status: 'past_due', planId: 'basic' });
  return shop;
}

async function open(prices: NonNullable<ShopOptions['price']> = price) {
  const shop = await openSubscriptionShop({ price: prices });
  const { subscriptionId, paidUntil } = await shop.subscribe();
  const own = { customerId: 'mina', subscriptionId };
  return {
    ...shop,
    paidUntil,
    amounts: () => shop.simulator.charges().map(({ amount }) => amount),
    choose: (planId: string) => shop.billing.changePlan({ ...own, planId }),
    raise: (amount: number) => shop.billing.changePrice({ planId: 'basic', amount, from: new Date(shop.now()) }),
    pay: () => shop.billing.payNow(own),
    agree: (amount: number) => shop.billing.consentToRise({ ...own, amount }),
  };
}

/** The host plans a price, and the customer agrees to it where it rises. */
async function planAgreed({ raise, agree, later, now, paidUntil }: Awaited<ReturnType<typeof open>>, amount: number) {
  await raise(amount);
  await later(Date.parse(paidUntil) - now() - day);
  if (amount > PRICES.basic.amount) await agree(amount);
}

/** The same by the week: another period begins while one is past due, and takes its place. */
async function openWeekly() {
  const shop = await open(({ planId }) => ({ ...PRICES[planId as 'basic' | 'plus'], period: { unit: 'week' } }));
  const declined = async (weeks: number) => {
    shop.simulator.decline({ reason: '한도초과' });
    await shop.until(Date.parse(shop.paidUntil) + weeks * 7 * day);
  };
  return { ...shop, declined };
}

describe('the period that takes the place of one that is past due', () => {
  type Shop = Awaited<ReturnType<typeof open>>;
  it.each([
    ['another price is planned', ({ raise }: Shop) => raise(6900)],
    ['a choice is taken back', ({ choose }: Shop) => choose('plus').then(() => choose('basic'))],
  ])('costs what the host has lowered it to, also when %s before a tick', async (_, meanwhile) => {
    const shop = await openWeekly();
    await shop.declined(0);
    await shop.raise(7900);
    await shop.later(7 * day);
    await meanwhile(shop);
    await shop.billing.tick();
    expect(shop.amounts()).toEqual([9900, 7900]);
  });

  it('costs the later of two prices that the host has lowered it to', async () => {
    const shop = await openWeekly();
    await shop.raise(7900);
    await shop.declined(0);
    await shop.raise(6900);
    await shop.later(7 * day);
    await shop.raise(5900);
    await shop.billing.tick();
    await shop.until((await shop.subscriptionOf()).paidUntil);
    expect(shop.amounts()).toEqual([9900, 6900, 5900]);
  });

  it('costs that also when a plan that was chosen, and declined, is taken back', async () => {
    const shop = await openWeekly();
    await shop.raise(7900);
    await shop.declined(0);
    await shop.raise(6900);
    await shop.choose('plus');
    await shop.declined(1);
    expect((await shop.subscriptionOf()).pastDue).toMatchObject({ amount: 14_900 });
    expect(await shop.choose('basic')).toMatchObject({ pastDue: { amount: 6900 } });
  });
});

describe('the period that is past due', () => {
  it.each([
    ['plus', 'premium'],
    ['premium', 'plus'],
    ['yearly', 'plus'],
    ['plus', 'yearly'],
  ] as const)('of %s, which was chosen and never paid, is of %s, which is chosen in its place', async (first, then) => {
    const shop = await openPastDue(({ choose }) => choose(first));
    const { amount, period } = PRICES[then];
    expect(await shop.choose(then)).toMatchObject({
      planId: 'basic',
      pastDue: { amount },
      change: { planId: then, amount, at: shop.paidUntil },
    });
    expect(await shop.pay()).toMatchObject({ status: 'paid', amount, planId: then });
    const after = await shop.subscriptionOf();
    expect(after).toMatchObject({ status: 'active', planId: then, amount, change: null });
    const months = period.unit === 'year' ? 12 : 1;
    expect((Date.parse(after.paidUntil) - Date.parse(shop.paidUntil)) / day / 30).toBeCloseTo(months, 0);
    await shop.until(after.paidUntil);
    expect(shop.amounts()).toEqual([9900, amount, amount]);
  });

  it('goes back to the old plan when what was chosen is taken back', async () => {
    const shop = await openPastDue(({ choose }) => choose('plus'));
    await shop.choose('premium');
    expect(await shop.choose('basic')).toMatchObject({ change: null, pastDue: { amount: 9900 } });
  });

  it('of the plan that they have stays of it: another one comes after it', async () => {
    const shop = await openPastDue(async () => undefined);
    for (const planId of ['plus', 'premium']) {
      expect(await shop.choose(planId)).toMatchObject({ pastDue: { amount: 9900 }, change: { planId } });
    }
    await shop.pay();
    await shop.until((await shop.subscriptionOf()).paidUntil);
    expect(shop.amounts()).toEqual([9900, 9900, 29_900]);
  });

  it('after a trial is of what is chosen in the place of a plan that was chosen in it', async () => {
    const shop = await openSubscriptionShop({ price });
    const order = await shop.order('mina', 'tried');
    await shop.post('/charges', shop.claim(order, shop.register(order, { amount: 0 })));
    const { subscriptionId, trialEndsAt } = await shop.subscriptionOf();
    const own = { customerId: 'mina', subscriptionId };
    await shop.billing.changePlan({ ...own, planId: 'plus' });
    shop.simulator.decline({ reason: '한도초과' });
    await shop.until(trialEndsAt ?? '');
    await shop.later(day);
    expect(await shop.billing.changePlan({ ...own, planId: 'premium' })).toMatchObject({ pastDue: { amount: 29_900 } });
    expect(await shop.billing.payNow(own)).toMatchObject({ status: 'paid', amount: 29_900 });
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', planId: 'premium', change: null });
  });

  it.each([
    ['premium', 29_900],
    ['long', 9900],
  ])(
    'after a long trial is of %s, which is chosen while the charge of an earlier choice is out',
    async (planId, amount) => {
      const shop = await openSubscriptionShop({ price });
      const order = await shop.order('mina', 'long');
      await shop.post('/charges', shop.claim(order, shop.register(order, { amount: 0 })));
      const { subscriptionId, trialEndsAt } = await shop.subscriptionOf();
      const own = { customerId: 'mina', subscriptionId };
      await shop.later(Date.parse(trialEndsAt ?? '') - shop.now() - day);
      await shop.billing.changePlan({ ...own, planId: 'plus' });
      shop.simulator.decline({ reason: '한도초과' });
      await shop.later(day);
      const held = shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'slow', committed: true });
      const ticking = shop.billing.tick();
      await held.met;
      await shop.billing.changePlan({ ...own, planId });
      held.release();
      await ticking;
      expect(await shop.subscriptionOf()).toMatchObject({ status: 'past_due', pastDue: { amount } });
      expect(await shop.billing.payNow(own)).toMatchObject({ status: 'paid', amount });
      expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', planId, change: null });
    },
  );

  it('at a rise that was agreed to costs that also when another plan is chosen', async () => {
    const shop = await openPastDue((open) => planAgreed(open, 12_900));
    await shop.choose('plus');
    expect((await shop.subscriptionOf()).pastDue).toMatchObject({ amount: 12_900 });
    expect(await shop.pay()).toMatchObject({ status: 'paid', amount: 12_900 });
    expect(await shop.subscriptionOf()).toMatchObject({ planId: 'basic', amount: 12_900 });
    await shop.until((await shop.subscriptionOf()).paidUntil);
    expect(shop.amounts()).toEqual([9900, 12_900, 14_900]);
  });

  it.each([
    // What the host plans while a period is past due, and what the one after it costs: nobody has agreed to more.
    [12_900, 14_900, 12_900],
    [12_900, 9900, 9900],
    [7900, 9900, 7900],
    [7900, 6900, 6900],
  ])('at %d, which counted by then, costs that also when the host plans %d', async (due, then, after) => {
    const shop = await openPastDue((open) => planAgreed(open, due));
    expect(await shop.raise(then)).toBe(1);
    expect((await shop.subscriptionOf()).pastDue).toMatchObject({ amount: due });
    expect(await shop.pay()).toMatchObject({ status: 'paid', amount: due });
    const next = await shop.subscriptionOf();
    expect(next).toMatchObject({ amount: due, change: { amount: then, at: next.paidUntil } });
    await shop.until(next.paidUntil);
    expect(shop.amounts()).toEqual([9900, due, after]);
  });

  it('at a rise that was agreed to is not got cheaper by a choice that is taken back', async () => {
    const shop = await openPastDue((open) => planAgreed(open, 12_900));
    // The same price is planned already.
    expect(await shop.raise(12_900)).toBe(0);
    expect(await shop.raise(14_900)).toBe(1);
    for (const planId of ['plus', 'basic'] as const) {
      expect(await shop.choose(planId)).toMatchObject({ pastDue: { amount: 12_900 } });
    }
    await shop.choose('plus');
    expect(await shop.pay()).toMatchObject({ status: 'paid', amount: 12_900 });
    // Taken back is the plan, and not the price that the host has planned for the time after.
    expect(await shop.choose('basic')).toMatchObject({ planId: 'basic', change: { planId: 'basic', amount: 14_900 } });
    // And the price that they have takes that back.
    expect(await shop.raise(12_900)).toBe(1);
    expect(await shop.subscriptionOf()).toMatchObject({ amount: 12_900, change: null });
  });

  it('at a rise that was not agreed to costs the old price, whatever is planned then', async () => {
    const shop = await openPastDue(({ raise }) => raise(12_900));
    for (const plan of [() => shop.raise(13_900), () => shop.choose('plus')]) {
      await plan();
      expect((await shop.subscriptionOf()).pastDue).toMatchObject({ amount: 9900 });
    }
    // Taken back is the plan, and not the host's price.
    expect(await shop.choose('basic')).toMatchObject({ change: { amount: 13_900 }, pastDue: { amount: 9900 } });
    await shop.pay();
    expect(await shop.subscriptionOf()).toMatchObject({ amount: 9900, change: { amount: 13_900 } });
  });

  it('that is paid for the first choice in the console after all is not given a dearer second one for it', async () => {
    const shop = await openPastDue(({ choose }) => choose('plus'));
    await shop.choose('premium');
    const declined = [...shop.simulator.payments.values()].find(({ status }) => status === 'failed');
    shop.simulator.console.approveAfterAll(declined?.imp_uid ?? '');
    for (let tick = 0; tick < 3; tick += 1) await shop.until(shop.now() + day);
    expect(shop.amounts()).toEqual([9900, 14_900]);
    expect(await shop.subscriptionOf()).toMatchObject({
      ...{ status: 'active', planId: 'basic', pastDue: null },
      change: { planId: 'premium', amount: 29_900 },
    });
    expect(shop.told('refund_due')).toMatchObject([{ data: { amount: 14_900, expected: 9900 } }]);
  });
});
