import { currentPeriod, startOf } from './periods.js';
import { changeAfter, changeUnpaid, planAfter, planned } from './plannedChange.js';
import type { RenewalRules } from './RenewalRules.js';
import { holdAfter, nextTryAt } from './retries.js';
import type {
  Decline,
  EndReason,
  OpenTry,
  PlannedChange,
  RiseConsent,
  Subscription,
  SubscriptionState,
} from './Subscription.js';

/** Everything that can happen to a subscription. `at` is the server's time, milliseconds. */
export type SubscriptionEvent = { readonly at: number } & (
  | { readonly type: 'try_opened'; readonly openTry: OpenTry }
  | TryEvent
  /** A payment of the period is there, by any of its tries, also one repeated in the PG's console. `refunded`: so much of it was given back since. */
  | {
      readonly type: 'paid';
      readonly period: number;
      readonly merchantUid: string;
      readonly amount: number;
      readonly refunded?: number | undefined;
    }
  /** Periods that have passed without a charge are left out. */
  | { readonly type: 'skipped'; readonly through: number }
  | { readonly type: 'upcoming_told'; readonly period: number }
  | { readonly type: 'consent_asked'; readonly period: number }
  | { readonly type: 'consented'; readonly consent: RiseConsent }
  | { readonly type: 'card_changed'; readonly cardId: string }
  /** The gateway knows no key of the card any more: nothing can be charged, and no try was made. */
  | { readonly type: 'card_gone'; readonly cardId: string; readonly reason: string }
  /** The customer wants to pay now what is past due. */
  | { readonly type: 'pay_requested' }
  /** `by`: who plans it, where that is not who chose the plan. */
  | {
      readonly type: 'change_planned';
      readonly change: PlannedChange | null;
      readonly by?: PlannedChange['by'] | undefined;
    }
  /** The customer wants no further period. */
  | { readonly type: 'cancelled' }
  | { readonly type: 'resumed' }
  | { readonly type: 'ended'; readonly reason: EndReason }
  /** The gateways were asked, after the end, what they have of the next period. */
  | { readonly type: 'looked_up' }
);

/** What became of a try without money. Only the try that is out can be told of: a slow answer settles no later try. */
type TryEvent = { readonly merchantUid: string } & (
  | { readonly type: 'declined'; readonly reason: string; readonly canHeal: boolean }
  /** No card was asked: the gateway refused the call, or never got it. No decline. */
  | { readonly type: 'not_made'; readonly reason: 'refused' | 'lost' }
);

/**
 * subscription × event -> subscription: the only way a subscription changes. An event that has no place in the state (late,
 * double, of another try) gives back the very subscription it was asked about: dropping is an answer, and `===` tells.
 */
export function transition(subscription: Subscription, event: SubscriptionEvent, rules: RenewalRules): Subscription {
  const { state, openTry, period } = subscription;
  switch (event.type) {
    case 'try_opened':
      if (openTry !== null || !isCharged(state) || event.openTry.period !== period + 1) return subscription;
      // A worker that was asleep must not send an earlier number again.
      if (event.openTry.tryNumber <= subscription.tries) return subscription;
      return { ...subscription, openTry: event.openTry, holdUntil: null };
    case 'declined':
    case 'not_made':
      return openTry?.merchantUid === event.merchantUid
        ? withoutMoney(subscription, openTry, event, rules)
        : subscription;
    case 'paid':
      return paid(subscription, event);
    case 'skipped':
      return skipped(subscription, event);
    case 'upcoming_told':
      return event.period > subscription.upcomingTold ? { ...subscription, upcomingTold: event.period } : subscription;
    case 'consent_asked':
      return event.period > subscription.consentAsked ? { ...subscription, consentAsked: event.period } : subscription;
    case 'consented':
      if (state.status === 'ended') return subscription;
      return { ...subscription, consents: [...subscription.consents, event.consent] };
    case 'card_changed':
      return cardChanged(subscription, event);
    case 'card_gone':
      if (openTry !== null || !isCharged(state) || subscription.cardId !== event.cardId) return subscription;
      return pastDue(subscription, { ...event, tryNumber: subscription.tries, canHeal: false }, rules);
    case 'pay_requested':
      if (state.status !== 'past_due' || openTry !== null || !canPay(state, subscription.cardId)) return subscription;
      return { ...subscription, holdUntil: null, state: { ...state, nextTryAt: event.at } };
    case 'change_planned':
      return isCharged(state) ? planned(subscription, event) : subscription;
    case 'cancelled':
      return cancelled(subscription, event.at);
    case 'resumed':
      if (state.status !== 'ending' || event.at >= state.endsAt) return subscription;
      return { ...subscription, state: state.pastDue ?? { status: period === 0 ? 'trialing' : 'active' } };
    case 'ended':
      return state.status === 'ended' ? subscription : end(subscription, event.at, event.reason);
    case 'looked_up':
      if (state.status !== 'ended' || !state.isUnsure) return subscription;
      return { ...subscription, state: { ...state, isUnsure: false } };
  }
}

/** In these states the next period is charged when its time comes. */
export function isCharged({ status }: SubscriptionState): boolean {
  return status === 'trialing' || status === 'active' || status === 'past_due';
}

/** The next period is neither tried nor refused yet. */
const untried = { openTry: null, tries: 0, holdUntil: null, refusals: 0 } as const;

function end(subscription: Subscription, at: number, reason: EndReason): Subscription {
  const isUnsure = startOf(subscription, subscription.period + 1) <= at;
  return { ...subscription, state: { status: 'ended', endedAt: at, reason, ...(isUnsure && { isUnsure }) } };
}

