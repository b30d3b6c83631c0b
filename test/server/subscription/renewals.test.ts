import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { memoryStore } from '../../../src/server/index.js';
import { insert } from '../../../src/server/store/Store.js';
import { day, hour, minute, openSubscriptionShop } from './shop.js';

describe('a subscription', () => {
  it('begins with the first charge, at the price it was sold at', async () => {
    const shop = await openSubscriptionShop();
    const subscription = await shop.subscribe();
    expect(subscription).toMatchObject({
      status: 'active',
      planId: 'basic',
      amount: 9900,
      currency: 'KRW',
      nextCharge: { amount: 9900, at: subscription.paidUntil },
      isCharging: false,
    });
    expect(Date.parse(subscription.paidUntil)).toBeGreaterThan(shop.now() + 27 * day);
  });

  it('is renewed when its period begins, not before, and once', async () => {
    const shop = await openSubscriptionShop();
    const { paidUntil } = await shop.subscribe();
    await shop.until(Date.parse(paidUntil) - minute);
    expect(shop.simulator.countCharges()).toBe(1);
    await shop.until(paidUntil);
    expect(shop.simulator.countCharges()).toBe(2);
    for (let tick = 0; tick < 5; tick += 1) await shop.billing.tick();
    expect(shop.simulator.countCharges()).toBe(2);
    const renewed = await shop.subscriptionOf();
    expect(renewed.status).toBe('active');
    expect(Date.parse(renewed.paidUntil)).toBeGreaterThan(Date.parse(paidUntil));
    expect(shop.told('renewal_upcoming')).toHaveLength(1);
    expect(shop.told('renewed')).toHaveLength(1);
  });

  it('is renewed in the name of the buyer that the host knows by then, of that customer and card', async () => {
    const shop = await openSubscriptionShop({
      buyer: async ({ customerId, card }) => ({ name: customerId, email: `${card?.cardId}@shop.example` }),
    });
    const { cardId, paidUntil } = await shop.subscribe();
    await shop.until(paidUntil);
    const renewal = shop.simulator.charges().at(-1)?.merchant_uid;
    const [payment] = [...shop.simulator.payments.values()].filter(({ merchant_uid }) => merchant_uid === renewal);
    expect(payment).toMatchObject({ buyer_name: 'mina', buyer_email: `${cardId}@shop.example` });
  });

  it('goes on for a year', async () => {
    const shop = await openSubscriptionShop();
    await shop.subscribe();
    for (let month = 0; month < 12; month += 1) {
      const { nextCharge } = await shop.subscriptionOf();
      await shop.until(nextCharge?.at ?? '');
    }
    expect(shop.simulator.countCharges()).toBe(13);
    expect(shop.told('renewed')).toHaveLength(12);
  });

  it('that was declined is past due, told of, and repaired by the next try', async () => {
    const shop = await openSubscriptionShop();
    const { nextCharge } = await shop.subscribe();
    shop.simulator.decline({ reason: '한도초과 (8035)' });
    await shop.until(nextCharge?.at ?? '');
    const past = await shop.subscriptionOf();
    expect(past).toMatchObject({
      status: 'past_due',
      pastDue: { amount: 9900, canHeal: true, reason: '한도초과 (8035)' },
    });
    expect(shop.told('declined')).toHaveLength(1);
    await shop.until(past.pastDue?.nextTryAt ?? '');
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', pastDue: null });
    expect(shop.told('recovered')).toHaveLength(1);
    expect(shop.simulator.countCharges()).toBe(2);
  });

  it('that nobody repairs ends, and is charged no more', async () => {
    const shop = await openSubscriptionShop();
    const { nextCharge } = await shop.subscribe();
    shop.simulator.decline({ reason: '한도초과', times: 100 });
    await shop.until(nextCharge?.at ?? '');
    for (let n = 0; n < 16; n += 1) await shop.until(shop.now() + day);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'ended', endReason: 'unpaid' });
    expect(shop.told('declined')).toHaveLength(5);
    expect(shop.told('ended')).toHaveLength(1);
  });

  it('of a lost card is not tried again until the card changes', async () => {
    const shop = await openSubscriptionShop();
    const { nextCharge, subscriptionId } = await shop.subscribe();
    shop.simulator.decline({ reason: '[CC43] 도난카드' });
    await shop.until(nextCharge?.at ?? '');
    expect(await shop.subscriptionOf()).toMatchObject({
      status: 'past_due',
      pastDue: { canHeal: false, nextTryAt: null },
    });
    for (let n = 0; n < 5; n += 1) await shop.until(shop.now() + day);
    expect(shop.simulator.countCharges()).toBe(1);
    const own = { customerId: 'mina', subscriptionId };
    await expect(shop.billing.payNow(own)).rejects.toMatchObject({ code: 'subscription_state' });
    const cardId = await shop.addCard();
    expect(await shop.billing.payNow({ ...own, cardId })).toMatchObject({ status: 'paid', cardId });
    expect(shop.simulator.countCharges()).toBe(2);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', cardId });
  });

  it('is paid by hand once, however often the button is pressed', async () => {
    const shop = await openSubscriptionShop();
    const { nextCharge, subscriptionId } = await shop.subscribe();
    shop.simulator.decline({ reason: '한도초과' });
    await shop.until(nextCharge?.at ?? '');
    const clicks = await Promise.allSettled(
      [1, 2, 3, 4, 5].map(() => shop.billing.payNow({ customerId: 'mina', subscriptionId })),
    );
    expect(clicks.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(shop.simulator.countCharges()).toBe(2);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active' });
  });

  it('says of a payment by hand what became of that one', async () => {
    const shop = await openSubscriptionShop();
    const { nextCharge, subscriptionId } = await shop.subscribe();
    const own = { customerId: 'mina', subscriptionId };
    shop.simulator.decline({ reason: '한도초과' });
    await shop.until(nextCharge?.at ?? '');
    shop.simulator.decline({ reason: '잔액부족' });
    expect(await shop.billing.payNow(own)).toMatchObject({ status: 'failed', failReason: '잔액부족' });
    // Nothing is tried: what was declined before is not told as what came of it.
    shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: '500' });
    const answer = await shop.post(`/subscriptions/${subscriptionId}/pay`, {});
    expect([answer.status, answer.body.error?.code]).toEqual([503, 'gateway_unavailable']);
    expect(shop.simulator.countCalls('POST /subscribe/payments/again')).toBe(3);
  });

  it.each([
    ['paid', 2, 'active'],
    ['failed', 1, 'past_due'],
  ] as const)('is paid by hand when the next period has begun: %s', async (status, charges, state) => {
    const price = { name: '주간', amount: 9900, period: { unit: 'week' } } as const;
    const shop = await openSubscriptionShop({ price: () => price });
    const { subscriptionId, paidUntil } = await shop.subscribe();
    shop.simulator.decline({ reason: '한도초과', times: status === 'paid' ? 1 : 2 });
    await shop.until(paidUntil);
    // No tick has passed since then: the period that was owed gives its place to the next one at this very moment.
    await shop.later(7 * 24 * hour);
    const receipt = await shop.billing.payNow({ customerId: 'mina', subscriptionId });
    expect(receipt).toMatchObject({ status, amount: 9900 });
    expect(shop.simulator.countCharges()).toBe(charges);
    expect((await shop.subscriptionOf()).status).toBe(state);
  });

  it('whose answer was lost is settled by asking, not by charging again', async () => {
    const shop = await openSubscriptionShop();
    const { nextCharge } = await shop.subscribe();
    shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'answer-lost-after-commit' });
    shop.simulator.failNext({
      route: 'GET /payments/findAll/{merchant_uid}',
      kind: 'maintenance',
      where: () => shop.simulator.countCharges() === 2,
      times: 2,
    });
    await shop.until(nextCharge?.at ?? '');
    expect(await shop.subscriptionOf()).toMatchObject({ isCharging: true });
    await shop.until(shop.now() + hour);
    expect(await shop.subscriptionOf()).toMatchObject({ isCharging: true });
    await shop.until(shop.now() + hour);
    expect(shop.simulator.countCharges()).toBe(2);
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', isCharging: false });
  });
});

