import { type PeriodLength, periodStart } from './calendar.js';
import type { Subscription } from './Subscription.js';

/** Milliseconds to a date that a host names, at most: ten years. What is further is a mistake, such as seconds for milliseconds. */
export const FURTHEST = 3660 * 24 * 60 * 60_000;

/** When a period begins, in milliseconds: it is due then. */
export function startOf({ anchor, plan, change, timeZone }: Subscription, period: number): number {
  if (change === null || period <= change.fromPeriod || isSameLength(plan.period, change.plan.period)) {
    return periodStart(anchor, plan.period, period, timeZone);
  }
  // Another length is counted from the period that begins with it; the day of the month stays.
  const { fromPeriod } = change;
  const at = periodStart(anchor, plan.period, fromPeriod, timeZone);
  return periodStart({ at, period: fromPeriod, day: anchor.day }, change.plan.period, period, timeZone);
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
