import type { BillingClient } from '../BillingClient.js';
import { BillingKeyError } from '../errors/BillingKeyError.js';
import { developerText } from '../errors/developerText.js';
import type { Answer } from '../Gateway.js';
import { errorOf } from './attemptErrors.js';
import type { Attempt } from './placeStore.js';
import type { PreparedAttempt } from './preparation.js';
import { staleness, watchWindow } from './watchWindow.js';
import { holdWindow } from './windowLock.js';

interface WindowEnd {
  /** False once the attempt is over. */
  isOpen(): boolean;
  /** What the SDK said. It may never come, or twice. */
  onAnswer(answer: Answer): void;
  /** It never came, or is gone. `isOver`: false where its return may still come. */
  onFailed(error: BillingKeyError, isOver: boolean): void;
  /** The customer left for the PG's page, and came back with Back. */
  onBack(): void;
}

/**
 * Asks for the window of an attempt, and watches over it.
 *
 * @throws BillingKeyError `sdk_error`
 */
export function openWindow<TData>(
  client: BillingClient,
  attempt: Attempt<TData>,
  { record, prepared }: PreparedAttempt,
  { isOpen, onAnswer, onFailed, onBack }: WindowEnd,
): void {
  const { gateway, windowTimeout } = client;
  const giveUp = (error: BillingKeyError) => {
    gateway.close();
    gateway.invalidate();
    // A page that is slow to leave may come back with a key all the same, and a window that is gone may have taken the money: its
    // return, and the next click, have to find the attempt.
    onFailed(error, prepared.channel === 'callback' && !record.chargedAtIssue);
  };
  prepared.open(record, onAnswer);
  // It may have been answered at once.
  if (!isOpen()) return;
  const stopWatching = watchWindow(client, prepared, {
    onMissing: () => giveUp(new BillingKeyError('window_timeout', developerText?.windowTimeout(windowTimeout))),
    onGone: () => giveUp(errorOf('window_closed')),
    onBack,
    stale: staleness(record, () => attempt.owner.options),
  });
  // A page that leaves for the PG's could not come back from the browser's cache while it holds a lock.
  const isHeld = record.chargedAtIssue && !record.leavesPage;
  const letGo = isHeld && holdWindow(record, () => isOpen() && giveUp(errorOf('busy')));
  attempt.stopWatching = () => {
    stopWatching();
    if (letGo) letGo();
  };
}
