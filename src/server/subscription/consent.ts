import { inOneOrder } from '../json.js';
import { addDays } from './calendar.js';
import { startOf } from './periods.js';
import type { PlannedChange, SoldPlan, Subscription } from './Subscription.js';

/** A customer agrees within so many days before a rise: article 13(6) of the Korean e-commerce act and article 20-2 of its decree, since 14 February 2025. */
const windowDays = 30;

/** A charge that is higher than the one before, or the first after a trial. */
export interface Rise {
  readonly period: number;
  readonly planId: string;
  readonly metadata?: SoldPlan['metadata'];
  readonly amountBefore: number;
  readonly amountAfter: number;
  readonly currency: string;
  /** When the higher amount is due. */
  readonly startsAt: number;
  /** Consent counts from then on, until `startsAt`. */
  readonly consentFrom: number;
}

/** The plan that a period would be charged by if everything is agreed to. */
export function plannedFor(subscription: Subscription, period: number): SoldPlan {
  const { change, plan } = subscription;
  if (change && period >= change.fromPeriod) return change.plan;
  // Until a chosen plan counts, the host's price for the plan sold does.
  const ofHost = plannedByHost(subscription);
  return ofHost && period >= ofHost.fromPeriod ? ofHost.plan : plan;
}

/** The price that the host has planned for the plan sold, also while the customer has chosen another plan. */
export function plannedByHost({ change, plan }: Subscription): PlannedChange | null {
  const planned = change?.by === 'host' ? change : change?.displaced;
  // What was chosen before may be paid by now, and that price was of the plan before it.
  return planned && isSameChoice(planned.plan, plan) ? planned : null;
}

/** Whether two are the same to the customer, at whatever price. */
export function isSameChoice(one: Choice, other: Choice): boolean {
  return one.planId === other.planId && inOneOrder(one.metadata ?? {}) === inOneOrder(other.metadata ?? {});
}

type Choice = Pick<SoldPlan, 'planId' | 'metadata'>;

/** The rise that the customer has to agree to before this period is charged as planned; null when nothing rises. */
export function riseOf(subscription: Subscription, period: number): Rise | null {
  const { change } = subscription;
  const planned = plannedFor(subscription, period);
  const isOwnChoice = planned === change?.plan && change.by === 'customer';
  return isOwnChoice && subscription.period > 0 ? null : riseTo(subscription, period, planned);
}

function riseTo(subscription: Subscription, period: number, chosen: SoldPlan): Rise | null {
  const { planId, metadata, amount, currency } = chosen;
  const { plan, trial, timeZone } = subscription;
  const amountBefore = subscription.period === 0 ? (trial?.amount ?? 0) : plan.amount;
  if (amount <= amountBefore) return null;
  const startsAt = startOf(subscription, period);
  // The earlier of two: 30 days have an hour more or less where clocks change, and a trial of 30 days is agreed to as it begins.
  const consentFrom = Math.min(addDays(startsAt, -windowDays, timeZone), startsAt - windowDays * 24 * 3600 * 1000);
  return { period, planId, metadata, amountBefore, amountAfter: amount, currency, startsAt, consentFrom };
}

/** True when the customer has agreed to this amount, or to a higher one, for this very plan and period, within the time that the law gives. */
export function isAgreed({ consents }: Subscription, rise: Rise): boolean {
  return consents.some(
    ({ period, amount, planId = rise.planId, metadata, at }) =>
      isSameChoice({ planId, metadata }, rise) &&
      period === rise.period &&
      amount >= rise.amountAfter &&
      at >= rise.consentFrom &&
      at <= rise.startsAt,
  );
}

/**
 * What a period may be charged by: the plan it changes to, if nothing rises or the rise is agreed to, else the plan sold. Null
 * after a trial when the customer has agreed to neither.
 */
export function chargeablePlan(subscription: Subscription, period: number): SoldPlan | null {
  const rise = riseOf(subscription, period);
  if (rise === null || isAgreed(subscription, rise)) return plannedFor(subscription, period);
  const sold = riseTo(subscription, period, subscription.plan);
  return sold === null || isAgreed(subscription, sold) ? subscription.plan : null;
}

/** {@link chargeablePlan}, for a charge that was decided, or is only shown. */
export function chargeableFor(subscription: Subscription, period: number): SoldPlan {
  return chargeablePlan(subscription, period) ?? plannedFor(subscription, period);
}
