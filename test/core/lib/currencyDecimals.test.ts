import { expect, it } from 'vitest';
import { currencyDecimals } from '../../../src/core/lib/currencyDecimals.js';
import { en } from '../../../src/core/messages/en.js';
import { formatMoney } from '../../../src/core/messages/formatMoney.js';

// V8 counts no decimals of rupiahs, forints or Iraqi dinars, where Firefox counts two and three.
it.each([
  ['KRW', 0],
  ['JPY', 0],
  ['VND', 0],
  ['krw', 0],
  ['USD', 2],
  ['TWD', 2],
  ['IDR', 2],
  ['HUF', 2],
  ['PKR', 2],
  ['KWD', 3],
  ['IQD', 3],
])('%s has %i decimals, whichever engine counts', (currency, decimals) => {
  expect(currencyDecimals(currency)).toBe(decimals);
});

it.each(['', 'WON!', 'KR', 'KRWX', '원화다'])('%j is no currency', (currency) => {
  expect(() => currencyDecimals(currency)).toThrow(RangeError);
});

it('a price is shown to the last decimal that is charged', () => {
  expect(formatMoney(12.5, 'HUF', en)).toMatch(/12\.5/);
  expect(formatMoney(12.5, 'USD', en)).toMatch(/12\.50/);
  expect(formatMoney(1500, 'JPY', en)).toMatch(/1,500$/);
});
