import type { IssuedKey as AnyIssuedKey } from '../core/IssuedKey.js';

/**
 * A billing key that the payment window says it issued: what `charge` is given. A claim made by a browser: your server asks
 * the REST API (`GET /subscribe/customers/{customer_uid}`) before it believes it.
 */
export interface IssuedKey extends AnyIssuedKey {
  readonly api: 'v1';
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
}
