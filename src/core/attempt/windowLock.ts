import { withDeadline } from '../lib/withDeadline.js';
import type { AttemptRecord } from './AttemptRecord.js';
import { pageLock } from './pageLock.js';
import { nameOfPurchase } from './purchase.js';

/** Two tabs of this browser never pay for one purchase in two windows at once. */
function nameOf(record: AttemptRecord): string {
  return `react-billing-key/window/${nameOfPurchase(record)}`;
}

/**
 * Tells the other tabs that a window which takes the money is open, until what is returned is called. A tab that dies, or leaves its
 * page, tells so no longer.
 *
 * @param onHeld another tab has opened one in the same moment, and was first
 */
export function holdWindow(record: AttemptRecord, onHeld: () => void): () => void {
  let letGo = () => {};
  const isOver = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  // A browser may keep the page for Back, and its locks with it.
  window.addEventListener('pagehide', letGo, { once: true });
  const page = pageLock();
  // After the window before it: the browser takes a while to give its lock back. Without locks, as in old WebViews, nobody is told.
  page.held = Promise.resolve(page.held)
    .then(() =>
      navigator.locks.request(nameOf(record), { ifAvailable: true }, async (lock) => (lock ? isOver : onHeld())),
    )
    .catch(() => {});
  return letGo;
}

/**
 * True while another tab has a window open that takes the money for the same purchase.
 *
 * @param patience how long the browser may take to say so, in ms
 */
export function isWindowHeld(record: AttemptRecord, patience: number): Promise<boolean> {
  const ask = async () => navigator.locks.request(nameOf(record), { ifAvailable: true }, async (lock) => !lock);
  // Old WebViews have no locks. A sandboxed frame has them and may not use them.
  return withDeadline(ask(), patience).catch(() => false);
}
