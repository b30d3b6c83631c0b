import { PortOneClient, Webhook } from '@portone/server-sdk';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Listening, listen } from '../../../examples/checkout/listen.js';
import { createFakePortOneServer, type FakePortOneServer } from '../../../src/testing/portoneServer/index.js';

const MONTH = 30 * 24 * 60 * 60 * 1000;

let server: FakePortOneServer;
let api: Listening;
let shop: Listening;
let portone: PortOneClient;
/** What the shop's own server took for true. */
const heard: string[] = [];
const refused: string[] = [];

// PortOne's own client from npm, over HTTP, and a shop that verifies each webhook with it. Only the clock is ours.
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-01T00:00:00Z') });
  heard.length = refused.length = 0;
  shop = await listen(async (request) => {
    try {
      const headers = Object.fromEntries(request.headers);
      const webhook = await Webhook.verify(server.webhookSecret, await request.text(), headers);
      if (Webhook.isUnrecognizedWebhook(webhook)) throw new Error('unrecognized');
      heard.push(webhook.type);
      return new Response();
    } catch (error) {
      refused.push(error instanceof Webhook.WebhookVerificationError ? error.reason : String(error));
      return new Response(null, { status: 400 });
    }
  });
  server = createFakePortOneServer({ apiSecret: 'secret', webhookUrl: `${shop.url}/webhook` });
  api = await listen(server.fetch);
  portone = PortOneClient({ secret: 'secret', storeId: server.storeId, baseUrl: api.url });
});

afterEach(async () => {
  await api.close();
  await shop.close();
  vi.useRealTimers();
});

const payment = (billingKey: string) => ({
  billingKey,
  orderName: '월간 이용권',
  amount: { total: 9_900 },
  currency: 'KRW' as const,
});

function issue(billingKey: string): void {
  server.registerIssued({ status: 'issued', billingKey, pgProvider: 'KCP_V2', customer: { id: 'customer-1' } });
}

it('runs a shop’s whole day', async () => {
  const { billingKey: keys, paymentSchedule: schedules } = portone.payment;
  server.registerIssued({
    status: 'needs-confirmation',
    billingKey: 'billing-key-1',
    billingIssueToken: 'token',
    pgProvider: 'TOSSPAYMENTS',
    customer: { id: 'customer-1' },
  });
  const { billingKey } = await keys.confirmBillingKey({ billingIssueToken: 'token' });

  const paid = await portone.payment.payWithBillingKey({ paymentId: 'march', ...payment(billingKey) });
  expect(paid.payment.paidAt).toBe('2026-03-01T00:00:00.000Z');
  expect(await portone.payment.getPayment({ paymentId: 'march' })).toMatchObject({ status: 'PAID', billingKey });

  server.decline({ pgMessage: '한도초과' });
  await expect(portone.payment.payWithBillingKey({ paymentId: 'extra', ...payment(billingKey) })).rejects.toMatchObject(
    {
      data: { type: 'PG_PROVIDER', pgMessage: '한도초과' },
    },
  );
  await expect(portone.payment.payWithBillingKey({ paymentId: 'march', ...payment(billingKey) })).rejects.toMatchObject(
    {
      data: { type: 'ALREADY_PAID' },
    },
  );

  const timeToPay = new Date(Date.now() + MONTH).toISOString();
  const april = await schedules.createPaymentSchedule({ paymentId: 'april', payment: payment(billingKey), timeToPay });
  const may = await schedules.createPaymentSchedule({ paymentId: 'may', payment: payment(billingKey), timeToPay });
  await expect(keys.deleteBillingKey({ billingKey })).rejects.toMatchObject({
    data: { type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' },
  });
  await schedules.revokePaymentSchedules({ scheduleIds: [may.schedule.id] });
  vi.setSystemTime(Date.now() + MONTH);
  const { items } = await schedules.getPaymentSchedules({ filter: { billingKey } });
  expect(items.map((schedule) => schedule.status).sort()).toEqual(['REVOKED', 'SUCCEEDED']);
  expect(await schedules.getPaymentSchedule({ paymentScheduleId: april.schedule.id })).toMatchObject({
    status: 'SUCCEEDED',
  });

  await portone.payment.cancelPayment({ paymentId: 'april', amount: 900, reason: '변심' });
  expect((await keys.getBillingKeyInfos({ filter: { customerId: 'customer-1' } })).items).toMatchObject([
    { billingKey },
  ]);
  await keys.deleteBillingKey({ billingKey, reason: '해지', requester: 'CUSTOMER' });
  expect(await keys.getBillingKeyInfo({ billingKey })).toMatchObject({ status: 'DELETED' });

  await server.idle();
  expect(refused).toEqual([]);
  expect(heard.sort()).toEqual([
    'BillingKey.Deleted',
    'BillingKey.Issued',
    'Transaction.Failed',
    'Transaction.Paid',
    'Transaction.Paid',
    'Transaction.PartialCancelled',
  ]);
  expect(server.countCharges()).toBe(2);
});

it('logs in for a token', async () => {
  const { accessToken } = await portone.auth.loginViaApiSecret({ apiSecret: 'secret' });
  const answer = await fetch(`${api.url}/billing-keys/x`, { headers: { authorization: `Bearer ${accessToken}` } });
  expect(answer.status).toBe(404);
});

it('is told apart from somebody without the secret', async () => {
  const stranger = PortOneClient({ secret: 'guess', storeId: server.storeId, baseUrl: api.url });
  issue('billing-key-1');
  await expect(
    stranger.payment.payWithBillingKey({ paymentId: 'p', ...payment('billing-key-1') }),
  ).rejects.toMatchObject({
    data: { type: 'UNAUTHORIZED' },
  });
  expect(server.tries).toEqual([]);
});

it('sees through a webhook that was changed on the way, and through an old one', async () => {
  issue('billing-key-1');
  await server.idle();
  const [sent] = server.webhooks;
  if (sent === undefined) throw new Error('no webhook');
  expect(sent.delivered).toBe(true);

  const headers = {
    'webhook-id': sent.id,
    'webhook-timestamp': `${Date.now() / 1000}`,
    'webhook-signature': 'v1,AAAA',
  };
  await fetch(`${shop.url}/webhook`, { method: 'POST', headers, body: JSON.stringify(sent.message) });
  expect(refused).toEqual(['NO_MATCHING_SIGNATURE']);

  vi.setSystemTime(Date.now() + 60 * 60 * 1000);
  await fetch(`${shop.url}/webhook`, { method: 'POST', headers, body: JSON.stringify(sent.message) });
  expect(refused).toEqual(['NO_MATCHING_SIGNATURE', 'TIMESTAMP_TOO_OLD']);
});
