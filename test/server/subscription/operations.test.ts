import { describe, expect, it } from 'vitest';
import { type BillingServer, memoryStore } from '../../../src/server/index.js';
import { day, minute, openSubscriptionShop } from './shop.js';

const PRICES = {
  basic: { name: '베이직', amount: 9900, period: { unit: 'month' } },
  plus: { name: '플러스', amount: 14_900, period: { unit: 'month' } },
  yearly: { name: '연간', amount: 99_000, period: { unit: 'year' } },
  trial: { name: '체험', amount: 0, period: { unit: 'month' }, trial: { days: 14, amountAfter: 9900 } },
  long: { name: '긴 체험', amount: 0, period: { unit: 'month' }, trial: { days: 60, amountAfter: 9900 } },
} as const;

const price = ({ planId }: { planId: string }) => PRICES[planId as keyof typeof PRICES] ?? null;

const own = (subscription: { subscriptionId: string }) => ({
  customerId: 'mina',
  subscriptionId: subscription.subscriptionId,
});

async function subscribeTo(shop: Awaited<ReturnType<typeof openSubscriptionShop>>, planId: string, user = 'mina') {
  const ordered = await shop.post('/orders', { planId }, { user });
  if (ordered.status !== 201) return ordered;
  const order = ordered.body as Awaited<ReturnType<typeof shop.order>>;
  const impUid = shop.register(order, { amount: 0 });
  return shop.post('/charges', shop.claim(order, impUid), { user });
}

describe('one subscription at a time', () => {
  it('refuses the second one before a window opens, and before anything is charged', async () => {
    const shop = await openSubscriptionShop({ price });
    const other = await shop.order();
    const subscription = await shop.subscribe();
    expect(await shop.post('/orders', { planId: 'basic' })).toMatchObject({
      status: 409,
      body: { error: { code: 'subscription_exists', details: { subscriptionId: subscription.subscriptionId } } },
    });
    // An order of before is refused when its card comes back.
    const answer = await shop.post('/charges', shop.claim(other, shop.register(other)));
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'subscription_exists' } } });
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('charges one of two tabs that subscribe at the same moment', async () => {
    const shop = await openSubscriptionShop({ price });
    const orders = [await shop.order(), await shop.order()];
    const answers = await Promise.all(
      orders.map((order) => shop.post('/charges', shop.claim(order, shop.register(order)))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(shop.simulator.countCharges()).toBe(1);
    expect(await shop.billing.listSubscriptions({ customerId: 'mina' })).toHaveLength(1);
  });

  it('is in the way while it is past due, and not after it has ended', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    shop.simulator.decline({ reason: '한도초과' });
    await shop.until(subscription.nextCharge?.at ?? '');
    expect((await subscribeTo(shop, 'basic')).body.error?.code).toBe('subscription_exists');
    await shop.billing.endSubscription(own(subscription));
    expect((await shop.buy()).answer.status).toBe(200);
  });

  it('lets a customer whose first charge was declined begin again with another order', async () => {
    const shop = await openSubscriptionShop({ price });
    shop.simulator.decline({ reason: '한도초과' });
    const first = await shop.buy();
    expect(first.answer.status).toBe(402);
    expect((await shop.buy()).answer.status).toBe(200);
    // The first tab tries its order again: its place is taken.
    const again = await shop.post('/charges', shop.claim(first.order, first.impUid));
    expect(again.body.error?.code).toBe('subscription_exists');
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('knows groups of products', async () => {
    const shop = await openSubscriptionShop({
      price,
      subscriptions: { productGroupOf: (planId) => (planId === 'plus' ? 'music' : 'video') },
    });
    expect((await subscribeTo(shop, 'basic')).status).toBe(200);
    expect((await subscribeTo(shop, 'plus')).status).toBe(200);
    expect((await subscribeTo(shop, 'yearly')).body.error?.code).toBe('subscription_exists');
  });
});

describe('a group of products', () => {
  it('with a colon in its name is not the place of another customer', async () => {
    const productGroupOf = (planId: string) => (planId === 'basic' ? 'a' : 'a:b');
    const shop = await openSubscriptionShop({ price, subscriptions: { productGroupOf } });
    expect((await subscribeTo(shop, 'basic', 'b:c')).status).toBe(200);
    expect((await subscribeTo(shop, 'plus', 'c')).status).toBe(200);
  });

  it.each([undefined, null, '', 7, 'x'.repeat(31), Promise.resolve('video')])(
    'that is %s is a mistake',
    async (group) => {
      const shop = await openSubscriptionShop({ price, subscriptions: { productGroupOf: () => group as string } });
      const wrong = { code: 'invalid_configuration', field: 'subscriptions.productGroupOf' };
      await expect(shop.billing.createOrder({ customerId: 'mina', planId: 'basic' })).rejects.toMatchObject(wrong);
    },
  );

  it('that the host has forgotten keeps no first charge from being settled', async () => {
    let isForgotten = false;
    const productGroupOf = () => {
      if (isForgotten) throw new Error('There is no such plan any more.');
      return 'tv: all';
    };
    const shop = await openSubscriptionShop({ price, subscriptions: { productGroupOf } });
    const order = await shop.order();
    shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'answer-lost-after-commit' });
    shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: 'network' });
    expect((await shop.post('/charges', shop.claim(order, shop.register(order)))).status).toBe(503);
    isForgotten = true;
    await shop.until(shop.now() + 5 * minute);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', productGroup: 'tv: all' });
  });
});

