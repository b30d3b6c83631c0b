import { type Context, decideAndCommit } from '../Context.js';
import { BillingServerError } from '../errors.js';
import { readCustomerId, readIdentifier } from '../identifiers.js';
import type { Order } from '../order/Order.js';
import type { Write } from '../store/Store.js';
import { chargeablePlan, plannedByHost } from './consent.js';
import { currentPeriod } from './periods.js';
import type { RenewalRules } from './RenewalRules.js';
import type { PlannedChange, Subscription } from './Subscription.js';
import type { SubscriptionRow } from './SubscriptionRow.js';
import type { OwnSubscription } from './Subscriptions.js';
import { type SubscriptionView, subscriptionView } from './SubscriptionView.js';
import { changeRow, subscriptionIn } from './subscriptionRows.js';
import type { SubscriptionEvent } from './transition.js';

/** What is to happen to a subscription, and what is written with it. */
export interface Decision {
  readonly event: SubscriptionEvent;
  readonly writes?: readonly Write[] | undefined;
}

/** A customer's own subscription: nobody else's is found. */
export interface OwnSubscriptions {
  /** @throws BillingServerError `subscription_unknown` */
  own(request: OwnSubscription): Promise<{ readonly row: SubscriptionRow; readonly subscription: Subscription }>;
  /**
   * Lets an event happen to a subscription of this customer. `decide` is asked again when somebody else was faster; it may
   * throw what is wrong, and null changes nothing.
   */
  change(
    request: OwnSubscription,
    decide: (now: number, subscription: Subscription) => Promise<Decision | null> | Decision | null,
  ): Promise<SubscriptionView>;
}

export function createOwnSubscriptions({ store, assertBound }: Context, rules: RenewalRules): OwnSubscriptions {
  const own: OwnSubscriptions['own'] = async ({ customerId, subscriptionId }) => {
    const id = readIdentifier('subscriptionId', subscriptionId);
    const row = await store.get('subscriptions', id);
    const subscription = row === null ? null : subscriptionIn(row);
    if (row !== null && subscription !== null && row.customerId === readCustomerId(customerId))
      return { row, subscription };
    throw new BillingServerError('subscription_unknown', `This customer has no subscription ${id}.`, {
      field: 'subscriptionId',
    });
  };

  return {
    own,
    async change(request, decide) {
      await assertBound();
      return decideAndCommit(store, async () => {
        const { row, subscription } = await own(request);
        const decided = await decide(await store.now(), subscription);
        const changed = decided === null ? null : changeRow(row, decided.event, rules);
        if (changed === null) return { result: subscriptionView(subscription), writes: [] };
        return { result: subscriptionView(changed.after), writes: [...changed.writes, ...(decided?.writes ?? [])] };
      });
    },
  };
}

/** The first period that begins after this moment and is not being charged already. */
export function firstPeriodAfter(subscription: Subscription, at: number): number {
  const { period, openTry } = subscription;
  const charged = Math.max(period, openTry?.period ?? 0);
  return Math.max(currentPeriod(subscription, at), charged) + 1;
}

/** From which period on a plan counts that the customer chooses now: what was chosen before, and nothing has paid, gives it its place. */
export function chosenFrom(subscription: Subscription, at: number): number {
  const { change, openTry } = subscription;
  const next = firstPeriodAfter(subscription, at);
  return openTry === null && change?.by === 'customer' ? Math.min(change.fromPeriod, next) : next;
}

/** The host's price that is due for a period which has begun and is not paid: that period keeps it, whatever is planned now. */
export function dueByHost(subscription: Subscription, at: number): PlannedChange | null {
  const planned = plannedByHost(subscription);
  const coming = firstPeriodAfter(subscription, at);
  const isDue = (change: PlannedChange): boolean => {
    const period = Math.max(subscription.period + 1, change.fromPeriod);
    return period < coming && chargeablePlan({ ...subscription, change }, period) === change.plan;
  };
  // When the period of the later price has begun, the one before it is left out.
  return [planned?.displaced, planned].find((change) => change && isDue(change)) ?? null;
}

/**
 * Refuses an order that would change the card of a subscription that is not the customer's, or is over.
 *
 * @throws BillingServerError `subscription_unknown`, `subscription_state`
 */
export function assertChangeable({ customerId, subscriptionId }: Order, row: SubscriptionRow | null): void {
  const field = 'subscriptionId';
  if (row === null || row.customerId !== customerId || row.status === 'starting') {
    throw new BillingServerError('subscription_unknown', `This customer has no subscription ${subscriptionId}.`, {
      field,
    });
  }
  if (row.status !== 'ended') return;
  throw new BillingServerError('subscription_state', `Subscription ${subscriptionId} has ended.`, { field });
}
