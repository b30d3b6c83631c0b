import { describe, expect, it } from 'vitest';
import type { Price } from '../../../src/server/index.js';
import { day, openSubscriptionShop } from './shop.js';

const plans: Readonly<Record<string, Price>> = {
  daily: { name: '일간', amount: 500, period: { unit: 'day', count: 10 } },
  weekly: { name: '주간', amount: 2900, period: { unit: 'week' } },
  monthly: { name: '월간', amount: 9900, period: { unit: 'month' } },
  yearly: { name: '연간', amount: 99_000, period: { unit: 'year' } },
};

/** A shop of plans of several lengths; the first one is bought at a time that is named. */
async function openAt(at: string, planId: string) {
  const shop = await openSubscriptionShop({ price: ({ planId }) => plans[planId] ?? null });
  await shop.until(at);
  const order = await shop.order('mina', planId);
  const { body } = await shop.post('/charges', shop.claim(order, shop.register(order, { amount: order.amount })));
  expect(body).toMatchObject({ status: 'paid' });
  const paidUntil = async () => (await shop.subscriptionOf()).paidUntil.slice(0, 10);
  return {
    ...shop,
    paidUntil,
    /** Renews it once. */
    renew: async () => shop.until((await shop.subscriptionOf()).paidUntil),
    async change(to: string) {
      const { subscriptionId } = await shop.subscriptionOf();
      return shop.billing.changePlan({ customerId: 'mina', subscriptionId, planId: to });
    },
    paid: async () => (await shop.billing.listCharges({ customerId: 'mina' })).map(({ amount }) => amount).reverse(),
  };
}

describe('a plan that is paid by the month', () => {
  // The kit's clock begins today, so that the days are those of a year to come.
  it.each([
    ['weekly', '2030-01-01', ['2030-01-08', '2030-02-08', '2030-03-08']],
    ['weekly', '2030-01-24', ['2030-01-31', '2030-02-28', '2030-03-31', '2030-04-30']],
    ['daily', '2030-01-21', ['2030-01-31', '2030-02-28', '2030-03-31']],
  ])('has the day on which it follows a %s one of %s', async (before, from, days) => {
    const shop = await openAt(`${from}T03:00:00Z`, before);
    expect((await shop.change('monthly')).change).toMatchObject({ planId: 'monthly' });
    const seen = [await shop.paidUntil()];
    for (let renewed = 1; renewed < days.length; renewed += 1) {
      await shop.renew();
      seen.push(await shop.paidUntil());
    }
    expect(seen).toEqual(days);
    expect(await shop.paid()).toEqual([plans[before]?.amount, ...days.slice(1).map(() => 9900)]);
  });

  it('has the day of its return where weeks were in between', async () => {
    const shop = await openAt('2030-01-31T03:00:00Z', 'monthly');
    await shop.change('weekly');
    await shop.renew();
    await shop.change('monthly');
    await shop.renew();
    // February 28th and a week; from then on months.
    expect(await shop.paidUntil()).toBe('2030-04-07');
    await shop.renew();
    expect(await shop.paidUntil()).toBe('2030-05-07');
  });

  it('keeps the day that was sold beside years', async () => {
    const shop = await openAt('2032-01-31T03:00:00Z', 'monthly');
    await shop.renew();
    await shop.change('yearly');
    await shop.renew();
    expect(await shop.paidUntil()).toBe('2033-03-31');
    await shop.change('monthly');
    await shop.renew();
    expect(await shop.paidUntil()).toBe('2033-04-30');
  });
});

describe('a plan of another length that was to begin while no server ran', () => {
  it.each([
    ['yearly', 'monthly', '2030-01-31', 40, '2031-03-31', 9900],
    ['monthly', 'weekly', '2030-01-31', 30, '2030-04-04', 2900],
    ['weekly', 'monthly', '2030-01-24', 40, '2030-03-31', 9900],
  ])('%s, then %s: begins with the period whose time it is', async (before, after, from, late, until, amount) => {
    const shop = await openAt(`${from}T03:00:00Z`, before);
    await shop.change(after);
    const begins = Date.parse((await shop.subscriptionOf()).paidUntil);
    await shop.until(begins + late * day);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', planId: after, change: null });
    expect(await shop.paidUntil()).toBe(until);
    expect(await shop.paid()).toEqual([plans[before]?.amount, amount]);
    expect(shop.told('periods_skipped')).toHaveLength(1);
  });
});
