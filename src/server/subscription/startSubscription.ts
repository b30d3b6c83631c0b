import type { Card } from '../card/Card.js';
import type { JsonObject } from '../json.js';
import type { Order, Price } from '../order/Order.js';
import { addDays, anchorAt } from './calendar.js';
import type { RenewalRules } from './RenewalRules.js';
import { subscriptionIdOf } from './renewalNumber.js';
import type { SoldPlan, Subscription } from './Subscription.js';

/** What an order sells again and again; null for one that is charged once, or costs nothing. */
export function soldPlan(planId: string | null, price: Price, metadata?: JsonObject | null): SoldPlan | null {
  const { name, amount, currency = 'KRW', taxFree, vat, period, trial } = price;
  const amountAfter = trial?.amountAfter ?? amount;
  if (period === undefined || amountAfter <= 0) return null;
  return {
    planId: planId ?? '',
    name,
    amount: amountAfter,
    currency,
    // Of a trial these are parts of what is due today, and nobody said what part of the later amount they are.
    ...(taxFree === undefined || trial ? {} : { taxFree }),
    ...(vat === undefined || trial ? {} : { vat }),
    period: { unit: period.unit, count: period.count ?? 1 },
    ...(metadata ? { metadata } : {}),
  };
}

/** The id of the subscription that an order begins; null when it begins none. */
export async function subscriptionBegunBy(order: Order): Promise<string | null> {
  const { price, purpose, planId, chargeMerchantUid } = order;
  const isBeginning = purpose === 'subscribe' && price !== null && soldPlan(planId, price) !== null;
  return isBeginning ? subscriptionIdOf(chargeMerchantUid) : null;
}

/** The subscription that an order begins: with a trial, or with a first period that is paid. */
export function startSubscription({
  id,
  order,
  price,
  plan,
  card,
  productGroup,
  at,
  rules,
}: {
  readonly id: string;
  readonly order: Order;
  readonly price: Price;
  readonly plan: SoldPlan;
  readonly card: Pick<Card, 'cardId'>;
  readonly productGroup: string;
  /** When it was paid, or the trial began. */
  readonly at: number;
  readonly rules: RenewalRules;
}): Subscription {
  const { trial } = price;
  const { timeZone } = rules;
  const trialEndsAt = trial === undefined ? at : addDays(at, trial.days, timeZone);
  const period = trial === undefined ? 1 : 0;
  return {
    id,
    customerId: order.customerId,
    productGroup,
    cardId: card.cardId,
    plan,
    timeZone,
    startedAt: at,
    trial: trial === undefined ? null : { amount: price.amount, endsAt: trialEndsAt },
    anchor: anchorAt(trialEndsAt, 1, timeZone),
    state: { status: trial === undefined ? 'active' : 'trialing' },
    period,
    paidBy: price.amount > 0 ? order.chargeMerchantUid : null,
    tries: 0,
    openTry: null,
    holdUntil: null,
    refusals: 0,
    change: null,
    // The order said what the trial turns into, and the customer went on: that is consent, as long as it is within the law's time.
    consents:
      trial === undefined ? [] : [{ period: 1, amount: plan.amount, planId: plan.planId, metadata: plan.metadata, at }],
    upcomingTold: period,
    consentAsked: period,
  };
}
