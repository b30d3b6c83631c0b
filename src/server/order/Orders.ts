import type { Card } from '../card/Card.js';
import type { ChargeBuyer } from '../gateway/Gateway.js';
import type { JsonObject } from '../json.js';
import type { Term } from './Consent.js';
import type { OrderPurpose, Price } from './Order.js';

/** What an order is asked for with. */
export interface OrderRequest {
  readonly customerId: string;
  /** What is bought; the host's `price` says what it costs. Not for `register` and `change`. */
  readonly planId?: string | undefined;
  /** Given to `price`, kept with the order. Nothing personal. */
  readonly metadata?: JsonObject | undefined;
  /** `register` and `change` charge nothing. @default 'subscribe' */
  readonly purpose?: OrderPurpose | undefined;
  /** Of `change`: the subscription that gets the new card. */
  readonly subscriptionId?: string | undefined;
  /** Of `change`: the card that is revoked once the new one is registered. */
  readonly replacesCardId?: string | undefined;
  /** Which of the gateways. @default the first one */
  readonly gateway?: string | undefined;
}

/** What the page needs of an order to open the window. */
export interface OrderView {
  readonly merchantUid: string;
  readonly customerUid: string;
  readonly chargeMerchantUid: string;
  readonly purpose: OrderPurpose;
  readonly planId: string | null;
  readonly metadata: JsonObject | null;
  readonly name: string;
  /** Due today, in the unit of `currency`. */
  readonly amount: number;
  readonly currency: string;
  readonly period: Price['period'] | null;
  readonly trial: Price['trial'] | null;
  readonly terms: readonly Term[];
  readonly gateway: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/** A term that the customer agreed to. */
export interface AgreedTerm {
  readonly id: string;
  readonly version?: string | undefined;
}

/** What the page says came of the window: identifiers and claims, none of them believed. */
export interface IssuedClaim {
  readonly customerId: string;
  readonly merchantUid: string;
  readonly impUid?: string | undefined;
  readonly customerUid?: string | undefined;
  readonly chargeMerchantUid?: string | undefined;
  /** True when the page says that the PG has taken the money already. */
  readonly chargedAtIssue?: boolean | undefined;
  /** V2. */
  readonly billingKey?: string | undefined;
  /** V2. */
  readonly billingIssueToken?: string | undefined;
  readonly consents?: readonly AgreedTerm[] | undefined;
}

/** What was charged, or that a card was registered and nothing was due. */
export interface Receipt {
  /** `registered`: nothing was due. */
  readonly status: 'pending' | 'paid' | 'failed' | 'refunded' | 'registered';
  readonly chargeMerchantUid: string;
  readonly merchantUid: string | null;
  readonly cardId: string;
  readonly subscriptionId: string | null;
  readonly planId: string | null;
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  readonly chargedAtIssue: boolean;
  readonly impUid: string | null;
  readonly failCode: string | null;
  /** In the PG's words. Text, never markup. */
  readonly failReason: string | null;
  readonly refundedAmount: number;
  readonly cardName: string | null;
  /** Masked. */
  readonly cardNumber: string | null;
  readonly receiptUrl: string | null;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly settledAt: string | null;
}

/** Who pays, where the PG demands it at the charge. */
export type BuyerOf = (request: {
  readonly customerId: string;
  readonly card: Card;
}) => ChargeBuyer | null | Promise<ChargeBuyer | null>;
