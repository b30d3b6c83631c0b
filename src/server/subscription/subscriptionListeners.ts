import { amountLeft } from '../../portone/minorUnits.js';
import type { Context } from '../Context.js';
import type { Charge } from '../charge/Charge.js';
import type { ChargeListener } from '../charge/Charges.js';
import { BillingServerError } from '../errors.js';
import { eventWrite } from '../event/events.js';
import type { Order } from '../order/Order.js';
import type { RegistrationListener } from '../order/orderCard.js';
import { hold, insert, remove, type Write } from '../store/Store.js';
import { assertChangeable } from './ownSubscription.js';
import type { RenewalRules } from './RenewalRules.js';
import { isStillChosen, renewalEvent } from './renewalEvent.js';
import { subscriptionIdOf } from './renewalNumber.js';
import type { SoldPlan } from './Subscription.js';
import type { SubscriptionRow } from './SubscriptionRow.js';
import { soldPlan, startSubscription } from './startSubscription.js';
import {
  activateRow,
  changeRow,
  holderOf,
  insertSubscription,
  productGroupIn,
  slotOf,
  subscriptionIn,
} from './subscriptionRows.js';

export interface SubscriptionListenersOptions {
  readonly rules: RenewalRules;
  readonly productGroupOf: (planId: string) => string;
}

export interface SubscriptionListeners {
  readonly onCharge: ChargeListener;
  readonly onRegistration: RegistrationListener;
  /**
   * Refuses an order that could begin nothing, before the customer registers a card for it.
   *
   * @throws BillingServerError `subscription_exists`, `trial_used`; `subscription_unknown`, `subscription_state` where its card
   * is to be changed
   */
  readonly assertCanBegin: (order: Order) => Promise<void>;
}

/** An order that begins a subscription, with what it sells. */
interface Beginning {
  readonly order: Order;
  readonly price: NonNullable<Order['price']>;
  readonly plan: SoldPlan;
  readonly productGroup: string;
  readonly slot: string;
  readonly subscriptionId: string;
}

/**
 * Keeps subscriptions true to the money: what a charge or a registration means for a subscription is written in the very commit
 * that makes it true.
 */
