import { describe, expect, it } from 'vitest';
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
