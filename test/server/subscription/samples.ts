import { anchorAt } from '../../../src/server/subscription/calendar.js';
import { renewalRules } from '../../../src/server/subscription/RenewalRules.js';
import { renewalNumber } from '../../../src/server/subscription/renewalNumber.js';
import type { OpenTry, SoldPlan, Subscription } from '../../../src/server/subscription/Subscription.js';

export const rules = renewalRules();

export const hour = 3600_000;
export const day = 24 * hour;

/** A time in Seoul. */
export const seoul = (text: string): number => Date.parse(`${text}+09:00`);

export const basic: SoldPlan = {
  planId: 'basic',
  name: '베이직',
  amount: 9900,
  currency: 'KRW',
  period: { unit: 'month', count: 1 },
};

export const soldAt = seoul('2026-01-31T10:00:00');

/** Sold on January 31st at ten in Seoul: period 1 is paid. */
export function activeSubscription(over: Partial<Subscription> = {}): Subscription {
  return {
    id: 'sub0123456789abcdef01234567',
    customerId: 'customer-1',
    productGroup: 'default',
    cardId: 'card-1',
    plan: basic,
    timeZone: 'Asia/Seoul',
    startedAt: soldAt,
    trial: null,
    anchor: anchorAt(soldAt, 1, 'Asia/Seoul'),
    state: { status: 'active' },
    period: 1,
    paidBy: 'first',
    tries: 0,
    openTry: null,
    holdUntil: null,
    refusals: 0,
    change: null,
    consents: [],
    upcomingTold: 1,
    consentAsked: 1,
    ...over,
  };
}

/** A trial of so many days, agreed to when it began. */
export function trialOf(days: number, over: Partial<Subscription> = {}): Subscription {
  const endsAt = soldAt + days * day;
  return activeSubscription({
    trial: { amount: 0 },
    anchor: anchorAt(endsAt, 1, 'Asia/Seoul'),
    state: { status: 'trialing' },
    period: 0,
    paidBy: null,
    upcomingTold: 0,
    consentAsked: 0,
    consents: [{ period: 1, amount: basic.amount, at: soldAt }],
    ...over,
  });
}

export function tryOf(subscription: Subscription, at: number, over: Partial<OpenTry> = {}): OpenTry {
  const period = subscription.period + 1;
  const tryNumber = subscription.tries + 1;
  return {
    period,
    tryNumber,
    merchantUid: renewalNumber({ subscriptionId: subscription.id, period, tryNumber }),
    cardId: subscription.cardId,
    plan: subscription.plan,
    openedAt: at,
    ...over,
  };
}
