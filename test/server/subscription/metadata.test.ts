import { describe, expect, it } from 'vitest';
import { day, openSubscriptionShop } from './shop.js';

/** A plan that is priced by what goes with it. */
async function openTeam() {
  let perSeat = 1000;
  const shop = await openSubscriptionShop({
    price: ({ planId, metadata }) => {
      const seats = Number(metadata?.seats ?? 1);
      return planId === 'team' ? { name: `팀 ${seats}명`, amount: perSeat * seats, period: { unit: 'month' } } : null;
    },
  });
  const { body } = await shop.post('/orders', { planId: 'team', metadata: { seats: 5 } });
  const order = body as Parameters<typeof shop.claim>[0];
  await shop.post('/charges', shop.claim(order, shop.register(order, { amount: 5000 })));
  const { subscriptionId, paidUntil } = await shop.subscriptionOf();
  return {
    ...shop,
    paidUntil,
    reprice(amount: number) {
      perSeat = amount;
    },
    agree: (amount: number) => shop.billing.consentToRise({ customerId: 'mina', subscriptionId, amount }),
    amounts: () => shop.simulator.charges().map(({ amount }) => amount),
    choose: async (seats?: number) => {
      const fields = seats === undefined ? { planId: 'team' } : { planId: 'team', metadata: { seats } };
      return (await shop.post(`/subscriptions/${subscriptionId}/plan`, fields)).body;
    },
  };
}

describe('the plan that they have, with other metadata', () => {
  it('counts from the next period on, as another plan does', async () => {
    const shop = await openTeam();
    expect(await shop.choose(10)).toMatchObject({ planId: 'team', amount: 5000, change: { amount: 10_000 } });
    await shop.until(shop.paidUntil);
    const after = await shop.subscriptionOf();
    expect(after).toMatchObject({ name: '팀 10명', amount: 10_000, change: null });
    await shop.choose(5);
    await shop.until(after.paidUntil);
    expect(shop.amounts()).toEqual([5000, 10_000, 5000]);
  });

  it.each([5, undefined])(
    'is taken back by what they have (seats: %s), at the price that it was sold at',
    async (seats) => {
      const shop = await openTeam();
      await shop.choose(10);
      shop.reprice(2000);
      expect(await shop.choose(seats)).toMatchObject({ amount: 5000, change: null });
      // Chosen again is what they have: nothing changes, today's price neither.
      expect(await shop.choose(seats)).toMatchObject({ amount: 5000, change: null });
    },
  );

  it.each([
    ['paid', { amount: 10_000, change: { amount: 5000 } }],
    ['declined', { amount: 5000, change: null, pastDue: { amount: 5000 } }],
  ] as const)('that is taken back while it is out, and is %s, is had if it was paid', async (result, view) => {
    const shop = await openTeam();
    await shop.choose(10);
    if (result === 'declined') shop.simulator.decline({ reason: '한도초과' });
    await shop.later(Date.parse(shop.paidUntil) - shop.now());
    const held = shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'slow', committed: true });
    const ticking = shop.billing.tick();
    await held.met;
    await shop.choose(5);
    held.release();
    await ticking;
    expect(await shop.subscriptionOf()).toMatchObject(view);
  });

  it('is what they have, whatever the order of its keys', async () => {
    const shop = await openTeam();
    const plan = `/subscriptions/${(await shop.subscriptionOf()).subscriptionId}/plan`;
    await shop.post(plan, { planId: 'team', metadata: { seats: 10, at: { city: '서울', floor: 2 } } });
    await shop.until(shop.paidUntil);
    shop.reprice(2000);
    const again = { planId: 'team', metadata: { at: { floor: 2, city: '서울' }, seats: 10 } };
    expect((await shop.post(plan, again)).body).toMatchObject({ amount: 10_000, change: null });
  });

  it('stays chosen when its charge is declined', async () => {
    const shop = await openTeam();
    await shop.choose(10);
    shop.simulator.decline({ reason: '한도초과' });
    await shop.until(shop.paidUntil);
    expect(await shop.subscriptionOf()).toMatchObject({ pastDue: { amount: 10_000 }, change: { amount: 10_000 } });
    await shop.choose(20);
    expect(await shop.subscriptionOf()).toMatchObject({ pastDue: { amount: 20_000 }, change: { amount: 20_000 } });
  });

  it('that was chosen and taken back agrees to no price of the host’s', async () => {
    const shop = await openTeam();
    await shop.later(5 * day);
    await shop.choose(10);
    await shop.choose(5);
    await shop.billing.changePrice({ planId: 'team', amount: 6000, from: new Date(shop.now()) });
    expect(await shop.subscriptionOf()).toMatchObject({ consent: { amountAfter: 6000, isGiven: false } });
    await shop.until(shop.paidUntil);
    expect(shop.amounts()).toEqual([5000, 5000]);
  });

  it('that was chosen and taken back leaves what was agreed to before', async () => {
    const shop = await openTeam();
    await shop.billing.changePrice({ planId: 'team', amount: 6000, from: new Date(shop.now()) });
    await shop.later(5 * day);
    await shop.agree(6000);
    await shop.choose(3);
    await shop.choose(5);
    expect(await shop.subscriptionOf()).toMatchObject({ consent: { amountAfter: 6000, isGiven: true } });
    await shop.until(shop.paidUntil);
    expect(shop.amounts()).toEqual([5000, 6000]);
  });

  it('leaves a price of the host’s where it is', async () => {
    const shop = await openTeam();
    await shop.billing.changePrice({ planId: 'team', amount: 6000, from: new Date(shop.now()) });
    await shop.choose(10);
    await shop.until(shop.paidUntil);
    expect(await shop.subscriptionOf()).toMatchObject({ amount: 10_000, change: null });
  });
});
