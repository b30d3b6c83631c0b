import type { BillingKeyError } from '../errors/BillingKeyError.js';
import type { Answer, GatewayOptions } from '../Gateway.js';
import type { Consent, IssuedKey, LateKey, Purpose } from '../IssuedKey.js';
import type { JsonValue, Order, OrderSource } from '../order.js';
import type { AttemptRecord, KeyedRecord } from './AttemptRecord.js';
import type { AttemptState, CancelReason, IssueOutcome } from './AttemptState.js';

/** Something that the customer is asked to agree to before a window opens. */
export interface Term {
  readonly id: string;
  /** Your name for the wording that is shown. It reaches `charge` with the consent; a term with another one than was agreed to is asked for anew. */
  readonly version?: string | undefined;
  /** True: no window opens before the customer has agreed. @default false */
  readonly required?: boolean | undefined;
}

/** What a hook, a button or a page of your own says about the attempts that it begins. */
export interface PlaceOptions<TData, TIssued extends IssuedKey = IssuedKey> extends GatewayOptions {
  /** Your name for this place in the app, by which a return from the PG's page finds it again. */
  readonly id?: string | undefined;
  /** What the attempt is for: it chooses the words, and is told to `charge`. @default 'subscribe' */
  readonly purpose?: Purpose | undefined;
  /**
   * What makes two orders the same purchase, as JSON. Needed where `metadata` changes by itself (a time, a random number), and
   * beside an `order` that is a function.
   * @default [name, amount, currency, metadata]
   */
  readonly purchaseKey?: JsonValue | undefined;
  /** What the customer is asked to agree to. No window opens while a required one is missing in `agreed`. @default none */
  readonly terms?: readonly Term[] | undefined;
  /** Ids of the terms that the customer has agreed to. @default none */
  readonly agreed?: readonly string[] | undefined;
  /**
   * Takes the money, or asks your server to. `onPaused(true)` tells that it waits for the network, `onPaused(false)` that it is about
   * to go on: that throws where the charge was given up meanwhile, or another customer has signed in. Then send nothing.
   */
  readonly charge?: ((issued: TIssued, onPaused: (isPaused: boolean) => void) => Promise<TData>) | undefined;
  /**
   * Asks your server for a charge that may have been made already, by its order number. It is asked before a charge is sent a
   * second time, and before another purchase is begun. What it gives counts as paid, `null` and `undefined` as none.
   */
  readonly getCharge?: ((chargeNumber: string) => Promise<TData | null | undefined>) | undefined;
  /**
   * How long `charge` may take before it counts as failed, in ms; waiting for the network doesn't count. It holds for `getCharge` and
   * for an `order` that is a function, too. What is given up is not sent any more.
   * @default 60000
   */
  readonly chargeTimeout?: number | undefined;
  /** How long an open window may go without an answer before `onStale` is called, in ms. @default 600000 */
  readonly staleAfter?: number | undefined;
  /**
   * A window has been open for `staleAfter` without an answer. Called once an attempt, which goes on: ask your server whether
   * the key was issued all the same.
   */
  readonly onStale?: ((attempt: StaleAttempt) => void) | undefined;
  /** The charge is made: what `charge` returned, and the key it was made with. Called once an attempt. */
  readonly onSuccess?: ((data: TData, issued: TIssued) => void) | undefined;
  /**
   * A charge that had no answer turned out to be made, after the customer had gone on to something else: what `getCharge`, or the
   * late answer of `charge`, gave. The customer has paid for it.
   */
  readonly onLateSuccess?: ((data: TData, issued: LateKey<TIssued>) => void) | undefined;
  /** Ended without an error: by the customer, by `cancel()`, or by leaving the PG's page. */
  readonly onCancel?: ((reason: CancelReason) => void) | undefined;
  /** Ended with an error. With an `issued` key only its charge failed, and `retryCharge()` can make it. */
  readonly onError?: ((error: BillingKeyError, issued: TIssued | undefined) => void) | undefined;
}

/** What a server needs to look for an attempt that has had no answer. */
export type StaleAttempt = Pick<AttemptRecord, 'attemptId' | 'card' | 'orderNumber' | 'chargeNumber' | 'pg'>;

/** One component that shows a place. The attempts that it begins keep to its options, whatever else shows the place. */
export interface PlaceOwner<TData, TIssued extends IssuedKey = IssuedKey> {
  /** Whose component it is, as `BillingClient.customerId`. Left out where no component is. */
  readonly customer?: { readonly id: string | null | undefined } | undefined;
  options: PlaceOptions<TData, TIssued>;
}

/** What a customer is about to buy, as far as an attempt can be told by it. */
export interface WantedPurchase {
  readonly purchase: string;
  readonly purpose?: Purpose | undefined;
  /** Undefined for an order that is still to be made. */
  readonly order: Pick<Order, 'customerId'> | undefined;
}

/** What one hook or button holds across attempts: its id, its options, and the attempt that it shows. */
export interface Place<TData, TIssued extends IssuedKey = IssuedKey, TOrder extends Order = Order> {
  getState(): AttemptState<TData, TIssued>;
  subscribe(listener: () => void): () => void;
  /** The options of a place without a component. */
  setOptions(options: PlaceOptions<TData, TIssued>): void;
  readonly options: PlaceOptions<TData, TIssued>;
  /** A component shows the place from now on. The result takes that back. */
  mount(owner: PlaceOwner<TData, TIssued>): () => void;
  /** Starts an attempt. Never rejects. With the SDK ready, the window is asked for before this returns. */
  issue(order: OrderSource<TOrder>, owner?: PlaceOwner<TData, TIssued>): Promise<IssueOutcome<TData, TIssued>>;
  /** Charges the issued key again, after a charge that failed. No window opens. */
  retryCharge(): Promise<IssueOutcome<TData, TIssued>>;
  /** Ends an attempt that is loading or has its window open. A charge under way can't be called back. */
  cancel(): void;
  /** Back to `idle`, unless an attempt is in progress. */
  reset(): void;
  /** True when the attempt that is shown came back from the PG's page. */
  isReturned(): boolean;
  /** What was agreed to in the attempt that is shown. */
  consents(): readonly Consent[];
  /** The PG of the attempt that is shown, once its order is known. */
  pg(): string | undefined;
  /** True when the attempt that is shown is one at this purchase, for this purpose, by whom the order names. */
  isFor(wanted: WantedPurchase): boolean;
  /** Carries on an attempt that began on an earlier page. False when another one is in progress here, or another customer is signed in. */
  resume(record: AttemptRecord, answer: Answer, via: IssuedKey['via']): boolean;
  /** Charges a key that an earlier page left unsettled. */
  recover(record: KeyedRecord): Promise<IssueOutcome<TData, TIssued>>;
  /** True when the place works on this attempt, or shows a key of it that can be charged again. */
  isActive(attemptId: string): boolean;
}
