import type { JsonObject } from '../json.js';
import type { Term } from './Consent.js';

/** What the host says a plan costs. */
export interface Price {
  /** What the customer reads in the window and on statements, 40 characters at most. */
  readonly name: string;
  /** What is due today, in won or in the unit of `currency`. 0 registers the card and charges nothing. */
  readonly amount: number;
  /** ISO 4217. @default 'KRW' */
  readonly currency?: string | undefined;
  /** The part of `amount` that is free of VAT. @default 0 */
  readonly taxFree?: number | undefined;
  /** The VAT in `amount`. @default worked out by the gateway */
  readonly vat?: number | undefined;
  /** What is paid again and again. Absent: charged once. */
  readonly period?: Period | undefined;
  /** A time without a charge before the first period. */
  readonly trial?: Trial | undefined;
}

/** The length of a subscription's period. */
export interface Period {
  readonly unit: 'day' | 'week' | 'month' | 'year';
  /** @default 1 */
  readonly count?: number | undefined;
}

/** A trial: `amount` of the price is what is due today, mostly 0. */
export interface Trial {
  /** Length in days. */
  readonly days: number;
  /** What each period costs when it is over. */
  readonly amountAfter: number;
}

/** What the order's card is for. */
export type OrderPurpose = 'subscribe' | 'register' | 'change';

/**
 * Numbers kept for one customer before a window opens: they belong to nobody else, are used once, and expire. `reserved`:
 * nothing came back yet. `registered`: its card is known. `closed`: no card will come of it any more.
 */
export interface Order {
  /** Order number of the registration (V2: `issueId`). */
  merchantUid: string;
  version: number;
  customerId: string;
  gateway: string;
  account: string;
  /** Name of the card to be: the V1 key's name at i'mport, and the id of the card here in both generations. */
  customerUid: string;
  /** Order number of the first charge (V2: `paymentId`). */
  chargeMerchantUid: string;
  purpose: OrderPurpose;
  status: 'reserved' | 'registered' | 'closed';
  planId: string | null;
  metadata: JsonObject | null;
  /** As it was sold; null when only a card is registered. */
  price: (Price & { readonly currency: string }) | null;
  terms: readonly Term[];
  /** Of `purpose: 'change'`: whose card it is to become. */
  subscriptionId: string | null;
  replacesCardId: string | null;
  /** i'mport's number of the registration, once it is known. */
  impUid: string | null;
  /** Milliseconds, by the database's clock. */
  createdAt: number;
  /** A registration that began later is refused. Milliseconds. */
  expiresAt: number;
  /** When it is looked whether a key was left that nobody charged, in milliseconds. Null: never. */
  checkAt: number | null;
}
