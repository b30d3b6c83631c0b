import { describe, expect, it } from 'vitest';
import { eventWrite } from '../../src/server/event/events.js';
import { GatewayUnavailable, memoryStore, type Store } from '../../src/server/index.js';
import { insert, update } from '../../src/server/store/Store.js';
import { openSubscriptionShop } from './subscription/shop.js';
import { type Kit, openKit } from './support/kit.js';
import { MINUTE } from './support/payments.js';

const mina = { customerId: 'mina' };
const terms = () => [{ id: 'tos', version: '1', required: true }];
const consents = [{ id: 'tos', version: '1' }];

/** A customer who has paid once, and agreed to what there was to agree to. */
async function openPaid(...given: Parameters<typeof openKit>) {
  const [options = {}, wrap] = given;
  const shop = await openKit({ terms, ...options }, wrap);
  const order = await shop.order();
  await shop.charge(order, { consents });
  return { shop, order };
}

const rowsOf = async ({ store }: Kit, customerId: string) => {
  const page = { where: { customerId }, limit: 100 };
  const found = await Promise.all([
    store.find('charges', page),
    store.find('tries', page),
    store.find('consents', page),
    store.find('orders', page),
    store.find('cards', page),
    store.find('events', page),
  ]);
  return found.map((rows) => rows.length);
};

