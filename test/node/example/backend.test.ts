import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ShopConfig } from '../../../examples/checkout/server/startBackend.js';
import { startCheckout } from '../../../examples/checkout/startCheckout.js';
import type { Receipt, SubscriptionView } from '../../../src/server/index.js';
import { type Postgres, startPostgres } from '../../server/support/postgres.js';
import { charge, temporaryDatabase, visit } from './openShop.js';

const day = 24 * 60 * 60 * 1000;

async function openShop(options: Parameters<typeof startCheckout>[0] = {}) {
  const checkout = await startCheckout({
    web: false,
    databaseUrl: await temporaryDatabase(),
    ...options,
    // What goes wrong here is meant to.
    backend: { log: () => {}, ...options?.backend },
  });
  onTestFinished(checkout.close);
  const { simulator } = checkout;
  if (simulator === null) throw new Error("The shop has no simulated i'mport.");
  return { ...checkout, simulator };
}

describe('the backend of the example', () => {
  it('sells a plan at its own price, once, and shows it in the history', async () => {
    const shop = await openShop();
    const mina = await visit(shop);
    const claim = await mina.register();
    const paid = await charge(mina, { ...claim, amount: 1, planId: 'free' });
    expect(paid).toMatchObject({ status: 200, body: { status: 'paid', amount: 9900, name: '모두의 구독 베이직' } });
    expect(await charge(mina, claim)).toEqual(paid);
    expect(shop.simulator.server.countCharges()).toBe(1);

    const { chargeMerchantUid } = paid.body;
    expect(await mina.get(`/api/billing/charges/${chargeMerchantUid}`)).toEqual(paid);
    const { body: history } = await mina.get<Receipt[]>('/api/billing/charges');
    expect(history).toMatchObject([{ chargeMerchantUid, status: 'paid', amount: 9900, cardName: 'BC카드' }]);
    expect(JSON.stringify(history)).not.toContain('customer');
  });

  it('makes a customer of a browser, by a cookie that no script reads, and shows nobody the session', async () => {
    const shop = await openShop();
    const response = await fetch(`${shop.url}/api/config`);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^checkout_session=[\w-]{22}; .*HttpOnly; SameSite=Lax$/);
    const config = (await response.json()) as ShopConfig;
    expect(Object.keys(config).sort()).toEqual(['customerId', 'pg', 'plans', 'scriptUrl', 'simulated', 'userCode']);
    expect(JSON.stringify(config)).not.toContain(cookie.slice(17, 39));

    const again = await fetch(`${shop.url}/api/config`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(again.headers.get('set-cookie')).toBeNull();
    expect(await again.json()).toEqual(config);
  });

  it('keeps one customer from another', async () => {
    const shop = await openShop();
    const [mina, juno] = [await visit(shop), await visit(shop)];
    const claim = await mina.register();
    expect(await charge(juno, claim)).toMatchObject({ status: 404, body: { error: { code: 'order_unknown' } } });
    const { body: receipt } = await charge(mina, claim);

    expect((await juno.get('/api/billing/charges')).body).toEqual([]);
    expect((await juno.get('/api/billing/subscriptions')).body).toEqual([]);
    expect(await juno.get(`/api/billing/charges/${receipt.chargeMerchantUid}`)).toMatchObject({ status: 404 });
    const [subscription] = (await mina.get<SubscriptionView[]>('/api/billing/subscriptions')).body;
    const path = `/api/billing/subscriptions/${subscription?.subscriptionId}/end`;
    expect(await juno.post(path)).toMatchObject({ status: 404 });
    expect((await fetch(`${shop.url}/api/billing/subscriptions`)).status).toBe(401);
    expect((await fetch(`${shop.url}/api/billing/charges`)).status).toBe(401);
  });

  it('hears by its webhook of a refund that was made in the console', async () => {
    const shop = await openShop();
    const mina = await visit(shop);
    const { body } = await charge(mina, await mina.register());
    const post = async (path: string, fields: object, token = '') => {
      const headers = { 'content-type': 'application/json', authorization: token };
      const response = await fetch(shop.simulator.url + path, {
        method: 'POST',
        headers,
        body: JSON.stringify(fields),
      });
      return (await response.json()) as { code: number; response: { access_token?: string } };
    };
    const { apiKey: imp_key, apiSecret: imp_secret } = shop.simulator.config;
    const { response } = await post('/users/getToken', { imp_key, imp_secret });
    const refund = { imp_uid: body.impUid, reason: 'x', enable_webhook: true };
    expect(await post('/payments/cancel', refund, response.access_token)).toMatchObject({ code: 0 });
    await expect
      .poll(async () => (await mina.get('/api/billing/charges')).body)
      .toMatchObject([{ status: 'refunded' }]);
  });

  it('answers the same after it was started again', async () => {
    const shop = await openShop();
    const mina = await visit(shop);
    const claim = await mina.register();
    const first = await charge(mina, claim);
    expect(first).toMatchObject({ status: 200, body: { status: 'paid' } });
    await shop.stopBackend();
    await expect(charge(mina, claim)).rejects.toThrow();
    await shop.restartBackend();
    expect(await charge(mina, claim)).toEqual(first);
    expect(shop.simulator.server.countCharges()).toBe(1);
  });

  it('renews by itself when it is started after a month, and once', async () => {
    let ahead = 0;
    const shop = await openShop({ backend: { now: () => Date.now() + ahead } });
    const mina = await visit(shop);
    await charge(mina, await mina.register());
    ahead = 32 * day;
    await shop.simulator.server.clock.advance(ahead);
    await shop.restartBackend();
    await expect.poll(async () => (await mina.get<Receipt[]>('/api/billing/charges')).body.length).toBe(2);
    await expect.poll(() => shop.simulator.server.countCharges()).toBe(2);
    await shop.restartBackend();
    const [subscription] = (await mina.get<SubscriptionView[]>('/api/billing/subscriptions')).body;
    expect(subscription).toMatchObject({ status: 'active', amount: 9900 });
    expect(shop.simulator.server.countCharges()).toBe(2);
    // Nothing was booked there.
    expect(shop.simulator.server.schedules).toHaveLength(0);
  });

  it('answers a big body 413, and a cross-site post 403', async () => {
    const shop = await openShop();
    const mina = await visit(shop);
    expect(await mina.post('/api/billing/orders', { planId: 'x'.repeat(100_000) })).toMatchObject({ status: 413 });
    const foreign = await fetch(`${shop.url}/api/billing/orders`, {
      method: 'POST',
      headers: { cookie: mina.cookie, 'content-type': 'application/json', origin: 'https://evil.example' },
      body: '{"planId":"basic"}',
    });
    expect(foreign.status).toBe(403);
  });
});

describe('the backend of the example on PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  it('sells a plan once, and remembers it after it was started again', async () => {
    const shop = await openShop({ databaseUrl: await postgres.createDatabase() });
    const mina = await visit(shop);
    const claim = await mina.register('plus');
    const paid = await charge(mina, claim);
    expect(paid).toMatchObject({ status: 200, body: { status: 'paid', amount: 14900 } });
    await shop.restartBackend();
    expect(await charge(mina, claim)).toEqual(paid);
    expect((await mina.get<Receipt[]>('/api/billing/charges')).body).toMatchObject([{ status: 'paid', amount: 14900 }]);
    expect(shop.simulator.server.countCharges()).toBe(1);
  });
});
