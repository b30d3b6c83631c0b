import { chargeableFor, isSameChoice, plannedFor } from './consent.js';
import { anchorOf, isSameLength, startOf } from './periods.js';
import type { OpenTry, PlannedChange, SoldPlan, Subscription } from './Subscription.js';

/** Plans a change from a later period on, or none. `by`: who plans it. */
export function planned(
  subscription: Subscription,
  {
    change,
    at,
    by = change?.by,
  }: { readonly change: PlannedChange | null; readonly at: number; readonly by?: PlannedChange['by'] | undefined },
): Subscription {
  // Beside a plan that the customer chose, a price of the host waits: nothing is agreed to, and nothing asked about.
  if (change === null || by !== change.by) return { ...subscription, change };
  const { fromPeriod, plan } = change;
  // What the customer chooses, the customer agrees to; what the host raises is asked about, also when it was asked before.
  return by === 'customer'
    ? {
        ...subscription,
        change,
        consents: [
          // However often the customer chooses, what counts is one.
          ...subscription.consents.filter(
            ({ period, planId = '', metadata }) => period !== fromPeriod || !isSameChoice({ planId, metadata }, plan),
          ),
          // Chosen for a period that has begun and is not paid, it counts as with its beginning.
          {
            period: fromPeriod,
            amount: plan.amount,
            planId: plan.planId,
            metadata: plan.metadata,
            at: Math.min(at, startOf(subscription, fromPeriod)),
          },
        ],
      }
    : { ...subscription, change, consentAsked: Math.min(subscription.consentAsked, fromPeriod - 1) };
}

interface PaidPeriod {
  readonly period: number;
  readonly merchantUid: string;
  readonly amount: number;
}

/** What a payment has paid: of less than a chosen plan costs, as by a try that was made before it was chosen, not that plan. */
export function paidPlan(subscription: Subscription, { period, merchantUid, amount }: PaidPeriod): SoldPlan {
  const { plan, openTry } = subscription;
  if (openTry?.merchantUid === merchantUid) return openTry.plan;
  const due = chargeableFor(subscription, period);
  return amount < due.amount && !isSameChoice(due, plan) ? plan : due;
}

/** Which plan is sold once a period is paid, and what is planned then. */
export function planAfter(subscription: Subscription, payment: PaidPeriod): Partial<Subscription> {
  const { change, plan, anchor } = subscription;
  const { period } = payment;
  const charged = paidPlan(subscription, payment);
  const sold = (next: SoldPlan): Partial<Subscription> => ({
    plan: next,
    anchor: isSameLength(plan.period, next.period) ? anchor : anchorOf(subscription, period),
  });
  const due = plannedFor(subscription, period);
  if (change !== null && period < change.fromPeriod && due !== plan && isSamePrice(charged, due)) {
    // A price of the host's that was agreed to before another plan was chosen.
    return { ...sold(charged), change: { ...change, displaced: change.displaced?.displaced } };
  }
  if (change === null || period < change.fromPeriod) {
    // The customer has chosen anew while this charge was out: what it paid is what they have until then.
    return isSameChoice(charged, plan) ? {} : { ...sold(charged), change: change && atHostsPrice(change) };
  }
  // Without consent the old price was charged: the rise is asked about again for the period after. The chosen plan is had, at
  // whatever price it was charged.
  const isChosen = isSameChoice(charged, change.plan) && !isSameChoice(charged, plan);
  if (!isChosen && !isSamePrice(charged, change.plan)) return { change: putOff(change, period + 1) };
  // A price that the host had planned for the very plan that comes back counts still.
  const { displaced } = change;
  const isOfThis = displaced && isSameChoice(displaced.plan, change.plan);
  return {
    ...sold(charged),
    change: isOfThis ? { ...displaced, fromPeriod: Math.max(displaced.fromPeriod, period + 1) } : null,
  };
}

/** What is planned once a chosen plan could not be paid, where the customer has chosen anew while it was out: that takes its place. */
export function changeUnpaid({ change, plan, period }: Subscription, openTry: OpenTry): PlannedChange | null {
  const wasChosen = !isSameChoice(openTry.plan, plan);
  if (change?.by !== 'customer' || !wasChosen) return change;
  // Taken back: nothing was paid that has to change back.
  if (isSameChoice(change.plan, plan)) return change.displaced ?? null;
  return { ...change, fromPeriod: Math.max(openTry.period, period + 1) };
}

/** The periods through this one are left out: a change that was to come with one of them comes after them. */
export function changeAfter(
  subscription: Subscription,
  through: number,
): Partial<Pick<Subscription, 'change' | 'anchor'>> {
  const { change, plan, anchor } = subscription;
  if (change === null) return {};
  const later = putOff(change, through + 1);
  if (change.fromPeriod > through) return { change: later };
  return {
    change: later,
    // They were counted by its length, and what follows goes on from there.
    anchor: isSameLength(plan.period, change.plan.period) ? anchor : anchorOf(subscription, through + 1),
  };
}

/** A change that comes with this period at the earliest: a price of the host's gives way to the one that was to follow it by then. */
function putOff(change: PlannedChange, first: number): PlannedChange {
  const { by, displaced } = change;
  const fromPeriod = Math.max(change.fromPeriod, first);
  if (by === 'customer') return { ...change, fromPeriod, displaced: displaced && putOff(displaced, first) };
  return displaced && displaced.fromPeriod <= fromPeriod ? { ...displaced, fromPeriod } : { ...change, fromPeriod };
}

/** The plan that comes back costs what the host has lowered it to by then. A rise is asked about once it is back. */
function atHostsPrice(change: PlannedChange): PlannedChange {
  const { plan, fromPeriod, displaced } = change;
  const price = displaced && isSameChoice(displaced.plan, plan) ? putOff(displaced, fromPeriod) : null;
  const isLower = price?.fromPeriod === fromPeriod && price.plan.amount <= plan.amount;
  return isLower ? { ...change, plan: price.plan, displaced: price.displaced } : change;
}

function isSamePrice(one: SoldPlan, other: SoldPlan): boolean {
  return isSameChoice(one, other) && one.amount === other.amount;
}