it('a day on which many are renewed lets everything else have its turn in between', async () => {
  const store = memoryStore();
  let ahead = 0;
  const clock = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => clock() + ahead);
  onTestFinished(() => void vi.restoreAllMocks());
  let asked = 0;
  const shop = await openSubscriptionShop({
    openStore: (now) => ({ ...store, now: async () => now() }),
    // Each takes two seconds, and the last ones wait until the host has been told of the first ones.
    buyer: async () => {
      asked += 1;
      ahead += 2000;
      if (asked > 51) await vi.waitFor(() => expect(shop.told('renewed')).not.toEqual([]), { timeout: 5000 });
      return null;
    },
  });
  const { subscriptionId, paidUntil } = await shop.subscribe();
  const row = await store.get('subscriptions', subscriptionId);
  if (row === null) throw new Error('There is no row.');
  for (let number = 0; number < 54; number += 1) {
    const id = `sub${String(number).padStart(24, '0')}`;
    const own = { subscriptionId: id, customerId: id, slot: id, startedBy: null };
    await store.commit([insert('subscriptions', { ...row, ...own, body: { ...row.body, id, customerId: id } })]);
  }
  await shop.until(paidUntil);
  expect(shop.simulator.countCharges()).toBe(56);
  expect(shop.told('error')).toEqual([]);
});
