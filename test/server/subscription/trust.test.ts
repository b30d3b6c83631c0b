import { describe, expect, it, onTestFinished } from 'vitest';
import { type BillingServerEvent, iamport, portone, sqliteStore } from '../../../src/server/index.js';
import { renewalNumber } from '../../../src/server/subscription/renewalNumber.js';
import { allRows } from '../support/allRows.js';
import { callIamport } from '../support/callIamport.js';
import { listen } from '../support/listen.js';
import { temporaryDatabase } from '../support/shop.js';
import { basic } from './samples.js';
import { day, hour, openSubscriptionShop } from './shop.js';

describe('a customer who pays a renewal’s number with a payment of their own making', () => {
  it.each([
    ['before it is due', 1],
    ['after it was declined', 2],
  ])('%s gets nothing for it: the period is charged at its price', async (_, tryNumber) => {
    const shop = await openSubscriptionShop();
    const { subscriptionId, paidUntil } = await shop.subscribe();
    if (tryNumber === 2) {
      shop.simulator.decline({ reason: '한도초과' });
      await shop.until(paidUntil);
    }
    // The numbers can be guessed, and the page's user code is public.
    const merchantUid = renewalNumber({ subscriptionId, period: 2, tryNumber });
    shop.register({ merchantUid, customerUid: 'a-key-of-their-own' }, { amount: 100, charged: true });
    await shop.until(paidUntil);
    for (let passed = 0; passed < 6; passed += 1) await shop.until(shop.now() + day);
    const renewals = shop.simulator.charges().filter(({ merchant_uid }) => merchant_uid.startsWith('sub'));
    expect(renewals.map(({ amount }) => amount)).toEqual([100, 9900]);
    expect(shop.told('payment_mismatch')).toHaveLength(1);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
  });
});

describe('what is told', () => {
  it('comes again until the host has taken it, under the same id', async () => {
    const ids: string[] = [];
    let refusals = 2;
    const onEvent = (event: BillingServerEvent) => {
      if (event.type !== 'renewed') return;
      ids.push(event.eventId);
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('The mail server is down.');
      }
    };
    const shop = await openSubscriptionShop({ onEvent });
    await shop.until((await shop.subscribe()).paidUntil);
    for (let passed = 0; passed < 5; passed += 1) await shop.until(shop.now() + hour);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
  });

  it('is kept for 90 days after it was told, and for as long as it was not', async () => {
    const url = await temporaryDatabase();
    let refuses = true;
    const onEvent = (event: BillingServerEvent) => {
      if (event.type === 'card_registered' && refuses) throw new Error('The mail server is down.');
    };
    const shop = await openSubscriptionShop({ onEvent, openStore: (now) => sqliteStore({ url, now }) });
    const store = sqliteStore({ url });
    const kept = async () => {
      const rows = await store.find('events', { where: { customerId: 'mina' }, order: { by: 'createdAt' }, limit: 99 });
      return rows.map(({ type }) => type);
    };
    await shop.buy('mina', { status: 'paid' });
    await shop.billing.endSubscription({
      customerId: 'mina',
      subscriptionId: (await shop.subscriptionOf()).subscriptionId,
    });
    await shop.billing.tick();
    await shop.until(shop.now() + 89 * day);
    expect(await kept()).toEqual(['card_registered', 'charge_paid', 'ended']);
    await shop.until(shop.now() + 2 * day);
    expect(await kept()).toEqual(['card_registered']);
    refuses = false;
    await shop.until(shop.now() + day);
    expect(await kept()).toEqual([]);
    await store.close();
  });

  it('says nothing personal', async () => {
    const shop = await openSubscriptionShop();
    const { subscriptionId, paidUntil } = await shop.subscribe();
    shop.simulator.decline({ reason: '한도초과' });
    await shop.until(paidUntil);
    await shop.billing.cancelSubscription({ customerId: 'mina', subscriptionId });
    await shop.billing.tick();
    const text = JSON.stringify(shop.events);
    // Quotes and hyphens: a time or a random id may hold the same four digits.
    for (const secret of ['5365-10', '"5365"', '"1234"', 'fake_imp_secret', 'BC카드'])
      expect(text).not.toContain(secret);
    expect(shop.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['declined', 'ended']));
  });
});

describe('a key that is named by an e-mail address, or is a secret', () => {
  it('is in no event of a gateway that can’t be reached', async () => {
    const shop = await openSubscriptionShop();
    const route = 'GET /subscribe/customers/{customer_uid}';
    shop.simulator.failNext({ route, kind: 'maintenance', times: 2 });
    for (const billingKey of ['mina@mail.example', 'billing-key-1']) {
      const importing = shop.billing.importCard({ customerId: 'mina', billingKey });
      await expect(importing).rejects.toMatchObject({ code: 'gateway_unavailable' });
      const { cause } = (await importing.catch((error: Error) => error)) as Error;
      expect(String(cause)).toContain('/subscribe/customers/…');
      expect(String(cause)).not.toContain(encodeURIComponent(billingKey));
    }
    const v2 = portone({ apiSecret: 'secret', storeId: 'store-1', apiUrl: 'http://127.0.0.1:9' });
    await expect(v2.findKey('billing-key-1')).rejects.toThrow('GET /billing-keys/…: ');
    const charging = { merchantUid: 'charge1', name: 'x', amount: 1, currency: 'KRW', taxFree: null, vat: null };
    await expect(
      v2.charge({ billingKey: 'billing-key-1', buyer: null, tag: 'charge1:1', ...charging }),
    ).rejects.toThrow('POST /payments/charge1/billing-key: ');
  });
});

