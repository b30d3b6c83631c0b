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

  it('says how long it has waited, and stops its clock with the work', async () => {
    await expect(Promise.all([withDeadline(never, 5), vi.advanceTimersByTimeAsync(5)])).rejects.toThrow(
      'No answer within 5 ms. It may still have been carried out.',
    );
    await expect(withDeadline(Promise.resolve('done'), 5)).resolves.toBe('done');
    await expect(withDeadline(Promise.reject(new Error('no')), 5)).rejects.toThrow('no');
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not run while the work waits', async () => {
    const ended = vi.fn();
    let isWaiting = true;
    withDeadline(never, 5, () => isWaiting).catch(ended);
    await vi.advanceTimersByTimeAsync(22);
    expect(ended).not.toHaveBeenCalled();
    isWaiting = false;
    await vi.advanceTimersByTimeAsync(3);
    expect(ended).toHaveBeenCalledOnce();
  });

  it('waits for ever where it is told to', async () => {
    const ended = vi.fn();
    withDeadline(never, Number.POSITIVE_INFINITY).catch(ended);
    await vi.advanceTimersByTimeAsync(2 ** 32);
    expect(ended).not.toHaveBeenCalled();
  });
});