describe('a card in use', () => {
  it('is not taken by an order that only registers another one', async () => {
    const shop = await openSubscriptionShop({ price });
    const { subscriptionId, cardId } = await shop.subscribe();
    const { body } = await shop.post('/orders', { purpose: 'register', subscriptionId, replacesCardId: cardId });
    const order = body as Awaited<ReturnType<typeof shop.order>>;
    await shop.post('/charges', shop.claim(order, shop.register(order, { amount: 0 })));
    await shop.billing.tick();
    expect(shop.simulator.keys.has(cardId)).toBe(true);
    expect((await shop.send('/cards')).body).toHaveLength(2);
  });

  it('is changed by an order for one’s own subscription, while there is one', async () => {
    const shop = await openSubscriptionShop({ price });
    const { subscriptionId } = await shop.subscribe();
    const change = { purpose: 'change', subscriptionId };
    const stolen = await shop.post('/orders', change, { user: 'thief' });
    expect(stolen).toMatchObject({ status: 404, body: { error: { code: 'subscription_unknown' } } });
    expect((await shop.post('/orders', change)).status).toBe(201);
    await shop.billing.endSubscription({ customerId: 'mina', subscriptionId });
    const late = await shop.post('/orders', change);
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'subscription_state' } } });
  });

  it('is not removed, and the subscriptions are named', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    const refused = await shop.send(`/cards/${subscription.cardId}`, { method: 'DELETE' });
    expect(refused).toMatchObject({
      status: 409,
      body: { error: { code: 'card_in_use', details: { usedBy: [subscription.subscriptionId] } } },
    });
    expect(shop.simulator.keys.has(subscription.cardId)).toBe(true);
  });

  it('is free once the subscription has another one, which the next renewal charges', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    const cardId = await shop.addCard();
    const changed = await shop.post(`/subscriptions/${subscription.subscriptionId}/card`, { cardId });
    expect(changed.body).toMatchObject({ cardId, status: 'active' });
    expect((await shop.send(`/cards/${subscription.cardId}`, { method: 'DELETE' })).status).toBe(204);
    await shop.until(subscription.nextCharge?.at ?? '');
    expect(shop.simulator.charges().at(-1)?.customer_uid).toBe(cardId);
  });

  it('is not removed at the very moment it comes into use, whoever is first', async () => {
    // Memory answers in the order asked, so that both have looked before one of them writes.
    const store = memoryStore();
    const shop = await openSubscriptionShop({ price, openStore: () => store, limits: { ordersAnHour: 100 } });
    const { subscriptionId } = await shop.subscribe();
    const other = shop.start();
    for (let round = 0; round < 12; round += 1) {
      const cardId = await shop.addCard();
      const change = () => other.changeSubscriptionCard({ customerId: 'mina', subscriptionId, cardId });
      const remove = () => shop.billing.removeCard({ customerId: 'mina', cardId });
      const both = round % 2 === 0 ? [change(), remove()] : [remove(), change()];
      const ends = await Promise.allSettled(both);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const cards = await shop.billing.listCards({ customerId: 'mina' });
      expect(cards.map((card) => card.cardId)).toContain((await shop.subscriptionOf()).cardId);
    }
  });

  it('is replaced by an order of its own: new one registered first, old key revoked last', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    const { body } = await shop.post('/orders', {
      purpose: 'change',
      subscriptionId: subscription.subscriptionId,
      replacesCardId: subscription.cardId,
    });
    const order = body as Awaited<ReturnType<typeof shop.order>>;
    const { body: receipt } = await shop.post('/charges', shop.claim(order, shop.register(order)));
    expect(receipt).toMatchObject({ status: 'registered' });
    expect(await shop.subscriptionOf()).toMatchObject({ cardId: receipt.cardId });
    await shop.billing.tick();
    expect(shop.simulator.keys.has(subscription.cardId)).toBe(false);
    await shop.until(subscription.nextCharge?.at ?? '');
    expect(shop.simulator.charges().at(-1)?.customer_uid).toBe(receipt.cardId);
  });

  it('of somebody else can’t be taken', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    const theirs = await shop.addCard('jun');
    const refused = await shop.post(`/subscriptions/${subscription.subscriptionId}/card`, { cardId: theirs });
    expect(refused.body.error?.code).toBe('card_unknown');
  });
});

