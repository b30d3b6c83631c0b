import type { JsonValue } from '../json.js';

/**
 * Something the host is to be told, written together with what it tells of and delivered at least once: an event that was
 * delivered and not yet marked so comes again, with the same `eventId`.
 */
export interface StoredEvent {
  eventId: string;
  version: number;
  customerId: string;
  /** Such as `refunded`. */
  type: string;
  /** Identifiers, amounts and times; nothing personal. */
  data: { readonly [field: string]: JsonValue };
  /** Milliseconds. */
  createdAt: number;
  /** When it is delivered next, in milliseconds; null when it was. */
  deliverAt: number | null;
  /** How often it was handed over. */
  deliveries: number;
}
