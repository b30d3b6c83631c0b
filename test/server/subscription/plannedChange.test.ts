import { describe, expect, it } from 'vitest';
import { changeAfter, planAfter, planned } from '../../../src/server/subscription/plannedChange.js';
import type { Subscription } from '../../../src/server/subscription/Subscription.js';
import { activeSubscription, basic, day, soldAt, tryOf } from './samples.js';

const plus = { ...basic, planId: 'plus', amount: 14_900 };
const gold = { ...basic, planId: 'gold', amount: 19_900 };
const active = activeSubscription();
const out = (plan = basic): Partial<Subscription> => ({ openTry: tryOf(active, soldAt + 28 * day, { plan }) });
const merchantUid = tryOf(active, soldAt).merchantUid;

/** What is sold and planned when period 2 is paid. */
const whenPaid = (changes: Partial<Subscription>, number = merchantUid) =>
  planAfter(
    { ...active, ...changes },
    { period: 2, merchantUid: number, amount: changes.openTry?.plan.amount ?? basic.amount },
  );

describe('what is sold once a period is paid', () => {
  const chosen = (fromPeriod: number) => ({ change: { plan: plus, fromPeriod, by: 'customer' } as const });

  it.each<[string, Partial<Subscription>, object]>([
    ['stays, where nothing is planned', out(), {}],
    ['stays, where something is planned for later', { ...chosen(3), ...out() }, {}],
    ['is what was chosen for it', { ...chosen(2), ...out(plus) }, { plan: plus, change: null }],
    // While it was out, the customer has chosen anew.
    ['is what was paid, until the new choice counts', { ...chosen(3), ...out(gold) }, { plan: gold, ...chosen(3) }],
    ['is what was paid, where nothing is planned any more', out(gold), { plan: gold, change: null }],
  ])('%s', (_, changes, expected) => {
    const result = whenPaid(changes);
    expect(result).toEqual('plan' in expected ? { anchor: active.anchor, ...expected } : expected);
  });

  it('is planned anew for the period after, where it was charged at the old price', () => {
    const rise = { plan: { ...basic, amount: 12_900 }, fromPeriod: 2, by: 'host' } as const;
    expect(whenPaid({ change: rise, ...out() })).toEqual({ change: { ...rise, fromPeriod: 3 } });
    expect(whenPaid({ change: rise, ...out(rise.plan) })).toEqual({
      plan: rise.plan,
      anchor: active.anchor,
      change: null,
    });
    // Another plan than the one that was paid is not had by it, whatever it costs.
    const other = { plan: { ...plus, amount: 9900 }, fromPeriod: 2, by: 'customer' } as const;
    expect(whenPaid({ change: other, ...out() })).toEqual({ change: { ...other, fromPeriod: 3 } });
  });

  it('is the chosen plan at whatever price it was charged', () => {
    expect(whenPaid({ ...chosen(2), ...out({ ...plus, amount: 13_900 }) })).toMatchObject({
      plan: { amount: 13_900 },
      change: null,
    });
  });

  it.each([
    ['later', 9, 9],
    ['by then', 2, 3],
  ])('is followed by a price that the host had planned for that very plan: %s', (_, planned, counts) => {
    const displaced = { plan: { ...plus, amount: 16_900 }, fromPeriod: planned, by: 'host' } as const;
    const change = { plan: plus, fromPeriod: 2, by: 'customer', displaced } as const;
    expect(whenPaid({ change, ...out(plus) })).toMatchObject({
      plan: plus,
      change: { ...displaced, fromPeriod: counts },
    });
    const ofOther = { ...change, displaced: { ...displaced, plan: gold } };
    expect(whenPaid({ change: ofOther, ...out(plus) })).toMatchObject({ plan: plus, change: null });
  });

  it.each([
    ['with the period after it', 3],
    ['later', 5],
  ])('is followed by the price that the host has planned to come after the one that is due: %s', (_, from) => {
    const later = { plan: { ...basic, amount: 14_900 }, fromPeriod: from, by: 'host' } as const;
    const rise = { plan: { ...basic, amount: 12_900 }, fromPeriod: 2, by: 'host', displaced: later } as const;
    expect(whenPaid({ change: rise, ...out(rise.plan) })).toMatchObject({ plan: rise.plan, change: later });
    const choice = { plan: plus, fromPeriod: 3, by: 'customer' } as const;
    const beside = whenPaid({ change: { ...choice, displaced: rise }, ...out(rise.plan) });
    expect(beside).toMatchObject({ plan: rise.plan, change: { ...choice, displaced: later } });
    // The period was charged at the old price, or left out: what comes with the next one is what was to come by then.
    const next = from === 3 ? later : { ...rise, fromPeriod: 3 };
    expect(whenPaid({ change: rise, ...out() })).toEqual({ change: next });
    expect(changeAfter({ ...active, change: rise }, 2)).toMatchObject({ change: next });
  });

  it('is what is charged by the plan, where another number than the one that is out has paid', () => {
    expect(whenPaid({ ...chosen(2), ...out(gold) }, 'another')).toMatchObject({ plan: plus, change: null });
  });
});

it('what the customer chooses is agreed to once for each period and plan, however often', () => {
  const agreed = (period: number, planId: string, at: number) => ({ period, amount: 14_900, planId, at });
  const consents = [agreed(2, 'plus', 1), agreed(3, 'plus', 2), agreed(2, 'gold', 3)];
  const change = { plan: plus, fromPeriod: 2, by: 'customer' } as const;
  expect(planned({ ...active, consents }, { change, at: 4 })).toEqual({
    ...{ ...active, change },
    consents: [agreed(3, 'plus', 2), agreed(2, 'gold', 3), agreed(2, 'plus', 4)],
  });
});
