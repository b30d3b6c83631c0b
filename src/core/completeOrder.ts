import type { FindRecord, Gateway, PreparationContext } from './Gateway.js';
import type { Order } from './order.js';

/** The order with what the page knows: its own address to come back to, and the customer where the PG demands one. */
export function completeOrder<TOrder extends Order>(
  order: TOrder,
  { customerId, find }: Pick<PreparationContext, 'customerId' | 'find'>,
  readReturn: Gateway['readReturn'],
  demandsCustomer: (order: TOrder) => boolean,
): TOrder {
  // What a caller without types gives is told of as a problem.
  if (!order || typeof order !== 'object') return order;
  const completed = { ...order };
  if (order.redirectUrl === undefined) completed.redirectUrl = pageAddress(readReturn, find);
  if (order.customerId === undefined && customerId && demandsCustomer(order)) completed.customerId = customerId;
  return completed;
}

/**
 * The page's own address, for a PG to come back to: without an earlier return of this browser's. A return that matches no record
 * is somebody else's, or a key of the host's own, and stays. Undefined for an app's `capacitor://` page, which no PG can reach.
 */
function pageAddress(readReturn: Gateway['readReturn'], find: FindRecord): string | undefined {
  const { href } = location;
  if (!/^https?:/.test(href)) return undefined;
  const found = readReturn(href, find);
  return found?.record ? found.cleanUrl : href;
}
