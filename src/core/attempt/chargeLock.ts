import { createUid } from '../lib/createUid.js';
import { tryTo } from '../lib/tryTo.js';
import { withDeadline } from '../lib/withDeadline.js';
import type { BillingStorage } from './BillingStorage.js';

const prefix = 'react-billing-key/lock/';
const leaseLength = 10_000;
const settleTime = 60;

/**
 * Runs `work` while nothing else in this browser, in this tab or another, runs for the same charge. The others wait their
 * turn. A tab that dies lets go of the lock; one that a phone has put to sleep does not.
 *
 * @param patience how long the turn is waited for, in ms
 * @param missed what counts once the turn has not come; `work` is not run any more
 */
export function withChargeLock<T>(
  chargeNumber: string,
  storage: BillingStorage,
  work: () => Promise<T>,
  patience = 60_000,
  missed = (cause: unknown): T => {
    throw cause;
  },
): Promise<T> {
  let isBegun = false;
  let isGivenUp = false;
  const begin = async () => {
    if (isGivenUp) throw new Error();
    isBegun = true;
    return work();
  };
  return withDeadline(locked(), patience, () => isBegun).catch((cause: unknown) => {
    if (isBegun) throw cause;
    isGivenUp = true;
    return missed(cause);
  });

  async function locked(): Promise<T> {
    const name = prefix + chargeNumber;
    // Web Locks are missing in old WebViews and on pages without https.
    const locks = typeof navigator === 'undefined' ? undefined : navigator.locks;
    if (!locks) return withLease(name, storage, begin, () => isGivenUp);
    try {
      return await locks.request(name, begin);
    } catch (cause) {
      if (isBegun || isGivenUp) throw cause;
      // A sandboxed frame has them and may not use them.
      return withLease(name, storage, begin, () => isGivenUp);
    }
  }
}

/** A lease in the storage, renewed while the work lasts, so that a tab that dies loses it after ten seconds. */
async function withLease<T>(
  name: string,
  storage: BillingStorage,
  work: () => Promise<T>,
  isGivenUp: () => boolean,
): Promise<T> {
  const token = createUid();
  const isMine = () => readLease(storage, name)?.token === token;
  const renew = () => storage.set(name, JSON.stringify({ token, until: Date.now() + leaseLength }));
  try {
    removeExpired(storage);
    for (;;) {
      // The work ends at once then.
      if (isGivenUp()) return work();
      if (!readLease(storage, name)) {
        renew();
        // A storage that keeps nothing holds nobody else back either.
        if (!isMine()) break;
        // Two tabs may write in the same moment; after this pause both read the same winner.
        await pause(settleTime);
        if (isMine()) break;
      }
      await pause(settleTime * 2);
    }
  } catch {
    // A storage that throws is not shared with another tab either.
    return work();
  }
  // A lease that can't be renewed or removed runs out by itself.
  const heartbeat = setInterval(() => tryTo(renew), leaseLength / 4);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    // Another tab may have taken it over from one that a phone had put to sleep.
    tryTo(() => isMine() && storage.remove(name));
  }
}

function readLease(storage: BillingStorage, name: string): { token: string } | undefined {
  const text = storage.get(name);
  const lease = tryTo(() => JSON.parse(String(text)) as { token: string; until: number } | null);
  const left = (lease?.until ?? 0) - Date.now();
  // One that lasts too long comes from a clock that was wrong: nobody may be there to end it.
  return lease && left > 0 && left <= leaseLength ? lease : undefined;
}

/** A tab that died has left its lease: nobody else would remove it. */
function removeExpired(storage: BillingStorage): void {
  for (const name of storage.keys()) {
    if (name.startsWith(prefix) && !readLease(storage, name)) storage.remove(name);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
