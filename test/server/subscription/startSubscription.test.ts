import { describe, expect, it } from 'vitest';
import type { Order, Price } from '../../../src/server/index.js';
import { chargeablePlan } from '../../../src/server/subscription/consent.js';
import { subscriptionIdOf } from '../../../src/server/subscription/renewalNumber.js';
import {
  soldPlan,
  startSubscription,
  subscriptionBegunBy,
} from '../../../src/server/subscription/startSubscription.js';
import { basic, day, rules, soldAt } from './samples.js';

const month = { unit: 'month' } as const;
const price = { name: '베이직', amount: 9900, currency: 'KRW', period: month } as const;
const trial = { days: 7, amountAfter: 9900 };

describe('what an order sells again and again', () => {
  it.each([
    [price, basic],
    [{ name: '베이직', amount: 9900, period: month }, basic],
    [
      { ...price, taxFree: 900 },
      { ...basic, taxFree: 900 },
    ],
    [
      { ...price, vat: 0 },
      { ...basic, vat: 0 },
    ],
    [
      { ...price, currency: 'USD', amount: 9.99 },
      { ...basic, currency: 'USD', amount: 9.99 },
    ],
    [
      { ...price, period: { unit: 'week', count: 2 } },
      { ...basic, period: { unit: 'week', count: 2 } },
    ],
    // Of a trial these are parts of what is due today.
    [{ ...price, amount: 100, taxFree: 50, vat: 5, trial }, basic],
    [{ ...price, amount: 0, trial }, basic],
  ] satisfies [Price, object][])('of %j', (given, sold) => {
    expect(soldPlan('basic', given)).toEqual(sold);
  });

  it('is nothing where it is charged once, or costs nothing; and needs no plan', () => {
    expect(soldPlan('basic', { name: '한 번', amount: 9900 })).toBeNull();
    expect(soldPlan('basic', { ...price, amount: 0 })).toBeNull();
    expect(soldPlan(null, price)).toEqual({ ...basic, planId: '' });
  });
});

describe('the subscription that an order begins', () => {
  const order = {
    purpose: 'subscribe',
    planId: 'basic',
    chargeMerchantUid: 'charge1',
    customerId: 'mina',
    price,
  } as Order;

  it('has an id from the moment of the order on', async () => {
    expect(await subscriptionBegunBy(order)).toBe(await subscriptionIdOf('charge1'));
    expect(await subscriptionBegunBy({ ...order, purpose: 'register' })).toBeNull();
    expect(await subscriptionBegunBy({ ...order, purpose: 'change' })).toBeNull();
    expect(await subscriptionBegunBy({ ...order, price: null })).toBeNull();
    expect(await subscriptionBegunBy({ ...order, price: { ...price, amount: 0 } })).toBeNull();
  });

  const start = (sold: NonNullable<Order['price']>) =>
    startSubscription({
      ...{ id: 'sub1', order, price: sold, plan: basic, card: { cardId: 'card-1' }, productGroup: 'video' },
      ...{ at: soldAt, rules },
    });
  const untouched = { tries: 0, openTry: null, holdUntil: null, refusals: 0, change: null };
  const own = {
    id: 'sub1',
    customerId: 'mina',
    productGroup: 'video',
    cardId: 'card-1',
    plan: basic,
    startedAt: soldAt,
  };

  it('has its first period paid', () => {
    expect(start(price)).toEqual({
      ...{ ...own, ...untouched, timeZone: 'Asia/Seoul', trial: null, state: { status: 'active' } },
      ...{ anchor: { at: soldAt, period: 1, day: 31 }, period: 1, paidBy: 'charge1', consents: [] },
      ...{ upcomingTold: 1, consentAsked: 1 },
    });
  });

  it('or a trial, after which it costs what the order said: that was agreed to with it', () => {
    const trialing = {
      ...{ ...own, ...untouched, timeZone: 'Asia/Seoul', state: { status: 'trialing' } },
      ...{ anchor: { at: soldAt + 7 * day, period: 1, day: 7 }, period: 0 },
      ...{ consents: [{ period: 1, amount: 9900, planId: 'basic', at: soldAt }], upcomingTold: 0, consentAsked: 0 },
    };
    const endsAt = soldAt + 7 * day;
    const free = start({ ...price, amount: 0, trial });
    expect(free).toEqual({ ...trialing, trial: { amount: 0, endsAt }, paidBy: null });
    const paid = start({ ...price, amount: 100, trial });
    expect(paid).toEqual({ ...trialing, trial: { amount: 100, endsAt }, paidBy: 'charge1' });
  });

  // The clocks go back, so that the days have an hour more; they go forward; the hour of its end is left out.
  it.each(['2026-10-20T14:00:00Z', '2026-03-01T15:00:00Z', '2026-02-06T07:30:00Z'])(
    'a trial of 30 days is agreed to with its order, also where clocks are changed meanwhile (%s)',
    (date) => {
      const sold = { ...price, amount: 0, trial: { days: 30, amountAfter: 9900 } };
      const trialing = startSubscription({
        ...{ id: 'sub1', order, price: sold, plan: basic, card: { cardId: 'card-1' }, productGroup: 'video' },
        ...{ at: Date.parse(date), rules: { ...rules, timeZone: 'America/New_York' } },
      });
      expect(chargeablePlan(trialing, 1)).toEqual(basic);
    },
  );
});
