import { expect, it } from 'vitest';
import { type BillingServerEvent, sqliteStore } from '../../src/server/index.js';
import { day, hour, openSubscriptionShop, type SubscriptionShop } from './subscription/shop.js';
import { temporaryDatabase } from './support/shop.js';

/** A shop whose database’s clock can be wrong, while i’mport’s is right. */
async function openWrongClock() {
  const url = await temporaryDatabase();
  let wrong = 0;
  const openStore = (now: () => number) => sqliteStore({ url, now: () => now() + wrong });
  let isOut = false;
  const heard: string[] = [];
  const onEvent = ({ type }: BillingServerEvent) => {
    // The host’s mail server can’t be reached either.
    if (isOut) throw new Error('ENOTFOUND');
    heard.push(type);
  };
  const shop = await openSubscriptionShop({ openStore, onEvent });

  /** The clock is a year ahead for some minutes, and no certificate holds: nothing can be reached. Resolves when it is right again. */
  async function whileAhead(work: () => Promise<unknown>): Promise<void> {
    wrong = 365 * day;
    isOut = true;
    for (const route of ROUTES) shop.simulator.failNext({ route, kind: 'network', times: Number.POSITIVE_INFINITY });
    await shop.billing.tick();
    await work();
    await shop.billing.tick();
    shop.simulator.clearFaults();
    isOut = false;
    wrong = 0;
  }
  return { ...shop, heard, whileAhead };
}

const ROUTES = [
  'POST /subscribe/payments/again',
  'GET /payments/findAll/{merchant_uid}',
  'DELETE /subscribe/customers/{customer_uid}',
] as const;

async function hours(shop: SubscriptionShop, count: number): Promise<void> {
  for (let passed = 0; passed < count; passed += 1) await shop.until(shop.now() + hour);
}

it('a renewal is made on its day', async () => {
  const shop = await openWrongClock();
  const { paidUntil } = await shop.subscribe();
  await shop.whileAhead(async () => undefined);
  await shop.until(paidUntil);
  await hours(shop, 2);
  expect(shop.simulator.countCharges()).toBe(2);
});

it('a charge whose answer was lost can be made', async () => {
  const shop = await openWrongClock();
  let claim = {};
  await shop.whileAhead(async () => {
    const order = await shop.order();
    claim = shop.claim(order, shop.register(order));
    await shop.post('/charges', claim);
  });
  expect(shop.simulator.countCharges()).toBe(0);
  await hours(shop, 2);
  expect(await shop.post('/charges', claim)).toMatchObject({ status: 200, body: { status: 'paid' } });
  expect(shop.simulator.countCharges()).toBe(1);
});

it('the key of a card that was removed is revoked, and its customer erased', async () => {
  const shop = await openWrongClock();
  const { subscriptionId } = await shop.subscribe();
  const cardId = await shop.addCard();
  await shop.billing.endSubscription({ customerId: 'mina', subscriptionId });
  await shop.whileAhead(async () => {
    await shop.billing.removeCard({ customerId: 'mina', cardId });
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'pending' });
  });
  expect(shop.simulator.keys.has(cardId)).toBe(true);
  await hours(shop, 3);
  expect(shop.simulator.keys.size).toBe(0);
  expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'done' });
});

it('a key that nobody charged is revoked, and what was told to nobody is told', async () => {
  const shop = await openWrongClock();
  const order = await shop.order();
  shop.register(order);
  const { subscriptionId } = await shop.subscribe();
  await shop.whileAhead(() => shop.billing.endSubscription({ customerId: 'mina', subscriptionId }));
  expect(shop.simulator.keys.has(order.customerUid)).toBe(true);
  await shop.until(shop.now() + 9 * day);
  await hours(shop, 2);
  expect(shop.simulator.keys.has(order.customerUid)).toBe(false);
  expect(shop.heard.filter((type) => type === 'ended')).toHaveLength(1);
});

it('a key whose order began while the clock was wrong is revoked in time', async () => {
  const shop = await openWrongClock();
  let customerUid = '';
  await shop.whileAhead(async () => {
    const order = await shop.order();
    shop.register(order);
    customerUid = order.customerUid;
  });
  await hours(shop, 2);
  expect(shop.simulator.keys.has(customerUid)).toBe(true);
  await shop.until(shop.now() + 9 * day);
  expect(shop.simulator.keys.has(customerUid)).toBe(false);
});
