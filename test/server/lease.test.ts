import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Store, sqliteStore } from '../../src/server/index.js';
import { openShop } from './support/shop.js';

describe('a worker that slept', () => {
  it('between its row and its call calls nobody, and the next one charges', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const shop = await openShop();
    const order = await shop.order();
    const claim = { ...shop.claim(order, shop.register(order)), customerId: 'mina' };
    const store = sqliteStore({ url: shop.url });
    const sleepy: Store = {
      ...store,
      async commit(writes) {
        const done = await store.commit(writes);
        const begins = writes.some((write) => write.kind === 'insert' && write.table === 'tries');
        // Longer than the call may be put off: half of the charge's life.
        if (begins) vi.setSystemTime(Date.now() + 31_000);
        return done;
      },
    };
    const slept = shop.start({ store: sleepy });
    await expect(slept.charge(claim)).rejects.toMatchObject({ code: 'charge_unsettled' });
    expect(shop.simulator.countCalls('POST /subscribe/payments/again')).toBe(0);
    await shop.later(61_000);
    expect(await shop.billing.charge(claim)).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCalls('POST /subscribe/payments/again')).toBe(1);
  });

  it('after its call writes nothing over what others have written since', async () => {
    const shop = await openShop();
    const order = await shop.order();
    const claim = { ...shop.claim(order, shop.register(order)), customerId: 'mina' };
    const store = sqliteStore({ url: shop.url });
    let wake = (): void => undefined;
    let asleep = (): void => undefined;
    const fellAsleep = new Promise<void>((resolve) => {
      asleep = resolve;
    });
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const sleepy: Store = {
      ...store,
      async commit(writes) {
        // It has its answer, and sleeps before it writes.
        if (writes.some((write) => write.kind === 'update' && write.table === 'tries')) {
          asleep();
          await woken;
        }
        return store.commit(writes);
      },
    };
    shop.simulator.decline();
    const slept = shop.start({ store: sleepy }).charge(claim);
    await fellAsleep;
    await shop.later(61_000);
    // Meanwhile the sweep has seen the decline, and the customer has paid with a second try.
    await shop.billing.tick();
    expect(await shop.billing.charge(claim)).toMatchObject({ status: 'paid' });
    const paid = await shop.billing.getCharge({ customerId: 'mina', chargeMerchantUid: order.chargeMerchantUid });
    wake();
    expect(await slept).toMatchObject({ status: 'paid' });
    const after = await shop.billing.getCharge({ customerId: 'mina', chargeMerchantUid: order.chargeMerchantUid });
    expect(after).toEqual(paid);
    expect(shop.simulator.countCharges()).toBe(1);
  });
});

describe('an SQLite file that somebody holds', () => {
  it('is waited for: nothing that was acknowledged is lost', async () => {
    const shop = await openShop();
    await shop.order();
    const { createClient } = await import('@libsql/client');
    const holder = createClient({ url: shop.url, concurrency: 1 });
    const held = await holder.transaction('write');
    // Shorter than the one who holds it: the client gives up, is thrown away, and the work is done on a new one.
    const impatient = shop.start({ store: sqliteStore({ url: shop.url, timeout: 20 }) });
    const orders = Array.from({ length: 5 }, () => impatient.createOrder({ customerId: 'mina', planId: 'basic' }));
    setTimeout(() => void held.commit(), 150);
    const made = await Promise.all(orders);
    holder.close();
    const store = sqliteStore({ url: shop.url });
    for (const { merchantUid } of made) expect(await store.get('orders', merchantUid)).not.toBeNull();
    await store.close();
  });
});
