import type { Payment } from '../../../src/server/index.js';
import { anchorAt } from '../../../src/server/subscription/calendar.js';
import { startOf } from '../../../src/server/subscription/periods.js';
import type { Subscription } from '../../../src/server/subscription/Subscription.js';
import { insertSubscription } from '../../../src/server/subscription/subscriptionRows.js';
import { openKit } from '../support/kit.js';
import { DAY, START } from '../support/payments.js';
import { activeSubscription, rules } from './samples.js';

const soldAt = START - 3 * DAY;

/** A shop with one subscription that was sold three days ago, at the moment when its next period is due. */
export async function openDue(changes: Partial<Subscription> = {}, options: Parameters<typeof openKit>[0] = {}) {
  const kit = await openKit(options);
  const { cardId } = await kit.billing.importCard({ customerId: 'mina', billingKey: 'key1' });
  // What is told of the card is not what the tests are about.
  await kit.billing.tick();
  const own = { customerId: 'mina', cardId, startedAt: soldAt, anchor: anchorAt(soldAt, 1, 'Asia/Seoul') };
  const add = async (more: Partial<Subscription> = {}) => {
    const subscription = activeSubscription({ ...own, upcomingTold: 2, ...changes, ...more });
    await kit.store.commit([insertSubscription(subscription, { startedBy: null, rules })]);
    return subscription;
  };
  const subscription = await add();
  const dueAt = startOf(subscription, 2);
  kit.later(dueAt - START);
  kit.calls.length = 0;
  kit.emitted.length = 0;
  const held = async (id = subscription.id) => {
    const found = await kit.store.get('subscriptions', id);
    if (found === null) throw new Error('There is no row.');
    return found;
  };
  return Object.assign(kit, {
    ...{ subscription, dueAt, held, add, cardId },
    state: async (id?: string) => (await held(id)).body as unknown as Subscription,
    charged: () => kit.calls.filter((call) => 'charge' in (call as object)).length,
    /** Asks what the gateway is asked, and lets a test come in between. */
    asking(during: (merchantUid: string) => Promise<Payment[] | undefined> | Payment[] | undefined) {
      kit.gateway.findPayments = async ({ merchantUid }) => (await during(merchantUid)) ?? [];
    },
    types: () => kit.emitted.map(({ type }) => type),
  });
}
