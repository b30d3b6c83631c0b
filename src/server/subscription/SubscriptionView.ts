import { chargeableFor, isAgreed, plannedFor, riseOf } from './consent.js';
import { nextChargeAt } from './nextStep.js';
import { startOf } from './periods.js';
import type { EndReason, Subscription, SubscriptionStatus } from './Subscription.js';
import { isCharged } from './transition.js';

/** An amount that the customer is going to be charged, and when. */
export interface ChargeView {
  /** ISO 8601. */
  readonly at: string;
  readonly amount: number;
  readonly currency: string;
}

/** A subscription as the customer sees it. Times are ISO 8601. */
export interface SubscriptionView {
  readonly subscriptionId: string;
  readonly status: SubscriptionStatus;
  readonly planId: string;
  readonly name: string;
  /** Of one period, as it was sold. */
  readonly amount: number;
  readonly currency: string;
  readonly period: { readonly unit: 'day' | 'week' | 'month' | 'year'; readonly count: number };
  readonly productGroup: string;
  readonly cardId: string;
  readonly startedAt: string;
  readonly trialEndsAt: string | null;
  /** Until when it is paid, or free. */
  readonly paidUntil: string;
  /** Null when nothing is charged by itself any more. */
  readonly nextCharge: ChargeView | null;
  /** True while a charge is out whose end nobody knows yet. */
  readonly isCharging: boolean;
  /** A plan or price that counts from a later period on. */
  readonly change: (ChargeView & Pick<SubscriptionView, 'planId' | 'name' | 'period'>) | null;
  /** A higher amount that needs the customer's consent. */
  readonly consent: {
    readonly amountBefore: number;
    readonly amountAfter: number;
    readonly currency: string;
    /** From then on it can be given. */
    readonly from: string;
    /** The higher amount is due then; without consent it is not charged. */
    readonly until: string;
    readonly isGiven: boolean;
  } | null;
  readonly pastDue: {
    readonly amount: number;
    readonly currency: string;
    readonly since: string;
    /** Null: not tried again by itself. */
    readonly nextTryAt: string | null;
    /** The subscription ends then unless it is paid. */
    readonly deadlineAt: string;
    /** In the PG's words. Text, never markup. */
    readonly reason: string;
    /** False: this card can't pay any more, another one has to. */
    readonly canHeal: boolean;
  } | null;
  /** Of `ending`: until when it can be used. */
  readonly endsAt: string | null;
  readonly endedAt: string | null;
  readonly endReason: EndReason | null;
}

export function subscriptionView(subscription: Subscription): SubscriptionView {
  const { id, state, plan, productGroup, cardId, startedAt, trial, period, openTry, change } = subscription;
  const next = period + 1;
  const chargeAt = nextChargeAt(subscription);
  const rise = isCharged(state) ? riseOf(subscription, next) : null;
  const isPastDue = state.status === 'past_due';
  const chargeable = chargeableFor(subscription, next);
  return {
    subscriptionId: id,
    status: state.status,
    planId: plan.planId,
    name: plan.name,
    amount: plan.amount,
    currency: plan.currency,
    period: plan.period,
    productGroup,
    cardId,
    startedAt: iso(startedAt),
    trialEndsAt: trial === null ? null : iso(trial.endsAt ?? startOf(subscription, 1)),
    paidUntil: iso(startOf(subscription, next)),
    nextCharge:
      chargeAt === null ? null : { at: iso(chargeAt), amount: chargeable.amount, currency: chargeable.currency },
    isCharging: openTry !== null,
    change:
      change === null
        ? null
        : {
            planId: change.plan.planId,
            name: change.plan.name,
            amount: plannedFor(subscription, change.fromPeriod).amount,
            currency: change.plan.currency,
            period: change.plan.period,
            at: iso(startOf(subscription, change.fromPeriod)),
          },
    consent:
      rise === null
        ? null
        : {
            amountBefore: rise.amountBefore,
            amountAfter: rise.amountAfter,
            currency: rise.currency,
            from: iso(rise.consentFrom),
            until: iso(rise.startsAt),
            isGiven: isAgreed(subscription, rise),
          },
    pastDue: isPastDue
      ? {
          amount: chargeable.amount,
          currency: chargeable.currency,
          since: iso(state.since),
          nextTryAt: state.nextTryAt === null ? null : iso(state.nextTryAt),
          deadlineAt: iso(state.deadlineAt),
          reason: state.decline.reason,
          canHeal: state.decline.canHeal || state.decline.cardId !== cardId,
        }
      : null,
    endsAt: state.status === 'ending' ? iso(state.endsAt) : null,
    endedAt: state.status === 'ended' ? iso(state.endedAt) : null,
    endReason: state.status === 'ended' ? state.reason : null,
  };
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
