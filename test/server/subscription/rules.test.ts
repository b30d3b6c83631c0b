import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRules, type RenewalRulesOptions, renewalRules } from '../../../src/server/subscription/RenewalRules.js';
import { readRenewalNumber, renewalNumber, subscriptionIdOf } from '../../../src/server/subscription/renewalNumber.js';
import { holdAfter, nextTryAt } from '../../../src/server/subscription/retries.js';
import { day, rules, seoul } from './samples.js';

describe('renewalRules', () => {
  it('has a default for every rule', () => {
    expect(renewalRules()).toEqual(defaultRules);
    expect(renewalRules({ timeZone: undefined })).toEqual(defaultRules);
  });

  it.each([
    ['timeZone', 'the name of a time zone', { timeZone: 'Asia/Soul' }],
    ['retryAfterDays', 'growing numbers of days', { retryAfterDays: [3, 1] }],
    ['retryAfterDays', 'growing numbers of days', { retryAfterDays: [2, 2] }],
    ['retryAfterDays', 'growing numbers of days', { retryAfterDays: [0] }],
    ['retryAfterDays', 'growing numbers of days', { retryAfterDays: [1, 61] }],
    ['retryAfterDays', 'growing numbers of days', { retryAfterDays: [Number.NaN] }],
    ['retryAfterDays', 'growing numbers of days', { retryAfterDays: 3 as never }],
    ['retryHours', 'hours of the day', { retryHours: { from: 21, until: 9 } }],
    ['retryHours', 'hours of the day', { retryHours: { from: 9, until: 9 } }],
    ['retryHours', 'hours of the day', { retryHours: { from: -1, until: 9 } }],
    ['retryHours', 'hours of the day', { retryHours: { from: 9, until: 25 } }],
    ['retryHours', 'hours of the day', { retryHours: { from: '9', until: 21 } as never }],
    ['retryHours', 'hours of the day', { retryHours: null as never }],
    ['endAfterDays', 'a number of days from 0 to 366', { endAfterDays: -1 }],
    ['endAfterDays', 'a number of days from 0 to 366', { endAfterDays: 367 }],
    ['endAfterDays', 'a number of days from 0 to 366', { endAfterDays: '14' as never }],
    ['upcomingDays', 'a number of days from 0 to 60', { upcomingDays: 61 }],
    ['withoutConsent', "'keep_price' or 'end'", { withoutConsent: 'charge' as 'end' }],
  ] satisfies [string, string, RenewalRulesOptions][])('names %s when it is no %s: %j', (field, expected, options) => {
    expect(() => renewalRules(options)).toThrow(
      expect.objectContaining({
        ...{ code: 'invalid_configuration', field: `subscriptions.${field}` },
        message: expect.stringContaining(`subscriptions.${field} has to be ${expected}`),
      }),
    );
  });

  it.each([
    { retryAfterDays: [] },
    { retryAfterDays: [0.25, 60] },
    { retryHours: { from: 0, until: 24 } },
    { retryHours: { from: 23, until: 24 } },
    { endAfterDays: 0 },
    { endAfterDays: 366 },
    { upcomingDays: 0 },
    { upcomingDays: 60 },
    { withoutConsent: 'end' },
  ] satisfies RenewalRulesOptions[])('takes %j', (options) => {
    expect(renewalRules(options)).toEqual({ ...defaultRules, ...options });
  });
});

describe('nextTryAt', () => {
  const since = seoul('2026-03-31T23:10:00');
  const next = (at: number) => nextTryAt(since, at, rules, 'Asia/Seoul');

  it('tries on the days of the rules, within the hours', () => {
    const times: number[] = [];
    for (let at: number | null = since; at !== null; ) {
      at = next(at);
      if (at !== null) times.push(at);
    }
    // 23:10 is past nine in the evening: nine in the morning of the day after.
    expect(times).toEqual(['04-02', '04-04', '04-06', '04-08'].map((date) => seoul(`2026-${date}T09:00:00`)));
  });

  it('is not moved by a try by hand', () => {
    expect(next(since + day)).toBe(seoul('2026-04-02T09:00:00'));
  });

  it('leaves out a retry that would follow a try by hand within hours', () => {
    expect(next(seoul('2026-04-02T08:00:00'))).toBe(seoul('2026-04-04T09:00:00'));
  });

  it('counts parts of a day, and leaves six hours after a try', () => {
    const morning = seoul('2026-03-31T10:00:00');
    const quarter = { ...rules, retryAfterDays: [0.25] };
    expect(nextTryAt(morning, morning, quarter, 'Asia/Seoul')).toBe(seoul('2026-03-31T16:00:00'));
    expect(nextTryAt(morning, morning + 1, quarter, 'Asia/Seoul')).toBeNull();
  });

  it('ends', () => {
    expect(next(since + 30 * day)).toBeNull();
  });
});

describe('holdAfter', () => {
  it('grows from a minute to six hours', () => {
    expect([1, 2, 3, 4, 5, 6, 100].map((n) => holdAfter(n) / 60_000)).toEqual([1, 4, 16, 64, 256, 360, 360]);
  });
});

describe('renewalNumber', () => {
  it('is letters and digits, 40 characters at most, and one for each try', async () => {
    const subscriptionId = await subscriptionIdOf('order-1');
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 9_999 }), (period, tryNumber) => {
        const number = renewalNumber({ subscriptionId, period, tryNumber });
        expect(number).toMatch(/^[a-zA-Z0-9]{1,40}$/);
        expect(readRenewalNumber(number)).toEqual({ subscriptionId, period, tryNumber });
        const of = `${period}/${tryNumber}`;
        expect(seen.get(number) ?? of).toBe(of);
        seen.set(number, of);
      }),
    );
  });

  it('does not depend on when it is asked', async () => {
    expect(await subscriptionIdOf('order-1')).toBe(await subscriptionIdOf('order-1'));
    expect(await subscriptionIdOf('order-1')).not.toBe(await subscriptionIdOf('order-2'));
  });

  it.each([
    { subscriptionId: 'someone', period: 1, tryNumber: 1 },
    { subscriptionId: 'sub0123456789abcdef01234567', period: 0, tryNumber: 1 },
    { subscriptionId: 'sub0123456789abcdef01234567', period: 1.5, tryNumber: 1 },
    { subscriptionId: 'sub0123456789abcdef01234567', period: 1, tryNumber: 10_000 },
  ])('refuses %o', (parts) => {
    expect(() => renewalNumber(parts)).toThrow(RangeError);
  });

  it('knows which numbers are none of its own', () => {
    for (const number of ['', 'order-1', 'sub0123456789abcdef01234567', 'sub0123456789abcdef01234567p01t1']) {
      expect(readRenewalNumber(number)).toBeNull();
    }
  });
});
