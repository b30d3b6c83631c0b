import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BillingStorage, memoryStorage } from '../../../src/core/records/BillingStorage.js';
import { claimCharge } from '../../../src/core/records/claimCharge.js';

const leaseKey = 'react-billing-key/claim/a1';
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
    void claimCharge('a1', storage, work);
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
    void claimCharge('a1', storage, work);
    await vi.advanceTimersByTimeAsync(60);
    expect(work).toHaveBeenCalledOnce();
  });

  it('of another tab is asked for every 120 ms', async () => {
    const storage = memoryStorage();
    storage.set(leaseKey, leaseUntil(Date.now() + 10_000));
    const get = vi.spyOn(storage, 'get');
    void claimCharge('a1', storage, unending());
    await vi.advanceTimersByTimeAsync(1200);
    expect(get).toHaveBeenCalledTimes(11);
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
    await expect(claimCharge('a1', unreadable, async () => 'done')).resolves.toBe('done');
    expect(storage.keys()).toEqual([leaseKey]);
  });
});
