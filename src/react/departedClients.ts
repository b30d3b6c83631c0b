import type { BillingClient } from '../core/BillingClient.js';
import { arrival } from '../core/returns/arrival.js';

/** Notes that the client's provider is on the page. Returns the function that notes that it has gone. */
export function arrive(client: BillingClient): () => void {
  const { departed } = arrival();
  departed.delete(client);
  return () => void departed.add(client);
}

/**
 * Tells the clients of providers that are gone who is signed in. A provider with a `key` is made anew for each customer, and the one
 * before it may have a window open, or a charge that waits. Where nobody is known (`undefined`) they are told nothing: a page that is
 * loaded anew may still bring the return of what was left.
 */
export function tellDeparted(customerId: string | null | undefined): void {
  const { departed } = arrival();
  for (const client of departed) {
    // Also one that does nothing: it may hold a return, of which its customer alone may hear.
    if (customerId !== undefined) client.setCustomer(customerId, 'left');
    if (!client.isWorking()) departed.delete(client);
  }
}
