import type { BillingKeyErrorCode } from '../errors/BillingKeyError.js';
import type { CheckoutMessages } from './checkout/CheckoutMessages.js';
import type { CardsMessages, PastDueMessages, SubscriptionMessages } from './manage/ManageMessages.js';
import type { MessageOverrides } from './mergeMessages.js';

/**
 * What an attempt is for, where its sentences differ from those of a subscription that is paid today: a card that is only
 * registered, a card that takes another one's place, and a subscription that begins with a free trial.
 */
export type MessagePurpose = 'register' | 'change' | 'trial';

/** The sentences of a purpose that replace those of a paid subscription. */
export type PurposeMessages = Pick<MessageOverrides, 'button' | 'status' | 'errors' | 'useAnotherCard'>;

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
    /** `failed` with `unresolved_charge`: a click goes on in spite of it. */
    readonly payAnyway: string;
  };
  /** The second choice after a charge that failed. */
  readonly useAnotherCard: string;
  /** Ends an attempt that waits for the SDK or the payment window. */
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
  /** Stands before what the PG or the card company says, which is shown unaltered. */
  readonly pgMessage: string;
  /** What happened and what the customer can do, by error code. */
  readonly errors: Readonly<Record<BillingKeyErrorCode, string>>;
  /** In place of the sentence for `order_failed`, by the `code` of its cause: the server kit refuses the order, and will again. */
  readonly orderRefusals: Readonly<Record<'subscription_exists' | 'trial_used', string>>;
  /** Sentences for attempts that are no paid subscription. */
  readonly purposes: Readonly<Record<MessagePurpose, PurposeMessages>>;
  /**
   * Sentences of the parts around the button. Korean, which every page carries, leaves them to the parts; a language of your
   * own states them here, and what it leaves out is Korean.
   */
  readonly checkout?: Partial<CheckoutMessages> | undefined;
  /** Sentences for cards and subscriptions: `manageEn` has them, `en` does not. What is left out is Korean. */
  readonly manage?:
    | {
        readonly cards?: Partial<CardsMessages> | undefined;
        readonly subscription?: Partial<SubscriptionMessages> | undefined;
        readonly pastDue?: Partial<PastDueMessages> | undefined;
      }
    | undefined;
}
