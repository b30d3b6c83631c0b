import { expect, it, onTestFinished } from 'vitest';
import { type BillingServerOptions, portone, type SubscriptionView } from '../../../src/server/index.js';
import { createFakePortOneServer, type PortOneWindowIssue } from '../../../src/testing/server/index.js';
import { requestProblems } from '../../node/portoneServer/checkAnswer.js';
import { listen } from '../support/listen.js';
import { day, hour, openSubscriptionShop } from './shop.js';

/** A shop that has V2 alone, and hears its webhooks. */
async function openShop(options: Partial<BillingServerOptions> = {}) {
  const shop = await openSubscriptionShop();
  const problems: string[] = [];
  const server = createFakePortOneServer({
    apiSecret: 'secret',
    now: shop.now,
    webhookUrl: 'shop:',
    postWebhook: (_, { headers, body }) =>
      billing.fetch(new Request('https://shop.example/api/billing/webhook/portone', { method: 'POST', headers, body })),
  });
  const { webhookSecret, storeId } = server;
  /** What PortOne answers in place of the simulated one. */
  const overrides: ((request: Request) => Response | Promise<Response> | undefined)[] = [];
  const api = await listen(async (request) => {
    problems.push(...(await requestProblems(request)));
    return overrides[0]?.(request) ?? server.fetch(request);
  });
  const gateway = portone({ apiSecret: 'secret', storeId, apiUrl: api.url, webhookSecret, now: shop.now });
  const billing = shop.start({ gateways: [gateway], ...options });
  onTestFinished(async () => {
    await server.idle();
    await api.close();
    expect(problems).toEqual([]);
  });

  async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
    const headers = { 'x-user': 'mina', 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await billing.fetch(new Request(`https://shop.example/api/billing${path}`, init));
    return (await response.json()) as Record<string, unknown>;
  }

  /** A card is entered in the window, and what came of it is sent. */
  async function register(wish: object, issue: Partial<PortOneWindowIssue> = {}) {
    const { merchantUid, chargeMerchantUid } = await post('/orders', wish);
    const billingKey = `key-${String(merchantUid)}`;
    server.registerIssued({
      ...{ status: 'issued', billingKey, pgProvider: 'KCP_V2', issueId: String(merchantUid) },
      ...issue,
    });
    const receipt = await post('/charges', { merchantUid, chargeMerchantUid, billingKey });
    return { billingKey, receipt, paymentId: String(chargeMerchantUid) };
  }

  async function subscriptionOf(): Promise<SubscriptionView> {
    const [subscription] = await billing.listSubscriptions({ customerId: 'mina' });
    if (subscription === undefined) throw new Error('There is no subscription.');
    return subscription;
  }

  async function later(milliseconds: number): Promise<void> {
    await shop.later(milliseconds);
    await billing.tick();
    await server.idle();
  }

  return {
    ...{ billing, server, overrides, post, register, subscriptionOf, later, told: shop.told, now: shop.now },
    /** Moves the clocks to the end of what is paid. */
    async renew() {
      await later(Math.max(0, Date.parse((await subscriptionOf()).paidUntil ?? '') - shop.now()));
      return subscriptionOf();
    },
    /** What the merchant does at PortOne, past the kit. */
    atPortOne: (method: string, path: string, body?: object) =>
      server.fetch(
        new Request(`https://api.portone.test${path}`, {
          method,
          headers: { authorization: 'PortOne secret' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      ),
  };
}

it('is bought, renewed, declined, healed, moved to another plan and card, refunded, cancelled, and forgotten', async () => {
  const shop = await openShop();
  const { server, renew, later, subscriptionOf, billing } = shop;
  const { billingKey, receipt, paymentId } = await shop.register({ planId: 'basic' });
  expect(receipt).toMatchObject({ status: 'paid', amount: 9900 });
  expect(await renew()).toMatchObject({ status: 'active' });
  expect(server.countCharges()).toBe(2);

  server.setCardBehaviour(billingKey, 'limit-exceeded');
  expect(await renew()).toMatchObject({ status: 'past_due' });
  server.setCardBehaviour(billingKey, 'ok');
  await later(4 * day);
  expect(await subscriptionOf()).toMatchObject({ status: 'active' });
  expect(server.countCharges()).toBe(3);

  const own = { customerId: 'mina', subscriptionId: (await subscriptionOf()).subscriptionId };
  await billing.changePlan({ ...own, planId: 'plus' });
  const { cardId } = await subscriptionOf();
  const changed = await shop.register({
    purpose: 'change',
    subscriptionId: own.subscriptionId,
    replacesCardId: cardId,
  });
  expect(changed.receipt).not.toHaveProperty('error');
  await later(0);
  expect(server.keys.get(billingKey)).toMatchObject({ status: 'DELETED' });
  await renew();
  expect(server.charges().at(-1)).toMatchObject({ billingKey: changed.billingKey, amount: { total: 14900 } });

  await shop.atPortOne('POST', `/payments/${paymentId}/cancel`, { reason: '환불', amount: 900 });
  await server.idle();
  const charges = () => billing.listCharges({ customerId: 'mina' });
  expect((await charges()).find(({ chargeMerchantUid }) => chargeMerchantUid === paymentId)).toMatchObject({
    status: 'paid',
    refundedAmount: 900,
  });
  await shop.atPortOne('POST', `/payments/${paymentId}/cancel`, { reason: '환불' });
  await server.idle();
  expect((await charges()).find(({ chargeMerchantUid }) => chargeMerchantUid === paymentId)).toMatchObject({
    status: 'refunded',
    refundedAmount: 9900,
  });

  await billing.cancelSubscription(own);
  await renew();
  expect(await subscriptionOf()).toMatchObject({ status: 'ended' });
  expect(server.countCharges()).toBe(4);
  await billing.eraseCustomer({ customerId: 'mina' });
  await later(hour);
  expect([...server.keys.values()].map(({ status }) => status)).toEqual(['DELETED', 'DELETED']);
  expect(await billing.listCards({ customerId: 'mina' })).toEqual([]);
});

it('a key that the customer deleted in the wallet is tried once, and another card pays', async () => {
  const shop = await openShop();
  const { billingKey } = await shop.register({ planId: 'basic' });
  await shop.atPortOne('DELETE', `/billing-keys/${billingKey}`);
  const calls = () => shop.server.countCalls('POST /payments/{paymentId}/billing-key');
  await shop.renew();
  for (let hours = 0; hours < 72; hours += 12) await shop.later(12 * hour);
  expect(await shop.subscriptionOf()).toMatchObject({ status: 'past_due' });
  expect(calls()).toBe(2);
  const { subscriptionId } = await shop.subscriptionOf();
  await shop.register({ purpose: 'change', subscriptionId });
  await shop.later(hour);
  expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
  expect(shop.server.countCharges()).toBe(2);
});

it('a charge that its PG settles later is made once', async () => {
  const shop = await openShop();
  await shop.register({ planId: 'basic' });
  shop.overrides.push(async (request) => {
    const answer = await shop.server.fetch(request);
    if (request.method !== 'GET' || !request.url.includes('/payments/')) return answer;
    const body = await answer.json();
    return Response.json(body.status === 'PAID' ? { ...body, status: 'PAY_PENDING' } : body, { status: answer.status });
  });
  expect(await shop.renew()).toMatchObject({ status: 'active', isCharging: true });
  for (let hours = 0; hours < 30; hours += 1) await shop.later(hour);
  expect(shop.server.countCalls('POST /payments/{paymentId}/billing-key')).toBe(2);
  shop.overrides.pop();
  await shop.server.resendWebhook(shop.server.webhooks.at(-1) as never);
  await shop.server.idle();
  await shop.later(hour);
  expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', isCharging: false });
  expect(shop.server.countCharges()).toBe(2);
});

it('the card behind a key is shown as the customer changed it at the PG', async () => {
  const shop = await openShop();
  const { billingKey } = await shop.register(
    { planId: 'basic' },
    { pgProvider: 'TOSSPAY_V2', method: 'EASY_PAY', card: { name: '국민', number: '1111' } },
  );
  shop.server.updateCard(billingKey, { name: '신한카드', number: '2222' });
  await shop.server.idle();
  const cards = () => shop.billing.listCards({ customerId: 'mina' });
  expect(await cards()).toMatchObject([{ name: '신한카드', number: '2222' }]);

  // PortOne is away for a moment: it is told so, and posts again.
  shop.overrides.push(() => new Response(null, { status: 503 }));
  shop.server.updateCard(billingKey, { name: '하나카드', number: '3333' });
  await shop.server.idle();
  const [sent] = shop.server.webhooks.slice(-1);
  if (sent === undefined) throw new Error('no webhook');
  expect(sent).toMatchObject({ message: { type: 'BillingKey.Updated' }, delivered: false });
  shop.overrides.pop();
  shop.server.resendWebhook(sent);
  await shop.server.idle();
  expect(await cards()).toMatchObject([{ name: '하나카드', number: '3333' }]);
});

it('who pays is told to the PG that demands it, with every renewal', async () => {
  const shop = await openShop({ buyer: () => ({ name: '김민아', email: 'mina@example.com', tel: '010-1234-5678' }) });
  const { receipt } = await shop.register({ planId: 'basic' }, { pgProvider: 'INICIS_V2' });
  expect(receipt).toMatchObject({ status: 'paid' });
  expect(await shop.renew()).toMatchObject({ status: 'active' });
  expect(shop.server.charges()).toMatchObject([{ customer: { name: '김민아' } }, { customer: { name: '김민아' } }]);
});
