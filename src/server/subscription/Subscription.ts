import type { JsonObject } from '../json.js';
import type { Anchor, PeriodLength } from './calendar.js';

/** What was sold, at the price it was sold at. A later price of the same plan does not touch it. */
export interface SoldPlan {
  readonly planId: string;
  /** What the receipt says, 40 characters at most. */
  readonly name: string;
  /** In the currency's own unit: won, not jeon. */
  readonly amount: number;
  readonly currency: string;
  readonly taxFree?: number | undefined;
  readonly vat?: number | undefined;
  readonly period: PeriodLength;
  /** What `price` was asked with: the plan with other metadata is another choice. */
  readonly metadata?: JsonObject | undefined;
}

/** A plan or a price that counts from a later period on. */
export interface PlannedChange {
  readonly plan: SoldPlan;
  /** The first period that is charged by it. */
  readonly fromPeriod: number;
  /** Who wants it. A price that the host raises needs the customer's consent; a plan that the customer chose is agreed to. */
  readonly by: 'customer' | 'host';
  /**
   * A price that the host has planned and that waits behind this change: it counts when the customer takes the chosen plan back,
   * or after a price that is due for a period which is not paid yet.
   */
  readonly displaced?: PlannedChange | undefined;
}

/** A higher amount that the customer agreed to, with the server's time. */
export interface RiseConsent {
  readonly period: number;
  readonly amount: number;
  /** The plan it was agreed to for: nobody who chose a dearer plan has agreed to a higher price of the one they have. */
  readonly planId?: string | undefined;
  /** The plan's: with other metadata it is another choice. */
  readonly metadata?: JsonObject | undefined;
  /** Milliseconds. */
  readonly at: number;
}

/** A charge of a period that was begun and whose end is not known yet. */
export interface OpenTry {
  readonly period: number;
  /** 1 for the first of its period. */
  readonly tryNumber: number;
  readonly merchantUid: string;
  readonly cardId: string;
  /** What is charged: the plan sold, or the one it changes to with this period. */
  readonly plan: SoldPlan;
  readonly openedAt: number;
}

/** Why a charge was declined, in the PG's words, and whether the same card can ever pay. */
export interface Decline {
  readonly tryNumber: number;
  readonly cardId: string;
  readonly at: number;
  /** Text of the PG, never markup; empty when no PG was asked. */
  readonly reason: string;
  readonly canHeal: boolean;
}

/** Why a subscription ended. */
export type EndReason = 'cancelled' | 'ended_now' | 'unpaid' | 'no_consent';

/** The next period was declined, and can still be paid. */
export interface PastDue {
  readonly status: 'past_due';
  /** When the period was declined first. */
  readonly since: number;
  /** Null: not tried again by itself. The decline cannot heal, or all tries are made. */
  readonly nextTryAt: number | null;
  /** When the subscription ends unless the period is paid. */
  readonly deadlineAt: number;
  readonly decline: Decline;
}

/** The five states of a subscription. What belongs to a state is on that state and nowhere else. */
export type SubscriptionState =
  /** Nothing but the trial was paid; period 1 is due when the trial ends. */
  | { readonly status: 'trialing' }
  /** The last period is paid, and the next one is charged when it begins. */
  | { readonly status: 'active' }
  | PastDue
  /** Can be used until `endsAt`, is charged no more, and can be resumed until then. */
  | {
      readonly status: 'ending';
      readonly endsAt: number;
      readonly cancelledAt: number;
      /** It was cancelled while another try of a declined period was out. */
      readonly pastDue?: PastDue | undefined;
    }
  /** Over, for good. A try that is still out may turn out paid, which has to be refunded. */
  | {
      readonly status: 'ended';
      readonly endedAt: number;
      readonly reason: EndReason;
      /** Its next period had begun and may have been paid, as a restored backup does not know: the gateways are asked once. */
      readonly isUnsure?: boolean | undefined;
    };

/** The states of a subscription: `trialing`, `active`, `past_due`, `ending` or `ended`. */
export type SubscriptionStatus = SubscriptionState['status'];

/** Something a customer pays for again and again. Times are milliseconds. */
export interface Subscription {
  readonly id: string;
  readonly customerId: string;
  /** Of the products of one group, a customer has one subscription at a time. */
  readonly productGroup: string;
  readonly cardId: string;
  readonly plan: SoldPlan;
  readonly timeZone: string;
  readonly startedAt: number;
  /** The time before period 1: what it cost, mostly 0, and its end, which older rows do not have. Null when there was none. */
  readonly trial: { readonly amount: number; readonly endsAt?: number | undefined } | null;
  readonly anchor: Anchor;
  readonly state: SubscriptionState;
  /** The last period that is paid or was left out; 0 in a trial. The next one is `period + 1`. */
  readonly period: number;
  /** The order number that paid it; null when nothing did. */
  readonly paidBy: string | null;
  /** Tries of the next period that were declined. */
  readonly tries: number;
  /** The charge that is out. One at a time. */
  readonly openTry: OpenTry | null;
  /** No try before then: the gateway has refused one, which is no decline. */
  readonly holdUntil: number | null;
  /** Refusals in a row; each makes the wait longer. */
  readonly refusals: number;
  readonly change: PlannedChange | null;
  /** What the customer agreed to for periods to come. */
  readonly consents: readonly RiseConsent[];
  /** The last period that the customer was told of before its charge. */
  readonly upcomingTold: number;
  /** The last period that consent was asked for. */
  readonly consentAsked: number;
}