describe('a key that the gateway itself names', () => {
  it.each([
    ['iamport', (apiUrl: string) => iamport({ apiKey: 'key', apiSecret: 'secret', apiUrl })],
    ['portone', (apiUrl: string) => portone({ apiSecret: 'secret', storeId: 'store-1', apiUrl })],
  ])('is in nothing that is logged of %s', async (_, open) => {
    const billingKey = 'mina+1@mail.example';
    const message = `customer_uid(${billingKey})로 등록된 정보가 있습니다.`;
    const api = await listen(async ({ url }) => {
      if (url.endsWith('/users/getToken')) {
        return Response.json({ code: 0, message: null, response: { access_token: 'token', now: 0, expired_at: 1800 } });
      }
      return Response.json({ code: 1, message, response: null, type: 'INVALID_REQUEST' }, { status: 400 });
    });
    onTestFinished(() => api.close());
    const gateway = open(api.url);
    for (const work of [gateway.findKey(billingKey), gateway.revokeKey({ billingKey, reason: 'x' })]) {
      const error: unknown = await work.catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'GatewayUnavailable', message: expect.stringContaining('customer_uid(…)') });
      expect(String(error)).not.toMatch(/mina|%40/);
    }
  });
});

describe('a customer who is erased', () => {
  it('has no subscription, no key and no charge any more', async () => {
    const shop = await openSubscriptionShop();
    const subscription = await shop.subscribe();
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toMatchObject({ status: 'pending' });
    for (let passed = 0; passed < 3; passed += 1) await shop.until(shop.now() + hour);
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toMatchObject({ status: 'done' });
    expect(shop.simulator.keys.has(subscription.cardId)).toBe(false);
    expect(await shop.billing.listSubscriptions({ customerId: 'mina' })).toEqual([]);
    await shop.until(Date.parse(subscription.paidUntil) + day);
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('and is imported again under the same reference has a subscription of its own, and can be erased once more', async () => {
    const shop = await openSubscriptionShop({
      // What was told of the first one is not delivered yet.
      onEvent: () => Promise.reject(new Error('The mail server is down.')),
    });
    const mina = { customerId: 'mina' };
    for (const charges of [1, 2]) {
      shop.register({ merchantUid: `old${charges}`, customerUid: 'old-key' });
      const { cardId } = await shop.billing.importCard({ ...mina, billingKey: 'old-key' });
      const nextChargeAt = new Date(shop.now() + day);
      const request = { ...mina, cardId, reference: '1', nextChargeAt, plan: basic };
      const { subscription } = await shop.billing.importSubscription(request);
      expect((await shop.billing.importSubscription(request)).subscription).toEqual(subscription);
      await shop.until(nextChargeAt.getTime());
      expect(shop.simulator.countCharges()).toBe(charges);
      await shop.billing.eraseCustomer(mina);
      await shop.until(shop.now() + hour);
      expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'done' });
      expect(shop.simulator.keys.size).toBe(0);
    }
  });

  it('leaves nothing, in any table, of a key that was named by their e-mail address', async () => {
    const shop = await openSubscriptionShop({
      // What was told of the decline is never taken, and waits for the host.
      onEvent: ({ type }) => (type === 'declined' ? Promise.reject(new Error('The mail server is down.')) : undefined),
    });
    const billingKey = 'mina@mail.example';
    shop.register({ merchantUid: 'old', customerUid: billingKey });
    const { cardId } = await shop.billing.importCard({ customerId: 'mina', billingKey });
    await shop.billing.importSubscription({
      ...{ customerId: 'mina', cardId, reference: '1', nextChargeAt: new Date(shop.now() + day) },
      plan: basic,
    });
    // The PG's words may name what was charged.
    shop.simulator.decline({ reason: `${billingKey}: 한도초과` });
    await shop.until(shop.now() + day);
    await shop.until(shop.now() + 2 * day);
    const { body } = await shop.post('/orders', { purpose: 'register', replacesCardId: cardId });
    const order = body as Parameters<typeof shop.claim>[0];
    await shop.post('/charges', shop.claim(order, shop.register(order)));
    await shop.billing.eraseCustomer({ customerId: 'mina' });
    await shop.billing.tick();
    await shop.until(shop.now() + day);
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'done' });
    await shop.billing.tick();
    const rows = await allRows(shop.url);
    const charges = rows.filter(({ table }) => table === 'billing_charges');
    expect(charges.map(({ row }) => row.status).sort()).toEqual(['failed', 'paid']);
    // That they were erased is all that is known of them.
    const named = rows.filter(({ row }) => JSON.stringify(row).includes('mina'));
    expect(named).toMatchObject([{ table: 'billing_erasures', row: { customer_id: 'mina' } }]);
  });

  it.each([
    ['all', undefined, { status: 'refunded', refunded_amount: 9900 }],
    ['a part', 4000, { status: 'paid', refunded_amount: 4000 }],
  ])('can be given back what they paid, and the books say so: %s', async (_, amount, row) => {
    const shop = await openSubscriptionShop({ webhooks: true });
    const { answer } = await shop.buy();
    await shop.billing.eraseCustomer({ customerId: 'mina' });
    await shop.until(shop.now() + day);
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'done' });
    const refund = { imp_uid: answer.body.impUid, amount, enable_webhook: true, reason: '탈퇴' };
    await callIamport(shop, 'POST /payments/cancel', refund);
    await shop.simulator.idle();
    await shop.billing.tick();
    const charges = (await allRows(shop.url)).filter(({ table }) => table === 'billing_charges');
    expect(charges).toMatchObject([{ row: { ...row, card_number: null, receipt_url: null } }]);
    expect(shop.told('refunded')).toHaveLength(1);
  });
});
