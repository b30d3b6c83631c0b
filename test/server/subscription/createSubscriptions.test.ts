import { describe, expect, it } from 'vitest';
import { GatewayUnavailable, type Price } from '../../../src/server/index.js';
import { insert } from '../../../src/server/store/Store.js';
import { startOf } from '../../../src/server/subscription/periods.js';
import type { PastDue, Subscription } from '../../../src/server/subscription/Subscription.js';
import { out } from '../support/openCharges.js';
import { DAY, MINUTE, START } from '../support/payments.js';
import { openDue } from './openDue.js';
import { basic, tryOf } from './samples.js';

const month = { unit: 'month' } as const;
const prices: Record<string, Price> = {
  basic: { name: '베이직', amount: 9900, period: month },
  plus: { name: '플러스', amount: 14_900, period: month },
  dollars: { name: 'Basic', amount: 9, currency: 'USD', period: month },
  once: { name: '한 번', amount: 9900 },
};
const plus = {
  planId: 'plus',
  name: '플러스',
  amount: 14_900,
  currency: 'KRW',
  period: { unit: 'month', count: 1 },
} as const;

async function openOwn(changes: Partial<Subscription> = {}) {
  const asked: unknown[] = [];
  const price = (request: { planId: string }) => {
    asked.push(request);
    return prices[request.planId] ?? null;
  };
  const shop = await openDue(changes, { price });
  // A day before the next period begins.
  shop.later(-DAY);
  const own = { customerId: 'mina', subscriptionId: shop.subscription.id };
  return Object.assign(shop, { own, asked });
}

const ended = { status: 'ended', endedAt: START, reason: 'cancelled' } as const;
const decline = { tryNumber: 1, cardId: 'key1', at: START, reason: '한도초과', canHeal: true };
const pastDue: PastDue = { status: 'past_due', since: START, nextTryAt: null, deadlineAt: START + 99 * DAY, decline };
const state = (id: string, why: string) => ({
  ...{ code: 'subscription_state', field: 'subscriptionId' },
  message: `Subscription ${id} ${why}.`,
});

describe('the list of a customer', () => {
  it('has the newest first, and what is charged however many have ended since', async () => {
    const shop = await openOwn();
    for (let number = 0; number < 120; number += 1) {
      const id = `sub${String(number).padStart(24, '0')}`;
      await shop.add({ id, state: ended, startedAt: START + number });
    }
    const list = await shop.billing.listSubscriptions({ customerId: 'mina' });
    expect(list.map(({ status }) => status)).toEqual([...Array(100).fill('ended'), 'active']);
    expect(list[0]?.startedAt).toBe(new Date(START + 119).toISOString());
    expect(list.at(-1)?.subscriptionId).toBe(shop.subscription.id);
    expect(await shop.billing.listSubscriptions({ customerId: 'jun' })).toEqual([]);
  });
});

describe('a subscription whose first charge is out', () => {
  it('is none yet, and neither is one that nobody has', async () => {
    const shop = await openOwn();
    const { body: _, ...row } = await shop.held();
    const starting = { subscriptionId: 'sub1', customerId: 'jun', slot: 'default:jun', status: 'starting' } as const;
    await shop.store.commit([insert('subscriptions', { ...row, ...starting, wakeAt: null, body: null })]);
    expect(await shop.billing.listSubscriptions({ customerId: 'jun' })).toEqual([]);
    for (const subscriptionId of ['sub1', 'sub2']) {
      const refused = shop.billing.cancelSubscription({ customerId: 'jun', subscriptionId });
      expect(await shop.refusal(refused)).toMatchObject({
        ...{ code: 'subscription_unknown', field: 'subscriptionId' },
        message: `This customer has no subscription ${subscriptionId}.`,
      });
    }
  });
});

describe('what has ended', () => {
  it('is changed by nobody any more, and ending it once more is the same', async () => {
    const shop = await openOwn({ state: ended });
    const { billing, own } = shop;
    for (const refused of [
      billing.cancelSubscription(own),
      billing.resumeSubscription(own),
      billing.changePlan({ ...own, planId: 'plus' }),
      billing.changeSubscriptionCard({ ...own, cardId: shop.cardId }),
    ]) {
      expect(await shop.refusal(refused)).toMatchObject(state(own.subscriptionId, 'has ended'));
    }
    expect(await billing.endSubscription(own)).toMatchObject({ status: 'ended', endReason: 'cancelled' });
    expect((await shop.held()).version).toBe(1);
  });

  it('is what was cancelled, from the moment on when its period is over', async () => {
    const shop = await openOwn();
    await shop.billing.cancelSubscription(shop.own);
    shop.later(DAY - 1);
    expect(await shop.billing.resumeSubscription(shop.own)).toMatchObject({ status: 'active' });
    await shop.billing.cancelSubscription(shop.own);
    shop.later(1);
    const refused = shop.billing.resumeSubscription(shop.own);
    expect(await shop.refusal(refused)).toMatchObject(state(shop.own.subscriptionId, 'has ended'));
  });
});

