import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hour, openSubscriptionShop } from './subscription/shop.js';
import { openShop } from './support/shop.js';

/** Lets half a minute pass in no time for whoever waits for a function of the host's. */
function hurry() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const pump = setInterval(() => vi.advanceTimersByTime(1000), 5);
  onTestFinished(() => {
    clearInterval(pump);
    vi.useRealTimers();
  });
}

const never = () => new Promise<never>(() => undefined);

describe('a function of the host’s that never answers', () => {
  it('onEvent: renewals go on, and the event comes again', async () => {
    const told: string[] = [];
    let hangs = false;
    const shop = await openSubscriptionShop({
      onEvent: (event) => {
        if (hangs && 'eventId' in event) return never();
        told.push(event.type);
        return undefined;
      },
    });
    const { paidUntil } = await shop.subscribe();
    hangs = true;
    hurry();
    await shop.billing.tick();
    await shop.until(paidUntil);
    expect(shop.simulator.countCharges()).toBe(2);
    hangs = false;
    await shop.until(shop.now() + hour);
    expect(told).toEqual(expect.arrayContaining(['card_registered', 'charge_paid', 'renewed']));
  });

  it('buyer: the charge is made when it answers again', async () => {
    let hangs = false;
    const shop = await openSubscriptionShop({ buyer: () => (hangs ? never() : { name: '김민아' }) });
    const { paidUntil } = await shop.subscribe();
    hangs = true;
    hurry();
    await shop.until(paidUntil);
    expect(shop.simulator.countCharges()).toBe(1);
    hangs = false;
    await shop.until(shop.now() + 2 * hour);
    expect(shop.simulator.countCharges()).toBe(2);
  });
});

describe('a function of the host’s that never answers a request', () => {
  it.each(['customerOf', 'price', 'terms'] as const)(
    '%s: the customer is answered, and the host is told',
    async (name) => {
      const shop = await openShop({ [name]: never });
      hurry();
      const { status, body } = await shop.post('/orders', { planId: 'basic' });
      expect(status).toBe(500);
      expect(body.error?.message).not.toContain(name);
      expect(shop.events).toMatchObject([
        { type: 'error', where: 'POST /api/billing/orders', error: { message: expect.stringContaining(name) } },
      ]);
    },
  );
});

describe('onEvent', () => {
  it('may call the kit, and wait for a tick', async () => {
    const told: string[] = [];
    const shop = await openSubscriptionShop({
      onEvent: async ({ type }) => {
        await shop.billing.tick();
        await shop.billing.listSubscriptions({ customerId: 'mina' });
        told.push(type);
      },
    });
    const { paidUntil } = await shop.subscribe();
    await shop.billing.tick();
    await shop.until(paidUntil);
    expect(told).toEqual(expect.arrayContaining(['card_registered', 'charge_paid', 'renewed']));
    expect(told.filter((type) => type === 'error')).toEqual([]);
  });
});

describe('close', () => {
  it('waits for the tick that is under way', async () => {
    let enter: () => void = () => undefined;
    let open: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const shop = await openSubscriptionShop({
      onEvent: (event) => {
        if (!('eventId' in event)) return undefined;
        enter();
        return gate;
      },
    });
    await shop.subscribe();
    const order: string[] = [];
    const tick = shop.billing.tick().then(() => order.push('tick'));
    await entered;
    const closed = shop.billing.close().then(() => order.push('closed'));
    // Whatever needs no gate has had its time when a new question to the store is answered.
    await shop.start().listCards({ customerId: 'mina' });
    open();
    await Promise.all([tick, closed]);
    expect(order).toEqual(['tick', 'closed']);
  });
});
