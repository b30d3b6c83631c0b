import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withDeadline } from '../../../src/core/lib/withDeadline.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('withDeadline', () => {
  const never = new Promise<never>(() => {});

  it.each([undefined, Number.NaN, -1, '5' as never, null as never])(
    'gives the usual minute where the limit is %s',
    async (limit) => {
      const ended = vi.fn();
      withDeadline(never, limit).catch(ended);
      await vi.advanceTimersByTimeAsync(59_999);
      expect(ended).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      expect(ended).toHaveBeenCalledOnce();
    },
  );

  it('waits for ever where it is told to', async () => {
    const ended = vi.fn();
    withDeadline(never, Number.POSITIVE_INFINITY).catch(ended);
    await vi.advanceTimersByTimeAsync(2 ** 32);
    expect(ended).not.toHaveBeenCalled();
  });
});
