import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, anchorAt, isTimeZone, periodStart, withinHours } from '../../../src/server/subscription/calendar.js';
import { hour, seoul } from './samples.js';

const month = { unit: 'month', count: 1 } as const;

const inSeoul = (at: number) => new Date(at + 9 * hour).toISOString().slice(0, 16);

function dates(start: string, length: Parameters<typeof periodStart>[1], periods: number): string[] {
  const anchor = anchorAt(seoul(start), 1, 'Asia/Seoul');
  return Array.from({ length: periods }, (_, n) => inSeoul(periodStart(anchor, length, n + 1, 'Asia/Seoul')));
}

describe('periodStart', () => {
  it('keeps the 31st through shorter months', () => {
    expect(dates('2026-01-31T10:00:00', month, 6)).toEqual([
      '2026-01-31T10:00',
      '2026-02-28T10:00',
      '2026-03-31T10:00',
      '2026-04-30T10:00',
      '2026-05-31T10:00',
      '2026-06-30T10:00',
    ]);
  });

  it('leaves the anchor where it is, also in an hour that comes twice', () => {
    const second = Date.parse('2026-11-01T01:30:00-05:00');
    const anchor = anchorAt(second, 1, 'America/New_York');
    for (const unit of ['day', 'week', 'month', 'year'] as const) {
      expect(periodStart(anchor, { unit, count: 1 }, 1, 'America/New_York')).toBe(second);
    }
  });

  it('takes February 29th in a leap year', () => {
    expect(dates('2027-12-31T10:00:00', month, 3)[2]).toBe('2028-02-29T10:00');
    expect(dates('2024-02-29T10:00:00', { unit: 'year', count: 1 }, 5)).toEqual([
      '2024-02-29T10:00',
      '2025-02-28T10:00',
      '2026-02-28T10:00',
      '2027-02-28T10:00',
      '2028-02-29T10:00',
    ]);
  });

  it('counts by the calendar of Seoul, where the day begins nine hours earlier than in UTC', () => {
    // 00:30 on March 1st in Seoul is still February in UTC.
    expect(dates('2026-03-01T00:30:00', month, 3)).toEqual([
      '2026-03-01T00:30',
      '2026-04-01T00:30',
      '2026-05-01T00:30',
    ]);
  });

  it.each([
    [{ unit: 'day', count: 10 }, '2026-01-25T10:00'],
    [{ unit: 'week', count: 2 }, '2026-01-29T10:00'],
    [{ unit: 'month', count: 3 }, '2026-04-15T10:00'],
    [{ unit: 'year', count: 1 }, '2027-01-15T10:00'],
  ] as const)('knows %o', (length, second) => {
    expect(dates('2026-01-15T10:00:00', length, 2)[1]).toBe(second);
  });

  it('keeps the time of day where summer time begins and ends', () => {
    const zone = 'America/New_York';
    const anchor = anchorAt(Date.parse('2026-02-08T09:00:00-05:00'), 1, zone);
    expect(periodStart(anchor, month, 2, zone)).toBe(Date.parse('2026-03-08T09:00:00-04:00'));
    expect(periodStart(anchor, month, 10, zone)).toBe(Date.parse('2026-11-08T09:00:00-05:00'));
  });

  it('takes a time that summer time leaves out an hour later, and the first of one that comes twice', () => {
    const zone = 'America/New_York';
    expect(addDays(Date.parse('2026-03-07T02:30:00-05:00'), 1, zone)).toBe(Date.parse('2026-03-08T03:30:00-04:00'));
    expect(addDays(Date.parse('2026-10-31T01:30:00-04:00'), 1, zone)).toBe(Date.parse('2026-11-01T01:30:00-04:00'));
  });

  it('never moves back, and is the same whichever period it is counted from', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: seoul('2020-01-01T00:00:00'), max: seoul('2040-01-01T00:00:00') }),
        fc.constantFrom('Asia/Seoul', 'America/New_York', 'Australia/Lord_Howe', 'UTC'),
        fc.constantFrom('day', 'week', 'month', 'year'),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 60 }),
        (at, zone, unit, count, period) => {
          const length = { unit, count } as const;
          const anchor = anchorAt(at, 1, zone);
          const start = periodStart(anchor, length, period, zone);
          const next = periodStart(anchor, length, period + 1, zone);
          expect(next).toBeGreaterThan(start);
          // A plan of the same length that is sold anew with this period goes on with the same dates, if the hour exists there.
          if (zone === 'Asia/Seoul' || zone === 'UTC') {
            expect(periodStart({ at: start, period, day: anchor.day }, length, period + 1, zone)).toBe(next);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('withinHours', () => {
  const hours = { from: 9, until: 21 };

  it.each([
    ['2026-01-31T03:00:00', '2026-01-31T09:00:00'],
    ['2026-01-31T09:00:00', '2026-01-31T09:00:00'],
    ['2026-01-31T20:59:59', '2026-01-31T20:59:59'],
    ['2026-01-31T21:00:00', '2026-02-01T09:00:00'],
  ])('%s is tried at %s', (at, tried) => {
    expect(withinHours(seoul(at), hours, 'Asia/Seoul')).toBe(seoul(tried));
  });
});

describe('isTimeZone', () => {
  it('knows what the runtime knows', () => {
    expect(isTimeZone('Asia/Seoul')).toBe(true);
    expect(isTimeZone('Asia/Soul')).toBe(false);
  });
});
