import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BillingStorage, memoryStorage } from '../../../src/core/attempt/BillingStorage.js';
import { withChargeLock } from '../../../src/core/attempt/chargeLock.js';

const leaseKey = 'react-billing-key/lock/a1';

/** Work that lasts until the test ends it, and that notes how many were at it at once. */
function createWork() {
  const running: { finish(): void; fail(error: Error): void }[] = [];
  const started = vi.fn();
  let most = 0;
  let now = 0;
  const work = () => {
    started();
    now += 1;
    most = Math.max(most, now);
    return new Promise<string>((resolve, reject) => {
      running.push({ finish: () => resolve('done'), fail: reject });
    }).finally(() => {
      now -= 1;
    });
  };
  return { work, started, running, most: () => most };
}

describe('withChargeLock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  describe('with Web Locks', () => {
    it('asks the browser for the lock of that charge', async () => {
      const request = vi.fn((_name: string, work: () => Promise<unknown>) => work());
      vi.stubGlobal('navigator', { locks: { request } });
      await expect(withChargeLock('a1', memoryStorage(), async () => 'done')).resolves.toBe('done');
      expect(request.mock.calls[0]?.[0]).toBe(leaseKey);
    });

    it('passes on what the work throws, and does not do it again', async () => {
      vi.stubGlobal('navigator', { locks: { request: (_: string, work: () => Promise<unknown>) => work() } });
      const work = vi.fn(() => Promise.reject(new Error('declined')));
      await expect(withChargeLock('a1', memoryStorage(), work)).rejects.toThrow('declined');
      expect(work).toHaveBeenCalledOnce();
    });

    it('does without where the browser refuses them, as in a sandboxed frame', async () => {
      const request = () => Promise.reject(new DOMException('denied', 'SecurityError'));
      vi.stubGlobal('navigator', { locks: { request } });
      const work = vi.fn(async () => 'done');
      const locked = withChargeLock('a1', memoryStorage(), work);
      await vi.runAllTimersAsync();
      await expect(locked).resolves.toBe('done');
      expect(work).toHaveBeenCalledOnce();
    });
  });

  describe('with a lease in the storage', () => {
    beforeEach(() => {
      vi.stubGlobal('navigator', {});
    });

    it('lets the second wait for the first, and leaves nothing behind', async () => {
      const storage = memoryStorage();
      const { work, started, running, most } = createWork();
      const both = [withChargeLock('a1', storage, work), withChargeLock('a1', storage, work)];
      await vi.advanceTimersByTimeAsync(30_000);
      expect(started).toHaveBeenCalledOnce();
      running[0]?.finish();
      await vi.advanceTimersByTimeAsync(1000);
      expect(started).toHaveBeenCalledTimes(2);
      running[1]?.finish();
      await expect(Promise.all(both)).resolves.toEqual(['done', 'done']);
      expect(most()).toBe(1);
      expect(storage.keys()).toEqual([]);
      expect(vi.getTimerCount()).toBe(0);
    });

    it('has one winner where two tabs find it free in the same moment', async () => {
      const storage = memoryStorage();
      const { work, started, running, most } = createWork();
      // Each tab reads what was there before the other wrote.
      const reads = new Map<string, number>();
      const tab = (name: string): BillingStorage => ({
        ...storage,
        get(key) {
          const read = reads.get(name) ?? 0;
          reads.set(name, read + 1);
          return read === 0 ? null : storage.get(key);
        },
      });
      const both = [withChargeLock('a1', tab('first'), work), withChargeLock('a1', tab('second'), work)];
      await vi.advanceTimersByTimeAsync(1000);
      expect(started).toHaveBeenCalledOnce();
      running[0]?.finish();
      await vi.advanceTimersByTimeAsync(1000);
      running[1]?.finish();
      await expect(Promise.all(both)).resolves.toEqual(['done', 'done']);
      expect(most()).toBe(1);
    });

    it('serves where there is no navigator at all', async () => {
      vi.stubGlobal('navigator', undefined);
      const locked = withChargeLock('a1', memoryStorage(), async () => 'done');
      await vi.runAllTimersAsync();
      await expect(locked).resolves.toBe('done');
    });

    it('lets two charges be worked at side by side', async () => {
      const storage = memoryStorage();
      const { work, started } = createWork();
      void withChargeLock('a1', storage, work);
      void withChargeLock('a2', storage, work);
      await vi.advanceTimersByTimeAsync(1000);
      expect(started).toHaveBeenCalledTimes(2);
    });

    it('lets go when the work fails', async () => {
      const storage = memoryStorage();
      const { work, running } = createWork();
      const locked = withChargeLock('a1', storage, work);
      await vi.advanceTimersByTimeAsync(1000);
      running[0]?.fail(new Error('declined'));
      await expect(locked).rejects.toThrow('declined');
      expect(storage.keys()).toEqual([]);
    });

    it('passes from a tab that died to the next within ten seconds', async () => {
      const storage = memoryStorage();
      storage.set(leaseKey, JSON.stringify({ token: 'of a dead tab', until: Date.now() + 10_000 }));
      const { work, started, running } = createWork();
      const locked = withChargeLock('a1', storage, work);
      await vi.advanceTimersByTimeAsync(9_900);
      expect(started).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(500);
      expect(started).toHaveBeenCalledOnce();
      running[0]?.finish();
      await expect(locked).resolves.toBe('done');
    });

    it('looks no more once its turn was waited for in vain', async () => {
      const storage = memoryStorage();
      const hold = () => storage.set(leaseKey, JSON.stringify({ token: 'of another tab', until: Date.now() + 10_000 }));
      hold();
      const work = vi.fn(async () => 'done');
      const locked = withChargeLock('a1', storage, work, 1000, () => 'missed');
      await vi.advanceTimersByTimeAsync(2000);
      await expect(locked).resolves.toBe('missed');
      expect(vi.getTimerCount()).toBe(0);
      expect(work).not.toHaveBeenCalled();
    });

    it('does not wait for a lease that a wrong clock, or somebody else, has written into the far future', async () => {
      const storage = memoryStorage();
      storage.set(leaseKey, JSON.stringify({ token: 'x', until: Date.now() + 1e12 }));
      const { work, started } = createWork();
      void withChargeLock('a1', storage, work);
      await vi.advanceTimersByTimeAsync(11_000);
      expect(started).toHaveBeenCalledOnce();
    });

    it.each(['{', 'null', '[]', '"x"', '{"until":"soon"}'])('takes %s for no lease', async (garbage) => {
      const storage = memoryStorage();
      storage.set(leaseKey, garbage);
      const { work, started } = createWork();
      void withChargeLock('a1', storage, work);
      await vi.advanceTimersByTimeAsync(1000);
      expect(started).toHaveBeenCalledOnce();
    });

    const refuse = () => {
      throw new Error('denied');
    };
    it.each<[string, Partial<BillingStorage>]>([
      ['throws at everything', { get: refuse, set: refuse, remove: refuse, keys: refuse }],
      ['is full', { set: refuse }],
      // As a storage does that somebody has switched off without a word.
      ['keeps nothing', { set() {} }],
    ])('does the work without one where the storage %s', async (_, broken) => {
      const work = vi.fn(async () => 'done');
      const locked = withChargeLock('a1', { ...memoryStorage(), ...broken }, work);
      await vi.advanceTimersByTimeAsync(1000);
      expect(work).toHaveBeenCalledOnce();
      await expect(locked).resolves.toBe('done');
    });

    it('does not repeat work that failed for one where only the lease could', async () => {
      const work = vi.fn(() => Promise.reject(new Error('declined')));
      const locked = withChargeLock('a1', memoryStorage(), work);
      const outcome = expect(locked).rejects.toThrow('declined');
      await vi.runAllTimersAsync();
      await outcome;
      expect(work).toHaveBeenCalledOnce();
    });

    it('survives a storage that fails in the middle of the work', async () => {
      const storage = memoryStorage();
      const { work, running } = createWork();
      const locked = withChargeLock('a1', storage, work);
      await vi.advanceTimersByTimeAsync(1000);
      Object.assign(storage, { get: refuse, set: refuse, remove: refuse });
      await vi.advanceTimersByTimeAsync(30_000);
      running[0]?.finish();
      await expect(locked).resolves.toBe('done');
    });
  });
});
