import type { Card } from '../card/Card.js';
import type { ChargeBuyer, Payment } from '../gateway/Gateway.js';
import type { Write } from '../store/Store.js';
import type { Charge } from './Charge.js';

/** What is to be charged under one order number. The same number always means the same. */
export interface NewCharge {
  readonly chargeMerchantUid: string;
  readonly card: Card;
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  readonly taxFree?: number | null | undefined;
  readonly vat?: number | null | undefined;
  /** The order it is the first charge of. */
  readonly merchantUid?: string | null | undefined;
  readonly subscriptionId?: string | null | undefined;
  readonly period?: number | null | undefined;
  readonly planId?: string | null | undefined;
  readonly buyer?: ChargeBuyer | null | undefined;
}

/** Takes money: under one order number once, whatever processes, crashes, retries, webhooks and lost answers do. */
export interface Charges {
  /**
   * Makes a charge, or says what became of the one made before under this number: `paid`, `failed` or `refunded`; `pending`
   * when the gateway has not said yet, or while another worker is at it. A `failed` one is tried again, unless `again` is
   * false: then it is answered as it is.
   *
   * `alongside` is written in the same commit as the row, so that what belongs together begins together.
   */
  charge(request: {
    readonly charge: NewCharge;
    readonly alongside?: readonly Write[] | undefined;
    readonly again?: boolean | undefined;
  }): Promise<Charge>;
  /**
   * Writes down what the PG took while it issued the key: nothing is charged. It settles a charge whose tries took nothing.
   *
   * @throws BillingServerError `registration_used` when the number has another payment: one of the two is to be refunded
   */
  recordTaken(request: {
    readonly charge: NewCharge;
    readonly payment: Payment;
    readonly alongside?: readonly Write[] | undefined;
  }): Promise<Charge>;
  /**
   * Takes over a payment that the gateway has and this database has not, as after a backup was restored, and settles it by the
   * same rules as any other. Nothing is charged.
   */
  adopt(request: { readonly charge: NewCharge }): Promise<Charge | null>;
  /** What is known, asking the gateway when the row is not settled or `fresh` is set. Never charges. Null: no such row. */
  look(request: { readonly chargeMerchantUid: string; readonly fresh?: boolean | undefined }): Promise<Charge | null>;
  /**
   * Somebody said that a charge changed. That it has to be asked about is stored first, so that it is asked about later where
   * the gateway can't be reached now.
   */
  recheck(chargeMerchantUid: string): Promise<void>;
  /**
   * Somebody has looked, and says of a charge that the gateway has begun and never settles that nothing was taken. The gateway is
   * asked once more first, and later: what it says overrules that. What it has no record of is lost, and no decline.
   *
   * @throws BillingServerError `charge_unsettled` while its call may still arrive, `gateway_unavailable`
   */
  giveUp(chargeMerchantUid: string): Promise<Charge>;
  /** Asks about every charge whose time has come; resolves to how many. */
  sweep(): Promise<number>;
}

/**
 * What else is to be written when a charge changes: a subscription that starts with its first charge, an event. It is
 * committed together with the charge or not at all, and asked again when somebody was faster: it must only read.
 */
export type ChargeListener = (change: {
  /** Null when the row is new. */
  readonly before: Charge | null;
  readonly after: Charge;
  /** Milliseconds, the database's clock. */
  readonly now: number;
  /** True when a charge of the key took money, and not what was ordered. */
  readonly tookOther?: boolean | undefined;
}) => Promise<readonly Write[]> | readonly Write[];