describe('cancelling', () => {
  it('charges nothing more, lets the paid period be used, and can be taken back', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    const path = `/subscriptions/${subscription.subscriptionId}`;
    const cancelled = await shop.post(`${path}/cancel`, {});
    expect(cancelled.body).toMatchObject({ status: 'ending', endsAt: subscription.paidUntil, nextCharge: null });
    expect((await shop.post(`${path}/resume`, {})).body).toMatchObject({
      status: 'active',
      nextCharge: { amount: 9900 },
    });
    await shop.post(`${path}/cancel`, {});
    await shop.until(subscription.paidUntil);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'ended', endReason: 'cancelled' });
    expect(shop.simulator.countCharges()).toBe(1);
    expect((await shop.post(`${path}/resume`, {})).body.error?.code).toBe('subscription_state');
    expect(shop.told('ending')).toHaveLength(2);
  });

  it('ends now', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    const ended = await shop.post(`/subscriptions/${subscription.subscriptionId}/end`, {});
    expect(ended.body).toMatchObject({ status: 'ended', endReason: 'ended_now' });
    await shop.until(Date.parse(subscription.paidUntil) + 40 * day);
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('is for the customer alone', async () => {
    const shop = await openSubscriptionShop({ price });
    const { subscriptionId } = await shop.subscribe();
    for (const [name, body] of Object.entries({ cancel: {}, resume: {}, end: {}, plan: { planId: 'plus' }, pay: {} })) {
      const answer = await shop.post(`/subscriptions/${subscriptionId}/${name}`, body, { user: 'jun' });
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'subscription_unknown' } } });
    }
    expect((await shop.send('/subscriptions', { user: 'jun' })).body).toEqual([]);
    expect((await shop.post(`/subscriptions/${subscriptionId}/cancel`, {}, { user: null })).status).toBe(401);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
  });
});

