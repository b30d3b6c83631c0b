import { expect, it } from 'vitest';
import { startOf } from '../../../src/server/subscription/periods.js';
import type { PastDue, Subscription } from '../../../src/server/subscription/Subscription.js';
import { subscriptionView } from '../../../src/server/subscription/SubscriptionView.js';
import { activeSubscription, basic, day, soldAt, trialOf, tryOf } from './samples.js';

const active = activeSubscription();
const iso = (at: number) => new Date(at).toISOString();
const due = startOf(active, 2);

const view = {
  ...{ subscriptionId: active.id, status: 'active', planId: 'basic', name: '베이직', amount: 9900, currency: 'KRW' },
  ...{ period: { unit: 'month', count: 1 }, productGroup: 'default', cardId: 'card-1', startedAt: iso(soldAt) },
  ...{ trialEndsAt: null, paidUntil: iso(due), nextCharge: { at: iso(due), amount: 9900, currency: 'KRW' } },
  ...{ isCharging: false, change: null, consent: null, pastDue: null, endsAt: null, endedAt: null, endReason: null },
};

const decline = { tryNumber: 1, cardId: 'card-1', at: due, reason: '한도초과', canHeal: true };
const state: PastDue = { status: 'past_due', since: due, nextTryAt: due + day, deadlineAt: due + 14 * day, decline };
const pastDue = {
  ...{ amount: 9900, currency: 'KRW', since: iso(due), nextTryAt: iso(due + day), deadlineAt: iso(due + 14 * day) },
  ...{ reason: '한도초과', canHeal: true },
};
const hopeless = { ...state, nextTryAt: null, decline: { ...decline, canHeal: false } };
const trial = trialOf(7);
const trialEndsAt = iso(soldAt + 7 * day);
const rise = { plan: { ...basic, amount: 12_900 }, fromPeriod: 2, by: 'host' } as const;
const plus = {
  plan: { ...basic, planId: 'plus', name: '플러스', amount: 14_900 },
  fromPeriod: 3,
  by: 'customer',
} as const;
const risen = { planId: 'basic', name: '베이직', amount: 12_900, currency: 'KRW', period: view.period, at: iso(due) };
const consent = {
  amountBefore: 9900,
  amountAfter: 12_900,
  currency: 'KRW',
  from: iso(due - 30 * day),
  until: iso(due),
};

it.each([
  ['active', {}, {}],
  ['charged just now', { openTry: tryOf(active, due) }, { isCharging: true }],
  [
    'ending',
    { state: { status: 'ending', endsAt: due, cancelledAt: soldAt } },
    { status: 'ending', nextCharge: null, endsAt: iso(due) },
  ],
  [
    'ended',
    { state: { status: 'ended', endedAt: due, reason: 'unpaid' } },
    { status: 'ended', nextCharge: null, endedAt: iso(due), endReason: 'unpaid' },
  ],
  [
    'past due',
    { state },
    { status: 'past_due', nextCharge: { at: iso(due + day), amount: 9900, currency: 'KRW' }, pastDue },
  ],
  [
    'past due for good',
    { state: hopeless },
    { status: 'past_due', nextCharge: null, pastDue: { ...pastDue, nextTryAt: null, canHeal: false } },
  ],
  [
    // Another one may pay what that one could not.
    'past due, with another card by now',
    { state: hopeless, cardId: 'card-2' },
    { status: 'past_due', nextCharge: null, cardId: 'card-2', pastDue: { ...pastDue, nextTryAt: null } },
  ],
  ['to rise', { change: rise }, { change: risen, consent: { ...consent, isGiven: false } }],
  [
    'to rise, which was agreed to',
    { change: rise, consents: [{ period: 2, amount: 12_900, planId: 'basic', at: due - day }] },
    {
      ...{ change: risen, consent: { ...consent, isGiven: true } },
      nextCharge: { at: iso(due), amount: 12_900, currency: 'KRW' },
    },
  ],
  [
    // Nothing is charged any more, so that nothing is asked about.
    'to rise, and cancelled',
    { change: rise, state: { status: 'ending', endsAt: due, cancelledAt: soldAt } },
    { change: risen, status: 'ending', nextCharge: null, endsAt: iso(due) },
  ],
  [
    'to become another plan',
    { change: plus },
    { change: { ...risen, planId: 'plus', name: '플러스', amount: 14_900, at: iso(startOf(active, 3)) } },
  ],
] satisfies [string, Partial<Subscription>, object][])(
  'a subscription is shown to its customer: %s',
  (_, changes, shown) => {
    expect(subscriptionView({ ...active, ...changes })).toEqual({ ...view, ...shown });
  },
);

it('a trial is shown with its end, also when that is long past', () => {
  const nextCharge = { at: trialEndsAt, amount: 9900, currency: 'KRW' };
  expect(subscriptionView(trial)).toEqual({
    ...{ ...view, status: 'trialing', trialEndsAt, paidUntil: trialEndsAt, nextCharge },
    consent: {
      ...{ amountBefore: 0, amountAfter: 9900, currency: 'KRW', isGiven: true },
      ...{ from: iso(soldAt + 7 * day - 30 * day), until: trialEndsAt },
    },
  });
  expect(subscriptionView({ ...trial, period: 4, state: { status: 'active' } })).toMatchObject({
    trialEndsAt,
    consent: null,
  });
  // After a change of length, periods are counted from another one, and by another length.
  const endsAt = soldAt + 7 * day;
  const yearly = {
    ...trial,
    trial: { amount: 0, endsAt },
    period: 4,
    plan: { ...basic, period: { unit: 'year', count: 1 } },
  };
  const anchor = { at: startOf(trial, 4), period: 4, day: trial.anchor.day };
  expect(subscriptionView({ ...yearly, anchor } as typeof trial).trialEndsAt).toBe(trialEndsAt);
  const changed = { ...trial, period: 4, anchor: { at: startOf(trial, 4), period: 4, day: trial.anchor.day } };
  expect(subscriptionView(changed).trialEndsAt).toBe(trialEndsAt);
});
