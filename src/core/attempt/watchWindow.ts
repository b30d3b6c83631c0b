import type { BillingClient } from '../BillingClient.js';
import type { Preparation } from '../Gateway.js';
import { runHostCode } from '../lib/runHostCode.js';
import { timerDelay } from '../lib/timerDelay.js';
import type { AttemptRecord } from './AttemptRecord.js';
import type { PlaceOptions, StaleAttempt } from './Place.js';

interface WindowWatch {
  /** No window showed up in time. */
  onMissing(): void;
  /** The window was seen, and is gone without an answer. */
  onGone(): void;
  /** The customer left for the PG's page and came back to this one, as it was, with Back. */
  onBack(): void;
  /** Nobody has answered for a long while. */
  readonly stale: { readonly after: number; tell(): void };
}

/** Time for the SDK to settle after an answer, and for a page that comes to the front to tell of Back, or to leave again. */
const settleTime = 1000;

/** How often an open window is looked at, in ms, and how many looks in a row have to miss it before it counts as gone. */
const pollTime = 500;
const misses = 3;

/**
 * Watches over an open window, since the SDK tells neither of one that never came, nor of one that other code has closed,
 * nor of a customer who went Back.
 */
export function watchWindow(
  client: BillingClient,
  { opensPopup }: Pick<Preparation, 'opensPopup'>,
  watch: WindowWatch,
): () => void {
  let isLookDue = false;
  /**
   * In the background nothing can be told: a look is due once the page is in front. With the focus it is judged by the
   * SDK's dialog, which is shown behind a popup too. Without, a PG's popup may be what has the focus: then wait for it. An
   * unfocused page alone makes no look due, as a newer PG may open its popup without the dialog.
   */
  const look = () => {
    timer = undefined;
    isOverdue = true;
    const isInPopup = opensPopup && !document.hasFocus();
    isLookDue = document.visibilityState === 'hidden' || (isLookDue && isInPopup);
    if (isLookDue || isInPopup || client.gateway.isWindowVisible()) return;
    if (wasSeen) watch.onGone();
    else watch.onMissing();
  };
  let isOverdue = false;
  let wasSeen = false;
  let missed = 0;
  const poll = () => {
    if (document.visibilityState === 'hidden') return;
    if (client.gateway.isWindowSeen()) {
      wasSeen = true;
      missed = 0;
      return;
    }
    missed = isGone() ? missed + 1 : 0;
    if (missed >= misses) watch.onGone();
  };
  /**
   * A popup may go on while the SDK hides the dialog behind it, and a newer PG's comes without one: those are over when
   * what the SDK had on the page is gone. Before the window was seen, the SDK may still be loading what it had.
   */
  const isGone = () => {
    const isLost = client.gateway.isWindowLost();
    if (opensPopup) return isLost && (wasSeen || isOverdue) && document.hasFocus();
    return wasSeen || (isOverdue && isLost);
  };
  const pollTimer = setInterval(poll, pollTime);
  let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(look, timerDelay(client.windowTimeout));
  // The look that is still to come is soon enough: one ahead of it could come ahead of a slow window.
  const lookSoon = () => {
    timer ??= setTimeout(look, settleTime);
  };
  const onFront = () => {
    if (isLookDue) lookSoon();
  };
  const staleTimer = setTimeout(watch.stale.tell, timerDelay(watch.stale.after));
  const onPageShow = (event: PageTransitionEvent) => {
    if (event.persisted) watch.onBack();
  };
  const listening = new AbortController();
  const options = { signal: listening.signal };
  window.addEventListener('pageshow', onPageShow, options);
  window.addEventListener('focus', onFront, options);
  document.addEventListener('visibilitychange', onFront, options);
  const stopListening = client.lateAnswers.subscribe(() => {
    isLookDue = true;
    lookSoon();
  });
  return () => {
    clearTimeout(timer);
    clearInterval(pollTimer);
    clearTimeout(staleTimer);
    listening.abort();
    stopListening();
  };
}

/** When an open window counts as stale, and who is told then: whatever the host has set by that time. */
export function staleness(
  record: AttemptRecord,
  options: () => Pick<PlaceOptions<unknown>, 'staleAfter' | 'onStale'>,
): WindowWatch['stale'] {
  const { attemptId, card, orderNumber, chargeNumber, pg } = record;
  const attempt: StaleAttempt = { attemptId, card, orderNumber, chargeNumber, pg };
  return {
    after: options().staleAfter ?? 600_000,
    tell: () => runHostCode(() => options().onStale?.(attempt)),
  };
}
