import type { BillingClient } from '../BillingClient.js';
import type { IssuedKey } from '../IssuedKey.js';
import type { Order } from '../order.js';
import type { Place, PlaceOptions } from './Place.js';
import { runPlace } from './runPlace.js';

/**
 * A place of its own, for pages without React.
 *
 * @example
 * const place = createPlace(client, { pg: 'kcp_billing', charge: (issued) => api.charge(issued) });
 * const outcome = await place.issue({ customerUid, name: 'Basic', amount: 9900 });
 */
export function createPlace<TData, TIssued extends IssuedKey = IssuedKey, TOrder extends Order = Order>(
  client: BillingClient,
  options: PlaceOptions<TData, TIssued>,
): Place<TData, TIssued, TOrder> {
  // What keys and orders of the client's gateway look like is known to the host's types alone.
  return runPlace(client, options as unknown as PlaceOptions<TData>) as unknown as Place<TData, TIssued, TOrder>;
}
