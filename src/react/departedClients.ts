import type { BillingClient } from '../core/BillingClient.js';
import { arrival } from '../core/returns/arrival.js';

/** A provider is on the page. The result takes that back. */
export function arrive(client: BillingClient): () => void {
  const { departed } = arrival();
  departed.delete(client);
  return () => void departed.add(client);
}

/**
 * Tells those that are gone who is signed in: a provider with a `key` comes anew for each customer, and the one before may have a window
 * open, or a charge that waits. A page that is loaded anew may still bring the return of what was left.
 */
export function tellDeparted(customerId: string | null | undefined): void {
  const { departed } = arrival();
  for (const client of departed) {
    // Also one that does nothing: it may hold a return, of which its customer alone may hear.
    if (customerId !== undefined) client.setCustomer(customerId, 'left');
    if (!client.isWorking()) departed.delete(client);
  }
}

/** A provider that an <Activity> hides, or a <Suspense> that waits for what the next customer sees, has renders and no effects. */
export function tellHidden(client: BillingClient, customerId: string | null | undefined): void {
  if (arrival().departed.has(client) && client.isWorking()) client.setCustomer(customerId, 'left');
}