export function subscriptionListeners(
  { store }: Pick<Context, 'store'>,
  { rules, productGroupOf }: SubscriptionListenersOptions,
): SubscriptionListeners {
  async function beginningOf(order: Order | null): Promise<Beginning | null> {
    const { price = null } = order ?? {};
    const plan = price === null ? null : soldPlan(order?.planId ?? null, price, order?.metadata);
    if (order === null || price === null || plan === null || order.purpose !== 'subscribe') return null;
    const subscriptionId = await subscriptionIdOf(order.chargeMerchantUid);
    // What was reserved stays: the host may have forgotten the plan by the time that its first charge is settled.
    const { slot = null } = (await store.get('subscriptions', subscriptionId)) ?? {};
    const productGroup = slot === null ? productGroupOf(plan.planId) : productGroupIn(slot);
    return {
      order,
      price,
      plan,
      productGroup,
      slot: slotOf({ productGroup, customerId: order.customerId }),
      subscriptionId,
    };
  }

  /** The other subscription that has had the trial; null when this one may have it, or begins without. */
  async function trialHad({ price, slot, subscriptionId }: Beginning): Promise<SubscriptionRow | null> {
    if (price.trial === undefined) return null;
    const [used] = await store.find('subscriptions', { where: { trialOf: slot }, limit: 1 });
    return used === undefined || used.subscriptionId === subscriptionId ? null : used;
  }

  async function assertTrialUnused(beginning: Beginning): Promise<void> {
    const used = await trialHad(beginning);
    if (used === null) return;
    throw new BillingServerError(
      'trial_used',
      `This customer has had the trial already (${used.subscriptionId}). Make the order without a trial.`,
      { details: { subscriptionId: used.subscriptionId } },
    );
  }

  /** Takes the place for a first charge that is about to be sent: a second one is refused before anything is charged. */
  async function reserve(beginning: Beginning, now: number): Promise<Write[]> {
    const { subscriptionId, slot, plan, order } = beginning;
    const holder = await holderOf(store, slot);
    // It may have made room while its charge was declined: whoever takes the place at this moment is first, or is refused.
    if (holder?.row.subscriptionId === subscriptionId) return [hold('subscriptions', holder.row)];
    if (holder !== null && !holder.makesRoom) throw exists(holder.row);
    await assertTrialUnused(beginning);
    const starting = {
      subscriptionId,
      customerId: order.customerId,
      slot,
      trialOf: null,
      cardId: null,
      planId: plan.planId,
      startedBy: order.chargeMerchantUid,
      status: 'starting',
      wakeAt: null,
      body: null,
      createdAt: now,
    } as const;
    return [...(holder === null ? [] : [remove('subscriptions', holder.row)]), insert('subscriptions', starting)];
  }

  /**
   * The first charge is paid: its subscription begins, or, where another one has the place by now or has had the trial, or the
   * customer is being erased, the money has to go back.
   */
  async function begin(beginning: Beginning, charge: Charge, now: number): Promise<Write[]> {
    const { subscriptionId, slot, order, price, plan, productGroup } = beginning;
    const own = await store.get('subscriptions', subscriptionId);
    if (own !== null && own.status !== 'starting') return [];
    const holder = await holderOf(store, slot);
    const isTaken = holder !== null && holder.row.subscriptionId !== subscriptionId && !holder.makesRoom;
    const inTheWay = isTaken ? holder.row : await trialHad(beginning);
    const isErased = (await store.get('erasures', order.customerId)) !== null;
    if (inTheWay !== null || isErased) {
      const { chargeMerchantUid: merchantUid, currency, customerId } = charge;
      const amount = amountLeft(charge.amount, charge.refundedAmount);
      const named = inTheWay?.subscriptionId ?? subscriptionId;
      const data = { subscriptionId: named, merchantUid, amount, currency, expected: 0 };
      const eventId = `${subscriptionId}:refund_due:${merchantUid}`;
      const unused = own === null ? [] : [remove('subscriptions', own)];
      return [...unused, eventWrite({ eventId, type: 'refund_due', customerId, data, now })];
    }
    const subscription = startSubscription({
      id: subscriptionId,
      order,
      price,
      plan,
      card: charge,
      productGroup,
      at: now,
      rules,
    });
    const displaced =
      holder === null || holder.row.subscriptionId === subscriptionId ? [] : [remove('subscriptions', holder.row)];
    if (own !== null) return [...displaced, activateRow(own, subscription, rules)];
    return [...displaced, insertSubscription(subscription, { startedBy: order.chargeMerchantUid, rules })];
  }

  async function onFirstCharge(before: Charge | null, after: Charge, now: number): Promise<Write[]> {
    if (after.merchantUid === null) return [];
    const beginning = await beginningOf(await store.get('orders', after.merchantUid));
    if (beginning === null) return [];
    if (after.status === 'pending') return reserve(beginning, now);
    const wasPaid = before?.status === 'paid' || before?.status === 'refunded';
    return after.status === 'paid' && !wasPaid ? begin(beginning, after, now) : [];
  }

  async function onRenewal(change: Parameters<ChargeListener>[0]): Promise<readonly Write[]> {
    const { before, after, now, tookOther } = change;
    const row = after.subscriptionId === null ? null : await store.get('subscriptions', after.subscriptionId);
    const subscription = row === null ? null : subscriptionIn(row);
    if (row === null || subscription === null) return [];
    const card = after.status === 'failed' ? await store.get('cards', after.cardId) : null;
    const event = renewalEvent({ before, after, subscription, pg: card?.pg ?? null, now, tookOther });
    const changed = event === null ? null : changeRow(row, event, rules);
    // It was ended, cancelled or paid a moment ago, or has another card or plan: then nothing is sent. What is taken over was.
    const isSent = after.callEndsAt <= now;
    if (event?.type === 'try_opened' && !isSent && (changed === null || !isStillChosen(subscription, after))) {
      throw outdated(after.chargeMerchantUid);
    }
    return changed?.writes ?? [];
  }

  return {
    async assertCanBegin(order) {
      if (order.purpose === 'change' && order.subscriptionId !== null) {
        return assertChangeable(order, await store.get('subscriptions', order.subscriptionId));
      }
      const beginning = await beginningOf(order);
      if (beginning === null) return;
      const holder = await holderOf(store, beginning.slot);
      if (holder !== null && !holder.makesRoom) throw exists(holder.row);
      await assertTrialUnused(beginning);
    },

    async onCharge(change) {
      const { before, after, now } = change;
      return after.period === null ? onFirstCharge(before, after, now) : onRenewal(change);
    },

    async onRegistration({ order, card, now }) {
      if (order.purpose === 'change' && order.subscriptionId !== null) {
        const row = await store.get('subscriptions', order.subscriptionId);
        if (row === null || row.customerId !== order.customerId) return [];
        return changeRow(row, { type: 'card_changed', at: now, cardId: card.cardId }, rules)?.writes ?? [];
      }
      const beginning = await beginningOf(order);
      if (beginning === null || beginning.price.amount > 0) return [];
      // Nothing is due today: the subscription begins with its card.
      const { subscriptionId, slot, price, plan, productGroup } = beginning;
      const holder = await holderOf(store, slot);
      // Another server was faster with the same claim: its commit refuses this one, and then the card is known.
      if (holder?.row.subscriptionId === subscriptionId) return [];
      if (holder !== null && !holder.makesRoom) throw exists(holder.row);
      await assertTrialUnused(beginning);
      const subscription = startSubscription({
        id: subscriptionId,
        order,
        price,
        plan,
        card,
        productGroup,
        at: now,
        rules,
      });
      return [
        ...(holder === null ? [] : [remove('subscriptions', holder.row)]),
        insertSubscription(subscription, { startedBy: null, rules }),
      ];
    },
  };
}

/** One subscription at a time: the second is refused, and nothing is charged. */
export function exists(row: SubscriptionRow): BillingServerError {
  return new BillingServerError(
    'subscription_exists',
    `This customer has a subscription already (${row.subscriptionId}, ${row.status}). Change its plan or its card, pay what is past due, or end it first.`,
    { details: { subscriptionId: row.subscriptionId, status: row.status } },
  );
}

function outdated(merchantUid: string): BillingServerError {
  return new BillingServerError(
    'store_conflict',
    `The subscription of ${merchantUid} has changed since this charge was decided. Nothing was sent: it is decided anew.`,
    { retryAfterSeconds: 1 },
  );
}
