import type { JsonObject } from '../json.js';
import type { SubscriptionStatus } from './Subscription.js';

/**
 * A subscription as it is stored: what rows are looked for by, and the whole of it in `body`. `starting`: its first charge is
 * not settled yet, and it holds the customer's place.
 */
export interface SubscriptionRow {
  subscriptionId: string;
  version: number;
  customerId: string;
  /** `productGroup:customerId` until it has ended; null afterwards. Unique: a customer has one of a group. */
  slot: string | null;
  /** `productGroup:customerId` of the one that began with a trial; it stays. Unique: a customer tries once. */
  trialOf: string | null;
  /** The card that is needed; null when none is any more. */
  cardId: string | null;
  planId: string;
  /** The order number of the first charge; of an imported one, what names its reference; null when it began with a trial. */
  startedBy: string | null;
  status: SubscriptionStatus | 'starting';
  /** When there is something to do for it, in milliseconds. Null: only something else can wake it. */
  wakeAt: number | null;
  /** Null while it is starting. */
  body: JsonObject | null;
  createdAt: number;
}
