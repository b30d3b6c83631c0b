import type { Context } from '../Context.js';
import type { Card } from '../card/Card.js';
import type { DeclineLimit } from '../charge/declineLimit.js';
import { BillingServerError } from '../errors.js';
import { optionalObject, optionalText, requiredNumber, requiredText } from '../fields.js';
import { throwUnavailable } from '../gateway/unavailable.js';
import { invalidField, readCustomerId, readIdentifier } from '../identifiers.js';
import { inOneOrder } from '../json.js';
import type { PriceOf } from '../order/createOrders.js';
import type { Receipt } from '../order/Orders.js';
import { askPrice } from '../order/readPrice.js';
import { chargeReceipt } from '../order/receipts.js';
import { eachRow } from '../store/eachRow.js';
import { hold, insert } from '../store/Store.js';
import { createPriceChange } from './changePrice.js';
import { isAgreed, isSameChoice, plannedByHost, riseOf } from './consent.js';
import type { Renewals } from './createRenewals.js';
import { chosenFrom, createOwnSubscriptions, dueByHost, firstPeriodAfter } from './ownSubscription.js';
import type { RenewalRules } from './RenewalRules.js';
import type { PlannedChange, SoldPlan, Subscription } from './Subscription.js';
import type { OwnSubscription, Subscriptions } from './Subscriptions.js';
import { type SubscriptionView, subscriptionView } from './SubscriptionView.js';
import { soldPlan } from './startSubscription.js';
import { subscriptionIn } from './subscriptionRows.js';
import { canPay } from './transition.js';

export interface SubscriptionsOptions {
  readonly rules: RenewalRules;
  readonly price: PriceOf;
  readonly renewals: Renewals;
  readonly productGroupOf: (planId: string) => string;
  readonly declineLimit: DeclineLimit;
}

const LIST_LIMIT = 100;

type Operations = Omit<Subscriptions, 'importSubscription'>;

