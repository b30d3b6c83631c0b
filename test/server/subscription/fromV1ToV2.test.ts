import { expect, it, onTestFinished, vi } from 'vitest';
import { type Gateway, iamport, portone, type SubscriptionView, sqliteStore } from '../../../src/server/index.js';
import { createFakePortOneServer } from '../../../src/testing/server/index.js';
import { copyDatabase } from '../support/copyDatabase.js';
import { listen } from '../support/listen.js';
import { day, minute, openSubscriptionShop } from './shop.js';

/** A shop that began on V1 and has taken V2 in front: orders are made for V2 from now on, over one database. */
async function openMovingShop(options: Parameters<typeof openSubscriptionShop>[0] = {}) {
  const shop = await openSubscriptionShop(options);
  const server = createFakePortOneServer({ apiSecret: 'secret', now: shop.now });
  const api = await listen((request) => server.fetch(request));
  onTestFinished(() => api.close());
  const gateways = [
    portone({ apiSecret: 'secret', storeId: server.storeId, apiUrl: api.url, now: shop.now }),
    iamport({
      apiKey: 'fake_imp_key',
      apiSecret: 'fake_imp_secret',
      apiUrl: shop.api.url,
      chargeDeadline: options.chargeDeadline,
    }),
  ];
  const moved = shop.start({ gateways });

  async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
    const response = await moved.fetch(
      new Request(`https://shop.example/api/billing${path}`, {
        method: 'POST',
        headers: { 'x-user': 'mina', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    return (await response.json()) as Record<string, unknown>;
  }

  /** The customer registers another card, in the window of V2. */
  async function changeCard(wish: object) {
    const order = await post('/orders', { purpose: 'change', ...wish });
    const { merchantUid, chargeMerchantUid } = order;
    const billingKey = `billing-key-${String(merchantUid)}`;
    server.registerIssued({ status: 'issued', billingKey, pgProvider: 'KCP_V2', issueId: String(merchantUid) });
    return post('/charges', { merchantUid, chargeMerchantUid, billingKey });
  }

  /** Moves the clocks to the end of what is paid, and lets the moved server do what is due. */
  async function renew(): Promise<SubscriptionView> {
    const { paidUntil } = await shop.subscriptionOf();
    await shop.later(Math.max(0, Date.parse(paidUntil ?? '') - shop.now()));
    await moved.tick();
    return shop.subscriptionOf();
  }

  return { shop, server, gateways, moved, changeCard, renew };
}

it('a subscription is charged over V1 until its card is changed, and over V2 from then on', async () => {
  const { shop, server, changeCard, renew } = await openMovingShop();
  const { subscriptionId, cardId } = await shop.subscribe();
  expect(shop.simulator.countCharges()).toBe(1);

  // Its first card stays with the generation that issued it, whatever new orders are made for.
  await renew();
  expect([shop.simulator.countCharges(), server.countCharges()]).toEqual([2, 0]);

  const changed = await changeCard({ subscriptionId });
  expect(changed).not.toHaveProperty('error');
  const after = await shop.subscriptionOf();
  expect(after).toMatchObject({ subscriptionId, status: 'active' });
  expect(after.cardId).not.toBe(cardId);
  // Changing a card charges nothing.
  expect([shop.simulator.countCharges(), server.countCharges()]).toEqual([2, 0]);

  const renewed = await renew();
  expect(renewed).toMatchObject({ subscriptionId, status: 'active' });
  expect([shop.simulator.countCharges(), server.countCharges()]).toEqual([2, 1]);
  await renew();
  expect([shop.simulator.countCharges(), server.countCharges()]).toEqual([2, 2]);
});

it('the card of V1 that was replaced is revoked at i’mport', async () => {
  const { shop, moved, changeCard } = await openMovingShop();
  const { subscriptionId, cardId } = await shop.subscribe();
  const old = [...shop.simulator.keys.keys()];
  expect(old).toHaveLength(1);
  const changed = await changeCard({ subscriptionId, replacesCardId: cardId });
  expect(changed).not.toHaveProperty('error');
  await moved.tick();
  expect([...shop.simulator.keys.keys()]).toEqual([]);
});

it.each([true, false])(
  'a period whose call was lost at V1 is charged at V2 once it can’t arrive any more (it arrives: %s)',
  async (arrives) => {
    const { shop, server, moved, changeCard } = await openMovingShop({ chargeDeadline: 300 });
    const { subscriptionId, paidUntil } = await shop.subscribe();
    const held = shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'slow', committed: false });
    await shop.later(Date.parse(paidUntil) - shop.now());
    await moved.tick();
    // Its call is given up, and its answer is still on its way.
    await shop.later(minute);
    await changeCard({ subscriptionId });
    await shop.later(minute);
    await moved.tick();
    await moved.tick();
    expect(server.countCharges()).toBe(0);
    if (arrives) {
      held.release();
      await vi.waitFor(() => expect(shop.simulator.countCharges()).toBe(2));
    }
    for (let hours = 0; hours < 27; hours += 1) {
      await shop.later(60 * minute);
      await moved.tick();
    }
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
    expect([shop.simulator.countCharges(), server.countCharges()]).toEqual(arrives ? [2, 0] : [1, 1]);
    expect(shop.told('refund_due')).toEqual([]);
  },
);

it('a period at V2 waits a day for V1 where that does not answer, and no longer; its own gateway it waits for', async () => {
  const { shop, server, moved, changeCard } = await openMovingShop();
  const { subscriptionId, paidUntil } = await shop.subscribe();
  await changeCard({ subscriptionId });
  const down = { kind: 'network', times: Number.POSITIVE_INFINITY } as const;
  shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', ...down });
  server.failNext({ route: 'GET /payments/{paymentId}', ...down });
  await shop.later(Date.parse(paidUntil) - shop.now());
  const tickFor = async (hours: number) => {
    for (let passed = 0; passed < hours; passed += 1) {
      await shop.later(60 * minute);
      await moved.tick();
    }
  };
  await tickFor(30);
  expect(server.countCharges()).toBe(0);
  server.clearFaults();
  await tickFor(1);
  expect([shop.simulator.countCharges(), server.countCharges()]).toEqual([1, 1]);
  const { paidUntil: next } = await shop.subscriptionOf();
  await shop.later(Date.parse(next) - shop.now());
  await tickFor(23);
  expect(server.countCharges()).toBe(1);
  await tickFor(2);
  expect([shop.simulator.countCharges(), server.countCharges()]).toEqual([1, 2]);
});

it('a backup of before the card was changed to V2 is restored: what V2 has charged is not charged again over V1', async () => {
  const { shop, server, gateways, changeCard, renew } = await openMovingShop({ deployment: 'shop' });
  const { subscriptionId } = await shop.subscribe();
  const backup = `${shop.url}.backup`;
  await copyDatabase(shop.url, backup);
  await changeCard({ subscriptionId });
  await renew();
  expect([shop.simulator.countCharges(), server.countCharges()]).toEqual([1, 1]);

  const restored = shop.start({ gateways, store: sqliteStore({ url: backup, now: shop.now }) });
  for (let days = 0; days < 10; days += 1) {
    await restored.tick();
    await shop.later(day);
  }
  expect([shop.simulator.countCharges(), server.countCharges()]).toEqual([1, 1]);
  const [subscription] = await restored.listSubscriptions({ customerId: 'mina' });
  expect(subscription).toMatchObject({ status: 'active', pastDue: null });
});

it('a payment of V1 that V2 shows among its own is taken over as V1 knows it', async () => {
  const { shop, gateways, renew } = await openMovingShop({ deployment: 'shop' });
  await shop.subscribe();
  const backup = `${shop.url}.backup`;
  await copyDatabase(shop.url, backup);
  await renew();
  expect(shop.simulator.countCharges()).toBe(2);

  const [v2, v1] = gateways as [Gateway, Gateway];
  const showingV1: Gateway = {
    ...v2,
    findPayments: async (request) =>
      // Without what is only of V2: where it came from, and which key was charged.
      (await v1.findPayments(request)).map((payment) => ({ ...payment, isKeyCharge: false, billingKey: null })),
  };
  const store = sqliteStore({ url: backup, now: shop.now });
  const restored = shop.start({ gateways: [showingV1, v1], store });
  for (let days = 0; days < 10; days += 1) {
    await restored.tick();
    await shop.later(day);
  }
  expect(shop.simulator.countCharges()).toBe(2);
  expect(shop.told('payment_mismatch')).toEqual([]);
});
