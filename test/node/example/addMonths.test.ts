import { expect, it } from 'vitest';
import { addMonths } from '../../../examples/checkout/server/addMonths.js';

it.each([
  ['2026-01-15T10:00:00+09:00', 1, '2026-02-15T10:00:00+09:00'],
  ['2026-01-31T10:00:00+09:00', 1, '2026-02-28T10:00:00+09:00'],
  ['2026-01-31T10:00:00+09:00', 2, '2026-03-31T10:00:00+09:00'],
  ['2028-01-31T10:00:00+09:00', 1, '2028-02-29T10:00:00+09:00'],
  ['2026-12-31T23:59:59+09:00', 2, '2027-02-28T23:59:59+09:00'],
  // Still the day before in UTC.
  ['2026-03-31T00:30:00+09:00', 1, '2026-04-30T00:30:00+09:00'],
])('%s and %i months: %s', (from, months, expected) => {
  expect(addMonths(Date.parse(from), months)).toBe(Date.parse(expected));
});
