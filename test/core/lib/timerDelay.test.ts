import { describe, expect, it } from 'vitest';
import { timerDelay } from '../../../src/core/lib/timerDelay.js';

describe('timerDelay', () => {
  it('is what setTimeout still takes', () => {
    expect(timerDelay(15_000)).toBe(15_000);
    expect(timerDelay(Number.POSITIVE_INFINITY)).toBe(0x7fffffff);
  });
});
