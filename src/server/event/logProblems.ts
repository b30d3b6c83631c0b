import type { BillingServerEvent } from './BillingServerEvent.js';

/**
 * Where the host gave no `onEvent`, the console says what is wrong and what somebody has to look at: a wrong API secret would
 * otherwise look as if nothing happened. What goes well is not told.
 */
export function logProblems(event: BillingServerEvent): void {
  const { type } = event;
  if (type === 'gateway_unavailable') console.error(`react-billing-key: ${event.gateway}: ${event.message}`);
  if (type === 'error') console.error(`react-billing-key: ${event.where}:`, event.error);
  if (type === 'payment_mismatch' || type === 'charge_unsettled')
    console.error(`react-billing-key: ${type}:`, event.data);
}
