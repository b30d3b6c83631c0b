import { amountLeft } from '../../portone/minorUnits.js';
import type { StoredEvent } from '../event/StoredEvent.js';
import type { JsonValue } from '../json.js';
import { chargeableFor, riseOf } from './consent.js';
import { startOf } from './periods.js';
import { paidPlan } from './plannedChange.js';
import type { Subscription } from './Subscription.js';
import type { SubscriptionEvent } from './transition.js';

/**
 * What a customer, or the host, is to be told about a subscription. Each is stored in the commit that makes it true, and
 * delivered at least once, under an id that depends on nothing but what it tells of.
 */
export type SubscriptionMailType =
  /** The next period is charged soon: `amount`, `dueAt`. */
  | 'renewal_upcoming'
  /** The customer has to agree: `amountBefore`, `amountAfter`, `startsAt`. */
  | 'consent_due'
  | 'renewed'
  /** `reason`, `canHeal`, `nextTryAt`, `deadlineAt`. */
  | 'declined'
  /** A period that was declined is paid after all. */
  | 'recovered'
  /** It was cancelled, and can be used until `endsAt`. */
  | 'ending'
  | 'ended'
  /** For the host: periods that nobody charged, because no server ran or the gateway refused. */
  | 'periods_skipped'
  /** For the host: money that came after the end, for a period that was paid already, or of another amount. */
  | 'refund_due';

/** A mail to be stored; the store begins counting versions. */
export type NewMail = Omit<StoredEvent, 'version'>;

type MakeMail = (type: SubscriptionMailType, key: string | number, data: { [field: string]: JsonValue }) => NewMail;

/**
 * What has to be told when an event changed a subscription; nothing when it was dropped. `revision` names the change, for what
 * may happen, and has to be told, more than once.
 */
export function mailsOf(
  before: Subscription,
  event: SubscriptionEvent,
  after: Subscription,
  revision: number,
): NewMail[] {
  if (before === after && event.type !== 'paid') return [];
  const mail: MakeMail = (type, key, data) => ({
    eventId: `${after.id}:${type}:${key}`,
    customerId: after.customerId,
    type,
    data: { subscriptionId: after.id, planId: after.plan.planId, planName: after.plan.name, ...data },
    createdAt: event.at,
    deliverAt: event.at,
    deliveries: 0,
  });
  const hasEnded = after.state.status === 'ended' && before.state.status !== 'ended';
  const ended =
    hasEnded && after.state.status === 'ended' ? [mail('ended', 'once', { reason: after.state.reason })] : [];
  switch (event.type) {
    case 'paid':
      return paidMails(before, event, after, mail);
    case 'declined': {
      const { state, openTry } = { ...after, openTry: before.openTry };
      if (state.status !== 'past_due' || openTry === null) return ended;
      const { reason, canHeal, tryNumber } = state.decline;
      const { nextTryAt, deadlineAt } = state;
      const { period, plan } = openTry;
      const data = {
        period,
        tryNumber,
        amount: plan.amount,
        currency: plan.currency,
        reason,
        canHeal,
        nextTryAt,
        deadlineAt,
      };
      return [mail('declined', `${period}:${tryNumber}`, data)];
    }
    case 'card_gone': {
      const { state, period: paidPeriod, tries: tryNumber } = after;
      if (state.status !== 'past_due') return ended;
      const { nextTryAt, deadlineAt } = state;
      const period = paidPeriod + 1;
      const { amount, currency } = chargeableFor(after, period);
      const { reason } = event;
      const data = { period, tryNumber, amount, currency, reason, canHeal: false, nextTryAt, deadlineAt };
      // No try was made that it could be named by, and one card may go twice.
      return [mail('declined', `${period}:gone:${revision}`, data)];
    }
    case 'upcoming_told': {
      const { period } = event;
      const { amount, currency } = chargeableFor(after, period);
      return [mail('renewal_upcoming', period, { period, amount, currency, dueAt: startOf(after, period) })];
    }
    case 'consent_asked': {
      const rise = riseOf(after, event.period);
      if (rise === null) return [];
      const { amountBefore, amountAfter, currency, startsAt, consentFrom } = rise;
      const data = { period: event.period, amountBefore, amountAfter, currency, startsAt, consentFrom };
      return [mail('consent_due', `${event.period}:${revision}`, data)];
    }
    case 'skipped': {
      const from = before.period + 1;
      return [mail('periods_skipped', event.through, { from, through: event.through })];
    }
    case 'cancelled': {
      const { state } = after;
      return state.status === 'ending' ? [mail('ending', revision, { endsAt: state.endsAt })] : ended;
    }
    default:
      return ended;
  }
}

function paidMails(
  before: Subscription,
  event: SubscriptionEvent & { type: 'paid' },
  after: Subscription,
  mail: MakeMail,
): NewMail[] {
  const { period, merchantUid, amount, refunded = 0 } = event;
  const { currency } = before.plan;
  const expected = paidPlan(before, event).amount;
  const data = { period, merchantUid, amount, currency };
  // Money that was given back is not due back once more.
  const kept = amountLeft(amount, refunded);
  const toRefund = (due: number) =>
    kept > due ? [mail('refund_due', merchantUid, { ...data, amount: kept, expected: due })] : [];
  if (after.period < period || period <= before.period) {
    // Told again of the payment that settled the period: nothing new. Any other one is one too many.
    return merchantUid === before.paidBy ? [] : toRefund(0);
  }
  const next =
    after.state.status === 'ending' ? { endsAt: after.state.endsAt } : { nextDueAt: startOf(after, period + 1) };
  const type = before.state.status === 'past_due' ? 'recovered' : 'renewed';
  return [mail(type, period, { ...data, ...next }), ...toRefund(expected)];
}
