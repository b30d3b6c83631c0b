import type { BillingClient } from '../createBillingClient.js';
import type { PgDecision } from '../pg/decidePg.js';
import type { AttemptRecord } from '../records/AttemptRecord.js';
import { runHostCode } from '../runHostCode.js';
import { timerDelay } from '../timerDelay.js';
import type { BillingFlowOptions, StaleAttempt } from './BillingFlow.js';

interface WindowWatch {
  /** No window showed up in time. */
  onMissing(): void;
  /** The customer left for the PG's page and came back to this one, as it was, with Back. */
  onBack(): void;
  /** Nobody has answered for a long while. */
  readonly stale: { readonly after: number; tell(): void };
}

/** Time for the SDK to settle after an answer, and for a page that comes to the front to tell of Back, or to leave again. */
const settleTime = 1000;

/** Watches over an open window, since the SDK tells neither of a window that never came nor of a customer who went Back. */
export function watchWindow(client: BillingClient, decision: PgDecision, watch: WindowWatch): () => void {
  const { opensPopup } = decision;
  let isOwed = false;
  /**
   * In the background nothing can be told: a look is owed once the page is in front. With the focus it is judged by the
   * SDK's dialog, which is shown behind a popup too. Without, a PG's popup may be what has the focus: then wait for it. An
   * unfocused page alone makes no look owed, as a newer PG may open its popup without the dialog.
   */
  const look = () => {
    timer = undefined;
    isOwed = document.visibilityState === 'hidden' || (isOwed && opensPopup && !document.hasFocus());
    if (!isOwed && !client.sdk.isWindowVisible(opensPopup)) watch.onMissing();
  };
  let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(look, timerDelay(client.windowTimeout));
  // The look that is still to come is soon enough: one ahead of it could come ahead of a slow window.
  const lookSoon = () => {
    timer ??= setTimeout(look, settleTime);
  };
  const onFront = () => {
    if (isOwed) lookSoon();
  };
  const staleTimer = setTimeout(watch.stale.tell, timerDelay(watch.stale.after));
  const onPageShow = (event: PageTransitionEvent) => {
    if (event.persisted) watch.onBack();
  };
  window.addEventListener('pageshow', onPageShow);
  window.addEventListener('focus', onFront);
  document.addEventListener('visibilitychange', onFront);
  const stopListening = client.lateAnswers.subscribe(() => {
    isOwed = true;
    lookSoon();
  });
  return () => {
    clearTimeout(timer);
    clearTimeout(staleTimer);
    window.removeEventListener('pageshow', onPageShow);
    window.removeEventListener('focus', onFront);
    document.removeEventListener('visibilitychange', onFront);
    stopListening();
  };
}

/** When an open window counts as stale, and who is told then: whatever the host has set by that time. */
export function staleness(
  record: AttemptRecord,
  options: () => Pick<BillingFlowOptions<unknown>, 'staleAfter' | 'onStale'>,
): WindowWatch['stale'] {
  const { attemptId, customerUid, merchantUid, chargeMerchantUid, pg } = record;
  const attempt: StaleAttempt = { attemptId, customerUid, merchantUid, chargeMerchantUid, pg };
  return {
    after: options().staleAfter ?? 600_000,
    tell: () => runHostCode(() => options().onStale?.(attempt)),
  };
}
