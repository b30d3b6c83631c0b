/**
 * One attempt at a time on a page, whatever copies of this package and generations of the SDK are on it: two windows would be
 * answered by one callback, or by none.
 */
interface PageLock {
  /** The attempt that took the page last. It holds it until `isAlive` turns false: it is over, or its window can't be answered any more. */
  holder: { readonly attemptId: string; readonly isAlive: () => boolean } | undefined;
  /** Until the browser has given back the lock of the last window that takes the money. */
  held?: Promise<unknown>;
  /** Numbers of payments whose end no component showed, and no callback of the host's was told of: the customer may not know of them. */
  readonly unseen: Set<string>;
}

const key = Symbol.for('react-billing-key/page-lock');

declare global {
  interface Window {
    [key]?: PageLock;
  }
}

export function pageLock(): PageLock {
  window[key] ??= { holder: undefined, unseen: new Set() };
  return window[key];
}

/** Takes the page for an attempt. False while another one holds it. */
export function acquirePage(attemptId: string, isAlive: () => boolean): boolean {
  const lock = pageLock();
  if (lock.holder?.isAlive()) return false;
  lock.holder = { attemptId, isAlive };
  return true;
}
