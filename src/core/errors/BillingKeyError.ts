import type { Problem } from './Problem.js';

/** Every way an attempt can fail. Closed: a `switch` over it can be exhaustive. */
export type BillingKeyErrorCode =
  /** The order or the options are wrong; `problems` names each field. Nothing happened. */
  | 'invalid_request'
  /** The page is set up wrong, as with two user codes on one page. */
  | 'invalid_configuration'
  /** Another attempt is in progress on this page. */
  | 'busy'
  /** The provider's `customerId` is `null`: nobody is signed in, so that a card would be nobody's. */
  | 'no_customer'
  /** A required term is not agreed to. No window was opened. */
  | 'consent_missing'
  /** The function that makes the order failed; `cause` is what it threw. No window was opened. */
  | 'order_failed'
  /** An earlier charge has no answer yet, and nobody can say whether it was made. The next click goes on in spite of it. */
  | 'unresolved_charge'
  /** An earlier charge without an answer turned out to be made, or the purchase was paid while no component showed it. No window was opened. */
  | 'already_charged'
  /** The SDK's script could not be fetched (404, offline, blocked by CSP or an extension). */
  | 'sdk_load_failed'
  /** The SDK's script did not arrive in time. */
  | 'sdk_load_timeout'
  /** The script arrived and left no `window.IMP`. */
  | 'sdk_missing'
  /** `IMP.init` or `IMP.request_pay` threw. */
  | 'sdk_error'
  /** The click was too long ago for the browser to allow a popup; one more click opens it. */
  | 'needs_click'
  /** No window appeared in time: the SDK queues for ever when its channel list can't be fetched. */
  | 'window_timeout'
  /** The window was seen, and went away without an answer: another script closed it, or the page was replaced. */
  | 'window_closed'
  /** The window could not be seen or clicked here, as under a modal dialog. It was not opened. */
  | 'window_covered'
  /** The account has no payment channel (`F1001`, `NOT_READY`). */
  | 'no_channel'
  /** The browser blocked the PG's popup (`NOT READY`). */
  | 'popup_blocked'
  /** The PG refused the card or the request; `pgCode` and `pgMessage` say why. */
  | 'refused'
  /** The SDK's answer makes no sense: no `imp_uid`, or another order's number. */
  | 'invalid_answer'
  /** `retryCharge()` was called where no key waits for its charge. */
  | 'nothing_to_retry'
  /** The key was issued and your `charge` failed; `cause` is what it threw. */
  | 'charge_failed'
  /** This attempt was charged or given up already, here or in another tab. */
  | 'already_settled'
  /** Only as a rejection of `issueAsync`: the customer, or your code, closed the window. */
  | 'cancelled';

/** What is known of an error beside its code. */
export interface BillingKeyErrorDetails {
  /** What is wrong with the request, a field at a time. */
  readonly problems?: readonly Problem[] | undefined;
  /** The PG's own code, untouched (`error_code`, or `error_coe` where the SDK misspells it). */
  readonly pgCode?: string | undefined;
  /** The PG's own sentence, untouched. It is text, never markup; NaverPay requires that customers see it. */
  readonly pgMessage?: string | undefined;
  readonly cause?: unknown;
}

const notRetryable: ReadonlySet<BillingKeyErrorCode> = new Set([
  'invalid_request',
  'invalid_configuration',
  'no_channel',
  'already_settled',
  'nothing_to_retry',
]);

/**
 * What `issue()` reports and `issueAsync()` throws. `message` is for developers, and short in production builds; what a
 * customer should read is in the messages of the locale, under the same code.
 */
export class BillingKeyError extends Error {
  override readonly name = 'BillingKeyError';
  readonly code: BillingKeyErrorCode;
  /** True when the same call can succeed later, or with another card, without a change to the code. */
  readonly retryable: boolean;
  readonly problems: readonly Problem[];
  /** The first field that is wrong, as `order.buyer.tel` would be written in code. */
  readonly field: string | undefined;
  readonly pgCode: string | undefined;
  readonly pgMessage: string | undefined;

  constructor(code: BillingKeyErrorCode, message: string | undefined, details: BillingKeyErrorDetails = {}) {
    super(
      `${message ?? `See docs/errors/${code}.md of react-billing-key.`} [${code}]`,
      'cause' in details ? { cause: details.cause } : undefined,
    );
    this.code = code;
    this.retryable = !notRetryable.has(code);
    this.problems = details.problems ?? [];
    this.field = this.problems[0]?.field;
    this.pgCode = details.pgCode;
    this.pgMessage = details.pgMessage;
  }
}
