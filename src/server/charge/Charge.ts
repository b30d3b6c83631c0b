/**
 * - `pending`: a try may be under way, or nobody knows yet what became of it.
 * - `paid`: the money was taken.
 * - `failed`: it was not, and it is known; the same number can be tried again.
 * - `refunded`: it was taken and given back in full.
 */
export type ChargeStatus = 'pending' | 'paid' | 'failed' | 'refunded';

/** One order number and the money taken under it: once, or not at all. */
export interface Charge {
  /** The order number at the gateway (V2: `paymentId`). */
  chargeMerchantUid: string;
  version: number;
  customerId: string;
  cardId: string;
  gateway: string;
  account: string;
  /** The order it is the first charge of; null for a renewal. */
  merchantUid: string | null;
  subscriptionId: string | null;
  /** Of a renewal: which period of the subscription, from 1. */
  period: number | null;
  planId: string | null;
  name: string;
  /** In the unit of `currency`. */
  amount: number;
  currency: string;
  taxFree: number | null;
  vat: number | null;
  status: ChargeStatus;
  /** True when the PG took the money while it issued the key. */
  chargedAtIssue: boolean;
  /** How many tries there were; the latest one has this number. */
  tries: number;
  /** Until then the latest try's call may still reach the gateway, and nobody tries again. Milliseconds, database clock. */
  callEndsAt: number;
  /** When somebody asks the gateway about it next, in milliseconds. Null: nobody has to. */
  lookAt: number | null;
  /** How often it was asked about since it was last clear. */
  looks: number;
  /** The payment at the gateway; of a failed charge, the one that failed last. Known once, it is never forgotten. */
  impUid: string | null;
  failCode: string | null;
  /** In the PG's words. */
  failReason: string | null;
  refundedAmount: number;
  cardName: string | null;
  /** Masked. */
  cardNumber: string | null;
  receiptUrl: string | null;
  /** Milliseconds. */
  createdAt: number;
  settledAt: number | null;
}

/**
 * One try at a charge: a single call to the gateway. `sent`: written before the call, so that a crash leaves a trace.
 * `refused`: the gateway answered and tried nothing. `lost`: its life is over and the gateway has no record of it.
 */
export interface Try {
  /** `chargeMerchantUid:number` */
  tryId: string;
  version: number;
  chargeMerchantUid: string;
  customerId: string;
  /** From 1. */
  number: number;
  cardId: string;
  status: 'sent' | 'paid' | 'declined' | 'refused' | 'lost';
  impUid: string | null;
  failCode: string | null;
  failReason: string | null;
  /** Milliseconds, by the database's clock. */
  startedAt: number;
  callEndsAt: number;
  endedAt: number | null;
}
