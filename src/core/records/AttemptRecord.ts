import type { IssuedKey } from '../IssuedKey.js';
import type { JsonObject } from '../order.js';

/** How an attempt ended. `superseded`: another card took its place. `dismissed`: the customer gave it up. */
export type AttemptEnd = 'charged' | 'cancelled' | 'failed' | 'superseded' | 'dismissed';

/**
 * What is kept of an attempt between page loads: identifiers and amounts, never the buyer, never the SDK's answer.
 *
 * `opened`: the window was asked for, and no answer is known. `issued`: a key exists and its charge is not settled.
 * `charging`: the charge was sent, and its answer is not known. `settled`: over, kept so that a replayed return is known.
 */
export interface AttemptRecord {
  readonly version: 1;
  readonly status: 'opened' | 'issued' | 'charging' | 'settled';
  readonly end?: AttemptEnd | undefined;
  readonly attemptId: string;
  /** The `id` of the hook or button that began it. */
  readonly ownerId?: string | undefined;
  /** An attempt at the same purchase whose charge may have been made: it lends its `chargeMerchantUid`. */
  readonly supersedes?: string | undefined;
  readonly merchantUid: string;
  readonly chargeMerchantUid: string;
  readonly customerUid: string;
  readonly impUid?: string | undefined;
  readonly pg: string;
  readonly payMethod?: string | undefined;
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  readonly chargedAtIssue: boolean;
  readonly metadata?: JsonObject | undefined;
  /** When `charge` was last called, in ms since 1970: from then on a charge may exist. */
  readonly chargeSentAt?: number | undefined;
  /** ms since 1970 */
  readonly createdAt: number;
  /** ms since 1970 */
  readonly updatedAt: number;
}

/** The key that a record tells of, as `charge` wants it. */
export function issuedFromRecord(
  record: AttemptRecord,
  impUid: string,
  via: IssuedKey['via'],
  response?: IssuedKey['response'],
): IssuedKey {
  return {
    attemptId: record.attemptId,
    customerUid: record.customerUid,
    merchantUid: record.merchantUid,
    impUid,
    chargeMerchantUid: record.chargeMerchantUid,
    pg: record.pg,
    payMethod: record.payMethod,
    name: record.name,
    amount: record.amount,
    currency: record.currency,
    chargedAtIssue: record.chargedAtIssue,
    via,
    response,
    metadata: record.metadata,
  };
}
