import { describe, expect, it } from 'vitest';
import { type Gateway, iamport } from '../../src/server/index.js';
import { day, hour, openSubscriptionShop, type SubscriptionShop } from './subscription/shop.js';
import { callIamport } from './support/callIamport.js';
import { openShop } from './support/shop.js';

const AGAIN = 'POST /subscribe/payments/again';

/** The order number of a renewal's first try. Whoever has a subscription can work it out. */
const renewalOf = (subscriptionId: string, period: number, tryNumber = 1) => `${subscriptionId}p${period}t${tryNumber}`;

async function pass(shop: SubscriptionShop, milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 6 * hour) await shop.until(shop.now() + 6 * hour);
}

describe('a window that was opened under the number of a charge', () => {
  it.each([
    ['issue', 'issue'],
    ['null, as some PGs have it', null],
  ] as const)('and took no money pays for nothing (customer_uid_usage: %s)', async (_what, issueUsage) => {
    const shop = await openShop({ fake: { issueUsage } });
    const order = await shop.order();
    const impUid = shop.register(order);
    // The page knows the number, and registers the card once more under it: the record says `paid` and 9,900 won.
    const { chargeMerchantUid: merchantUid, customerUid } = order;
    shop.register({ merchantUid, customerUid });
    const answer = await shop.post('/charges', shop.claim(order, impUid));
    expect(answer.status).toBe(402);
    expect(answer.body.charge).toMatchObject({ status: 'failed', failCode: 'mismatch' });
    await shop.later(2 * day);
    await shop.billing.tick();
    expect((await shop.send(`/charges/${merchantUid}`)).body).toMatchObject({ status: 'failed' });
    expect(shop.simulator.countCharges()).toBe(0);
    expect(shop.events.filter(({ type }) => type === 'payment_mismatch')).toHaveLength(1);
  });

  it('of a renewal pays for no period, and keeps it from nothing', async () => {
    const shop = await openSubscriptionShop();
    const { subscriptionId, paidUntil, cardId } = await shop.subscribe();
    shop.register({ merchantUid: renewalOf(subscriptionId, 2), customerUid: cardId });
    await shop.until(paidUntil);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'past_due' });
    await pass(shop, 2 * day);
    expect(shop.simulator.countCharges()).toBe(2);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
    expect(shop.told('payment_mismatch')).toHaveLength(1);
  });

  it('and is not finished keeps nobody from charging', async () => {
    const shop = await openSubscriptionShop();
    const { subscriptionId, paidUntil, cardId } = await shop.subscribe();
    shop.register({ merchantUid: renewalOf(subscriptionId, 2), customerUid: cardId }, { status: 'ready' });
    await shop.until(paidUntil);
    await pass(shop, hour);
    expect(shop.simulator.countCharges()).toBe(2);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', isCharging: false });
  });

  it('and failed is no decline', async () => {
    const shop = await openSubscriptionShop();
    const { subscriptionId, paidUntil, cardId } = await shop.subscribe();
    shop.register({ merchantUid: renewalOf(subscriptionId, 2), customerUid: cardId }, { status: 'failed' });
    await shop.until(paidUntil);
    expect(shop.simulator.countCharges()).toBe(2);
    expect(shop.told('declined')).toHaveLength(0);
  });
});

describe('a registration at a PG of which nobody knows what an amount does', () => {
  it('is no payment without a receipt, and nothing is charged on top', async () => {
    const shop = await openShop();
    const { answer } = await shop.buy('mina', { pg_provider: 'smilepay', charged: false });
    expect(answer.status).toBe(409);
    expect(answer.body.error?.code).toBe('amount_mismatch');
    expect(shop.simulator.countCharges()).toBe(0);
    await shop.billing.tick();
    expect(shop.events.filter(({ type }) => type === 'payment_mismatch')).toHaveLength(1);
  });

  it('is one with a receipt', async () => {
    const shop = await openShop();
    const { answer } = await shop.buy('mina', { pg_provider: 'smilepay', charged: true });
    expect(answer.body).toMatchObject({ status: 'paid', chargedAtIssue: true });
  });
});

