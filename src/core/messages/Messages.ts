import type { BillingKeyErrorCode } from '../BillingKeyError.js';
import type { CheckoutMessages } from './checkout/CheckoutMessages.js';

/** Every sentence that a customer can see or hear. A language is complete when it compiles. */
export interface Messages {
  /** BCP 47, for `lang` attributes and number formats. */
  readonly locale: string;
  /** What the button says in each state. */
  readonly button: {
    readonly idle: string;
    readonly loading: string;
    readonly window: string;
    readonly redirecting: string;
    readonly charging: string;
    /** `charging`, while the network is away. */
    readonly paused: string;
    readonly succeeded: string;
    readonly cancelled: string;
    readonly failed: string;
    /** `failed`, with a key that can be charged again. */
    readonly retryCharge: string;
    /** `failed`, where the PG has taken the money with the key and it could not be verified. */
    readonly verifyCharge: string;
    /** `failed` with `needs_click`. */
    readonly oneMoreClick: string;
  };
  /** The second choice after a charge that failed. */
  readonly useAnotherCard: string;
  /** Closes the payment window. */
  readonly cancel: string;
  /** What is shown beside the button, and announced, in each state that is not an error. */
  readonly status: {
    /** Empty by default: room for a sentence of yours, such as that a subscription can be ended at any time. */
    readonly idle: string;
    readonly loading: string;
    readonly window: string;
    readonly redirecting: string;
    readonly charging: string;
    /** `charging`, while the network is away. */
    readonly paused: string;
    readonly succeeded: string;
    readonly cancelled: string;
  };
  /** In place of the sentence for `charge_failed`, where the PG has taken the money with the key. */
  readonly unverifiedCharge: string;
  /** What happened and what the customer can do, by error code. */
  readonly errors: Readonly<Record<BillingKeyErrorCode, string>>;
  /** Words of the parts around the button, where they differ from the ones of the language. */
  readonly checkout?: Partial<CheckoutMessages> | undefined;
}
