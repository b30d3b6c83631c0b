import { describe, expect, it, vi } from 'vitest';
import type { SubscriptionView } from '../../../src/server/index.js';
import { hour, openSubscriptionShop, type SubscriptionShop } from './shop.js';

const PRICES = {
  basic: { name: '베이직', amount: 9900, period: { unit: 'month' } },
  plus: { name: '플러스', amount: 14_900, period: { unit: 'month' } },
  yearly: { name: '연간', amount: 99_000, period: { unit: 'year' } },
} as const;

interface Own {
  readonly customerId: string;
  readonly subscriptionId: string;
}

/** What a customer does at the very moment of a renewal. */
const asks: Record<string, (shop: SubscriptionShop, own: Own, otherCard: string) => Promise<SubscriptionView>> = {
  cancel: ({ billing }, own) => billing.cancelSubscription(own),
  end: ({ billing }, own) => billing.endSubscription(own),
  card: ({ billing }, own, cardId) => billing.changeSubscriptionCard({ ...own, cardId }),
  plan: ({ billing }, own) => billing.changePlan({ ...own, planId: 'plus' }),
};

/**
 * Each ask while the renewal's charge is out: i'mport has it, and has not answered. What the customer was charged, what is
 * charged next, and what the subscription says have to agree.
 */
