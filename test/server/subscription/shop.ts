import type { SubscriptionView } from '../../../src/server/index.js';
import { openShop, PLANS, type Shop, type ShopOptions } from '../support/shop.js';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A shop whose clock can be moved to where something is due. */
export async function openSubscriptionShop(options: ShopOptions = {}) {
  const shop = await openShop({
    price: ({ planId }) => (PLANS[planId] ? { ...PLANS[planId], period: { unit: 'month' } } : null),
    ...options,
  });

  async function subscriptionOf(user = 'mina'): Promise<SubscriptionView> {
    const [subscription] = await shop.billing.listSubscriptions({ customerId: user });
    if (subscription === undefined) throw new Error(`${user} has no subscription.`);
    return subscription;
  }

  /** Moves the clocks to this moment, and lets the server do what is due. */
  async function until(at: string | number): Promise<void> {
    const to = typeof at === 'number' ? at : Date.parse(at);
    await shop.later(Math.max(0, to - shop.now()));
    await shop.billing.tick();
  }

  return {
    ...shop,
    subscriptionOf,
    until,
    /** The events of one type that the host was told, oldest first. */
    told: (type: string) => shop.events.filter((event) => event.type === type),
    /** Buys a plan, and gives back the subscription it begins. */
    async subscribe(user = 'mina', issue: Parameters<Shop['buy']>[1] = {}): Promise<SubscriptionView> {
      const { answer } = await shop.buy(user, issue);
      if (answer.status !== 200) throw new Error(`Not bought: ${JSON.stringify(answer.body)}`);
      return subscriptionOf(user);
    },
    /** Registers another card of the same customer. */
    async addCard(user = 'mina', issue: Parameters<Shop['buy']>[1] = {}): Promise<string> {
      const { body } = await shop.post('/orders', { purpose: 'register' }, { user });
      const order = body as Parameters<Shop['register']>[0] & Parameters<Shop['claim']>[0];
      const impUid = shop.register(order, issue);
      const { body: receipt } = await shop.post('/charges', shop.claim(order, impUid), { user });
      if (typeof receipt.cardId !== 'string') throw new Error(`Not registered: ${JSON.stringify(receipt)}`);
      return receipt.cardId;
    },
  };
}

export type SubscriptionShop = Awaited<ReturnType<typeof openSubscriptionShop>>;