describe('another plan', () => {
  it('is priced by what the host’s function is asked with', async () => {
    const shop = await openOwn();
    await shop.billing.changePlan({ ...shop.own, planId: 'plus', metadata: { seats: 3 } });
    expect(shop.asked).toEqual([{ planId: 'plus', metadata: { seats: 3 }, customerId: 'mina' }]);
    await shop.billing.changePlan({ ...shop.own, planId: 'plus' });
    expect(shop.asked.at(-1)).toEqual({ planId: 'plus', metadata: null, customerId: 'mina' });
  });

  it.each([
    ['nothing', 'plan_unknown', 'planId nothing names no plan that is for sale by the period.'],
    ['once', 'plan_unknown', 'planId once names no plan that is for sale by the period.'],
    ['dollars', 'invalid_field', 'planId is sold in USD, and this subscription in KRW.'],
  ])('that can’t follow is refused: %s', async (planId, code, message) => {
    const shop = await openOwn();
    const refused = shop.billing.changePlan({ ...shop.own, planId });
    expect(await shop.refusal(refused)).toMatchObject({ code, field: 'planId', message });
    expect((await shop.held()).version).toBe(1);
  });

  it('is not chosen while it is ending', async () => {
    const shop = await openOwn();
    await shop.billing.cancelSubscription(shop.own);
    const refused = shop.billing.changePlan({ ...shop.own, planId: 'plus' });
    const why = 'is ending: resume it first';
    expect(await shop.refusal(refused)).toMatchObject(state(shop.own.subscriptionId, why));
  });

  it('that it has already changes nothing, also where the host has planned a price for it', async () => {
    const shop = await openOwn();
    await shop.billing.changePlan({ ...shop.own, planId: 'basic' });
    expect((await shop.held()).version).toBe(1);
    await shop.billing.changePrice({ planId: 'basic', amount: 12_900, from: new Date(START) });
    const view = await shop.billing.changePlan({ ...shop.own, planId: 'basic' });
    expect(view.change).toMatchObject({ planId: 'basic', amount: 12_900 });
  });

  it('that is due is not put off by choosing it again, also where it costs something else by now', async () => {
    const change = { plan: plus, fromPeriod: 2, by: 'customer' } as const;
    const shop = await openOwn({ change });
    shop.later(DAY + MINUTE);
    const again = await shop.billing.changePlan({ ...shop.own, planId: 'plus' });
    expect(again.change?.at).toBe(new Date(shop.dueAt).toISOString());
    expect((await shop.held()).version).toBe(1);
    const dearer = await openOwn({ change: { ...change, plan: { ...plus, amount: 13_900 } } });
    dearer.later(DAY + MINUTE);
    const later = await dearer.billing.changePlan({ ...dearer.own, planId: 'plus' });
    expect(later.change).toMatchObject({ amount: 14_900, at: new Date(dearer.dueAt).toISOString() });
  });

  it.each([
    ['that begins later', 4, 4],
    ['that is due by now', 2, 3],
  ])(
    'is taken back, and a price of the host’s counts as it was planned, or as soon as it can: %s',
    async (_, planned, counts) => {
      const displaced = { plan: { ...basic, amount: 12_900 }, fromPeriod: planned, by: 'host' } as const;
      const shop = await openOwn({ change: { plan: plus, fromPeriod: 2, by: 'customer', displaced } });
      shop.later(DAY + MINUTE);
      const { change } = await shop.billing.changePlan({ ...shop.own, planId: 'basic' });
      expect(change).toMatchObject({ amount: 12_900, at: new Date(startOf(shop.subscription, counts)).toISOString() });
    },
  );

  it('is taken back while the one that it has is being paid: nothing is planned then', async () => {
    const change = { plan: plus, fromPeriod: 3, by: 'customer' } as const;
    const shop = await openOwn({ change });
    const charged = await openOwn({ change, openTry: tryOf(shop.subscription, START) });
    expect((await charged.billing.changePlan({ ...charged.own, planId: 'basic' })).change).toBeNull();
  });

  it('that is chosen once more before a long trial ends is agreed to by then, and not before', async () => {
    const change = { plan: plus, fromPeriod: 1, by: 'customer' } as const;
    const anchor = { at: START + 60 * DAY, period: 1, day: 1 };
    const early = [{ period: 1, amount: 14_900, planId: 'plus', at: START }];
    const trial = { trial: { amount: 0 }, period: 0, state: { status: 'trialing' }, anchor } as const;
    const shop = await openOwn({ ...trial, change, consents: early });
    shop.later(START + 50 * DAY - shop.dueAt + DAY);
    const isGiven = async () => (await shop.billing.listSubscriptions({ customerId: 'mina' }))[0]?.consent?.isGiven;
    expect(await isGiven()).toBe(false);
    await shop.billing.changePlan({ ...shop.own, planId: 'plus' });
    expect(await isGiven()).toBe(true);
  });

  it('that is not due yet comes at the price of the day on which it is chosen again', async () => {
    const shop = await openOwn({ change: { plan: { ...plus, amount: 13_900 }, fromPeriod: 2, by: 'customer' } });
    const view = await shop.billing.changePlan({ ...shop.own, planId: 'plus' });
    expect(view.change).toMatchObject({ amount: 14_900, at: new Date(shop.dueAt).toISOString() });
  });
});

