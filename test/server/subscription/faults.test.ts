import { describe, expect, it } from 'vitest';
import { type Price, sqliteStore } from '../../../src/server/index.js';
import { callIamport } from '../support/callIamport.js';
import { copyDatabase } from '../support/copyDatabase.js';
import { temporaryDatabase } from '../support/shop.js';
import { basic } from './samples.js';
import { day, hour, minute, openSubscriptionShop, type SubscriptionShop } from './shop.js';

const month = { unit: 'month' } as const;
const again = 'POST /subscribe/payments/again';
const find = 'GET /payments/findAll/{merchant_uid}';

/** Moves the clock in steps, as a timer would, and lets the server do what is due. */
async function pass(shop: SubscriptionShop, milliseconds: number, step: number) {
  for (let passed = 0; passed < milliseconds; passed += step) await shop.until(shop.now() + step);
}

describe('a gateway that refuses', () => {
  it.each(['429', 'maintenance', '500', 'network', 'malformed'] as const)(
    'with %s is no decline: the period keeps its date, the state stays, and it is charged once when that is over',
    async (kind) => {
      const shop = await openSubscriptionShop();
      const { paidUntil } = await shop.subscribe();
      for (const route of [again, find] as const) {
        shop.simulator.failNext({ route, kind, times: Number.POSITIVE_INFINITY });
      }
      await shop.until(paidUntil);
      await pass(shop, 4 * hour, hour);
      expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', pastDue: null });
      expect(shop.told('declined')).toEqual([]);
      expect(shop.simulator.countCharges()).toBe(1);
      shop.simulator.clearFaults();
      await pass(shop, 7 * hour, hour);
      expect(shop.simulator.countCharges()).toBe(2);
      const renewed = await shop.subscriptionOf();
      expect(renewed.status).toBe('active');
      // The next date is counted from what was sold, and not from when it went through.
      expect(new Date(renewed.paidUntil).getTime() - Date.parse(paidUntil)).toBeGreaterThan(27 * day);
      expect(renewed.paidUntil.slice(11)).toBe(paidUntil.slice(11));
    },
  );

  it('that refuses each charge for a whole period leaves the period out, and says so', async () => {
    const shop = await openSubscriptionShop();
    const { paidUntil } = await shop.subscribe();
    shop.simulator.failNext({ route: again, kind: '429', times: Number.POSITIVE_INFINITY });
    await shop.until(paidUntil);
    await pass(shop, 40 * day, 2 * day);
    expect(shop.simulator.countCharges()).toBe(1);
    expect(shop.told('periods_skipped')).toHaveLength(1);
    shop.simulator.clearFaults();
    await pass(shop, day, 6 * hour);
    expect(shop.simulator.countCharges()).toBe(2);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
  });

  it('that has lost the key makes it past due, and asks for another card', async () => {
    const shop = await openSubscriptionShop();
    const subscription = await shop.subscribe();
    shop.simulator.console.deleteKey(subscription.cardId);
    await shop.until(subscription.paidUntil);
    await pass(shop, hour, 20 * minute);
    expect(await shop.subscriptionOf()).toMatchObject({
      status: 'past_due',
      pastDue: { canHeal: false, nextTryAt: null },
    });
    // The customer has to hear of it: nothing is tried again.
    expect(shop.told('declined')).toMatchObject([{ data: { period: 2, amount: 9900, canHeal: false } }]);
    const cardId = await shop.addCard();
    await shop.billing.payNow({ customerId: 'mina', subscriptionId: subscription.subscriptionId, cardId });
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', cardId });
    expect(shop.simulator.countCharges()).toBe(2);
  });
});

