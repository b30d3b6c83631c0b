/**
 * Sentences of the parts with which customers look after their cards and subscriptions. Apart from those of the button and the
 * checkout, so that a page without these parts carries none of them. `{card}` and the like are replaced; nothing else is read in them.
 */
export interface ManageMessages {
  readonly cards: CardsMessages;
  readonly subscription: SubscriptionMessages;
  readonly pastDue: PastDueMessages;
}

/** What `SavedCards` says, and what every part calls a card. */
export interface CardsMessages {
  readonly title: string;
  readonly loading: string;
  readonly failed: string;
  readonly reload: string;
  readonly empty: string;
  /** A card that the gateway gives no name of. */
  readonly card: string;
  readonly phone: string;
  readonly bank: string;
  readonly kakaopay: string;
  readonly naverpay: string;
  readonly payco: string;
  readonly tosspay: string;
  readonly smilepay: string;
  readonly chai: string;
  readonly paypal: string;
  /** A wallet that none of these names. */
  readonly wallet: string;
  /** Under a wallet; `{wallet}` */
  readonly managedBy: string;
  readonly isDefault: string;
  /** `{names}` */
  readonly usedBy: string;
  readonly aSubscription: string;
  /** What a button of one of several is called for screen readers; `{card}`, `{action}` */
  readonly actionOf: string;
  readonly makeDefault: string;
  /** `{card}` */
  readonly madeDefault: string;
  readonly notMadeDefault: string;
  readonly replace: string;
  readonly remove: string;
  /** `{card}` */
  readonly askRemove: string;
  readonly confirmRemove: string;
  readonly keep: string;
  /** `{card}` */
  readonly removed: string;
  /** `{card}` */
  readonly notRemoved: string;
  /** `{names}` */
  readonly inUse: string;
  /** The way out of `inUse`; `{card}` */
  readonly useInstead: string;
  /** There is no other card to choose. */
  readonly noOther: string;
  /** `{card}` */
  readonly moved: string;
  readonly notMoved: string;
}

/** What `Subscription` says. */
export interface SubscriptionMessages {
  readonly title: string;
  readonly loading: string;
  readonly failed: string;
  readonly reload: string;
  readonly none: string;
  readonly trialing: string;
  readonly active: string;
  readonly pastDue: string;
  readonly ending: string;
  readonly ended: string;
  /** `{amount}` */
  readonly perDay: string;
  /** `{amount}` */
  readonly perWeek: string;
  /** `{amount}` */
  readonly perMonth: string;
  /** `{amount}` */
  readonly perYear: string;
  /** `{amount}`, `{count}` */
  readonly perDays: string;
  /** `{amount}`, `{count}` */
  readonly perWeeks: string;
  /** `{amount}`, `{count}` */
  readonly perMonths: string;
  /** `{amount}`, `{count}` */
  readonly perYears: string;
  /** `{date}`, `{amount}` */
  readonly nextCharge: string;
  /** `{date}`, `{amount}` */
  readonly trialUntil: string;
  readonly charging: string;
  /** `{amount}` */
  readonly amountPastDue: string;
  /** `{date}` */
  readonly endsAt: string;
  /** `{date}` */
  readonly endedAt: string;
  readonly noNextCharge: string;
  /** `{card}` */
  readonly card: string;
  readonly cancel: string;
  /** `{date}` */
  readonly askCancel: string;
  /** Of a subscription that is past due, which ends at once. */
  readonly askCancelNow: string;
  /** While a charge is out, which may be paid yet. */
  readonly askCancelCharging: string;
  readonly confirmCancel: string;
  readonly keep: string;
  /** `{date}` */
  readonly cancelled: string;
  readonly resume: string;
  readonly resumed: string;
  readonly end: string;
  readonly askEnd: string;
  readonly confirmEnd: string;
  readonly endedNow: string;
  readonly notChanged: string;
  /** Somebody else has changed it meanwhile: another tab, or time. */
  readonly overtaken: string;
  /** `{date}`, `{before}`, `{after}` */
  readonly askConsent: string;
  /** After a free trial; `{date}`, `{after}` */
  readonly askConsentTrial: string;
  readonly agree: string;
  readonly agreed: string;
}

/** What `PastDue` says. */
export interface PastDueMessages {
  readonly title: string;
  /** `{name}`, `{amount}` */
  readonly declined: string;
  /** `{date}` */
  readonly nextTry: string;
  readonly noNextTry: string;
  readonly cantHeal: string;
  /** `{date}` */
  readonly deadline: string;
  /** `{card}` */
  readonly payWith: string;
  readonly payNow: string;
  readonly anotherCard: string;
  readonly newCard: string;
  readonly paying: string;
  /** `{name}` */
  readonly paid: string;
  readonly declinedAgain: string;
  /** Nobody knows yet: another click pays no second time. */
  readonly unknown: string;
  readonly failed: string;
  readonly tooMany: string;
  readonly over: string;
}