describe('a customer who is erased', () => {
  it('leaves what was paid and agreed to, of nobody', async () => {
    const { shop, order } = await openPaid();
    expect(await rowsOf(shop, 'mina')).toEqual([1, 1, 1, 1, 1, 2]);
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'pending' });
    await shop.billing.tick();
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'done' });
    await shop.billing.tick();
    expect(await rowsOf(shop, 'mina')).toEqual([0, 0, 0, 0, 0, 0]);
    const charge = await shop.store.get('charges', order.chargeMerchantUid);
    expect(charge).toMatchObject({ status: 'paid', amount: 9900, cardName: null, cardNumber: null, receiptUrl: null });
    const nobody = charge?.customerId ?? '';
    expect(nobody).toMatch(/^erased:/);
    expect(charge?.cardId).toBe(nobody);
    expect(await rowsOf(shop, nobody)).toEqual([1, 1, 1, 1, 0, 0]);
    expect(await shop.store.find('consents', { where: { customerId: nobody }, limit: 9 })).toMatchObject([
      { merchantUid: order.merchantUid, termId: 'tos', termVersion: '1' },
    ]);
  });

  it('is told of, in what the host has not been told yet, as nobody', async () => {
    const { shop, order } = await openPaid({
      onEvent: () => {
        throw new Error('The host is down.');
      },
    });
    await shop.billing.eraseCustomer(mina);
    await shop.billing.tick();
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'done' });
    const nobody = (await shop.store.get('charges', order.chargeMerchantUid))?.customerId ?? '';
    const events = await shop.store.find('events', { where: { customerId: nobody }, limit: 9 });
    expect(events.map(({ type }) => type).sort()).toEqual(['card_registered', 'card_revoked', 'charge_paid']);
    for (const { data } of events) expect(data.cardId ?? nobody).toBe(nobody);
  });

  it('is named in no event that waits, neither by their card nor by the PG’s words', async () => {
    const { shop } = await openPaid({
      onEvent: () => {
        throw new Error('The host is down.');
      },
    });
    const data = { cardId: 'mina@example.com', reason: 'mina@example.com: 한도초과', amount: 9900 };
    await shop.store.commit([eventWrite({ eventId: 'e1', type: 'declined', customerId: 'mina', data, now: 0 })]);
    await shop.billing.eraseCustomer(mina);
    await shop.billing.tick();
    await shop.billing.eraseCustomer(mina);
    const told = await shop.store.get('events', 'e1');
    expect(told?.data).toEqual({ cardId: told?.customerId, reason: '', amount: 9900 });
  });

  it('of whom nothing is here is erased at once, which is told', async () => {
    const shop = await openKit();
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'done' });
    await shop.billing.tick();
    expect(shop.emitted.map(({ type }) => type)).toEqual(['customer_erased']);
  });

  it('waits until the gateway has revoked the key', async () => {
    const { shop } = await openPaid();
    shop.down = new GatewayUnavailable('No address was found.', { mayStillRun: false });
    await shop.billing.eraseCustomer(mina);
    await shop.billing.tick();
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'pending' });
    expect(await rowsOf(shop, 'mina')).toEqual([1, 1, 1, 1, 1, 2]);
    shop.down = null;
    shop.later(60 * MINUTE);
    await shop.billing.tick();
    await shop.billing.tick();
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'done' });
  });

  it('was asked for when the host asked first, however often it asks', async () => {
    const { shop } = await openPaid();
    await shop.billing.eraseCustomer(mina);
    const before = await shop.store.get('erasures', 'mina');
    shop.later(MINUTE);
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'pending' });
    expect((await shop.store.get('erasures', 'mina'))?.requestedAt).toBe(before?.requestedAt);
  });

  it('is kept until nothing of theirs is charged or asked about any more', async () => {
    const { shop, order } = await openPaid();
    await shop.billing.eraseCustomer(mina);
    await shop.billing.tick();
    const charge = await shop.store.get('charges', order.chargeMerchantUid);
    if (charge === null) throw new Error('There is no charge.');
    // Its answer was lost: nobody knows yet what came of it.
    await shop.store.commit([update('charges', charge, { status: 'pending' })]);
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'pending' });
    expect(await shop.store.get('charges', order.chargeMerchantUid)).toMatchObject({ customerId: 'mina' });
  });

  it('is kept while the gateway is still to be asked what a subscription of theirs has paid', async () => {
    let store = memoryStore();
    const shop = await openSubscriptionShop({
      openStore: (now) => {
        store = memoryStore({ now });
        return store;
      },
    });
    const { subscriptionId } = await shop.subscribe();
    await shop.billing.eraseCustomer(mina);
    await shop.billing.tick();
    const wake = async (wakeAt: number | null) => {
      const row = await store.get('subscriptions', subscriptionId);
      if (row === null) throw new Error('The subscription is forgotten.');
      await store.commit([update('subscriptions', row, { wakeAt })]);
      return shop.billing.eraseCustomer(mina);
    };
    expect(await wake(shop.now() + 60 * MINUTE)).toEqual({ status: 'pending' });
    expect(await wake(null)).toEqual({ status: 'done' });
    expect(await store.get('subscriptions', subscriptionId)).toBeNull();
  });

  it('is told of once where two servers are at it at the same moment', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const find: (store: Store) => Store['find'] = (store) => async (table, query) => {
      const other = table === 'tries' ? meanwhile : undefined;
      if (other) meanwhile = undefined;
      await other?.();
      return store.find(table, query);
    };
    const { shop } = await openPaid({}, (store) => ({ ...store, find: find(store) }));
    await shop.billing.eraseCustomer(mina);
    await shop.billing.tick();
    meanwhile = async () => {
      shop.later(2 * MINUTE);
      expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'done' });
    };
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'done' });
    expect(meanwhile).toBeUndefined();
    await shop.billing.tick();
    expect(shop.emitted.filter(({ type }) => type === 'customer_erased')).toHaveLength(1);
  });

  it('is erased by one tick with all who are due, however many', async () => {
    const shop = await openKit();
    const row = { status: 'pending', requestedAt: 0, workAt: 0, doneAt: null } as const;
    const ids = Array.from({ length: 101 }, (_, n) => `customer-${n}`);
    await shop.store.commit(ids.map((customerId) => insert('erasures', { customerId, ...row })));
    await shop.billing.tick();
    for (const id of ids) expect((await shop.store.get('erasures', id))?.status).toBe('done');
  });

  it('is told of once, however often and by however many servers it is asked for', async () => {
    const { shop } = await openPaid();
    await shop.billing.eraseCustomer(mina);
    await shop.billing.tick();
    const asked = await Promise.all([1, 2, 3].map(() => shop.billing.eraseCustomer(mina)));
    expect(asked.map(({ status }) => status).sort()).toEqual(['done', 'pending', 'pending']);
    for (let again = 0; again < 2; again += 1) {
      expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'done' });
      shop.later(60 * MINUTE);
      await shop.billing.tick();
    }
    expect(shop.emitted.filter(({ type }) => type === 'customer_erased')).toHaveLength(1);
  });

  it('and whose erasure breaks is told of, and erased by a later tick', async () => {
    let isBroken = false;
    const { shop } = await openPaid({}, (store) => ({
      ...store,
      async commit(writes) {
        if (isBroken && writes.some(({ table }) => table === 'erasures')) throw new TypeError('The disk is full.');
        return store.commit(writes);
      },
    }));
    await shop.billing.eraseCustomer(mina);
    shop.later(60 * MINUTE);
    isBroken = true;
    await shop.billing.tick();
    expect(shop.emitted).toContainEqual({
      type: 'error',
      where: 'eraseCustomer',
      error: new TypeError('The disk is full.'),
    });
    isBroken = false;
    shop.later(60 * MINUTE);
    await shop.billing.tick();
    await shop.billing.tick();
    expect(await rowsOf(shop, 'mina')).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