describe('another plan', () => {
  it('counts from the next period, at the price of the day it was chosen', async () => {
    let plus = 14_900;
    const shop = await openSubscriptionShop({
      price: ({ planId }) => (planId === 'plus' ? { ...PRICES.plus, amount: plus } : price({ planId })),
    });
    const subscription = await shop.subscribe();
    const path = `/subscriptions/${subscription.subscriptionId}/plan`;
    const changed = await shop.post(path, { planId: 'plus' });
    expect(changed.body).toMatchObject({
      planId: 'basic',
      change: { planId: 'plus', amount: 14_900, at: subscription.paidUntil },
      nextCharge: { amount: 14_900 },
      consent: null,
    });
    plus = 19_900;
    await shop.until(subscription.paidUntil);
    expect(await shop.subscriptionOf()).toMatchObject({ planId: 'plus', amount: 14_900, change: null });
    expect(shop.simulator.charges().at(-1)?.amount).toBe(14_900);
  });

  it('is taken back by choosing the one it has', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    const path = `/subscriptions/${subscription.subscriptionId}/plan`;
    await shop.post(path, { planId: 'plus' });
    expect((await shop.post(path, { planId: 'basic' })).body).toMatchObject({ change: null });
  });

  it('of another length is charged from then on by that length', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    await shop.billing.changePlan({ ...own(subscription), planId: 'yearly' });
    await shop.until(subscription.paidUntil);
    const yearly = await shop.subscriptionOf();
    expect(yearly).toMatchObject({ planId: 'yearly', amount: 99_000 });
    expect(Date.parse(yearly.paidUntil) - Date.parse(subscription.paidUntil)).toBeGreaterThan(360 * day);
  });

  it('that is not for sale by the period is refused', async () => {
    const shop = await openSubscriptionShop({ price });
    const { subscriptionId } = await shop.subscribe();
    const refused = await shop.post(`/subscriptions/${subscriptionId}/plan`, { planId: 'nothing' });
    expect(refused).toMatchObject({ status: 404, body: { error: { code: 'plan_unknown', field: 'planId' } } });
  });
});

describe('a trial', () => {
  it('charges nothing until it ends, then what the order said', async () => {
    const shop = await openSubscriptionShop({ price });
    const { body } = await subscribeTo(shop, 'trial');
    expect(body).toMatchObject({ status: 'registered' });
    const trial = await shop.subscriptionOf();
    expect(trial).toMatchObject({
      status: 'trialing',
      amount: 9900,
      consent: { amountBefore: 0, amountAfter: 9900, isGiven: true },
    });
    await shop.until(Date.parse(trial.trialEndsAt ?? '') - minute);
    expect(shop.simulator.countCharges()).toBe(0);
    await shop.until(trial.trialEndsAt ?? '');
    expect(shop.simulator.charges().map(({ amount }) => amount)).toEqual([9900]);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
  });

  it('is named by the receipt of its registration', async () => {
    const shop = await openSubscriptionShop({ price });
    const order = await shop.order('mina', 'trial');
    const claim = shop.claim(order, shop.register(order, { amount: 0 }));
    const receipt = (await shop.post('/charges', claim)).body;
    expect(receipt).toMatchObject({ subscriptionId: (await shop.subscriptionOf()).subscriptionId });
    expect((await shop.post('/charges', claim)).body).toEqual(receipt);
  });

  it('is the same answer where the same claim comes to another server in the middle of it', async () => {
    const shop = await openSubscriptionShop({ price });
    const other = shop.start();
    const order = await shop.order('mina', 'trial');
    const impUid = shop.register(order, { amount: 0 });
    const claim = { customerId: 'mina', merchantUid: order.merchantUid, impUid };
    const held = shop.simulator.failNext({ route: 'GET /payments/{imp_uid}', kind: 'slow' });
    const late = other.charge(claim);
    await held.met;
    const receipt = await shop.billing.charge(claim);
    held.release();
    expect(await late).toEqual(receipt);
    expect(receipt).toMatchObject({ status: 'registered' });
  });

  it('is had once', async () => {
    const shop = await openSubscriptionShop({ price });
    await subscribeTo(shop, 'trial');
    await shop.billing.endSubscription(own(await shop.subscriptionOf()));
    const again = await subscribeTo(shop, 'trial');
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'trial_used' } } });
    expect((await shop.buy()).answer.status).toBe(200);
  });

  it('of more than 30 days asks for consent, and ends without', async () => {
    const shop = await openSubscriptionShop({ price });
    await subscribeTo(shop, 'long');
    const trial = await shop.subscriptionOf();
    expect(trial.consent).toMatchObject({ isGiven: false });
    await shop.until(trial.consent?.from ?? '');
    expect(shop.told('consent_due')).toHaveLength(1);
    await shop.until(trial.trialEndsAt ?? '');
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'ended', endReason: 'no_consent' });
    expect(shop.simulator.countCharges()).toBe(0);
  });

  it('turns paid with consent that is given in time', async () => {
    const shop = await openSubscriptionShop({ price });
    await subscribeTo(shop, 'long');
    const trial = await shop.subscriptionOf();
    const path = `/subscriptions/${trial.subscriptionId}/consent`;
    expect((await shop.post(path, { amount: 9900 })).body.error?.code).toBe('consent_too_early');
    await shop.until(trial.consent?.from ?? '');
    expect((await shop.post(path, { amount: 8900 })).body.error?.code).toBe('amount_mismatch');
    expect((await shop.post(path, { amount: 9900 })).body).toMatchObject({ consent: { isGiven: true } });
    await shop.until(trial.trialEndsAt ?? '');
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
    expect(shop.simulator.countCharges()).toBe(1);
  });
});

