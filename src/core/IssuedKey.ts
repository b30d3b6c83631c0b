import type { JsonObject } from './order.js';

/** What the attempt is for: a first subscription, a card to keep, or another card in the place of one. */
export type Purpose = 'subscribe' | 'register' | 'change';

/** A term that the customer agreed to, and in which version. The time is your server's to stamp. */
export interface Consent {
  readonly id: string;
  readonly version: string | undefined;
}

/**
 * What a payment window gave, as far as every generation of the SDK agrees: what `charge` is given. A claim made by a browser:
 * your server asks the REST API before it believes it.
 */
export interface IssuedKey {
  /** The generation of the API that issued the key, and that charges it. */
  readonly api: 'v1' | 'v2';
  /** This attempt's own number, the same in events and records. */
  readonly attemptId: string;
  /** The PG's code. */
  readonly pg: string;
  /** The payment method, as it was sent. */
  readonly payMethod: string | undefined;
  /** What the customer read in the payment window. */
  readonly name: string;
  /** What is to be charged, in won or in `currency`. Your server's own price decides, never this. */
  readonly amount: number;
  /** What the order says is due today, in the same unit: 0 for a free trial. */
  readonly dueToday: number;
  /** ISO 4217. */
  readonly currency: string;
  /** True when the PG has taken `amount` while issuing: verify it, don't charge again. */
  readonly chargedAtIssue: boolean;
  /** How the answer came: to the callback, with a return from the PG's page, or out of this browser's record of it. */
  readonly via: 'callback' | 'redirect' | 'recovery';
  /** What the attempt was for. */
  readonly purpose: Purpose;
  /** What the customer agreed to before the window opened. */
  readonly consents: readonly Consent[];
  /** The order's, as it was given. */
  readonly metadata: JsonObject | undefined;
}

/**
 * A key that a page of another generation of the SDK may have issued, as while a shop moves from V1 to V2. Then it has the facts
 * that all agree on, and none of this generation's numbers: ask for its `api` first.
 */
export type LateKey<TIssued extends IssuedKey> =
  | TIssued
  | (IssuedKey & { readonly api: Exclude<IssuedKey['api'], TIssued['api']> });
