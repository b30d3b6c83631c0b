import { describe, expect, it } from 'vitest';
import type { NewCharge } from '../../src/server/charge/Charges.js';
import { assertSame, newRow } from '../../src/server/charge/chargeRows.js';
import { openShop } from './support/shop.js';

describe('an order, its charge and a look at it', () => {
  it('charges what the order costs, once, and says so', async () => {
    const shop = await openShop();
    const { order, answer } = await shop.buy();
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'paid', amount: 9900, currency: 'KRW', cardName: 'BC카드' });
    expect(shop.simulator.countCharges()).toBe(1);
    const looked = await shop.send(`/charges/${order.chargeMerchantUid}`);
    expect(looked.body).toEqual(answer.body);
    expect(looked.headers.get('cache-control')).toBe('no-store');
  });

  it('answers the same numbers with the same receipt', async () => {
    const shop = await openShop();
    const { order, impUid, answer } = await shop.buy();
    const again = await Promise.all([1, 2, 3, 4].map(() => shop.post('/charges', shop.claim(order, impUid))));
    for (const one of again) expect(one.body).toEqual(answer.body);
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('charges once when ten requests come at the same moment, to two servers', async () => {
    const shop = await openShop();
    const other = shop.start();
    const order = await shop.order();
    const claim = { ...shop.claim(order, shop.register(order)), customerId: 'mina' };
    const servers = [shop.billing, other];
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => servers[index % 2]?.charge(claim)),
    );
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'charge_unsettled' });
    }
    expect(shop.simulator.countCharges()).toBe(1);
    expect(await other.charge(claim)).toMatchObject({ status: 'paid' });
  });

  it('says that a card was declined, and charges it when it is tried again', async () => {
    const shop = await openShop();
    shop.simulator.decline({ reason: '한도초과 (8035)' });
    const { order, impUid, answer } = await shop.buy();
    expect(answer.status).toBe(402);
    expect(answer.body.error?.code).toBe('charge_declined');
    expect(answer.body.charge).toMatchObject({ status: 'failed', failReason: '한도초과 (8035)', failCode: '8035' });
    const again = await shop.post('/charges', shop.claim(order, impUid));
    expect(again.body).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('finds a charge whose answer was lost', async () => {
    const shop = await openShop();
    shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'answer-lost-after-commit' });
    const { answer } = await shop.buy();
    expect(answer.body).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('tries again only when a lost call can no longer arrive', async () => {
    const shop = await openShop();
    shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'network' });
    const { order, impUid, answer } = await shop.buy();
    expect(answer.status).toBe(503);
    expect(answer.body.error?.code).toBe('charge_unsettled');
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect((await shop.post('/charges', shop.claim(order, impUid))).status).toBe(503);
    expect(shop.simulator.countCalls('POST /subscribe/payments/again')).toBe(1);
    await shop.later(60_001);
    expect((await shop.post('/charges', shop.claim(order, impUid))).body).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('tells the host of each charge', async () => {
    const shop = await openShop();
    const { order } = await shop.buy();
    await shop.billing.tick();
    const told = shop.events.filter((event) => event.type === 'charge_paid');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ customerId: 'mina', data: { chargeMerchantUid: order.chargeMerchantUid } });
  });
});

describe('two clicks at once', () => {
  it('are both answered when the first one’s charge is declined', async () => {
    const shop = await openShop();
    const other = shop.start();
    const order = await shop.order();
    const claim = { ...shop.claim(order, shop.register(order)), customerId: 'mina' };
    shop.simulator.decline();
    // The second click has verified the registration, and writes when the first one has the row and was declined.
    const held = shop.simulator.failNext({ route: 'GET /payments/{imp_uid}', kind: 'slow' });
    const second = other.charge(claim);
    await held.met;
    expect(await shop.billing.charge(claim)).toMatchObject({ status: 'failed' });
    held.release();
    expect(await second).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCharges()).toBe(1);
  });
});

describe('what the PG took while it issued the key', () => {
  const issue = { pg_provider: 'danal', pay_method: 'phone', charged: true };

  it('for a number that has a payment of its own is told to the host once, and is not the charge', async () => {
    const shop = await openShop();
    const first = await shop.buy();
    const { chargeMerchantUid } = first.order;
    const order = await shop.order();
    const impUid = shop.register(order, issue);
    const claim = shop.claim(order, impUid, { chargeMerchantUid, chargedAtIssue: true });
    for (let sent = 0; sent < 2; sent += 1) {
      const { status, body } = await shop.post('/charges', claim);
      expect(status).toBe(409);
      expect(body.error).toMatchObject({ code: 'registration_used', field: 'impUid' });
      expect(body.error?.message).toContain(`${impUid} took the money for ${chargeMerchantUid}`);
      expect(body.error?.message).toContain(`(${first.answer.body.impUid})`);
    }
    await shop.billing.tick();
    const told = shop.events.filter(({ type }) => type === 'payment_mismatch');
    expect(told).toMatchObject([{ customerId: 'mina', data: { chargeMerchantUid, impUid } }]);
    expect((await shop.send(`/charges/${chargeMerchantUid}`)).body).toEqual(first.answer.body);
  });

  it('is one charge when it is sent to two servers at once', async () => {
    const shop = await openShop();
    const other = shop.start();
    const order = await shop.order();
    const impUid = shop.register(order, issue);
    const claim = { ...shop.claim(order, impUid), chargedAtIssue: true, customerId: 'mina' };
    const [one, two] = await Promise.all([shop.billing.charge(claim), other.charge(claim)]);
    expect(one).toMatchObject({ status: 'paid', impUid, chargedAtIssue: true });
    expect(two).toEqual(one);
  });
});

describe('the number of a charge', () => {
  const card = { customerId: 'mina', cardId: 'card1', gateway: 'iamport', account: 'key', name: null, number: null };
  const price = { name: '베이직', amount: 9900, currency: 'KRW', planId: 'basic', subscriptionId: 'sub1' };
  const wanted = { ...price, chargeMerchantUid: 'charge1', card } as NewCharge;
  const row = newRow(wanted, 0, 0);

  it('stands for the same with another card', () => {
    assertSame(row, { ...wanted, card: { ...wanted.card, cardId: 'card2' } });
  });

  it.each([
    ['customerId', { card: { ...wanted.card, customerId: 'jun' } }],
    ['amount', { amount: 9901 }],
    ['amount', { currency: 'USD' }],
    ['planId', { planId: 'plus' }],
    ['planId', { planId: undefined }],
    ['subscriptionId', { subscriptionId: 'sub2' }],
    ['subscriptionId', { subscriptionId: undefined }],
  ] satisfies [string, Partial<NewCharge>][])('stands for one %s', (field, changes) => {
    const same = () => assertSame(row, { ...wanted, ...changes });
    expect(same).toThrow(`charge1 was first used with another ${field}`);
    expect(same).toThrow(expect.objectContaining({ code: 'order_mismatch', field }));
  });
});