function paid(subscription: Subscription, event: SubscriptionEvent & { type: 'paid' }): Subscription {
  const { state, openTry } = subscription;
  const isOpenTry = openTry?.merchantUid === event.merchantUid;
  // A period is paid once, and nothing is paid after the end: what comes then only closes its own try.
  if (event.period <= subscription.period || state.status === 'ended') {
    return isOpenTry ? { ...subscription, openTry: null } : subscription;
  }
  const settled: Subscription = {
    ...subscription,
    ...untried,
    ...planAfter(subscription, event),
    period: event.period,
    paidBy: event.merchantUid,
    consents: subscription.consents.filter((consent) => consent.period > event.period),
    // Paid under another number: the try that is out is still asked about.
    openTry: isOpenTry ? null : openTry,
  };
  return state.status === 'ending'
    ? {
        ...settled,
        state: { status: 'ending', endsAt: startOf(settled, event.period + 1), cancelledAt: state.cancelledAt },
      }
    : { ...settled, state: { status: 'active' } };
}

function withoutMoney(
  subscription: Subscription,
  openTry: OpenTry,
  event: SubscriptionEvent & TryEvent,
  rules: RenewalRules,
): Subscription {
  const { state, period } = subscription;
  const change = changeUnpaid(subscription, openTry);
  const left: Subscription = { ...subscription, openTry: null };
  const chosen = change === left.change ? null : left.change;
  // What takes its place is agreed to for its period, too.
  const agreed = chosen && planned(left, { change: { ...chosen, fromPeriod: openTry.period }, at: event.at });
  const closed: Subscription = agreed === null ? left : { ...agreed, change };
  // Another number has paid that period meanwhile, or nothing is charged any more.
  if (state.status === 'ended' || openTry.period <= period) return closed;
  // It was cancelled while the next period was being charged, which is not paid: nothing is left to use.
  if (state.status === 'ending') return end(closed, event.at, 'cancelled');
  return event.type === 'declined' ? pastDue(closed, { ...event, ...openTry }, rules) : notMade(closed, event);
}

/** The next period was declined; `nextTryAt` and the deadline are counted from the first time that it was. */
function pastDue(subscription: Subscription, decline: Decline, rules: RenewalRules): Subscription {
  const { state, timeZone } = subscription;
  const { at, cardId, canHeal, tryNumber, reason } = decline;
  const since = state.status === 'past_due' ? state.since : at;
  // The card was changed while the old one was asked: the new one has its turn.
  const isOldCard = cardId !== subscription.cardId;
  return {
    ...subscription,
    ...untried,
    tries: Math.max(subscription.tries, tryNumber),
    state: {
      status: 'past_due',
      since,
      nextTryAt: isOldCard ? at : canHeal ? nextTryAt(since, at, rules, timeZone) : null,
      deadlineAt: state.status === 'past_due' ? state.deadlineAt : at + rules.endAfterDays * 24 * 3600 * 1000,
      decline: { tryNumber, cardId, at, reason, canHeal },
    },
  };
}

function notMade(subscription: Subscription, { at, reason }: SubscriptionEvent & { type: 'not_made' }): Subscription {
  // What never arrived is sent again at once, under the same number.
  if (reason === 'lost') return subscription;
  const refusals = subscription.refusals + 1;
  return { ...subscription, refusals, holdUntil: at + holdAfter(refusals) };
}

function skipped(subscription: Subscription, { through, at }: SubscriptionEvent & { type: 'skipped' }): Subscription {
  const { state, openTry, period } = subscription;
  if (!isCharged(state) || openTry !== null || through <= period) return subscription;
  if (through > currentPeriod(subscription, at)) return subscription;
  const left: Subscription = {
    ...subscription,
    ...untried,
    period: through,
    paidBy: null,
    ...changeAfter(subscription, through),
  };
  return state.status === 'past_due'
    ? { ...left, state: { ...state, nextTryAt: canPay(state, subscription.cardId) ? at : null } }
    : { ...left, state: { status: 'active' } };
}

function cardChanged(
  subscription: Subscription,
  { cardId, at }: SubscriptionEvent & { type: 'card_changed' },
): Subscription {
  const { state } = subscription;
  if (state.status === 'ended' || subscription.cardId === cardId) return subscription;
  const changed: Subscription = { ...subscription, cardId, holdUntil: null, refusals: 0 };
  if (state.status !== 'past_due') return changed;
  // Another card may pay at once what the old one could not.
  return { ...changed, state: { ...state, nextTryAt: canPay(state, cardId) ? at : null } };
}

/** False for the very card whose decline cannot heal. */
export function canPay({ decline }: SubscriptionState & { status: 'past_due' }, cardId: string): boolean {
  return decline.canHeal || decline.cardId !== cardId;
}

function cancelled(subscription: Subscription, at: number): Subscription {
  const { state, openTry, period } = subscription;
  if (!isCharged(state)) return subscription;
  // The charge that is out may be paid: then its period can be used to its end.
  const through = Math.max(openTry?.period ?? 0, period);
  if (state.status === 'past_due' && through === period) return end(subscription, at, 'cancelled');
  const endsAt = startOf(subscription, through + 1);
  // When the cancellation is taken back, the subscription is past due as before, from the same day on.
  const wasPastDue = state.status === 'past_due' ? { pastDue: state } : {};
  return { ...subscription, state: { status: 'ending', endsAt, cancelledAt: at, ...wasPastDue } };
}
