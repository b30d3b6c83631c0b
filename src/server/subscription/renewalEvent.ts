import type { Charge } from '../charge/Charge.js';
import { chargeablePlan } from './consent.js';
import { hopelessReason } from './declines.js';
import { paidPlan } from './plannedChange.js';
import { readRenewalNumber } from './renewalNumber.js';
import type { SoldPlan, Subscription } from './Subscription.js';
import type { SubscriptionEvent } from './transition.js';

/** What a change of a renewal's charge means for its subscription; null when it means nothing. */
export function renewalEvent({
  before,
  after,
  subscription,
  pg,
  now: at,
  tookOther = false,
}: {
  readonly before: Charge | null;
  readonly after: Charge;
  readonly subscription: Subscription;
  readonly pg: string | null;
  readonly now: number;
  readonly tookOther?: boolean | undefined;
}): SubscriptionEvent | null {
  const { chargeMerchantUid: merchantUid, cardId, amount, taxFree, vat, failCode, failReason } = after;
  const { refundedAmount: refunded } = after;
  const parts = readRenewalNumber(merchantUid);
  if (parts === null) return null;
  const { period, tryNumber } = parts;
  switch (after.status) {
    case 'pending': {
      // What is charged is what the row says, whatever was planned in between. It may be older than the chosen plan.
      const parts = { ...(taxFree === null ? {} : { taxFree }), ...(vat === null ? {} : { vat }) };
      const plan: SoldPlan = { ...paidPlan(subscription, { period, merchantUid, amount }), amount, ...parts };
      return { type: 'try_opened', at, openTry: { period, tryNumber, merchantUid, cardId, plan, openedAt: at } };
    }
    case 'paid':
      return before?.status === 'paid' ? null : { type: 'paid', at, period, merchantUid, amount, refunded };
    case 'failed': {
      if (failCode === 'lost') return { type: 'not_made', at, merchantUid, reason: 'lost' };
      if (failCode === 'refused' || failCode === 'unavailable') {
        return { type: 'not_made', at, merchantUid, reason: 'refused' };
      }
      // Somebody has to look at the money that was taken, before more is.
      const canHeal = !tookOther && hopelessReason({ pg, code: failCode, reason: failReason }) === null;
      // Of one that was given up by hand, no PG has said anything to a customer.
      const reason = failCode === 'given_up' ? '' : (failReason ?? '');
      return { type: 'declined', at, merchantUid, reason, canHeal };
    }
    case 'refunded':
      // Paid and given back before anybody looked: the period is settled.
      return before?.status === 'paid' ? null : { type: 'paid', at, period, merchantUid, amount, refunded };
  }
}

/** Whether what is about to be sent is still what the customer has chosen. */
export function isStillChosen(subscription: Subscription, { period, cardId, planId, amount }: Charge): boolean {
  const plan = chargeablePlan(subscription, period ?? 0);
  return cardId === subscription.cardId && planId === plan?.planId && amount === plan.amount;
}
