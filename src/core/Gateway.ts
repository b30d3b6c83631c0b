import type { AttemptRecord, KeyedRecord } from './attempt/AttemptRecord.js';
import type { BillingKeyErrorCode } from './errors/BillingKeyError.js';
import type { IssuedKey } from './IssuedKey.js';
import type { JsonObject, Order } from './order.js';

/**
 * One generation of the payment SDK, behind all that an attempt needs of it. The core knows no other word of an SDK: what
 * a request, an answer or an address looks like is the gateway's.
 */
export interface Gateway {
  /** The generation, kept with each attempt: a key is charged over the API that issued it. */
  readonly api: IssuedKey['api'];
  /** Names of the options that only this gateway knows. A component keeps them off its element. */
  readonly optionNames: readonly string[];
  /** Fetches and starts the SDK. Does nothing on a server, or a second time. */
  load(): Promise<void>;
  /** True when a window can be opened at once, inside the click's own task. */
  isReady(): boolean;
  /**
   * Decides everything about an attempt before anything has happened.
   *
   * @throws BillingKeyError `invalid_request`, with every field that is wrong in `problems`
   */
  prepare(order: Order, options: GatewayOptions, page: PreparationContext): Preparation;
  /** False once the SDK that was asked for the window is gone from the page: nothing can answer the attempt then. */
  isAnswerable(): boolean;
  /** True when something of the window can be seen, on a page that is in front. */
  isWindowVisible(): boolean;
  /** True when something of the window is known to be drawn on this page. */
  isWindowSeen(): boolean;
  /** True when what the SDK had on the page at the window's opening is gone, so that nothing can answer any more. */
  isWindowLost(): boolean;
  /** Takes away the window, and what the SDK leaves on the page. The SDK does not answer then. */
  close(): void;
  /** Makes the next attempt start the SDK anew, as it has swallowed a request and would swallow the next. */
  invalidate(): void;
  /** Reads a return from a PG's page out of an address. Undefined where the address carries none. */
  readReturn(href: string, find: FindRecord): GatewayReturn | undefined;
  /** The key of a record and its numbers, in the field names of this generation: what `charge` is given beside the facts. */
  numbersOf(record: KeyedRecord): object;
}

/** Which PG and channel a place asks for. Each gateway knows more precisely what it takes. */
export interface GatewayOptions {
  readonly pg: unknown;
}

/** What a gateway may need to know of the page. */
export interface PreparationContext {
  /** The provider's `customerId`, for PGs that demand one and an order that has none. */
  readonly customerId: string | null | undefined;
  readonly find: FindRecord;
  /** The stored attempts of the customer. */
  records(): AttemptRecord[];
}

/** The stored attempt with this order number, if this browser has one. */
export type FindRecord = (orderNumber: string) => AttemptRecord | undefined;

/** What a gateway has decided about an attempt. */
export interface Preparation {
  /** The PG's code, as logs and records name it. */
  readonly pg: string;
  readonly payMethod: string | undefined;
  /** The numbers that the host gave. Undefined: the core makes one. */
  readonly orderNumber: string | undefined;
  readonly chargeNumber: string | undefined;
  /** True where the window pays under the number of its order: its charge has no other. */
  readonly isPaidAsOrder?: boolean | undefined;
  /** The host's name for the card, where this generation has one. */
  readonly card: string | undefined;
  /** Where the answer comes: to the page that stays, with a return to it, or either. */
  readonly channel: 'callback' | 'redirect' | 'both';
  /** True when the window is, or may be, a browser popup. */
  readonly opensPopup: boolean;
  /** True when the browser opens the window only in a task that a click began. */
  readonly needsClick: boolean;
  /** True when issuing takes the money, so that the server verifies and does not charge. */
  readonly chargedAtIssue: boolean;
  /** What the gateway has to know again when the page comes back. Identifiers only. */
  readonly kept: JsonObject | undefined;
  /**
   * Asked right before the window is, while nothing has happened yet. Left out where the gateway can't tell.
   *
   * @throws BillingKeyError `window_covered` where nobody could see or click the window
   */
  readonly assertReachable?: (() => void) | undefined;
  /** Asks the SDK for the window. `onAnswer` may never be called, or twice. */
  open(numbers: { readonly attemptId: string; readonly orderNumber: string }, onAnswer: (answer: Answer) => void): void;
}

/** What an answer of the SDK, or the query of a return, comes down to. */
export type Answer =
  /** `key`: what names the key at this generation, as `{ impUid }` or `{ billingKey }`. */
  | { readonly type: 'issued'; readonly key: KeyReference }
  | (NoKey & { readonly type: 'cancelled' })
  | (NoKey & { readonly type: 'failed'; readonly code: AnswerErrorCode });

interface NoKey {
  readonly pgCode: string | undefined;
  readonly pgMessage: string | undefined;
  /** True where a window that takes the money may have taken it all the same: the host's server has to be asked. */
  readonly mayBePaid?: boolean | undefined;
}

export type AnswerErrorCode = Extract<
  BillingKeyErrorCode,
  'refused' | 'no_channel' | 'popup_blocked' | 'invalid_answer' | 'sdk_error'
>;

/** What the window gave, by the names that the gateway's API uses for it. */
export type KeyReference = { readonly [name: string]: string };

/** A return from a PG's page, as an address carries it. */
export interface GatewayReturn {
  /** Undefined for an order number that this browser does not know. */
  readonly record: AttemptRecord | undefined;
  readonly orderNumber: string | undefined;
  readonly answer: Answer;
  /** The address without what the gateway added; the host's own keys stay. */
  readonly cleanUrl: string;
}