describe('while the charge of a renewal is out', () => {
  it.each([
    // ask, what the charge becomes, charges in all, the answer at once, the state in the end
    ['cancel', 'paid', 2, { status: 'ending', isCharging: true }, { status: 'ending' }],
    ['cancel', 'declined', 1, { status: 'ending', isCharging: true }, { status: 'ended', endReason: 'cancelled' }],
    ['end', 'paid', 2, { status: 'ended', isCharging: true }, { status: 'ended', endReason: 'ended_now' }],
    ['end', 'declined', 1, { status: 'ended', isCharging: true }, { status: 'ended', endReason: 'ended_now' }],
    ['card', 'paid', 2, { status: 'active', isCharging: true }, { status: 'active' }],
    // The new card pays what the old one could not.
    ['card', 'declined', 2, { status: 'active', isCharging: true }, { status: 'active' }],
    ['plan', 'paid', 2, { status: 'active', isCharging: true }, { status: 'active', planId: 'basic' }],
    ['plan', 'declined', 1, { status: 'active', isCharging: true }, { status: 'past_due', planId: 'basic' }],
  ] as const)('%s, and it is %s', async (ask, result, charges, atOnce, inTheEnd) => {
    const shop = await openSubscriptionShop({ price: ({ planId }) => PRICES[planId as 'basic'] ?? null });
    const { subscriptionId, paidUntil } = await shop.subscribe();
    const own = { customerId: 'mina', subscriptionId };
    const otherCard = await shop.addCard();
    if (result === 'declined') shop.simulator.decline({ reason: '한도초과' });
    await shop.later(Date.parse(paidUntil) - shop.now());
    const held = shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'slow', committed: true });
    const ticking = shop.billing.tick();
    await held.met;

    expect(await asks[ask]?.(shop, own, otherCard)).toMatchObject(atOnce);
    held.release();
    await ticking;
    for (let tick = 0; tick < 3; tick += 1) await shop.until(shop.now() + hour);

    expect(shop.simulator.countCharges()).toBe(charges);
    expect(await shop.subscriptionOf()).toMatchObject({ ...inTheEnd, isCharging: false });
    // Money that came after the end has to go back, and the host is told.
    const hasToGoBack = ask === 'end' && result === 'paid';
    expect(shop.told('refund_due')).toHaveLength(hasToGoBack ? 1 : 0);
    if (ask === 'plan' && result === 'paid') {
      const { change } = await shop.subscriptionOf();
      expect(change).toMatchObject({ planId: 'plus', amount: 14_900 });
      expect(shop.simulator.charges().at(-1)?.amount).toBe(9900);
    }
    if (ask === 'cancel' && result === 'paid') {
      // The period that was paid can be used to its end.
      const { endsAt } = await shop.subscriptionOf();
      expect(Date.parse(endsAt ?? '')).toBeGreaterThan(shop.now() + 20 * 24 * hour);
    }
  });

  it.each(['cancel', 'end'])(
    '%s between a worker’s decision and its call keeps the charge from being sent',
    async (ask) => {
      const shop = await openSubscriptionShop();
      const { subscriptionId, paidUntil } = await shop.subscribe();
      await shop.later(Date.parse(paidUntil) - shop.now());
      // The worker looks its number up, and i'mport takes its time.
      const held = shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: 'slow' });
      const ticking = shop.billing.tick();
      await held.met;
      await asks[ask]?.(shop, { customerId: 'mina', subscriptionId }, '');
      held.release();
      await ticking;
      for (let tick = 0; tick < 3; tick += 1) await shop.until(shop.now() + hour);
      expect(shop.simulator.countCharges()).toBe(1);
      expect(await shop.subscriptionOf()).toMatchObject({ status: 'ended', isCharging: false });
    },
  );

  it.each([true, false])(
    'a call that was lost for one price, and may still arrive, is not followed by one for another (it arrives: %s)',
    async (arrives) => {
      const shop = await openSubscriptionShop({
        price: ({ planId }) => PRICES[planId as 'basic'] ?? null,
        chargeDeadline: 300,
      });
      const { subscriptionId, paidUntil } = await shop.subscribe();
      const own = { customerId: 'mina', subscriptionId };
      await shop.billing.changePlan({ ...own, planId: 'plus' });
      await shop.later(Date.parse(paidUntil) - shop.now());
      const held = shop.simulator.failNext({
        route: 'POST /subscribe/payments/again',
        kind: 'slow',
        committed: false,
      });
      await shop.billing.tick();
      await shop.later(hour / 60);
      await shop.billing.changePlan({ ...own, planId: 'basic' });
      await shop.later(hour / 60);
      await shop.billing.tick();
      await shop.billing.tick();
      expect(shop.simulator.countCharges()).toBe(1);
      if (arrives) {
        held.release();
        await vi.waitFor(() => expect(shop.simulator.countCharges()).toBe(2));
      }
      for (let hours = 0; hours < 27; hours += 1) await shop.until(shop.now() + hour);
      expect(shop.simulator.charges().map(({ amount }) => amount)).toEqual([9900, arrives ? 14_900 : 9900]);
      expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', isCharging: false });
    },
  );

  it('another card between the two is the one that is charged, and the old one is not', async () => {
    const shop = await openSubscriptionShop();
    const { subscriptionId, paidUntil, cardId } = await shop.subscribe();
    const otherCard = await shop.addCard();
    await shop.later(Date.parse(paidUntil) - shop.now());
    const held = shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: 'slow' });
    const ticking = shop.billing.tick();
    await held.met;
    await asks.card?.(shop, { customerId: 'mina', subscriptionId }, otherCard);
    held.release();
    await ticking;
    for (let tick = 0; tick < 3; tick += 1) await shop.until(shop.now() + hour);
    expect(shop.simulator.charges().map(({ customer_uid }) => customer_uid)).toEqual([cardId, otherCard]);
  });

  it.each([true, false])(
    'that a server has left behind is settled although the card is another by now: %s',
    async (committed) => {
      const shop = await openSubscriptionShop();
      const { subscriptionId, paidUntil } = await shop.subscribe();
      const cardId = await shop.addCard();
      const other = shop.start();
      await shop.later(Date.parse(paidUntil) - shop.now());
      const held = shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'slow', committed });
      const left = shop.billing.tick();
      await held.met;
      await other.changeSubscriptionCard({ customerId: 'mina', subscriptionId, cardId });
      for (let tick = 0; tick < 3; tick += 1) {
        await shop.later(hour);
        await other.tick();
      }
      expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', isCharging: false, cardId });
      expect(shop.simulator.countCharges()).toBe(2);
      held.release();
      await left;
      expect(shop.simulator.countCharges()).toBe(2);
    },
  );

  it('a plan that is taken back between the two is not charged', async () => {
    const shop = await openSubscriptionShop({ price: ({ planId }) => PRICES[planId as 'basic'] ?? null });
    const { subscriptionId, paidUntil } = await shop.subscribe();
    const own = { customerId: 'mina', subscriptionId };
    await shop.billing.changePlan({ ...own, planId: 'plus' });
    await shop.later(Date.parse(paidUntil) - shop.now());
    let takesBack = true;
    const worker = shop.start({
      buyer: async () => {
        if (takesBack) await shop.billing.changePlan({ ...own, planId: 'basic' });
        takesBack = false;
        return null;
      },
    });
    await worker.tick();
    await worker.tick();
    expect(shop.simulator.charges().map(({ amount }) => amount)).toEqual([9900, 9900]);
    expect(await shop.subscriptionOf()).toMatchObject({ planId: 'basic', change: null });
  });

  it.each([
    ['plus', 'basic', 'paid', { planId: 'plus', change: { planId: 'basic', amount: 9900 } }],
    ['plus', 'basic', 'declined', { planId: 'basic', change: null, pastDue: { amount: 9900 } }],
    ['yearly', 'plus', 'paid', { planId: 'yearly', change: { planId: 'plus', amount: 14_900 } }],
    ['yearly', 'plus', 'declined', { planId: 'basic', change: { planId: 'plus' }, pastDue: { amount: 14_900 } }],
  ] as const)(
    'of %s, %s is chosen, and it is %s: what was paid is what they have',
    async (first, then, result, view) => {
      const shop = await openSubscriptionShop({ price: ({ planId }) => PRICES[planId as 'basic'] ?? null });
      const { subscriptionId, paidUntil } = await shop.subscribe();
      const own = { customerId: 'mina', subscriptionId };
      await shop.billing.changePlan({ ...own, planId: first });
      if (result === 'declined') shop.simulator.decline({ reason: '한도초과' });
      await shop.later(Date.parse(paidUntil) - shop.now());
      const held = shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'slow', committed: true });
      const ticking = shop.billing.tick();
      await held.met;
      await shop.billing.changePlan({ ...own, planId: then });
      held.release();
      await ticking;
      const after = await shop.subscriptionOf();
      expect(after).toMatchObject(view);
      if (result === 'declined') return;
      const months = first === 'yearly' ? 12 : 1;
      expect(Date.parse(after.paidUntil) - shop.now()).toBeGreaterThan((months * 30 - 3) * 24 * hour);
      await shop.until(after.paidUntil);
      expect(shop.simulator.charges().at(-1)?.amount).toBe(PRICES[then].amount);
    },
  );

  it.each(['before it is sent', 'while it is out'])(
    'the plan that was chosen is chosen again %s: it is the same',
    async (when) => {
      const shop = await openSubscriptionShop({ price: ({ planId }) => PRICES[planId as 'basic'] ?? null });
      const { subscriptionId, paidUntil } = await shop.subscribe();
      const plus = { customerId: 'mina', subscriptionId, planId: 'plus' };
      await shop.billing.changePlan(plus);
      await shop.later(Date.parse(paidUntil) - shop.now() + 1000);
      if (when === 'before it is sent') {
        await shop.billing.changePlan(plus);
        await shop.billing.tick();
      } else {
        shop.simulator.decline({ reason: '한도초과' });
        const held = shop.simulator.failNext({
          route: 'POST /subscribe/payments/again',
          kind: 'slow',
          committed: true,
        });
        const ticking = shop.billing.tick();
        await held.met;
        await shop.billing.changePlan(plus);
        held.release();
        await ticking;
        await shop.until((await shop.subscriptionOf()).pastDue?.nextTryAt ?? '');
      }
      expect(shop.simulator.charges().map(({ amount }) => amount)).toEqual([9900, 14_900]);
      expect(await shop.subscriptionOf()).toMatchObject({ status: 'active', planId: 'plus', change: null });
    },
  );

  it('cancelling and taking that back does not put off the day it ends', async () => {
    const shop = await openSubscriptionShop();
    const { subscriptionId, paidUntil } = await shop.subscribe();
    const own = { customerId: 'mina', subscriptionId };
    shop.simulator.decline({ reason: '한도초과' });
    await shop.until(paidUntil);
    const { pastDue } = await shop.subscriptionOf();
    shop.simulator.decline({ reason: '한도초과' });
    await shop.later(Date.parse(pastDue?.nextTryAt ?? '') - shop.now());
    const held = shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'slow', committed: true });
    const ticking = shop.billing.tick();
    await held.met;
    await shop.billing.cancelSubscription(own);
    expect(await shop.billing.resumeSubscription(own)).toMatchObject({ status: 'past_due', isCharging: true });
    held.release();
    await ticking;
    const { since, deadlineAt } = pastDue ?? {};
    expect(await shop.subscriptionOf()).toMatchObject({ status: 'past_due', pastDue: { since, deadlineAt } });
  });

  it.each(Object.keys(asks))(
    '%s a moment before keeps the charge from being sent, or changes nothing of it',
    async (ask) => {
      const shop = await openSubscriptionShop({ price: ({ planId }) => PRICES[planId as 'basic'] ?? null });
      const { subscriptionId, paidUntil } = await shop.subscribe();
      const otherCard = await shop.addCard();
      await shop.later(Date.parse(paidUntil) - shop.now() - 1000);
      await asks[ask]?.(shop, { customerId: 'mina', subscriptionId }, otherCard);
      await shop.until(paidUntil);
      await shop.until(shop.now() + hour);
      const [, renewal] = shop.simulator.charges();
      const expected = {
        cancel: undefined,
        end: undefined,
        card: { amount: 9900, customer_uid: otherCard },
        plan: { amount: 14_900 },
      }[ask];
      if (expected === undefined) expect(renewal).toBeUndefined();
      else expect(renewal).toMatchObject(expected);
    },
  );

  it.each(Object.keys(asks))('%s a moment after counts for the period after', async (ask) => {
    const shop = await openSubscriptionShop({ price: ({ planId }) => PRICES[planId as 'basic'] ?? null });
    const { subscriptionId, paidUntil } = await shop.subscribe();
    const otherCard = await shop.addCard();
    await shop.until(paidUntil);
    const view = await asks[ask]?.(shop, { customerId: 'mina', subscriptionId }, otherCard);
    expect(shop.simulator.charges().at(-1)?.amount).toBe(9900);
    if (view?.status !== 'ended') await shop.until(view?.paidUntil ?? '');
    const expected = { cancel: 2, end: 2, card: 3, plan: 3 }[ask];
    expect(shop.simulator.countCharges()).toBe(expected);
    if (ask === 'plan') expect(shop.simulator.charges().at(-1)?.amount).toBe(14_900);
    if (ask === 'card') expect(shop.simulator.charges().at(-1)?.customer_uid).toBe(otherCard);
  });
});
