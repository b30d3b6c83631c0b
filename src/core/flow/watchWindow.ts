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

/** Watches over an open window, since the SDK tells neither of a window that never came nor of a customer who went Back. */
export function watchWindow(client: BillingClient, decision: PgDecision, watch: WindowWatch): () => void {
  const { opensPopup, channel } = decision;
  const delay = timerDelay(client.windowTimeout);
  // In the background nothing can be told of a window in the page. Popups and the PG's own page hide this one themselves.
  const looksLater = () => document.visibilityState === 'hidden' && channel === 'callback' && !opensPopup;
  const look = () => {
    if (looksLater()) timer = setTimeout(look, delay);
    else if (!client.sdk.isWindowVisible(opensPopup)) watch.onMissing();
  };
  let timer = setTimeout(look, delay);
  const staleTimer = setTimeout(watch.stale.tell, timerDelay(watch.stale.after));
  const onPageShow = (event: PageTransitionEvent) => {
    if (event.persisted) watch.onBack();
  };
  window.addEventListener('pageshow', onPageShow);
  return () => {
    clearTimeout(timer);
    clearTimeout(staleTimer);
    window.removeEventListener('pageshow', onPageShow);
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