describe('an outage', () => {
  it('is no fault of the server’s in the answer of any route', async () => {
    const shop = await openSubscriptionShop();
    const { subscriptionId, paidUntil } = await shop.subscribe();
    const cardId = await shop.addCard();
    const order = await shop.order();
    const claim = shop.claim(order, shop.register(order));
    shop.simulator.decline({ reason: '한도초과' });
    await shop.until(paidUntil);
    const own = `/subscriptions/${subscriptionId}`;
    for (const route of [
      again,
      find,
      'GET /payments/{imp_uid}',
      'GET /subscribe/customers/{customer_uid}',
      'DELETE /subscribe/customers/{customer_uid}',
    ] as const) {
      shop.simulator.failNext({ route, kind: '500', times: Number.POSITIVE_INFINITY });
    }
    const answers = [
      await shop.post('/charges', claim),
      await shop.send(`/charges/${order.chargeMerchantUid}`),
      await shop.send(`/registrations/${order.merchantUid}`),
      await shop.post(`${own}/pay`, {}),
      await shop.post(`${own}/pay`, { cardId }),
      await shop.post(`${own}/card`, { cardId }),
      await shop.post(`${own}/cancel`, {}),
      await shop.send(`/cards/${cardId}`, { method: 'DELETE' }),
      await shop.send('/cards'),
    ];
    expect(answers.map(({ status }) => status)).not.toContain(500);
    // What can't be known meanwhile says when to ask again.
    expect(answers.filter(({ status }) => status === 503).length).toBeGreaterThan(0);
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('of 100 days bills the current period and reports the others: no burst', async () => {
    const shop = await openSubscriptionShop();
    const { paidUntil } = await shop.subscribe();
    await shop.until(Date.parse(paidUntil) + 100 * day);
    for (let tick = 0; tick < 10; tick += 1) await shop.until(shop.now() + 2 * minute);
    expect(shop.simulator.countCharges()).toBe(2);
    expect(shop.told('periods_skipped')).toMatchObject([{ data: { from: 2, through: 4 } }]);
    const caughtUp = await shop.subscriptionOf();
    expect(Date.parse(caughtUp.paidUntil)).toBeGreaterThan(shop.now());
    await shop.until(caughtUp.paidUntil);
    expect(shop.simulator.countCharges()).toBe(3);
  });
});

describe('a backup that is restored', () => {
  it.each([0, 1, 2, 3])('of before renewal %i charges no period again', async (renewals) => {
    const shop = await openSubscriptionShop({ deployment: 'shop' });
    const backup = `${shop.url}.backup`;
    await shop.subscribe();
    for (let month = 0; month < 4; month += 1) {
      if (month === renewals) await copyDatabase(shop.url, backup);
      // The third renewal is declined, and repaired the day after.
      if (month === 2) shop.simulator.decline({ reason: '한도초과' });
      await shop.until((await shop.subscriptionOf()).paidUntil);
      if (month === 2) await shop.until(shop.now() + 2 * day);
    }
    expect(shop.simulator.countCharges()).toBe(5);

    const calls = shop.simulator.countCalls(again);
    const restored = shop.start({ store: sqliteStore({ url: backup, now: shop.now }) });
    for (let days = 0; days < 10; days += 1) {
      await restored.tick();
      await shop.later(day);
    }
    expect(shop.simulator.countCharges()).toBe(5);
    // Nothing is even asked for that i'mport would have to refuse.
    expect(shop.simulator.countCalls(again)).toBe(calls);
    const [subscription] = await restored.listSubscriptions({ customerId: 'mina' });
    expect(subscription).toMatchObject({ status: 'active', pastDue: null });
    await shop.later(Date.parse(subscription?.paidUntil ?? '') - shop.now());
    await restored.tick();
    expect(shop.simulator.countCharges()).toBe(6);
  });

  it('after an outage knows the periods that were paid, and calls none of them skipped', async () => {
    const shop = await openSubscriptionShop({ deployment: 'shop' });
    const backup = `${shop.url}.backup`;
    const { paidUntil } = await shop.subscribe();
    await copyDatabase(shop.url, backup);
    await shop.until(paidUntil);
    expect(shop.simulator.countCharges()).toBe(2);
    const skipped = shop.told('periods_skipped').length;

    const restored = shop.start({ store: sqliteStore({ url: backup, now: shop.now }) });
    await shop.later(45 * day);
    await restored.tick();
    const charges = await restored.listCharges({ customerId: 'mina' });
    expect(charges.map(({ status }) => status)).toEqual(['paid', 'paid', 'paid']);
    expect(shop.simulator.countCharges()).toBe(3);
    expect(shop.told('periods_skipped')).toHaveLength(skipped);
  });

  it('after an outage knows the period that was paid after others had been skipped', async () => {
    const shop = await openSubscriptionShop({ deployment: 'shop' });
    const backup = `${shop.url}.backup`;
    await shop.subscribe();
    await copyDatabase(shop.url, backup);
    // Nothing runs for three months: the fourth period is charged, and the two before it are not.
    await shop.until(shop.now() + 100 * day);
    const paid = shop.simulator.charges().map(({ merchant_uid }) => merchant_uid);
    expect(paid).toEqual([expect.anything(), expect.stringMatching(/p4t1$/)]);

    const restored = shop.start({ store: sqliteStore({ url: backup, now: shop.now }) });
    await shop.later(35 * day);
    await restored.tick();
    const charges = await restored.listCharges({ customerId: 'mina' });
    expect(charges.map(({ chargeMerchantUid }) => chargeMerchantUid)).toEqual(
      shop.simulator
        .charges()
        .map(({ merchant_uid }) => merchant_uid)
        .reverse(),
    );
    expect(charges).toHaveLength(3);
  });

  it.each([false, true])(
    'of before the plan was changed takes over what was charged for the new one (with another card: %s)',
    async (hasOtherCard) => {
      const plans: Record<string, Price> = {
        basic: { name: '베이직', amount: 9900 },
        plus: { name: '플러스', amount: 14900 },
      };
      const price = ({ planId }: { planId: string }): Price => ({
        name: '',
        amount: 0,
        ...plans[planId],
        period: month,
      });
      const shop = await openSubscriptionShop({ deployment: 'shop', price });
      const backup = `${shop.url}.backup`;
      const { subscriptionId, paidUntil } = await shop.subscribe();
      await copyDatabase(shop.url, backup);
      await shop.billing.changePlan({ customerId: 'mina', subscriptionId, planId: 'plus' });
      const own = { customerId: 'mina', subscriptionId };
      if (hasOtherCard) await shop.billing.changeSubscriptionCard({ ...own, cardId: await shop.addCard() });
      await shop.until(paidUntil);

      const restored = shop.start({ store: sqliteStore({ url: backup, now: shop.now }) });
      await restored.tick();
      // It was sent by what was chosen then, which is not what the backup says.
      const [subscription] = await restored.listSubscriptions({ customerId: 'mina' });
      expect(subscription).toMatchObject({ status: 'active', planId: 'basic', pastDue: null });
      expect(Date.parse(subscription?.paidUntil ?? '')).toBeGreaterThan(shop.now());
      expect(shop.simulator.charges().map(({ amount }) => amount)).toEqual([9900, 14900]);
      expect(shop.told('payment_mismatch')).toEqual([]);
    },
  );

  it.each([false, true])(
    'of before the card was changed charges no period again with the old one (declined first: %s)',
    async (isDeclined) => {
      const shop = await openSubscriptionShop({ deployment: 'shop' });
      const backup = `${shop.url}.backup`;
      const { subscriptionId, paidUntil } = await shop.subscribe();
      await copyDatabase(shop.url, backup);
      const cardId = await shop.addCard();
      await shop.billing.changeSubscriptionCard({ customerId: 'mina', subscriptionId, cardId });
      if (isDeclined) shop.simulator.decline({ reason: '한도초과' });
      await shop.until(paidUntil);
      await shop.until(shop.now() + 2 * day);
      expect(shop.simulator.countCharges()).toBe(2);

      const restored = shop.start({ store: sqliteStore({ url: backup, now: shop.now }) });
      for (let days = 0; days < 10; days += 1) {
        await restored.tick();
        await shop.later(day);
      }
      expect(shop.simulator.countCharges()).toBe(2);
      const [subscription] = await restored.listSubscriptions({ customerId: 'mina' });
      expect(subscription).toMatchObject({ status: 'active', pastDue: null });
      expect(Date.parse(subscription?.paidUntil ?? '')).toBeGreaterThan(shop.now());
      // It is known for what it is also when it is given back.
      const renewal = shop.simulator.charges().at(-1)?.merchant_uid ?? '';
      await callIamport(shop, 'POST /payments/cancel', { merchant_uid: renewal });
      expect(await restored.getCharge({ customerId: 'mina', chargeMerchantUid: renewal })).toMatchObject({
        status: 'refunded',
      });
    },
  );
});

describe('a subscription that is over', () => {
  it.each(['end', 'cancel', 'erase'] as const)(
    'by %s right after a backup was restored: what was paid since the backup is told of',
    async (how) => {
      const shop = await openSubscriptionShop({ deployment: 'shop' });
      const backup = `${shop.url}.backup`;
      const { subscriptionId, paidUntil } = await shop.subscribe();
      await copyDatabase(shop.url, backup);
      await shop.until(paidUntil);
      await shop.until((await shop.subscriptionOf()).paidUntil);
      expect(shop.simulator.countCharges()).toBe(3);

      const restored = shop.start({ store: sqliteStore({ url: backup, now: shop.now }) });
      const own = { customerId: 'mina', subscriptionId };
      if (how === 'end') await restored.endSubscription(own);
      else if (how === 'cancel') await restored.cancelSubscription(own);
      else await restored.eraseCustomer(own);
      for (let minutes = 0; minutes < 5; minutes += 1) {
        await restored.tick();
        await shop.later(minute);
      }
      const [, second, third] = shop.simulator.charges().map(({ merchant_uid }) => merchant_uid);
      expect(shop.told('refund_due')).toMatchObject([
        { data: { subscriptionId, merchantUid: second, amount: 9900 } },
        { data: { subscriptionId, merchantUid: third, amount: 9900 } },
      ]);
      await shop.later(60 * day);
      await restored.tick();
      expect(shop.simulator.countCharges()).toBe(3);
    },
  );
});

describe('somebody else', () => {
  it.each([false, true])(
    'who has two declined tries of one period approved has one of them to give back (the backup knows neither: %s)',
    async (isRestored) => {
      const shop = await openSubscriptionShop({ deployment: 'shop' });
      const { subscriptionId, paidUntil } = await shop.subscribe();
      const backup = `${shop.url}.backup`;
      await copyDatabase(shop.url, backup);
      shop.simulator.decline({ reason: '한도초과', times: 2 });
      await shop.until(paidUntil);
      await shop.until(shop.now() + 2 * day);
      const declined = [...shop.simulator.payments.values()].filter(({ status }) => status === 'failed');
      expect(declined).toHaveLength(2);
      for (const { imp_uid } of declined) shop.simulator.console.approveAfterAll(imp_uid);

      const store = isRestored ? { store: sqliteStore({ url: backup, now: shop.now }) } : {};
      const server = shop.start(store);
      for (let days = 0; days < 3; days += 1) {
        await server.tick();
        await shop.later(day);
      }
      expect(shop.simulator.countCharges()).toBe(3);
      expect(shop.told('refund_due')).toMatchObject([{ data: { subscriptionId, amount: 9900, expected: 0 } }]);
    },
  );

  it('who has a declined charge approved after all pays the period: no other try is made', async () => {
    const shop = await openSubscriptionShop();
    const { paidUntil } = await shop.subscribe();
    shop.simulator.decline({ reason: '한도초과' });
    await shop.until(paidUntil);
    const [declined] = [...shop.simulator.payments.values()].filter(({ status }) => status === 'failed');
    shop.simulator.console.approveAfterAll(declined?.imp_uid ?? '');
    await pass(shop, 5 * day, day);
    expect(shop.simulator.countCharges()).toBe(2);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', pastDue: null });
    expect(shop.told('recovered')).toHaveLength(1);
  });

  it('who pays at the last moment keeps it from ending', async () => {
    const shop = await openSubscriptionShop();
    const { paidUntil } = await shop.subscribe();
    shop.simulator.decline({ reason: '도난카드' });
    await shop.until(paidUntil);
    const past = await shop.subscriptionOf();
    const [declined] = [...shop.simulator.payments.values()].filter(({ status }) => status === 'failed');
    shop.simulator.console.approveAfterAll(declined?.imp_uid ?? '');
    await shop.until(past.pastDue?.deadlineAt ?? '');
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
  });

  it.each([
    ['all of it', undefined, []],
    ['a part of it', 4000, [5900]],
  ])(
    'who has given back %s of a renewal that came after the end is asked for no more than the rest',
    async (_, amount, due) => {
      const shop = await openSubscriptionShop();
      const { subscriptionId, paidUntil } = await shop.subscribe();
      shop.simulator.failNext({ route: again, kind: 'answer-lost-after-commit' });
      const out = shop.simulator.failNext({
        route: find,
        kind: 'network',
        times: 9,
        where: () => shop.simulator.countCharges() > 1,
      });
      await shop.until(paidUntil);
      expect(await shop.subscriptionOf()).toMatchObject({ isCharging: true });
      await shop.billing.endSubscription({ customerId: 'mina', subscriptionId });
      const { merchant_uid } = shop.simulator.charges()[1] ?? {};
      await callIamport(shop, 'POST /payments/cancel', { merchant_uid, ...(amount === undefined ? {} : { amount }) });
      out.release();
      await shop.until(shop.now() + hour);
      expect(shop.told('refunded').length + shop.told('charge_paid').length).toBe(2);
      expect(shop.told('refund_due').map((event) => 'data' in event && event.data.amount)).toEqual(due);
    },
  );

  it('who cancels a renewal in the console is told of, and nothing is charged again', async () => {
    const shop = await openSubscriptionShop({ webhooks: true });
    const { paidUntil } = await shop.subscribe();
    await shop.until(paidUntil);
    const renewal = shop.simulator.charges().at(-1);
    shop.simulator.console.cancel({ impUid: renewal?.imp_uid ?? '' });
    await shop.simulator.idle();
    await pass(shop, 3 * day, 12 * hour);
    expect(shop.told('refunded')).toHaveLength(1);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
  });
});

describe('bookings that a host has at i’mport', () => {
  async function booked() {
    const shop = await openSubscriptionShop();
    const cardId = await shop.addCard();
    const nextChargeAt = new Date(Math.floor((shop.now() + 10 * day) / 1000) * 1000);
    const token = await login(shop.api.url);
    const months = [0, 1, 2].map((n) => ({
      merchant_uid: `booked-${n}`,
      schedule_at: Math.floor(nextChargeAt.getTime() / 1000) + n * 30 * 86_400,
      currency: 'KRW',
      amount: 9900,
      name: '베이직',
    }));
    await callApi(shop.api.url, token, '/subscribe/payments/schedule', { customer_uid: cardId, schedules: months });
    const request = {
      customerId: 'mina',
      cardId,
      plan: basic,
      nextChargeAt,
      reference: 'old-7',
    } as const;
    return { shop, request, nextChargeAt };
  }

  it('are withdrawn, and the subscription is charged by the kit alone', async () => {
    const { shop, request, nextChargeAt } = await booked();
    const imported = await shop.billing.importSubscription(request);
    expect(imported).toMatchObject({ withdrawn: ['booked-0', 'booked-1', 'booked-2'], carriedOut: [] });
    expect(imported.subscription.nextCharge?.at).toBe(nextChargeAt.toISOString());
    expect(shop.simulator.countCharges()).toBe(0);
    await shop.until(nextChargeAt.getTime());
    expect(shop.simulator.countCharges()).toBe(1);
    await pass(shop, 20 * day, 2 * day);
    expect(shop.simulator.countCharges()).toBe(1);
    expect((await shop.billing.importSubscription(request)).subscription.subscriptionId).toBe(
      imported.subscription.subscriptionId,
    );
  });

  it('that can’t be withdrawn leave everything as it is', async () => {
    const { shop, request } = await booked();
    shop.simulator.failNext({ route: 'POST /subscribe/payments/unschedule', kind: '429', times: 1 });
    await expect(shop.billing.importSubscription(request)).rejects.toMatchObject({ code: 'booking_refused' });
    expect(await shop.billing.listSubscriptions({ customerId: 'mina' })).toEqual([]);
    // The host tries again, and it goes through.
    expect(await shop.billing.importSubscription(request)).toMatchObject({ carriedOut: [] });
  });

  it('that are carried out between the question and the withdrawal pay their period', async () => {
    const { shop, request, nextChargeAt } = await booked();
    const fault = shop.simulator.failNext({
      route: 'POST /subscribe/payments/unschedule',
      kind: 'slow',
      committed: false,
    });
    const importing = shop.billing.importSubscription(request);
    await fault.met;
    await shop.simulator.clock.advance(nextChargeAt.getTime() - shop.now() + minute);
    fault.release();
    const imported = await importing;
    expect(imported.carriedOut).toEqual(['booked-0']);
    expect(shop.simulator.countCharges()).toBe(1);
    expect(Date.parse(imported.subscription.paidUntil)).toBeGreaterThan(nextChargeAt.getTime() + 27 * day);
    await shop.until(nextChargeAt.getTime() + 5 * day);
    expect(shop.simulator.countCharges()).toBe(1);
  });
});

describe('an import', () => {
  it('takes the place of a purchase that was declined', async () => {
    const shop = await openSubscriptionShop();
    shop.simulator.decline({ reason: '한도초과' });
    expect((await shop.buy()).answer.status).toBe(402);
    shop.register({ merchantUid: 'old', customerUid: 'old-key' });
    const { cardId } = await shop.billing.importCard({ customerId: 'mina', billingKey: 'old-key' });
    const nextChargeAt = new Date(shop.now() + 3 * day);
    const plan = { planId: 'basic', name: '베이직', amount: 9900, currency: 'KRW' } as const;
    const period = { unit: 'month', count: 1 } as const;
    const request = { customerId: 'mina', cardId, reference: '1', nextChargeAt, plan: { ...plan, period } };
    expect((await shop.billing.importSubscription(request)).subscription).toMatchObject({ status: 'active', cardId });
    await shop.until(nextChargeAt.getTime());
    expect(shop.simulator.charges().map(({ customer_uid }) => customer_uid)).toEqual([cardId]);
  });

  it('keeps the day that was sold, which is that of the next charge or has no place in its month', async () => {
    const shop = await openSubscriptionShop();
    shop.register({ merchantUid: 'old', customerUid: 'old-key' });
    const { cardId } = await shop.billing.importCard({ customerId: 'mina', billingKey: 'old-key' });
    const year = new Date(shop.now()).getUTCFullYear() + 1;
    const importOf = (date: string, anchorDay: number) => {
      const nextChargeAt = new Date(`${year}-${date}`);
      return shop.billing.importSubscription({
        customerId: 'mina',
        cardId,
        plan: basic,
        reference: '1',
        nextChargeAt,
        anchorDay,
      });
    };
    // In Seoul these are the 1st, the 30th of a month of 31 days, and the 28th.
    for (const [date, anchorDay] of [
      ['01-31T20:00:00Z', 31],
      ['03-30T01:00:00Z', 31],
      ['02-28T01:00:00Z', 27],
    ] as const) {
      const wrong = { code: 'invalid_field', field: 'anchorDay' };
      await expect(importOf(date, anchorDay)).rejects.toMatchObject(wrong);
    }
    const { subscription } = await importOf('04-30T01:00:00Z', 31);
    expect(subscription.paidUntil).toBe(`${year}-04-30T01:00:00.000Z`);
    await shop.until(subscription.paidUntil);
    expect((await shop.subscriptionOf()).paidUntil).toBe(`${year}-05-31T01:00:00.000Z`);
  });

  it('is none of another shop’s on the same account, whose customers and references are called the same', async () => {
    const shop = await openSubscriptionShop({ deployment: 'shop' });
    const openStore = async () => sqliteStore({ url: await temporaryDatabase(), now: shop.now });
    const other = shop.start({ deployment: 'other', store: await openStore() });
    const nextChargeAt = new Date(shop.now() + day);
    const keys = ['key-of-mina', 'key-of-another-mina'];
    for (const [n, server] of [shop.billing, other].entries()) {
      shop.register({ merchantUid: `old-${n}`, customerUid: keys[n] ?? '' });
      const { cardId } = await server.importCard({ customerId: '1', billingKey: keys[n] ?? '' });
      await server.importSubscription({ customerId: '1', cardId, plan: basic, nextChargeAt, reference: '1' });
    }
    await shop.later(day);
    for (const server of [shop.billing, other]) await server.tick();
    expect(shop.simulator.charges().map(({ customer_uid }) => customer_uid)).toEqual(keys);
  });

  it.each([[undefined], [['of-this-one']]])(
    'counts a booking of another product unless it is told which are its own (told: %j)',
    async (bookings) => {
      const shop = await openSubscriptionShop();
      const cardId = await shop.addCard();
      const nextChargeAt = new Date(Math.floor((shop.now() + 5 * day) / 1000) * 1000);
      const due = nextChargeAt.getTime() / 1000;
      const booking = { currency: 'KRW', amount: 9900, name: '베이직' };
      const schedules = [
        { merchant_uid: 'of-another', schedule_at: due - 2 * 86_400, ...booking },
        { merchant_uid: 'of-this-one', schedule_at: due, ...booking },
      ];
      const token = await login(shop.api.url);
      await callApi(shop.api.url, token, '/subscribe/payments/schedule', { customer_uid: cardId, schedules });
      await shop.later(4 * day);
      const request = { customerId: 'mina', cardId, plan: basic, nextChargeAt, reference: '1', bookings };
      const imported = await shop.billing.importSubscription(request);
      expect(imported).toMatchObject({ withdrawn: ['of-this-one'], carriedOut: ['of-another'] });
      await shop.until(nextChargeAt.getTime());
      expect(shop.simulator.countCharges()).toBe(bookings === undefined ? 1 : 2);
    },
  );

  it('refuses bookings that are no list of order numbers', async () => {
    const shop = await openSubscriptionShop();
    const cardId = await shop.addCard();
    const request = { customerId: 'mina', cardId, plan: basic, nextChargeAt: new Date(), reference: '1' };
    for (const bookings of ['booked', [7]] as never[]) {
      const wrong = { code: 'invalid_field', field: 'bookings' };
      await expect(shop.billing.importSubscription({ ...request, bookings })).rejects.toMatchObject(wrong);
    }
  });

  it('finds the booking that paid what is due, however long ago that was', async () => {
    const shop = await openSubscriptionShop();
    const cardId = await shop.addCard();
    const nextChargeAt = new Date(Math.floor((shop.now() + day) / 1000) * 1000);
    const schedule_at = nextChargeAt.getTime() / 1000;
    const schedules = [{ merchant_uid: 'booked', schedule_at, currency: 'KRW', amount: 99_000, name: '연간' }];
    const token = await login(shop.api.url);
    await callApi(shop.api.url, token, '/subscribe/payments/schedule', { customer_uid: cardId, schedules });
    await shop.until(shop.now() + 100 * day);
    const plan = { planId: 'yearly', name: '연간', amount: 99_000, currency: 'KRW' };
    const imported = await shop.billing.importSubscription({
      customerId: 'mina',
      cardId,
      plan: { ...plan, period: { unit: 'year', count: 1 } },
      nextChargeAt,
      reference: 'old-8',
    });
    expect(imported.carriedOut).toEqual(['booked']);
    await shop.until(shop.now() + day);
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it.each([new Date(0), new Date(-8e15), new Date(8e15), new Date(Number.NaN)])(
    'whose next charge is at %s is a mistake of the host’s',
    async (nextChargeAt) => {
      const shop = await openSubscriptionShop();
      const cardId = await shop.addCard();
      const plan = { ...basic, period: { unit: 'day', count: 1 } };
      const request = { customerId: 'mina', cardId, plan, nextChargeAt, reference: '1' };
      await expect(shop.billing.importSubscription(request as never)).rejects.toMatchObject({
        code: 'invalid_field',
        field: 'nextChargeAt',
      });
    },
  );

  it.each([
    [
      ['kim', 'lee 1'],
      ['kim lee', '1'],
    ],
  ])('of %j is none of %j: names and references do not run into each other', async (...imports) => {
    const shop = await openSubscriptionShop();
    const plan = { planId: 'basic', name: '베이직', amount: 9900, period: { unit: 'month', count: 1 } } as const;
    for (const [customerId = '', reference = ''] of imports) {
      const billingKey = `key-of-${reference.length}`;
      shop.register({ merchantUid: `old-${reference.length}`, customerUid: billingKey });
      const { cardId } = await shop.billing.importCard({ customerId, billingKey });
      const nextChargeAt = new Date(shop.now() + day);
      // As a host without types leaves it out.
      const request = { customerId, cardId, reference, nextChargeAt, plan: plan as typeof plan & { currency: string } };
      await shop.billing.importSubscription(request);
      expect(await shop.subscriptionOf(customerId)).toMatchObject({ cardId, currency: 'KRW' });
    }
    await shop.until(shop.now() + 2 * day);
    expect(shop.simulator.charges()).toMatchObject([{ currency: 'KRW' }, { currency: 'KRW' }]);
  });
});

async function login(url: string): Promise<string> {
  const { access_token } = await callApi(url, '', '/users/getToken', {
    imp_key: 'fake_imp_key',
    imp_secret: 'fake_imp_secret',
  });
  return String(access_token);
}

async function callApi(url: string, token: string, path: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { code: number; message: string; response: Record<string, unknown> };
  if (answer.code !== 0) throw new Error(`${path}: ${answer.message}`);
  return answer.response;
}
