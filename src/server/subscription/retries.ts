import { addDays, withinHours } from './calendar.js';
import type { RenewalRules } from './RenewalRules.js';

/** Between a try by hand and the next one by itself. */
const leastGap = 6 * 3600 * 1000;

/**
 * When a declined period is tried again; null when all tries are made. Counted from the first decline of the period.
 *
 * @param since - of the first decline of the period, milliseconds
 * @param at - of the latest one
 */
export function nextTryAt(since: number, at: number, rules: RenewalRules, timeZone: string): number | null {
  for (const days of rules.retryAfterDays) {
    const whole = Math.floor(days);
    const due = addDays(since, whole, timeZone) + (days - whole) * 24 * 3600 * 1000;
    const time = withinHours(due, rules.retryHours, timeZone);
    if (time >= at + leastGap) return time;
  }
  return null;
}

/** How long nothing is sent after refusals in a row, milliseconds: a minute at first, six hours at most. */
export function holdAfter(refusals: number): number {
  return Math.min(60_000 * 4 ** Math.max(0, refusals - 1), 6 * 3600 * 1000);
}
