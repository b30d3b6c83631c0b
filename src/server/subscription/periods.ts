import { type Anchor, anchorAt, type PeriodLength, periodStart } from './calendar.js';
import type { Subscription } from './Subscription.js';

/** Milliseconds to a date that a host names, at most: ten years. What is further is a mistake, such as seconds for milliseconds. */
export const FURTHEST = 3660 * 24 * 60 * 60_000;

/** When a period begins, in milliseconds: it is due then. */
export function startOf(subscription: Subscription, period: number): number {
  const { anchor, length } = countedBy(subscription, period);
  return periodStart(anchor, length, period, subscription.timeZone);
}

/** Where periods of another length are counted from when they follow this subscription's with this one. */
export function anchorOf(subscription: Subscription, period: number): Anchor {
  const { anchor, length } = countedBy(subscription, period);
  return followingAnchor(anchor, length, period, subscription.timeZone);
}

/** Another length is counted from the period that begins with it. */
function countedBy({ anchor, plan, change, timeZone }: Subscription, period: number) {
  if (change === null || period <= change.fromPeriod || isSameLength(plan.period, change.plan.period)) {
    return { anchor, length: plan.period };
  }
  return { anchor: followingAnchor(anchor, plan.period, change.fromPeriod, timeZone), length: change.plan.period };
}

/** The day of the month stays, where there was one: what was paid by days or weeks has the day on which months begin. */
function followingAnchor(anchor: Anchor, length: PeriodLength, period: number, timeZone: string): Anchor {
  if (period === anchor.period) return anchor;
  const at = periodStart(anchor, length, period, timeZone);
  const isByMonth = length.unit === 'month' || length.unit === 'year';
  return isByMonth ? { at, period, day: anchor.day } : anchorAt(at, period, timeZone);
}

/** The period whose time it is: the last one that has begun. */
export function currentPeriod(subscription: Subscription, at: number): number {
  let { period } = subscription;
  while (startOf(subscription, period + 1) <= at) period += 1;
  return period;
}

export function isSameLength(one: PeriodLength, other: PeriodLength): boolean {
  return one.unit === other.unit && one.count === other.count;
}
