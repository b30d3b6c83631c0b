import type { JsonValue } from '../json.js';
import type { SubscriptionMailType } from '../subscription/mails.js';

/** What `onEvent` is told: identifiers and codes for logs, metrics and mails, nothing personal. */
export type BillingServerEvent =
  /** Stored together with what it tells of, and told until `onEvent` does not throw: at least once, with one `eventId`. */
  | {
      readonly type: StoredEventType;
      readonly eventId: string;
      readonly customerId: string;
      readonly data: { readonly [field: string]: JsonValue };
      /** Milliseconds. */
      readonly createdAt: number;
    }
  /** A gateway could not be reached or understood. */
  | { readonly type: 'gateway_unavailable'; readonly gateway: string; readonly message: string }
  /** Something went wrong that is no answer to anybody: the stack is in `error`. */
  | { readonly type: 'error'; readonly where: string; readonly error: Error };

/**
 * - `charge_paid`, `charge_failed`: a charge was settled.
 * - `charge_recovered`: one that had failed was paid after all.
 * - `refunded`: money was given back, in full or in part.
 * - `payment_mismatch`: a payment was made under a number of ours, and it is not what was ordered, or is one too many. Somebody
 *   has to look.
 * - `charge_unsettled`: a charge has been open for a day, and nobody can say what became of it. Somebody has to look.
 * - `card_registered`, `card_revoked`.
 */
export type StoredEventType =
  | 'charge_paid'
  | 'charge_failed'
  | 'charge_recovered'
  | 'refunded'
  | 'payment_mismatch'
  | 'charge_unsettled'
  | 'card_registered'
  | 'card_revoked'
  | 'customer_erased'
  | SubscriptionMailType;
