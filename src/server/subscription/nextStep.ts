import { chargeablePlan, isAgreed, riseOf } from './consent.js';
import { currentPeriod, startOf } from './periods.js';
import type { RenewalRules } from './RenewalRules.js';
import type { EndReason, Subscription, SubscriptionState } from './Subscription.js';
import { isCharged } from './transition.js';

/** What is to be done for a subscription now. */
export type Step =
  | { readonly do: 'charge'; readonly period: number; readonly tryNumber: number }
  /** Periods that passed without a charge, through this one, are left out and reported. */
  | { readonly do: 'skip'; readonly through: number }
  | { readonly do: 'end'; readonly reason: EndReason }
  | { readonly do: 'look_up' }
  | { readonly do: 'tell_upcoming'; readonly period: number }
  | { readonly do: 'ask_consent'; readonly period: number };

const day = 24 * 3600 * 1000;

/** The step whose time has come; null when nothing is to be done yet. The first one that counts is the one. */
export function nextStep(subscription: Subscription, now: number, rules: RenewalRules): Step | null {
  const timed = steps(subscription, now, rules).find(({ at }) => at <= now);
  return timed ? timed.step : null;
}

/** When `nextStep` has something to do: a row is looked at then and not before. Null: only something else can wake it. */
export function wakeAt(subscription: Subscription, rules: RenewalRules): number | null {
  const times = steps(subscription, Number.NEGATIVE_INFINITY, rules).map(({ at }) => at);
  return times.length > 0 ? Math.ceil(Math.min(...times)) : null;
}

interface TimedStep {
  readonly at: number;
  readonly step: Step;
}

function steps(subscription: Subscription, now: number, rules: RenewalRules): TimedStep[] {
  // Nothing else is decided while money may be on its way. The charge that is out wakes the subscription when it settles.
  if (subscription.openTry !== null) return [];
  const { state } = subscription;
  switch (state.status) {
    case 'ended':
      return state.isUnsure ? [{ at: state.endedAt, step: { do: 'look_up' } }] : [];
    case 'ending':
      return [{ at: state.endsAt, step: { do: 'end', reason: 'cancelled' } }];
    case 'past_due':
      return pastDue(subscription, state, now);
    case 'trialing':
    case 'active':
      return upcoming(subscription, now, rules);
  }
}

function pastDue(
  subscription: Subscription,
  state: SubscriptionState & { status: 'past_due' },
  now: number,
): TimedStep[] {
  const { deadlineAt, nextTryAt } = state;
  const { holdUntil, period, tries } = subscription;
  const found: TimedStep[] = [
    { at: deadlineAt, step: { do: 'end', reason: 'unpaid' } },
    { at: startOf(subscription, period + 2), step: { do: 'skip', through: currentOr(subscription, now) - 1 } },
  ];
  if (chargeablePlan(subscription, period + 1) === null) return [noConsent(startOf(subscription, period + 1))];
  if (nextTryAt !== null) {
    // Not before it begins: a clock that was ahead may have set an earlier time.
    const at = Math.max(nextTryAt, holdUntil ?? nextTryAt, startOf(subscription, period + 1));
    found.push({ at, step: { do: 'charge', period: period + 1, tryNumber: tries + 1 } });
  }
  return found;
}

function upcoming(subscription: Subscription, now: number, rules: RenewalRules): TimedStep[] {
  const { holdUntil, tries, upcomingTold, consentAsked } = subscription;
  const next = subscription.period + 1;
  const due = startOf(subscription, next);
  const afterNext = startOf(subscription, next + 1);
  const rise = riseOf(subscription, next);
  const lacksConsent = rise !== null && !isAgreed(subscription, rise);
  const found: TimedStep[] = [];
  if (chargeablePlan(subscription, next) === null || (lacksConsent && rules.withoutConsent === 'end')) {
    found.push(noConsent(due));
  }
  // After an outage the current period is billed, unless it is nearly over: two charges within a day are a burst.
  const gap = Math.min(day, (afterNext - due) / 30);
  found.push({ at: afterNext - gap, step: { do: 'skip', through: skipThrough(subscription, now, gap) } });
  const at = Math.max(due, holdUntil ?? due);
  found.push({ at, step: { do: 'charge', period: next, tryNumber: tries + 1 } });
  if (lacksConsent && consentAsked < next) {
    found.push({ at: Math.min(rise.consentFrom, due), step: { do: 'ask_consent', period: next } });
  }
  if (upcomingTold < next) {
    const early = Math.min(rules.upcomingDays * day, (afterNext - due) / 2);
    found.push({ at: due - early, step: { do: 'tell_upcoming', period: next } });
  }
  return found;
}

function noConsent(at: number): TimedStep {
  return { at, step: { do: 'end', reason: 'no_consent' } };
}

function skipThrough(subscription: Subscription, now: number, gap: number): number {
  const current = currentOr(subscription, now);
  return startOf(subscription, current + 1) - now <= gap ? current : current - 1;
}

function currentOr(subscription: Subscription, now: number): number {
  return Number.isFinite(now) ? currentPeriod(subscription, now) : subscription.period;
}

/** When the next period is charged, in milliseconds, as long as nothing changes; null when it is not charged by itself. */
export function nextChargeAt(subscription: Subscription): number | null {
  const { state, period } = subscription;
  if (!isCharged(state)) return null;
  return state.status === 'past_due' ? state.nextTryAt : startOf(subscription, period + 1);
}