export function createSubscriptions(context: Context, options: SubscriptionsOptions): Operations {
  const { store } = context;
  const { rules, price, renewals, productGroupOf, declineLimit } = options;
  const owned = createOwnSubscriptions(context, rules);
  const { own, change } = owned;

  async function ownCard(customerId: string, cardId: string): Promise<Card> {
    const card = await store.get('cards', readIdentifier('cardId', cardId, 80));
    if (card !== null && card.customerId === customerId && card.status === 'active') return card;
    throw new BillingServerError('card_unknown', `This customer has no card ${cardId}.`, { field: 'cardId' });
  }

  async function planFor({
    planId,
    metadata = null,
    customerId,
  }: {
    planId: string;
    metadata?: Parameters<PriceOf>[0]['metadata'] | undefined;
    customerId: string;
  }): Promise<SoldPlan> {
    const found = await askPrice(price, { planId, metadata, customerId });
    const plan = found === null ? null : soldPlan(planId, found, metadata);
    if (plan !== null) return plan;
    throw new BillingServerError('plan_unknown', `planId ${planId} names no plan that is for sale by the period.`, {
      field: 'planId',
    });
  }

  const changeCard: Operations['changeCard'] = (request) =>
    change(request, async (at, { state, customerId }) => {
      if (state.status === 'ended') throw wrongState(request, 'has ended');
      const card = await ownCard(customerId, request.cardId);
      // The card's version goes up with the change: a removal at this moment is refused, or comes first and refuses the change.
      return { event: { type: 'card_changed', at, cardId: card.cardId }, writes: [hold('cards', card)] };
    });

  /** What became of the period that was past due, or of the one that has begun since and took its place. */
  async function receiptOf({ id, period, tries }: Subscription): Promise<Receipt> {
    const row = await store.get('subscriptions', id);
    const after = row === null ? null : subscriptionIn(row);
    const charges = await store.find('charges', {
      where: { subscriptionId: id },
      order: { by: 'createdAt', descending: true },
      limit: 50,
    });
    const paid = charges.find((one) => one.status === 'paid' && (one.period ?? 0) > period);
    if (paid !== undefined) return chargeReceipt(paid);
    const pastDue = (after?.period ?? period) + 1;
    const declined = charges.find((one) => one.status === 'failed' && one.period === pastDue);
    const triedBefore = pastDue === period + 1 ? tries : 0;
    // Nothing was tried: the gateway could not be asked, or somebody else is at it.
    if (after === null || after.tries <= triedBefore || declined === undefined) throw unsettled();
    return chargeReceipt(declined);
  }

  async function payPastDue(request: Parameters<Operations['payNow']>[0]): Promise<Receipt> {
    const { cardId } = request;
    const { subscription } = await own(request);
    if (subscription.state.status !== 'past_due') throw wrongState(request, 'has nothing that is past due');
    if (cardId !== undefined) await changeCard({ ...request, cardId });
    await change(request, (at, { state, cardId: used }) => {
      if (state.status === 'past_due' && !canPay(state, used)) {
        throw wrongState(request, 'can’t be paid with this card any more: name another one in cardId, or register one');
      }
      return { event: { type: 'pay_requested', at } };
    });
    await renewals.work(subscription.id).catch(throwUnavailable);
    return receiptOf(subscription);
  }

  return {
    async list({ customerId }) {
      const where = { customerId: readCustomerId(customerId) };
      const views: SubscriptionView[] = [];
      for await (const row of eachRow(store, 'subscriptions', { where, by: 'createdAt', descending: true })) {
        const subscription = subscriptionIn(row);
        // One that is charged is shown however many have ended since.
        if (subscription === null || (views.length >= LIST_LIMIT && row.status === 'ended')) continue;
        views.push(subscriptionView(subscription));
      }
      return views;
    },

    cancel: (request) =>
      change(request, (at, { state }) => {
        if (state.status === 'ended') throw wrongState(request, 'has ended');
        return { event: { type: 'cancelled', at } };
      }),

    resume: (request) =>
      change(request, (at, { state }) => {
        if (state.status === 'ended' || (state.status === 'ending' && at >= state.endsAt))
          throw wrongState(request, 'has ended');
        return { event: { type: 'resumed', at } };
      }),

    end: (request) => change(request, (at) => ({ event: { type: 'ended', at, reason: 'ended_now' } })),

    changePlan: (request) =>
      change(request, async (at, subscription) => {
        const { state, plan, openTry } = subscription;
        if (state.status === 'ended') throw wrongState(request, 'has ended');
        if (state.status === 'ending') throw wrongState(request, 'is ending: resume it first');
        const planId = requiredText({ ...request }, 'planId', 100);
        const metadata = optionalObject({ ...request }, 'metadata');
        const { customerId } = subscription;
        const { change: before } = subscription;
        const planned = plannedByHost(subscription);
        const coming = firstPeriodAfter(subscription, at);
        // Without metadata, it is the plan as they have it.
        if (isSameChoice(plan, { planId, metadata: metadata ?? plan.metadata })) {
          // Taken back is what the customer has chosen. What the host has planned for this plan is no choice.
          if (before?.by !== 'customer') return null;
          const later = planned && { ...planned, fromPeriod: Math.max(planned.fromPeriod, coming) };
          const ofHost = dueByHost(subscription, at) ?? later;
          // What was chosen is being paid just now: it is had for its period, and this plan comes after it.
          const isOut = openTry !== null && !isSameChoice(openTry.plan, plan);
          const back: PlannedChange = { plan, fromPeriod: coming, by: 'customer', displaced: ofHost ?? undefined };
          return { event: { type: 'change_planned', at, change: isOut ? back : ofHost } };
        }
        const next = await planFor({ planId, metadata, customerId });
        if (productGroupOf(planId) !== productGroupOf(plan.planId))
          throw invalidField('planId', 'is of another group of products: that is a subscription of its own');
        if (next.currency !== plan.currency)
          throw invalidField('planId', `is sold in ${next.currency}, and this subscription in ${plan.currency}`);
        // Chosen once more when its period has begun, or is being charged: it comes with that one all the same.
        const isDue = before?.by === 'customer' && before.fromPeriod < coming;
        if (isDue && inOneOrder(before.plan) === inOneOrder(next)) return null;
        const fromPeriod = chosenFrom(subscription, at);
        const change: PlannedChange = { plan: next, fromPeriod, by: 'customer', displaced: planned ?? undefined };
        return { event: { type: 'change_planned', at, change } };
      }),

    changeCard,

    consent: (request) =>
      change(request, (at, subscription) => {
        const { customerId, id, period } = subscription;
        requiredNumber({ ...request }, 'amount');
        const rise = riseOf(subscription, period + 1);
        if (rise === null || rise.amountAfter !== request.amount) {
          throw new BillingServerError(
            'amount_mismatch',
            `amount is ${request.amount}, and ${rise === null ? 'nothing rises' : `the next period would cost ${rise.amountAfter}`}. Show the customer the subscription again.`,
            { field: 'amount' },
          );
        }
        if (at < rise.consentFrom) {
          throw new BillingServerError(
            'consent_too_early',
            `Consent counts within 30 days before the amount rises: from ${new Date(rise.consentFrom).toISOString()}.`,
          );
        }
        // The customer has agreed to it already.
        if (isAgreed(subscription, rise)) return null;
        const consent = {
          period: rise.period,
          amount: rise.amountAfter,
          planId: rise.planId,
          metadata: rise.metadata,
          at,
        };
        const termVersion = `${rise.amountBefore} > ${rise.amountAfter} ${rise.currency}`;
        // What was agreed to is kept beside the terms of orders, also when it is long past.
        const kept = insert('consents', {
          consentId: `${id}:${rise.period}:${at}`,
          customerId,
          merchantUid: id,
          termId: 'price_rise',
          termVersion,
          agreedAt: at,
        });
        return { event: { type: 'consented', at, consent }, writes: [kept] };
      }),

    async payNow(request) {
      const customerId = readCustomerId(request.customerId);
      optionalText({ ...request }, 'cardId', 80);
      return declineLimit({ customerId, number: request.subscriptionId }, () => payPastDue(request));
    },

    changePrice: createPriceChange(context, owned),
  };
}

function wrongState({ subscriptionId }: OwnSubscription, why: string): BillingServerError {
  return new BillingServerError('subscription_state', `Subscription ${subscriptionId} ${why}.`, {
    field: 'subscriptionId',
  });
}

function unsettled(): BillingServerError {
  return new BillingServerError(
    'charge_unsettled',
    'A charge of this subscription is out, and the gateway has not said yet what became of it. Ask again: it is never charged twice.',
    { retryAfterSeconds: 2 },
  );
}
