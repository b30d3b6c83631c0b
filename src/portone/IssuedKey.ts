import type { IssuedKey as AnyIssuedKey } from '../core/IssuedKey.js';

interface Issued extends AnyIssuedKey {
  readonly api: 'v2';
  /** Order number of the registration. Undefined where the window took the first payment: `paymentId` is its only number. */
  readonly issueId: string | undefined;
  /**
   * Number to charge with, the same across retries, reloads and tabs: PortOne refuses one that was paid. With
   * `chargedAtIssue` the window has paid it: verify it (`GET /payments/{paymentId}`), don't charge again.
   */
  readonly paymentId: string;
}

/** A key that exists: `GET /billing-keys/{billingKey}` tells the truth about it. */
interface Confirmed extends Issued {
  readonly billingKey: string;
  readonly billingIssueToken?: undefined;
}

/**
 * No key yet: the channel waits for its server to confirm. Call `POST /billing-keys/confirm` (or, with `chargedAtIssue`,
 * `/billing-keys/confirm-issue-and-pay`) at once, as the PG does not wait for long.
 */
interface Unconfirmed extends Issued {
  readonly billingKey?: undefined;
  readonly billingIssueToken: string;
}

/**
 * What the payment window of PortOne V2 says it issued: what `charge` is given. A claim made by a browser: your server asks the
 * REST API before it believes it.
 */
export type IssuedKey = Confirmed | Unconfirmed;
