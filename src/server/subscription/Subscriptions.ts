import type { JsonObject } from '../json.js';
import type { Receipt } from '../order/Orders.js';
import type { SoldPlan } from './Subscription.js';
import type { SubscriptionView } from './SubscriptionView.js';

/** One subscription of one customer: nobody else's is found. */
export interface OwnSubscription {
  readonly customerId: string;
  readonly subscriptionId: string;
}

/** A subscription that the host has had, to be adopted. */
export interface ImportSubscriptionRequest {
  readonly customerId: string;
  /** A card of this customer, adopted with `importCard` before. */
  readonly cardId: string;
  readonly plan: SoldPlan;
  /** When the next period begins and is charged: what is before it is paid. */
  readonly nextChargeAt: Date;
  /** The day of the month that was sold, in the time zone of the rules, where the month of `nextChargeAt` has no such day: 31 for one that is due on February 28th. */
  readonly anchorDay?: number | undefined;
  readonly startedAt?: Date | undefined;
  /**
   * Order numbers of the bookings that pay this subscription, where its card pays for others too: one of another product has
   * not paid it. @default all bookings of the card
   */
  readonly bookings?: readonly string[] | undefined;
  /** Whatever the host had for a subscription's id: importing the same again changes nothing. */
  readonly reference: string;
}

/** What an import found at the gateway. */
export interface ImportedSubscription {
  readonly subscription: SubscriptionView;
  /** Order numbers of bookings that were withdrawn. */
  readonly withdrawn: readonly string[];
  /** Order numbers of bookings that were carried out before they could be withdrawn. */
  readonly carriedOut: readonly string[];
}

/** What customers and hosts do with subscriptions. Renewals are made by `tick()`. */
export interface Subscriptions {
  /** Newest first, those that have ended included. */
  list(request: { readonly customerId: string }): Promise<SubscriptionView[]>;
  /**
   * Nothing is charged any more, and it can be used until the period that is paid is over. A subscription that is past due has
   * nothing left to use, and ends.
   */
  cancel(request: OwnSubscription): Promise<SubscriptionView>;
  /** Takes a cancellation back. @throws BillingServerError `subscription_state` when it is not ending, or is over */
  resume(request: OwnSubscription): Promise<SubscriptionView>;
  /** Ends it now. A charge that is out may still be paid: `isCharging` says so, and `refund_due` is told. */
  end(request: OwnSubscription): Promise<SubscriptionView>;
  /**
   * Another plan from the next period on, or the one it has with other `metadata`, at today's price; the plan it has, without
   * `metadata` or with its own, takes a planned change back. No proration.
   */
  changePlan(
    request: OwnSubscription & { readonly planId: string; readonly metadata?: JsonObject | undefined },
  ): Promise<SubscriptionView>;
  /** Another of the customer's cards. What is past due is tried with it at once. */
  changeCard(request: OwnSubscription & { readonly cardId: string }): Promise<SubscriptionView>;
  /** Agrees to the higher amount that `consent` of the view tells of. */
  consent(request: OwnSubscription & { readonly amount: number }): Promise<SubscriptionView>;
  /**
   * Charges what is past due, now, with this card or another one: the open period, once.
   *
   * @returns the receipt; `failed` when the card was declined again
   */
  payNow(request: OwnSubscription & { readonly cardId?: string | undefined }): Promise<Receipt>;
  /**
   * For the host: another price of a plan for those who have it, from the first period that begins at `from` or later. Who pays
   * more has to agree; without consent the old price is charged. The amount that it has takes back a rise that was planned.
   * What is free of tax as a whole stays so; of any other price the gateway works the parts out.
   * Resolves to how many were changed; it can be repeated.
   */
  changePrice(request: { readonly planId: string; readonly amount: number; readonly from: Date }): Promise<number>;
  /**
   * Adopts a subscription that the host has had. Bookings at the gateway are withdrawn first and looked at again, so that
   * nothing is charged twice; one that was carried out meanwhile pays its period.
   *
   * @throws BillingServerError `booking_refused` when a booking could not be withdrawn: then nothing is adopted
   */
  importSubscription(request: ImportSubscriptionRequest): Promise<ImportedSubscription>;
}
