import type { AttemptRecord } from './AttemptRecord.js';
import { nameOfPurchase } from './purchase.js';

/**
 * One attempt at a time on a page, whatever copies of this package and generations of the SDK are on it: two windows would be
 * answered by one callback, or by none.
 */
interface PageLock {
  /** The attempt that took the page last. It holds it until `isAlive` turns false: it is over, or its window can't be answered any more. */
  holder: { readonly attemptId: string; readonly isAlive: () => boolean } | undefined;
  /** Until the browser has given back the lock of the last window that takes the money. */
  held?: Promise<unknown>;
  /** Purchases that were paid while no component showed it, and no callback of the host's was told: the customer may not know. */
  unseen?: Set<string>;
}

const key = Symbol.for('react-billing-key/page-lock');

declare global {
  interface Window {
    [key]?: PageLock;
  }
}

export function pageLock(): PageLock {
  window[key] ??= { holder: undefined };
  return window[key];
}

/**
 * Notes whether the customer knows that a purchase was paid.
 *
 * @returns something true where they did not know it until now
 */
export function noteSeen(record: AttemptRecord, isUnseen = false): unknown {
  const lock = pageLock();
  // An older copy of this package may have made the lock.
  lock.unseen ??= new Set();
  return lock.unseen[isUnseen ? 'add' : 'delete'](nameOfPurchase(record));
}

/** Takes the page for an attempt. False while another one holds it. */
export function acquirePage(attemptId: string, isAlive: () => boolean): boolean {
  const lock = pageLock();
  if (lock.holder?.isAlive()) return false;
  lock.holder = { attemptId, isAlive };
  return true;
}
