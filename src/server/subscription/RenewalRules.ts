import { BillingServerError } from '../errors.js';
import { type Hours, isTimeZone } from './calendar.js';

/** When subscriptions are charged, tried again and given up. Every rule has a default. */
export interface RenewalRules {
  /** The zone whose days and months count. @default 'Asia/Seoul' */
  readonly timeZone: string;
  /**
   * Days after the first decline of a period on which its charge is tried again. A customer who pays by hand in between
   * does not move them.
   * @default [1, 3, 5, 7]
   */
  readonly retryAfterDays: readonly number[];
  /**
   * Hours of the day in which a declined charge is tried again. The first try of a period keeps the hour at which the
   * subscription was sold: the PG was at work then.
   * @default { from: 9, until: 21 }
   */
  readonly retryHours: Hours;
  /**
   * Days after the first decline when a subscription that nobody repaired ends. When another period begins before that, it
   * takes the place of the one before: two periods are never past due at once.
   * @default 14
   */
  readonly endAfterDays: number;
  /** Days before a charge when `renewal_upcoming` is told; for short periods at most half a period. @default 7 */
  readonly upcomingDays: number;
  /**
   * What happens at a price rise that the customer has not agreed to: the old price is charged and the customer is asked
   * again for the next period, or the subscription ends. A trial without consent always ends: it has no old price.
   * @default 'keep_price'
   */
  readonly withoutConsent: 'keep_price' | 'end';
}

/** What `createBillingServer({ subscriptions })` takes of the rules. */
export type RenewalRulesOptions = { readonly [Name in keyof RenewalRules]?: RenewalRules[Name] | undefined };

export const defaultRules: RenewalRules = {
  timeZone: 'Asia/Seoul',
  retryAfterDays: [1, 3, 5, 7],
  retryHours: { from: 9, until: 21 },
  endAfterDays: 14,
  upcomingDays: 7,
  withoutConsent: 'keep_price',
};

/**
 * The rules with their defaults.
 *
 * @throws BillingServerError `invalid_configuration`, with the rule in `field`
 */
export function renewalRules(options: RenewalRulesOptions = {}): RenewalRules {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const rules: RenewalRules = { ...defaultRules, ...given };
  const { retryAfterDays, retryHours, endAfterDays, upcomingDays } = rules;
  demand(isTimeZone(rules.timeZone), 'timeZone', 'the name of a time zone, such as "Asia/Seoul"', rules.timeZone);
  demand(
    Array.isArray(retryAfterDays) &&
      retryAfterDays.every((days, n) => isNumber(days, (retryAfterDays[n - 1] ?? 0) + 0.01, 60)),
    'retryAfterDays',
    'growing numbers of days, each above 0 and at most 60',
    retryAfterDays,
  );
  demand(
    isNumber(retryHours?.from, 0, 23) && isNumber(retryHours.until, retryHours.from + 1, 24),
    'retryHours',
    'hours of the day with from < until, such as { from: 9, until: 21 }',
    retryHours,
  );
  demand(isNumber(endAfterDays, 0, 366), 'endAfterDays', 'a number of days from 0 to 366', endAfterDays);
  demand(isNumber(upcomingDays, 0, 60), 'upcomingDays', 'a number of days from 0 to 60', upcomingDays);
  demand(
    rules.withoutConsent === 'keep_price' || rules.withoutConsent === 'end',
    'withoutConsent',
    "'keep_price' or 'end'",
    rules.withoutConsent,
  );
  return rules;
}

function isNumber(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function demand(holds: boolean, field: keyof RenewalRules, expected: string, given: unknown): void {
  if (holds) return;
  throw new BillingServerError(
    'invalid_configuration',
    `createBillingServer: subscriptions.${field} has to be ${expected}; it is ${JSON.stringify(given)}.`,
    { field: `subscriptions.${field}` },
  );
}
