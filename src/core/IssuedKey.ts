import type { JsonObject } from './order.js';
import type { IamportResponse } from './sdk/wire.js';

/**
 * A billing key that the payment window says it issued: what `charge` is given. A claim made by a browser: your server asks
 * the REST API (`GET /subscribe/customers/{customer_uid}`) before it believes it.
 */
export interface IssuedKey {
  /** This attempt's own number, the same in events and records. */
  readonly attemptId: string;
  /** The card's name at i'mport, as the order gave it: what to charge. */
  readonly customerUid: string;
  /** Order number of the registration. */
  readonly merchantUid: string;
  /** i'mport's number of the registration; `GET /payments/{imp_uid}` tells the truth about it. */
  readonly impUid: string;
  /**
   * Order number to charge with: the same across retries, reloads and tabs. A backend that answers it twice with the first
   * answer can't charge twice.
   */
  readonly chargeMerchantUid: string;
  /** i'mport's code of the PG. */
  readonly pg: string;
  /** The SDK's `pay_method`, as it was sent. */
  readonly payMethod: string | undefined;
  /** What the customer read in the payment window. */
  readonly name: string;
  /** What is to be charged, in won or in `currency`. Your server's own price decides, never this. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  /** True when the PG has taken `amount` while issuing: verify it, don't charge again. */
  readonly chargedAtIssue: boolean;
  /** How the answer came: to the callback, with a return from the PG's page, or out of this browser's record of it. */
  readonly via: 'callback' | 'redirect' | 'recovery';
  /** The SDK's answer as it came; `undefined` after a restart, since it is never stored. */
  readonly response: IamportResponse | undefined;
  /** The order's, as it was given. */
  readonly metadata: JsonObject | undefined;
}