describe('two payments under one number', () => {
  it('are told of, one by one, and the charge stays paid', async () => {
    const shop = await openShop({ chargeDeadline: 1000 });
    const order = await shop.order();
    const claim = shop.claim(order, shop.register(order));
    const fault = shop.simulator.failNext({ route: AGAIN, kind: 'slow', committed: 'begun' });
    expect((await shop.post('/charges', claim)).status).toBe(503);
    // Somebody makes the charge by hand, and the first one is approved after all.
    const { imp_uid: byHand } = await callIamport(shop, AGAIN, {
      customer_uid: order.customerUid,
      merchant_uid: order.chargeMerchantUid,
      amount: 9900,
      name: 'by hand',
    });
    fault.release();
    await expect.poll(() => shop.simulator.countCharges()).toBe(2);
    await shop.later(hour);
    await shop.billing.tick();
    await shop.billing.tick();
    const { body } = await shop.send(`/charges/${order.chargeMerchantUid}`);
    expect(body).toMatchObject({ status: 'paid' });
    const [first] = shop.simulator.charges({ merchantUid: order.chargeMerchantUid }).map(({ imp_uid }) => imp_uid);
    const other =
      body.impUid === byHand ? shop.simulator.charges().find((one) => one.imp_uid !== byHand)?.imp_uid : byHand;
    expect(first).toBeDefined();
    const told = shop.events.filter((event) => event.type === 'payment_mismatch');
    expect(told).toMatchObject([{ data: { chargeMerchantUid: order.chargeMerchantUid, impUid: other } }]);
    // Asked again, nothing changes and nothing is told twice.
    const hook = { imp_uid: other, merchant_uid: order.chargeMerchantUid, status: 'paid' };
    await shop.post('/webhook/iamport', hook, { user: null });
    await shop.billing.tick();
    expect((await shop.send(`/charges/${order.chargeMerchantUid}`)).body).toEqual(body);
    expect(shop.events.filter(({ type }) => type === 'payment_mismatch')).toHaveLength(1);
    // What comes beside another charge is news of its own.
    const next = await shop.order('jun');
    const held = shop.simulator.failNext({ route: AGAIN, kind: 'slow', committed: 'begun' });
    const answer = await shop.post('/charges', shop.claim(next, shop.register(next)), { user: 'jun' });
    expect(answer.status).toBe(503);
    const { chargeMerchantUid: merchantUid, customerUid } = next;
    const extra = shop.register({ merchantUid, customerUid }, { charged: true });
    held.release();
    await expect.poll(() => shop.simulator.countCharges()).toBe(4);
    await shop.later(hour);
    await shop.billing.tick();
    await shop.billing.tick();
    const both = shop.events.filter(({ type }) => type === 'payment_mismatch');
    expect(both).toMatchObject([{ data: { impUid: other } }, { customerId: 'jun', data: { impUid: extra } }]);
  });
});

describe('a charge that has no end', () => {
  it('is told of after a day, once', async () => {
    const shop = await openShop({ chargeDeadline: 1000 });
    const order = await shop.order();
    const claim = shop.claim(order, shop.register(order));
    const fault = shop.simulator.failNext({ route: AGAIN, kind: 'slow', committed: 'begun' });
    expect((await shop.post('/charges', claim)).status).toBe(503);
    const told = () => shop.events.filter(({ type }) => type === 'charge_unsettled');
    for (let hours = 0; hours < 22; hours += 2) {
      await shop.later(2 * hour);
      await shop.billing.tick();
    }
    expect(told()).toHaveLength(0);
    for (let hours = 0; hours < 24; hours += 2) {
      await shop.later(2 * hour);
      await shop.billing.tick();
    }
    expect(told()).toMatchObject([{ data: { chargeMerchantUid: order.chargeMerchantUid } }]);
    fault.release();
    await expect.poll(() => shop.simulator.countCharges()).toBe(1);
    await shop.later(2 * hour);
    await shop.billing.tick();
    expect((await shop.send(`/charges/${order.chargeMerchantUid}`)).body).toMatchObject({ status: 'paid' });
  });
});

describe('two tries that the gateway names alike', () => {
  it.each([
    ['declined', 'failed'],
    ['paid', 'paid'],
  ] as const)('are settled each by its own answer, when the second one is %s', async (_, status) => {
    const shop = await openShop();
    const order = await shop.order();
    const claim = shop.claim(order, shop.register(order));
    shop.simulator.decline();
    const first = (await shop.post('/charges', claim)).body.charge;
    if (status === 'failed') shop.simulator.decline({ reason: '한도초과' });
    // Whatever it answers the second time, i'mport calls it by the number of the first.
    const billing = shop.start({ gateways: [renaming(shop.api.url, first?.impUid ?? '')] });
    const { merchantUid } = order;
    const second = await billing.charge({ customerId: 'mina', merchantUid });
    expect(second).toMatchObject({ status, impUid: first?.impUid });
    if (status === 'failed') expect(second.failReason).toBe('한도초과');
  });

  /** i'mport, whose answers to charges carry a number of a payment that was given before. */
  function renaming(apiUrl: string, impUid: string): Gateway {
    const gateway = iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl });
    const charge: Gateway['charge'] = async (request) => {
      const answer = await gateway.charge(request);
      return answer.kind === 'answered' ? { ...answer, payment: { ...answer.payment, impUid } } : answer;
    };
    return { ...gateway, charge };
  }
});
