/**
 * Sentences and labels of the parts around the button. Apart from those of the button, so that a Korean page with nothing but
 * the button carries none of them. `{name}` and the like are replaced; nothing else is read in them.
 */
export interface CheckoutMessages {
  readonly methods: string;
  readonly consents: string;
  readonly agreeToAll: string;
  /** `{term}` */
  readonly required: string;
  /** `{term}` */
  readonly optional: string;
  /** A link to the full text; its label is part of `readTerm`. */
  readonly read: string;
  /** What that link is called for screen readers; `{term}`. */
  readonly readTerm: string;
  readonly summary: string;
  readonly plan: string;
  readonly period: string;
  readonly weekly: string;
  readonly monthly: string;
  readonly yearly: string;
  /** `{amount}` */
  readonly perWeek: string;
  /** `{amount}` */
  readonly perMonth: string;
  /** `{amount}` */
  readonly perYear: string;
  /** How often in words of the host's, `{period}`, and `{amount}`. */
  readonly perPeriod: string;
  readonly amount: string;
  /** Won, where people write it after the number; `{amount}`. */
  readonly won: string;
  readonly firstCharge: string;
  readonly now: string;
  readonly nextCharge: string;
  readonly listPrice: string;
  readonly discount: string;
  readonly dueToday: string;
  readonly trialEnds: string;
  /** `{date}` */
  readonly until: string;
  readonly afterTrial: string;
  readonly howToCancel: string;
  readonly cancelAnyTime: string;
  readonly cancelTrial: string;
  readonly pending: string;
  /** `{name}`, `{amount}` */
  readonly pendingItem: string;
  /** An unfinished card that nothing is paid with today; `{name}` */
  readonly pendingCard: string;
  readonly pendingCharging: string;
  readonly pendingFailed: string;
  readonly chargePending: string;
  readonly dismissPending: string;
}
