import { describe, expect, it, vi } from 'vitest';
import type { Receipt } from '../../../src/server/index.js';
import { callIamport } from '../support/callIamport.js';
import { openKit } from '../support/kit.js';
import { minute, openSubscriptionShop } from './shop.js';

const PLANS = {
  basic: { name: '베이직', amount: 9900, period: { unit: 'month' } },
  trial: { name: '체험', amount: 0, period: { unit: 'month' }, trial: { days: 7, amountAfter: 9900 } },
  paidTrial: { name: '100원 체험', amount: 100, period: { unit: 'month' }, trial: { days: 7, amountAfter: 9900 } },
} as const;

const price = ({ planId }: { planId: string }) => PLANS[planId as keyof typeof PLANS] ?? null;
const AGAIN = 'POST /subscribe/payments/again';

describe('the money of a trial that comes when another one was had', () => {
  it('is written down and to be refunded: the PG took it while it issued the key', async () => {
    const shop = await openSubscriptionShop({ price });
    const orders = [await shop.order('mina', 'paidTrial'), await shop.order('mina', 'paidTrial')];
    for (const order of orders) {
      const impUid = shop.register(order, { amount: 100, charged: true });
      const { body } = await shop.post('/charges', shop.claim(order, impUid));
      expect(body).toMatchObject({ status: 'paid', amount: 100 });
      const { subscriptionId } = await shop.subscriptionOf();
      await shop.billing.endSubscription({ customerId: 'mina', subscriptionId });
    }
    await shop.billing.tick();
    expect(shop.told('refund_due')).toMatchObject([
      { data: { merchantUid: orders[1]?.chargeMerchantUid, amount: 100 } },
    ]);
  });

  it('is written down and to be refunded: the charge was given up for lost', async () => {
    const shop = await openSubscriptionShop({ price, chargeDeadline: 300 });
    const order = await shop.order('mina', 'paidTrial');
    const held = shop.simulator.failNext({ route: AGAIN, kind: 'slow', committed: false });
    expect((await shop.post('/charges', shop.claim(order, shop.register(order)))).status).toBe(503);
    await shop.later(2 * minute);
    await shop.billing.tick();
    const other = await shop.order('mina', 'trial');
    expect((await shop.post('/charges', shop.claim(other, shop.register(other)))).status).toBe(200);
    const { subscriptionId } = await shop.subscriptionOf();
    await shop.billing.endSubscription({ customerId: 'mina', subscriptionId });
    held.release();
    await vi.waitFor(() => expect(shop.simulator.countCharges()).toBe(1));
    await shop.later(10 * minute);
    await shop.billing.tick();
    const { chargeMerchantUid } = order;
    expect(await shop.billing.getCharge({ customerId: 'mina', chargeMerchantUid })).toMatchObject({ status: 'paid' });
    expect(shop.told('refund_due')).toMatchObject([{ data: { merchantUid: chargeMerchantUid } }]);
  });
});

describe('a first charge', () => {
  it('that was given back before anybody looked leaves the place to another order', async () => {
    const shop = await openSubscriptionShop({ price });
    const order = await shop.order();
    const impUid = shop.register(order);
    shop.simulator.failNext({ route: AGAIN, kind: 'answer-lost-after-commit' });
    shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: 'network' });
    expect((await shop.post('/charges', shop.claim(order, impUid))).status).toBe(503);
    await callIamport(shop, 'POST /payments/cancel', { merchant_uid: order.chargeMerchantUid });
    await shop.later(5 * minute);
    await shop.billing.tick();
    expect((await shop.send(`/charges/${order.chargeMerchantUid}`)).body).toMatchObject({ status: 'refunded' });
    const again = await shop.buy();
    expect(again.answer.body).toMatchObject({ status: 'paid' });
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
  });

  it('that is paid when its customer is being erased is to be refunded', async () => {
    const shop = await openSubscriptionShop({ price, chargeDeadline: 300 });
    const order = await shop.order();
    shop.simulator.failNext({ route: AGAIN, kind: 'answer-lost-after-commit' });
    shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: 'network' });
    expect((await shop.post('/charges', shop.claim(order, shop.register(order)))).status).toBe(503);
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'pending' });
    for (let passed = 0; passed < 3; passed += 1) await shop.until(shop.now() + 5 * minute);
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'done' });
    expect(shop.simulator.keys.size).toBe(0);
    expect(shop.told('refund_due')).toMatchObject([{ data: { merchantUid: order.chargeMerchantUid, amount: 9900 } }]);
  });

  it('that is out keeps its card: the subscription begins with it', async () => {
    const shop = await openSubscriptionShop({ price });
    const order = await shop.order();
    const held = shop.simulator.failNext({ route: AGAIN, kind: 'slow' });
    const paying = shop.post('/charges', shop.claim(order, shop.register(order)));
    await held.met;
    const refused = await shop.send(`/cards/${order.customerUid}`, { method: 'DELETE' });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'card_in_use' } } });
    held.release();
    expect((await paying).body).toMatchObject({ status: 'paid' });
    expect((await shop.subscriptionOf()).cardId).toBe(order.customerUid);
    expect((await shop.send('/cards')).body).toMatchObject([{ cardId: order.customerUid }]);
  });
});

describe('two orders of one customer', () => {
  it('are charged once, when one is tried again at the moment that the other one takes its place', async () => {
    let meanwhile: (() => Promise<unknown>) | null = null;
    const kit = await openKit({ price }, (store) => ({
      ...store,
      async commit(writes) {
        const takesPlace = writes.some(({ kind, table }) => kind === 'delete' && table === 'subscriptions');
        const work = takesPlace ? meanwhile : null;
        if (work !== null) meanwhile = null;
        await work?.();
        return store.commit(writes);
      },
    }));
    const first = await kit.order();
    kit.registration = { impUid: 'imp_1' };
    kit.paid = false;
    expect(await kit.charge(first, { impUid: 'imp_1' })).toMatchObject({ status: 'failed' });
    kit.paid = true;
    // Its first charge was declined, so that it makes room; and then it is on its way once more.
    const { charge } = kit.gateway;
    let answer = (): void => undefined;
    let retried: Promise<Receipt> | undefined;
    meanwhile = () =>
      new Promise<void>((sent) => {
        kit.gateway.charge = async (request) => {
          kit.gateway.charge = charge;
          sent();
          await new Promise<void>((answered) => {
            answer = answered;
          });
          return charge(request);
        };
        retried = kit.charge(first, { impUid: 'imp_1' });
      });
    const second = await kit.order();
    kit.registration = { impUid: 'imp_2' };
    const refused = await kit.refusal(kit.charge(second, { impUid: 'imp_2' }));
    expect(refused).toMatchObject({ code: 'subscription_exists' });
    answer();
    expect(await retried).toMatchObject({ status: 'paid' });
    const charged = kit.calls.flatMap((call) => Object.entries(call as object).filter(([what]) => what === 'charge'));
    expect(charged.map(([, { tag }]) => tag)).toEqual([1, 2].map((n) => `${first.chargeMerchantUid}:${n}`));
  });
});