describe('another card', () => {
  it('is one of the customer’s that can be charged', async () => {
    const shop = await openOwn();
    const theirs = await shop.billing.importCard({ customerId: 'jun', billingKey: 'key2' });
    const gone = await shop.billing.importCard({ customerId: 'mina', billingKey: 'key3' });
    await shop.billing.removeCard({ customerId: 'mina', cardId: gone.cardId });
    for (const cardId of ['nobody', theirs.cardId, gone.cardId]) {
      const refused = shop.billing.changeSubscriptionCard({ ...shop.own, cardId });
      expect(await shop.refusal(refused)).toMatchObject({
        ...{ code: 'card_unknown', field: 'cardId', message: `This customer has no card ${cardId}.` },
      });
    }
    expect(await shop.state()).toEqual(shop.subscription);
  });
});

describe('consent', () => {
  const change = { plan: { ...basic, amount: 12_900 }, fromPeriod: 2, by: 'host' } as const;

  it('is to the very amount, and says which that is', async () => {
    const shop = await openOwn();
    const ask = (amount: number) => shop.refusal(shop.billing.consentToRise({ ...shop.own, amount }));
    const wrong = { code: 'amount_mismatch', field: 'amount' };
    const again = 'Show the customer the subscription again.';
    expect(await ask(9900)).toMatchObject({ ...wrong, message: `amount is 9900, and nothing rises. ${again}` });
    await shop.billing.changePrice({ planId: 'basic', amount: 12_900, from: new Date(START) });
    expect(await ask(9900)).toMatchObject({
      ...{ ...wrong, message: `amount is 9900, and the next period would cost 12900. ${again}` },
    });
    expect(await shop.billing.consentToRise({ ...shop.own, amount: 12_900 })).toMatchObject({
      consent: { isGiven: true },
    });
  });

  it('counts from 30 days before on, is kept once, and says for what it was', async () => {
    const shop = await openOwn({ change });
    shop.later(-29 * DAY - 1);
    const from = shop.dueAt - 30 * DAY;
    const early = shop.billing.consentToRise({ ...shop.own, amount: 12_900 });
    expect(await shop.refusal(early)).toMatchObject({
      code: 'consent_too_early',
      message: `Consent counts within 30 days before the amount rises: from ${new Date(from).toISOString()}.`,
    });
    shop.later(1);
    for (let pressed = 0; pressed < 2; pressed += 1) {
      await shop.billing.consentToRise({ ...shop.own, amount: 12_900 });
      shop.later(MINUTE);
    }
    const merchantUid = shop.own.subscriptionId;
    expect(await shop.store.find('consents', { where: { merchantUid }, limit: 9 })).toEqual([
      {
        ...{ consentId: `${merchantUid}:2:${from}`, version: 1, customerId: 'mina', merchantUid, termId: 'price_rise' },
        ...{ termVersion: '9900 > 12900 KRW', agreedAt: from },
      },
    ]);
    expect((await shop.state()).consents).toEqual([{ period: 2, amount: 12_900, planId: 'basic', at: from }]);
  });
});

