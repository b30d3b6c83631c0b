import type { CardUses } from '../card/Cards.js';
import type { JsonObject } from '../json.js';
import { eachRow } from '../store/eachRow.js';
import { insert, type NewRow, type Store, update, type Write } from '../store/Store.js';
import { mailsOf } from './mails.js';
import { wakeAt } from './nextStep.js';
import type { RenewalRules } from './RenewalRules.js';
import type { Subscription } from './Subscription.js';
import type { SubscriptionRow } from './SubscriptionRow.js';
import { type SubscriptionEvent, transition } from './transition.js';

/** The subscription in a row; null while it is starting. */
export function subscriptionIn(row: SubscriptionRow): Subscription | null {
  return row.body as unknown as Subscription | null;
}

/** The place that a customer has in a group of products. Either may hold a colon, and no two of them share a place. */
export function slotOf({ productGroup, customerId }: Pick<Subscription, 'productGroup' | 'customerId'>): string {
  return `${productGroup.replaceAll('%', '%25').replaceAll(':', '%3A')}:${customerId}`;
}

/** The group of products that a place is in. */
export function productGroupIn(slot: string): string {
  return (slot.split(':')[0] ?? '').replaceAll('%3A', ':').replaceAll('%25', '%');
}

/** Who has the customer's place. One whose first charge has failed, or was given back before it began, makes room. */
export async function holderOf(
  store: Store,
  slot: string,
): Promise<{ readonly row: SubscriptionRow; readonly makesRoom: boolean } | null> {
  const [row] = await store.find('subscriptions', { where: { slot }, limit: 1 });
  if (row === undefined) return null;
  const first = row.status === 'starting' && row.startedBy !== null ? await store.get('charges', row.startedBy) : null;
  return { row, makesRoom: first?.status === 'failed' || first?.status === 'refunded' };
}

/** What is looked for, as it follows from a subscription. */
function columnsOf(subscription: Subscription, rules: RenewalRules): Partial<NewRow<'subscriptions'>> {
  const { state, openTry, cardId, plan } = subscription;
  const hasEnded = state.status === 'ended';
  return {
    slot: hasEnded ? null : slotOf(subscription),
    // The key of a card that is being charged must not be revoked under it.
    cardId: hasEnded && openTry === null ? null : cardId,
    planId: plan.planId,
    status: state.status,
    wakeAt: wakeAt(subscription, rules),
    body: subscription as unknown as JsonObject,
  };
}

/** The row of a subscription that begins. */
export function insertSubscription(
  subscription: Subscription,
  { startedBy, rules }: { readonly startedBy: string | null; readonly rules: RenewalRules },
): Write {
  const { id, customerId, startedAt, trial } = subscription;
  return insert('subscriptions', {
    subscriptionId: id,
    customerId,
    trialOf: trial === null ? null : slotOf(subscription),
    startedBy,
    createdAt: startedAt,
    ...columnsOf(subscription, rules),
  } as NewRow<'subscriptions'>);
}

/** A row whose first charge is paid. */
export function activateRow(row: SubscriptionRow, subscription: Subscription, rules: RenewalRules): Write {
  const trialOf = subscription.trial === null ? null : slotOf(subscription);
  return update('subscriptions', row, { ...columnsOf(subscription, rules), trialOf });
}

/** What an event makes of a row, and what has to be written for it; null when the event was dropped. */
export function changeRow(
  row: SubscriptionRow,
  event: SubscriptionEvent,
  rules: RenewalRules,
): { readonly after: Subscription; readonly writes: readonly Write[] } | null {
  const before = subscriptionIn(row);
  if (before === null) return null;
  const after = transition(before, event, rules);
  const mails = mailsOf(before, event, after, row.version).map((mail) => insert('events', mail));
  if (after === before && mails.length === 0) return null;
  return { after, writes: [update('subscriptions', row, columnsOf(after, rules)), ...mails] };
}

/** Which subscriptions need a card, or begin with a charge of it that is out: it can't be taken away under them. */
export function cardUsesOf(store: Store): CardUses {
  return async ({ cardId }) => {
    const rows = await store.find('subscriptions', { where: { cardId }, order: { by: 'createdAt' }, limit: 100 });
    const uses = new Set(rows.map(({ subscriptionId }) => subscriptionId));
    const open = await store.find('charges', { where: { cardId, status: 'pending' }, limit: 100 });
    for (const { subscriptionId } of open) if (subscriptionId !== null) uses.add(subscriptionId);
    return [...uses];
  };
}

/** Ends every subscription of a customer who is erased. */
export function subscriptionEndings(store: Store, rules: RenewalRules) {
  return async ({
    customerId,
    now: at,
  }: {
    readonly customerId: string;
    readonly now: number;
  }): Promise<readonly Write[]> => {
    const writes: Write[] = [];
    for await (const row of eachRow(store, 'subscriptions', { where: { customerId }, by: 'createdAt' })) {
      writes.push(...(changeRow(row, { type: 'ended', at, reason: 'ended_now' }, rules)?.writes ?? []));
    }
    return writes;
  };
}
