import { describe, expect, it } from 'vitest';
import { isTime, timerDelay } from '../../../src/core/lib/timerDelay.js';

describe('timerDelay', () => {
  it('is what setTimeout still takes', () => {
    expect(timerDelay(15_000)).toBe(15_000);
    expect(timerDelay(Number.POSITIVE_INFINITY)).toBe(0x7fffffff);
  });
});

describe('isTime', () => {
  it.each([0, 60_000, Number.POSITIVE_INFINITY])('%s is one', (limit) => {
    expect(isTime(limit)).toBe(true);
  });

  it.each([Number.NaN, -1, '60000', null, undefined])('%s is none', (limit) => {
    expect(isTime(limit)).toBe(false);
  });
});