describe('a price that rises', () => {
  async function raised(billing: BillingServer, from: Date) {
    return billing.changePrice({ planId: 'basic', amount: 12_900, from });
  }

  it('is charged with consent, from its date on', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    expect(await raised(shop.billing, new Date(shop.now()))).toBe(1);
    const { consent } = await shop.subscriptionOf();
    expect(consent).toMatchObject({ amountBefore: 9900, amountAfter: 12_900, until: subscription.paidUntil });
    await shop.until(Math.max(shop.now(), Date.parse(consent?.from ?? '')));
    expect(shop.told('consent_due')).toHaveLength(1);
    await shop.billing.consentToRise({ ...own(subscription), amount: 12_900 });
    await shop.until(subscription.paidUntil);
    expect(shop.simulator.charges().at(-1)?.amount).toBe(12_900);
    expect(await shop.subscriptionOf()).toMatchObject({ amount: 12_900, change: null, consent: null });
  });

  it('is not charged without consent: the old price is, and the customer is asked again', async () => {
    const shop = await openSubscriptionShop({ price });
    const subscription = await shop.subscribe();
    await raised(shop.billing, new Date(shop.now()));
    await shop.until(shop.now() + 3 * day);
    await shop.until(subscription.paidUntil);
    expect(shop.simulator.charges().map(({ amount }) => amount)).toEqual([9900, 9900]);
    await shop.until(shop.now() + 3 * day);
    await shop.until((await shop.subscriptionOf()).paidUntil);
    expect(shop.simulator.charges().map(({ amount }) => amount)).toEqual([9900, 9900, 9900]);
    // Once for each period; of a short month the next one is asked about by now as well.
    const periods = shop.events.flatMap((event) => (event.type === 'consent_due' ? [event.data.period] : []));
    expect(['2,3', '2,3,4']).toContain(periods.join());
  });

  it('leaves those alone who have another plan, and those who have ended', async () => {
    const shop = await openSubscriptionShop({ price });
    await shop.subscribe();
    await subscribeTo(shop, 'plus', 'jun');
    await shop.billing.endSubscription(own(await shop.subscriptionOf()));
    expect(await raised(shop.billing, new Date(shop.now()))).toBe(0);
  });
});
