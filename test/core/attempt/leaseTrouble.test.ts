import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BillingStorage, memoryStorage } from '../../../src/core/attempt/BillingStorage.js';
import { withChargeLock } from '../../../src/core/attempt/chargeLock.js';

const leaseKey = 'react-billing-key/lock/a1';
const leaseUntil = (until: number) => JSON.stringify({ token: 'of another tab', until });
const unending = () => vi.fn(() => new Promise<string>(() => {}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a lease', () => {
  it('that is taken away before it counts is taken anew', async () => {
    const storage = memoryStorage();
    const work = unending();
    void withChargeLock('a1', storage, work);
    await vi.advanceTimersByTimeAsync(30);
    storage.remove(leaseKey);
    await vi.advanceTimersByTimeAsync(300);
    expect(work).toHaveBeenCalledOnce();
    expect(storage.get(leaseKey)).not.toBeNull();
  });

  it('that runs out at this very moment holds nobody up', async () => {
    const storage = memoryStorage();
    storage.set(leaseKey, leaseUntil(Date.now()));
    const work = unending();
    void withChargeLock('a1', storage, work);
    await vi.advanceTimersByTimeAsync(60);
    expect(work).toHaveBeenCalledOnce();
  });

  it.each([
    ['has run out', () => leaseUntil(Date.now() - 1)],
    ['was dated by a wrong clock', () => leaseUntil(Date.now() + 86_400_000)],
    ['can’t be read', () => '{'],
  ])('of a tab that died is removed with the next charge, whatever its number, where it %s', async (_, left) => {
    const storage = memoryStorage();
    const running = leaseUntil(Date.now() + 9000);
    storage.set('react-billing-key/lock/dead', left());
    storage.set('react-billing-key/lock/alive', running);
    storage.set('theirs/lock/dead', left());
    void withChargeLock('a1', storage, unending());
    await vi.advanceTimersByTimeAsync(100);
    expect(storage.get('react-billing-key/lock/dead')).toBeNull();
    expect(storage.get('react-billing-key/lock/alive')).toBe(running);
    expect(storage.get('theirs/lock/dead')).not.toBeNull();
  });

  it('of another tab is asked for every 120 ms', async () => {
    const storage = memoryStorage();
    storage.set(leaseKey, leaseUntil(Date.now() + 10_000));
    const get = vi.spyOn(storage, 'get');
    void withChargeLock('a1', storage, unending());
    await vi.advanceTimersByTimeAsync(1200);
    // Once more at first, to see what is left of tabs that died.
    expect(get).toHaveBeenCalledTimes(12);
  });

  it('of another tab is left alone by one that could not read it', async () => {
    const storage = memoryStorage();
    storage.set(leaseKey, leaseUntil(Date.now() + 10_000));
    const unreadable: BillingStorage = {
      ...storage,
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    };
    await expect(withChargeLock('a1', unreadable, async () => 'done')).resolves.toBe('done');
    expect(storage.keys()).toEqual([leaseKey]);
  });

  it('of another tab is not asked for any more once the turn is given up', async () => {
    const storage = memoryStorage();
    const work = unending();
    const renew = () => storage.set(leaseKey, leaseUntil(Date.now() + 10_000));
    renew();
    const locked = expect(withChargeLock('a1', storage, work, 5000)).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(5000);
    await locked;
    renew();
    await vi.advanceTimersByTimeAsync(120);
    expect(vi.getTimerCount()).toBe(0);
    expect(work).not.toHaveBeenCalled();
  });

  it('that another tab has taken over from one that a phone had put to sleep stays the other’s', async () => {
    const storage = memoryStorage();
    let finish = () => {};
    const work = () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      });
    const locked = withChargeLock('a1', storage, work);
    await vi.advanceTimersByTimeAsync(100);
    const others = leaseUntil(Date.now() + 10_000);
    storage.set(leaseKey, others);
    finish();
    await locked;
    expect(storage.get(leaseKey)).toBe(others);
  });
});