describe('what is past due, paid by hand', () => {
  const unsettled = { code: 'charge_unsettled', retryAfterSeconds: 2 };

  async function openPastDue(changes: Partial<Subscription> = {}) {
    const shop = await openOwn({ state: pastDue, tries: 1, ...changes });
    shop.later(DAY + MINUTE);
    return Object.assign(shop, {
      pay: (cardId?: string) => shop.billing.payNow({ ...shop.own, ...(cardId === undefined ? {} : { cardId }) }),
    });
  }

  it('is the next try of its period, and gives its receipt', async () => {
    const shop = await openPastDue();
    expect(await shop.pay()).toMatchObject({
      ...{ status: 'paid', amount: 9900, chargeMerchantUid: `${shop.own.subscriptionId}p2t2` },
    });
    expect(await shop.state()).toMatchObject({ period: 2, state: { status: 'active' } });
    expect(await shop.refusal(shop.pay())).toMatchObject(
      state(shop.own.subscriptionId, 'has nothing that is past due'),
    );
    expect(shop.charged()).toBe(1);
  });

  it('is declined by this try, and not by the one before', async () => {
    const shop = await openPastDue();
    const before = {
      ...out,
      chargeMerchantUid: `${shop.own.subscriptionId}p2t1`,
      status: 'failed',
      failReason: '도난카드',
    };
    const old = {
      subscriptionId: shop.own.subscriptionId,
      period: 2,
      merchantUid: null,
      failCode: '8035',
      lookAt: null,
    };
    await shop.store.commit([insert('charges', { ...before, ...old } as never)]);
    shop.paid = false;
    shop.down = new GatewayUnavailable('It does not answer.', { mayStillRun: false });
    expect(await shop.refusal(shop.pay())).toMatchObject({ code: 'gateway_unavailable' });
    shop.down = null;
    shop.later(5 * MINUTE);
    expect(await shop.pay()).toMatchObject({ status: 'failed', failReason: '한도초과' });
    expect(await shop.state()).toMatchObject({ tries: 2, state: { status: 'past_due' } });
  });

  it('is no receipt of an earlier charge where the gateway refuses this one: no card was asked', async () => {
    const shop = await openPastDue();
    const paid = {
      ...out,
      chargeMerchantUid: 'before',
      status: 'paid',
      period: 1,
      subscriptionId: shop.own.subscriptionId,
    };
    await shop.store.commit([insert('charges', { ...paid, merchantUid: null, lookAt: null } as never)]);
    shop.gateway.charge = async () => ({ kind: 'refused', code: null, message: '점검' });
    expect(await shop.refusal(shop.pay())).toMatchObject(unsettled);
    expect(await shop.state()).toMatchObject({ tries: 1, refusals: 1, state: { status: 'past_due' } });
  });

  it('changes no card where nothing is past due', async () => {
    const shop = await openOwn();
    const other = await shop.billing.importCard({ customerId: 'mina', billingKey: 'key2' });
    const refused = shop.billing.payNow({ ...shop.own, cardId: other.cardId });
    expect(await shop.refusal(refused)).toMatchObject(state(shop.own.subscriptionId, 'has nothing that is past due'));
    expect(await shop.state()).toEqual(shop.subscription);
  });

  it('is not paid on top of a charge that is out', async () => {
    const shop = await openPastDue();
    const openTry = tryOf(shop.subscription, START);
    const other = await openPastDue({ openTry });
    expect(await other.refusal(other.pay())).toMatchObject(unsettled);
    expect(other.charged()).toBe(0);
  });

  it('needs another card where this one can’t pay any more', async () => {
    const shop = await openPastDue({ state: { ...pastDue, decline: { ...decline, canHeal: false } } });
    expect(await shop.refusal(shop.pay())).toMatchObject(
      state(
        shop.own.subscriptionId,
        'can’t be paid with this card any more: name another one in cardId, or register one',
      ),
    );
    expect(shop.charged()).toBe(0);
    const other = await shop.billing.importCard({ customerId: 'mina', billingKey: 'key2' });
    expect(await shop.pay(other.cardId)).toMatchObject({ status: 'paid', cardId: other.cardId });
    expect(await shop.state()).toMatchObject({ cardId: other.cardId });
  });

  it('says that nothing was tried, where another worker has it', async () => {
    const shop = await openPastDue();
    const { commit } = shop.store;
    shop.store.commit = async (writes) => {
      const isLease = writes.some((write) => write.kind === 'update' && Object.keys(write.set).join() === 'wakeAt');
      return isLease ? false : commit(writes);
    };
    expect(await shop.refusal(shop.pay())).toMatchObject(unsettled);
    expect(shop.charged()).toBe(0);
  });
});
