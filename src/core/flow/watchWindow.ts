import type { BillingClient } from '../createBillingClient.js';

interface WindowWatch {
  /** No window showed up in time. */
  onMissing(): void;
  /** The customer left for the PG's page and came back to this one, as it was, with Back. */
  onBack(): void;
}

/** Watches over an open window, since the SDK tells neither of a window that never came nor of a customer who went Back. */
export function watchWindow(client: BillingClient, opensPopup: boolean, watch: WindowWatch): () => void {
  const timer = setTimeout(() => {
    if (!client.sdk.isWindowVisible(opensPopup)) watch.onMissing();
  }, client.windowTimeout);
  const onPageShow = (event: PageTransitionEvent) => {
    if (event.persisted) watch.onBack();
  };
  window.addEventListener('pageshow', onPageShow);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('pageshow', onPageShow);
  };
}
