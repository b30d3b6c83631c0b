import type { Context } from '../Context.js';
import { requiredText } from '../fields.js';
import { invalidField } from '../identifiers.js';
import { isAmount } from '../order/readPrice.js';
import { eachRow } from '../store/eachRow.js';
import { plannedByHost } from './consent.js';
import { dueByHost, firstPeriodAfter, type OwnSubscriptions } from './ownSubscription.js';
import { FURTHEST } from './periods.js';
import type { PlannedChange } from './Subscription.js';
import type { SubscriptionRow } from './SubscriptionRow.js';
import type { Subscriptions } from './Subscriptions.js';
import { subscriptionIn } from './subscriptionRows.js';
import { isCharged } from './transition.js';

/** Changes the price of a plan for those who have it, one subscription at a time. */
export function createPriceChange(
  { store, assertBound }: Context,
  { change }: Pick<OwnSubscriptions, 'change'>,
): Subscriptions['changePrice'] {
  async function changePriceOf(
    { customerId, subscriptionId }: SubscriptionRow,
    amount: number,
    from: number,
  ): Promise<boolean> {
    let isChanged = false;
    const row = await store.get('subscriptions', subscriptionId);
    if (row === null || subscriptionIn(row) === null) return false;
    await change({ customerId, subscriptionId }, (at, subscription) => {
      const due = dueByHost(subscription, at);
      const plan = due?.plan ?? subscription.plan;
      if (!isAmount(amount, plan.currency))
        throw invalidField('amount', `is ${amount}, which ${plan.currency} has not`);
      const before = due === null ? plannedByHost(subscription) : due.displaced;
      // The price that it has takes back what was planned.
      isChanged = isCharged(subscription.state) && (plan.amount !== amount || Boolean(before));
      if (!isChanged) return null;
      const fromPeriod = firstPeriodAfter(subscription, Math.max(at, from - 1));
      // Parts of the old amount say nothing about the new one, unless all of it was free of tax.
      const { taxFree, vat: _, ...rest } = plan;
      const parts = taxFree === plan.amount ? { taxFree: amount } : {};
      const later: PlannedChange | undefined =
        plan.amount === amount ? undefined : { plan: { ...rest, amount, ...parts }, fromPeriod, by: 'host' };
      const planned = due === null ? later : { ...due, displaced: later };
      const chosen = subscription.change?.by === 'customer' ? subscription.change : null;
      // The plan that the customer has chosen comes all the same.
      const next = chosen === null ? (planned ?? null) : { ...chosen, displaced: planned };
      return { event: { type: 'change_planned', at, change: next, by: 'host' } };
    });
    return isChanged;
  }

  return async ({ amount, from, ...request }) => {
    await assertBound();
    // Without one, every plan there is would get this price.
    const planId = requiredText(request, 'planId', 100);
    if (!Number.isFinite(amount) || amount <= 0) {
      throw invalidField('amount', `is ${String(amount)}; it must be a number of more than 0`);
    }
    if (!(from instanceof Date) || Number.isNaN(from.getTime())) throw invalidField('from', 'must be a Date');
    if (from.getTime() - (await store.now()) > FURTHEST) {
      throw invalidField('from', `is ${from.toISOString()}: is it in milliseconds?`);
    }
    let changed = 0;
    for await (const row of eachRow(store, 'subscriptions', { where: { planId }, by: 'createdAt' })) {
      if (await changePriceOf(row, amount, from.getTime())) changed += 1;
    }
    return changed;
  };
}
