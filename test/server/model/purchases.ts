import { dateOf } from '../../../src/server/subscription/calendar.js';
import { subscriptionIdOf } from '../../../src/server/subscription/renewalNumber.js';
import type { Api, Customer } from './commands.js';
import type { Bought, Former, Shop } from './createShop.js';

type Wish = Omit<Parameters<ReturnType<Shop['server']>['createOrder']>[0], 'customerId'>;

interface Purchase {
  readonly customer: Customer;
  readonly api: Api;
  readonly wish: Wish;
  readonly server: number;
  readonly isTwice: boolean;
  readonly isTaken: boolean;
  readonly agrees: boolean;
}

/** A customer's whole way, from the order to the charge. */
export async function buy(
  shop: Shop,
  { customer, api, wish, server, isTwice, isTaken, agrees }: Purchase,
): Promise<void> {
  const gateway = api === 'v1' ? 'iamport' : 'portone';
  const order = await shop.server(server).createOrder({ customerId: customer, gateway, ...wish });
  const one = await shop.register(customer, api, order, isTaken);
  const claims = [server, ...(isTwice ? [server + 1] : [])];
  await Promise.all(claims.map((at) => shop.track('charge', shop.server(at).charge(claimOf(one, agrees)))));
}

/** The host adopts a subscription that was sold elsewhere. */
export async function adopt(shop: Shop, former: Former, server: number): Promise<void> {
  const { customer: customerId, api, key: billingKey, plan, nextChargeAt, reference } = former;
  const billing = shop.server(server);
  const gateway = api === 'v1' ? 'iamport' : 'portone';
  const { cardId } = await billing.importCard({ customerId, billingKey, gateway });
  shop.cards.set(billingKey, cardId);
  shop.cardOwners.set(cardId, customerId);
  const erased = await shop.processes.store.get('erasures', customerId);
  const parts = [customerId, reference, billingKey, ...(erased === null ? [] : [erased.requestedAt])];
  const importId = await subscriptionIdOf(`imported ${JSON.stringify(parts)}`);
  const id = await subscriptionIdOf(`${importId} ${dateOf(nextChargeAt.getTime(), shop.timeZone)}`);
  former.subscriptionIds.add(id);
  shop.subscribers.set(id, customerId);
  shop.agree(id, plan.amount);
  await billing.importSubscription({ customerId, cardId, plan, nextChargeAt, reference });
}

/** What a page sends after the window. Who does not agree to the terms sends a version that is over. */
export function claimOf(bought: Bought, agrees: boolean) {
  const { customer, order, claim } = bought;
  if (agrees) bought.hasAgreed = true;
  const consents = agrees ? [{ id: 'use', version: '2' }] : [{ id: 'use', version: '1' }, { id: 'news' }];
  return { customerId: customer, merchantUid: order.merchantUid, consents, ...claim };
}
