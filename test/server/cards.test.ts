import { describe, expect, it, onTestFinished } from 'vitest';
import { removal } from '../../src/server/card/createCards.js';
import {
  type BillingServerEvent,
  GatewayUnavailable,
  iamport,
  memoryStore,
  portone,
  sqliteStore,
} from '../../src/server/index.js';
import { insert } from '../../src/server/store/Store.js';
import { createFakePortOneServer } from '../../src/testing/server/index.js';
import { callIamport } from './support/callIamport.js';
import { copyDatabase } from './support/copyDatabase.js';
import { openKit } from './support/kit.js';
import { listen } from './support/listen.js';
import { START } from './support/payments.js';
import { openShop } from './support/shop.js';

const AGAIN = 'POST /subscribe/payments/again';
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

describe('cards', () => {
  it('the first one is the default, another one can be made it', async () => {
    const shop = await openShop();
    const first = (await shop.buy()).answer.body.cardId ?? '';
    const second = (await shop.buy()).answer.body.cardId ?? '';
    expect((await shop.send('/cards')).body).toMatchObject([
      { cardId: second, isDefault: false, name: 'BC카드', number: '5365-10**-****-1234' },
      { cardId: first, isDefault: true },
    ]);
    expect((await shop.post(`/cards/${second}/default`, {})).body).toMatchObject({ cardId: second, isDefault: true });
    expect((await shop.send('/cards')).body).toMatchObject([{ isDefault: true }, { isDefault: false }]);
  });

  it('are shown and forgotten however many were removed since', async () => {
    const store = memoryStore();
    const shop = await openShop({ openStore: () => store });
    const { cardId = '' } = (await shop.buy()).answer.body;
    const card = await store.get('cards', cardId);
    if (card === null) throw new Error('There is no card.');
    const none = { billingKey: '', merchantUid: null, impUid: null, defaultOf: null, status: 'revoked' } as const;
    for (let made = 0; made < 620; made += 1) {
      const gone = { ...card, ...none, cardId: `gone${made}`, billingKey: `gone${made}` };
      // Older ones and newer ones.
      await store.commit([insert('cards', { ...gone, createdAt: card.createdAt + made - 510 })]);
    }
    expect((await shop.send('/cards')).body).toMatchObject([{ cardId }]);
    await shop.billing.eraseCustomer({ customerId: 'mina' });
    await shop.billing.tick();
    expect(shop.simulator.keys.has(cardId)).toBe(false);
  });

  it('are shown up to a hundred, the newest ones', async () => {
    const store = memoryStore();
    const shop = await openShop({ openStore: () => store });
    const { cardId = '' } = (await shop.buy()).answer.body;
    const card = await store.get('cards', cardId);
    if (card === null) throw new Error('There is no card.');
    for (let made = 1; made <= 100; made += 1) {
      const other = {
        cardId: `card${made}`,
        billingKey: `card${made}`,
        merchantUid: null,
        impUid: null,
        defaultOf: null,
      };
      await store.commit([insert('cards', { ...card, ...other, createdAt: card.createdAt + made })]);
    }
    const shown = (await shop.send('/cards')).body as unknown as { cardId: string }[];
    expect(shown).toHaveLength(100);
    expect(shown).toMatchObject({ 0: { cardId: 'card100' }, 99: { cardId: 'card1' } });
  });

  it('that nobody has are made no default, and removed by nobody', async () => {
    const { billing } = await openShop();
    const unknown = { customerId: 'mina', cardId: 'none' };
    const error = { code: 'card_unknown', field: 'cardId' };
    await expect(billing.makeDefaultCard(unknown)).rejects.toMatchObject(error);
    await expect(billing.removeCard(unknown)).rejects.toMatchObject(error);
    const long = billing.removeCard({ customerId: 'mina', cardId: 'x'.repeat(81) });
    await expect(long).rejects.toMatchObject({ code: 'invalid_field', field: 'cardId' });
  });

  it('stay one default when two are made it at once', async () => {
    const shop = await openShop();
    const ids = [];
    for (let made = 0; made < 3; made += 1) ids.push((await shop.buy()).answer.body.cardId ?? '');
    await Promise.all([...ids, ...ids].map((id) => shop.post(`/cards/${id}/default`, {})));
    const cards = (await shop.send('/cards')).body as unknown as { isDefault: boolean }[];
    expect(cards.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  it('that are removed are revoked at i’mport', async () => {
    const shop = await openShop();
    const { order, answer } = await shop.buy();
    const id = answer.body.cardId ?? '';
    expect((await shop.send(`/cards/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(shop.simulator.keys.has(order.customerUid)).toBe(false);
    expect((await shop.send('/cards')).body).toEqual([]);
    expect((await shop.send(`/cards/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('that are removed while i’mport is down are revoked later, and charged no more at once', async () => {
    const shop = await openShop();
    shop.simulator.decline();
    const { order, impUid } = await shop.buy();
    const route = 'DELETE /subscribe/customers/{customer_uid}';
    shop.simulator.failNext({ route, kind: 'network' });
    const removed = await shop.send(`/cards/${order.customerUid}`, { method: 'DELETE' });
    expect(removed.status).toBe(204);
    expect(shop.simulator.keys.has(order.customerUid)).toBe(true);
    expect((await shop.post('/charges', shop.claim(order, impUid))).body.error?.code).toBe('card_revoked');
    await shop.later(DAY);
    await shop.billing.tick();
    expect(shop.simulator.keys.has(order.customerUid)).toBe(false);
    expect(shop.simulator.countCharges()).toBe(0);
  });

  it('are registered without a charge', async () => {
    const shop = await openShop();
    const { body: order, status } = await shop.post('/orders', { purpose: 'register' });
    expect(status).toBe(201);
    const made = order as Awaited<ReturnType<typeof shop.order>>;
    const answer = await shop.post('/charges', shop.claim(made, shop.register(made, { amount: 0 })));
    expect(answer.body).toMatchObject({ status: 'registered', amount: 0, cardName: 'BC카드' });
    expect((await shop.post('/charges', { merchantUid: made.merchantUid })).body).toEqual(answer.body);
    expect(shop.simulator.countCharges()).toBe(0);
    await shop.later(30 * DAY);
    await shop.billing.tick();
    await shop.billing.tick();
    expect((await shop.send('/cards')).body).toHaveLength(1);
  });

  it('that are replaced are revoked once the new one is registered, and pass the default on', async () => {
    const shop = await openShop();
    const old = (await shop.buy()).order;
    const { body } = await shop.post('/orders', { purpose: 'change', replacesCardId: old.customerUid });
    const order = body as Awaited<ReturnType<typeof shop.order>>;
    expect(shop.simulator.keys.has(old.customerUid)).toBe(true);
    await shop.post('/charges', shop.claim(order, shop.register(order, { amount: 0 })));
    await shop.billing.tick();
    expect((await shop.send('/cards')).body).toMatchObject([{ cardId: order.customerUid, isDefault: true }]);
    expect(shop.simulator.keys.has(old.customerUid)).toBe(false);
  });

  it('that another customer names as replaced stay', async () => {
    const shop = await openShop();
    const mina = (await shop.buy('mina')).order;
    const { body } = await shop.post(
      '/orders',
      { purpose: 'change', replacesCardId: mina.customerUid },
      { user: 'thief' },
    );
    const order = body as Awaited<ReturnType<typeof shop.order>>;
    await shop.post('/charges', shop.claim(order, shop.register(order, { amount: 0 })), { user: 'thief' });
    await shop.billing.tick();
    expect(shop.simulator.keys.has(mina.customerUid)).toBe(true);
    expect((await shop.send('/cards')).body).toHaveLength(1);
  });

  it('of a host are adopted, once and by one customer', async () => {
    const shop = await openShop();
    shop.register({ merchantUid: 'old_registration', customerUid: 'member-7-card-1' });
    const imported = await shop.billing.importCard({ customerId: 'mina', billingKey: 'member-7-card-1' });
    expect(imported).toMatchObject({ cardId: 'member-7-card-1', isDefault: true, number: '5365-10**-****-1234' });
    expect(await shop.billing.importCard({ customerId: 'mina', billingKey: 'member-7-card-1' })).toEqual(imported);
    const stolen = shop.billing.importCard({ customerId: 'thief', billingKey: 'member-7-card-1' });
    await expect(stolen).rejects.toMatchObject({ code: 'card_unknown' });
    const unknown = shop.billing.importCard({ customerId: 'mina', billingKey: 'nothing' });
    await expect(unknown).rejects.toMatchObject({ code: 'registration_unknown' });
  });
});

describe('a card that is taken away', () => {
  const FORGET = 'DELETE /subscribe/customers/{customer_uid}';

  /** A server waits for the answer to its revocation, and another has revoked the key meanwhile. */
  async function openRevokedByAnother() {
    const shop = await openShop();
    const other = shop.start();
    const { order } = await shop.buy();
    const held = shop.simulator.failNext({ route: FORGET, kind: 'slow' });
    const removing = shop.send(`/cards/${order.customerUid}`, { method: 'DELETE' });
    await held.met;
    await shop.later(20_000);
    await other.tick();
    return { shop, held, removing };
  }

  it('keeps its key until it is known what became of a charge that is out', async () => {
    const shop = await openShop();
    shop.simulator.failNext({ route: AGAIN, kind: 'answer-lost-after-commit' });
    shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: 'network' });
    const { order, answer } = await shop.buy();
    expect(answer.status).toBe(503);
    expect((await shop.send(`/cards/${order.customerUid}`, { method: 'DELETE' })).status).toBe(204);
    expect(shop.simulator.countCalls(FORGET)).toBe(0);
    await shop.later(20_000);
    await shop.billing.tick();
    expect(shop.simulator.countCalls(FORGET)).toBe(0);
    await shop.later(HOUR);
    await shop.billing.tick();
    expect((await shop.send('/charges')).body).toMatchObject([{ status: 'paid' }]);
    await shop.later(HOUR);
    await shop.billing.tick();
    expect(shop.simulator.keys.size).toBe(0);
  });

  it('is told of to a gateway that is down after 15 seconds, a minute, ten, and then each hour', async () => {
    const shop = await openShop();
    const { order } = await shop.buy();
    const fault = shop.simulator.failNext({ route: FORGET, kind: 'network', times: 1000 });
    await shop.send(`/cards/${order.customerUid}`, { method: 'DELETE' });
    let asked = shop.simulator.countCalls(FORGET);
    expect(asked).toBeGreaterThan(0);
    for (const wait of [15_000, 60_000, 600_000, HOUR, HOUR]) {
      // The clocks go on by themselves too.
      await shop.later(wait - 5_000);
      await shop.billing.tick();
      expect(shop.simulator.countCalls(FORGET), `before ${wait}`).toBe(asked);
      await shop.later(5_000);
      await shop.billing.tick();
      expect(shop.simulator.countCalls(FORGET), `after ${wait}`).toBeGreaterThan(asked);
      asked = shop.simulator.countCalls(FORGET);
    }
    fault.release();
    await shop.later(HOUR);
    await shop.billing.tick();
    expect(shop.simulator.keys.size).toBe(0);
    expect(shop.events.filter(({ type }) => type === 'card_revoked')).toMatchObject([
      { customerId: 'mina', data: { cardId: order.customerUid } },
    ]);
  });

  it('is revoked and told of once by two servers, also when the customer is forgotten meanwhile', async () => {
    const { shop, held, removing } = await openRevokedByAnother();
    expect(shop.simulator.keys.size).toBe(0);
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'done' });
    held.release();
    expect((await removing).status).toBe(204);
    await shop.billing.tick();
    expect(shop.events.filter(({ type }) => type === 'card_revoked')).toHaveLength(1);
  });

  it('is told of once where another server has revoked it meanwhile', async () => {
    const { shop, held, removing } = await openRevokedByAnother();
    held.release();
    await removing;
    await shop.billing.tick();
    expect(shop.events.filter(({ type }) => type === 'card_revoked')).toHaveLength(1);
  });

  it('keeps no other one waiting: all that were removed while i’mport was down are revoked by one tick', async () => {
    const shop = await openShop();
    const fault = shop.simulator.failNext({ route: FORGET, kind: 'network', times: 1000 });
    for (let made = 0; made < 5; made += 1) {
      const { order } = await shop.buy();
      await shop.send(`/cards/${order.customerUid}`, { method: 'DELETE' });
    }
    await shop.later(20_000);
    const asked = shop.simulator.countCalls(FORGET);
    await shop.billing.tick();
    // A gateway that did not answer three times in a row is left alone until the next tick.
    expect(shop.simulator.countCalls(FORGET) - asked).toBe(3);
    fault.release();
    await shop.later(HOUR);
    await shop.billing.tick();
    expect(shop.simulator.keys.size).toBe(0);
  });

  it('is revoked by one tick with all others, however many there are', async () => {
    const store = memoryStore();
    const shop = await openShop({ openStore: () => store });
    const { cardId = '' } = (await shop.buy()).answer.body;
    const card = await store.get('cards', cardId);
    if (card === null) throw new Error('There is no card.');
    for (let made = 0; made < 120; made += 1) {
      const other = { cardId: `card${made}`, billingKey: `card${made}`, merchantUid: null, impUid: null };
      await store.commit([insert('cards', { ...card, ...other, ...removal(card.createdAt) })]);
    }
    await shop.billing.tick();
    const gone = await store.find('cards', { where: { customerId: 'mina' }, limit: 200 });
    expect(gone.filter(({ status }) => status === 'revoked')).toHaveLength(120);
  });

  it('is revoked at a gateway that knows of no bookings', async () => {
    const shop = await openShop();
    const { order } = await shop.buy();
    const gateway = iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: shop.api.url });
    const billing = shop.start({ gateways: [{ ...gateway, bookings: undefined }] });
    await billing.removeCard({ customerId: 'mina', cardId: order.customerUid });
    expect(shop.simulator.keys.size).toBe(0);
  });

  it('is told of where a gateway breaks in a way of its own, and tried again', async () => {
    const shop = await openShop();
    // So many that a gateway which is not reached would be left alone.
    const orders = [];
    for (let made = 0; made < 4; made += 1) orders.push((await shop.buy()).order);
    const gateway = iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: shop.api.url });
    const broken = shop.start({
      gateways: [{ ...gateway, revokeKey: () => Promise.reject(new TypeError('undefined is not a function')) }],
    });
    for (const { customerUid } of orders) {
      const removing = broken.removeCard({ customerId: 'mina', cardId: customerUid });
      await expect(removing).rejects.toThrow('undefined is not a function');
    }
    await shop.later(20_000);
    await broken.tick();
    expect(shop.events.filter(({ type }) => type === 'error')).toMatchObject(
      orders.map(({ customerUid }) => ({
        where: `card ${customerUid}`,
        error: { message: 'undefined is not a function' },
      })),
    );
    expect(shop.events.filter(({ type }) => type === 'gateway_unavailable')).toEqual([]);
    await shop.later(HOUR);
    await shop.billing.tick();
    expect(shop.simulator.keys.size).toBe(0);
  });

  it('is named with the bookings that could not be withdrawn', async () => {
    const shop = await openShop();
    const { order } = await shop.buy();
    const schedule_at = Math.ceil((shop.now() + 10 * DAY) / 1000);
    await callIamport(shop, 'POST /subscribe/payments/schedule', {
      customer_uid: order.customerUid,
      schedules: ['booked1', 'booked2'].map((merchant_uid) => ({ merchant_uid, schedule_at, amount: 9900, name: 'x' })),
    });
    const gateway = iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: shop.api.url });
    const bookings = gateway.bookings && { ...gateway.bookings, withdraw: async () => undefined };
    const billing = shop.start({ gateways: [{ ...gateway, bookings }] });
    await billing.removeCard({ customerId: 'mina', cardId: order.customerUid });
    expect(shop.simulator.countCalls(FORGET)).toBe(0);
    const [told] = shop.events.filter(({ type }) => type === 'gateway_unavailable');
    expect(told).toMatchObject({ message: expect.stringContaining(order.customerUid) });
    expect(told).toMatchObject({ message: expect.stringMatching(/booked[12], booked[12]/) });
  });
});

describe('a card that a host brings along', () => {
  it('is the default where there is none, and otherwise only when it is asked for', async () => {
    const shop = await openShop();
    for (const customerUid of ['key-1', 'key-2', 'key-3'])
      shop.register({ merchantUid: `of-${customerUid}`, customerUid });
    const bring = (billingKey: string, makeDefault?: boolean) =>
      shop.billing.importCard({ customerId: 'mina', billingKey, makeDefault });
    expect(await bring('key-1')).toMatchObject({ isDefault: true });
    expect(await bring('key-2')).toMatchObject({ isDefault: false });
    expect(await bring('key-3', true)).toMatchObject({ isDefault: true });
    const cards = await shop.billing.listCards({ customerId: 'mina' });
    expect(cards.filter(({ isDefault }) => isDefault)).toMatchObject([{ cardId: 'key-3' }]);
    // Whatever others have.
    shop.register({ merchantUid: 'of-key-4', customerUid: 'key-4' });
    const other = shop.billing.importCard({ customerId: 'other', billingKey: 'key-4' });
    expect(await other).toMatchObject({ isDefault: true });
    await shop.billing.tick();
    expect(shop.events.filter(({ type }) => type === 'card_registered')).toHaveLength(4);
  });

  it('is looked for at the gateway that is named, and a key of V2 is shown to nobody', async () => {
    const shop = await openShop();
    const fake = createFakePortOneServer({ apiSecret: 'secret' });
    const api = await listen((request) => fake.fetch(request));
    onTestFinished(() => api.close());
    const billing = shop.start({
      gateways: [
        iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: shop.api.url }),
        portone({ apiSecret: 'secret', storeId: fake.storeId, apiUrl: api.url, webhookSecret: undefined }),
      ],
    });
    const billingKey = 'billing-key-018d';
    fake.registerIssued({ status: 'issued', billingKey, pgProvider: 'KCP_V2', issueId: 'issue1' } as never);
    const card = await billing.importCard({ customerId: 'mina', billingKey, gateway: 'portone' });
    expect(card.cardId).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify(await billing.listCards({ customerId: 'mina' }))).not.toContain(billingKey);
    const unknown = billing.importCard({ customerId: 'mina', billingKey, gateway: 'toss' });
    await expect(unknown).rejects.toMatchObject({ code: 'invalid_field', field: 'gateway' });
    const elsewhere = billing.importCard({ customerId: 'mina', billingKey });
    await expect(elsewhere).rejects.toMatchObject({ code: 'registration_unknown', field: 'billingKey' });
  });

  it('waits for a gateway that is down', async () => {
    const shop = await openShop();
    shop.register({ merchantUid: 'old', customerUid: 'key-1' });
    shop.simulator.failNext({ route: 'GET /subscribe/customers/{customer_uid}', kind: 'network', times: 9 });
    const bringing = shop.billing.importCard({ customerId: 'mina', billingKey: 'key-1' });
    await expect(bringing).rejects.toMatchObject({ code: 'gateway_unavailable' });
  });
});

describe('a key that a host has under a name of its own', () => {
  it.each(['kim+1@example.com', '김민아', 'a key', 'a|b=c', '__proto__'])(
    'is adopted and forgotten: %s',
    async (billingKey) => {
      const shop = await openShop();
      shop.register({ merchantUid: 'old', customerUid: billingKey });
      const { cardId } = await shop.billing.importCard({ customerId: 'mina', billingKey });
      expect((await shop.post(`/cards/${cardId}/default`, {})).status).toBe(200);
      expect((await shop.send(`/cards/${cardId}`, { method: 'DELETE' })).status).toBe(204);
      expect(shop.simulator.keys.size).toBe(0);
    },
  );

  it.each(['a/b', '..', 'a?b', 'a#b', '%2e%2e', 'a\\b', 'a\nb', '\ud800', 'x'.repeat(256)])(
    'is none: %j',
    async (billingKey) => {
      const shop = await openShop();
      const wrong = { code: 'invalid_field', field: 'billingKey' };
      await expect(shop.billing.importCard({ customerId: 'mina', billingKey })).rejects.toMatchObject(wrong);
      expect(shop.simulator.calls).toEqual([]);
    },
  );
});

describe('keys that nobody charged', () => {
  it('are revoked when the page never came back', async () => {
    const shop = await openShop();
    const order = await shop.order();
    const impUid = shop.register(order);
    await shop.later(7 * DAY);
    await shop.billing.tick();
    expect(shop.simulator.keys.has(order.customerUid)).toBe(true);
    await shop.later(2 * DAY);
    await shop.billing.tick();
    expect(shop.simulator.keys.has(order.customerUid)).toBe(false);
    expect((await shop.post('/charges', shop.claim(order, impUid))).status).toBe(409);
    expect(shop.simulator.countCharges()).toBe(0);
  });

  it('are revoked with a word to the host where the PG took money for them', async () => {
    const shop = await openShop();
    const order = await shop.order();
    const impUid = shop.register(order, { charged: true });
    for (let passed = 0; passed < 3; passed += 1) {
      await shop.later(9 * DAY);
      await shop.billing.tick();
    }
    expect(shop.simulator.keys.has(order.customerUid)).toBe(false);
    const told = shop.events.filter(({ type }) => type === 'payment_mismatch');
    expect(told).toMatchObject([{ data: { merchantUid: order.merchantUid, impUid, amount: 9900, currency: 'KRW' } }]);
  });

  it.each(['cancelled', 'failed', 'ready'] as const)(
    'are revoked when the registration is %s and a key is there all the same',
    async (status) => {
      const shop = await openShop();
      const order = await shop.order();
      const impUid = shop.register(order);
      const record = shop.simulator.payments.get(impUid);
      if (record !== undefined) record.status = status;
      await shop.later(9 * DAY);
      await shop.billing.tick();
      expect(shop.simulator.keys.has(order.customerUid)).toBe(false);
    },
  );

  it('are revoked when every charge was declined, and kept when one was paid', async () => {
    const shop = await openShop();
    const good = await shop.buy('mina');
    shop.simulator.decline();
    const bad = await shop.buy('other');
    await shop.later(9 * DAY);
    await shop.billing.tick();
    await shop.billing.tick();
    expect(shop.simulator.keys.has(good.order.customerUid)).toBe(true);
    expect(shop.simulator.keys.has(bad.order.customerUid)).toBe(false);
  });
});

describe('a charge whose row is gone with what a restored backup has not', () => {
  it('is told of when its order is closed: nothing was granted for the money', async () => {
    const shop = await openShop({ deployment: 'shop' });
    const backup = `${shop.url}.backup`;
    const order = await shop.order();
    await copyDatabase(shop.url, backup);
    const paying = await shop.post('/charges', shop.claim(order, shop.register(order)));
    expect(paying.body).toMatchObject({ status: 'paid' });
    const { merchantUid, chargeMerchantUid } = order;
    const { impUid } = paying.body;

    const restored = shop.start({ store: sqliteStore({ url: backup, now: shop.now }) });
    await shop.later(9 * DAY);
    await restored.tick();
    await restored.tick();
    const told = shop.events.filter(({ type }) => type === 'payment_mismatch');
    const data = { merchantUid, chargeMerchantUid, impUid, amount: 9900, currency: 'KRW' };
    expect(told).toMatchObject([{ customerId: 'mina', data }]);
    expect(shop.simulator.keys.size).toBe(0);
  });

  it('is known when it was declined at first, and paid after the backup', async () => {
    const shop = await openShop({ deployment: 'shop' });
    const backup = `${shop.url}.backup`;
    const order = await shop.order();
    const claim = shop.claim(order, shop.register(order));
    shop.simulator.decline();
    expect((await shop.post('/charges', claim)).status).toBe(402);
    await copyDatabase(shop.url, backup);
    expect((await shop.post('/charges', claim)).body).toMatchObject({ status: 'paid' });

    const restored = shop.start({ store: sqliteStore({ url: backup, now: shop.now }) });
    await shop.later(9 * DAY);
    await restored.tick();
    const { chargeMerchantUid } = order;
    expect(await restored.getCharge({ customerId: 'mina', chargeMerchantUid })).toMatchObject({ status: 'paid' });
    expect(shop.simulator.keys.size).toBe(1);
  });
});

describe('a customer who came back in another browser', () => {
  it('is told what became of the window, and charged with the order’s number alone', async () => {
    const shop = await openShop();
    const order = await shop.order();
    expect((await shop.send(`/registrations/${order.merchantUid}`)).body).toMatchObject({
      status: 'none',
      impUid: null,
    });
    const impUid = shop.register(order);
    const told = await shop.send(`/registrations/${order.merchantUid}`);
    const { customerUid, chargeMerchantUid } = order;
    expect(told.body).toMatchObject({ status: 'issued', impUid, customerUid, chargeMerchantUid });
    expect((await shop.post('/charges', { merchantUid: order.merchantUid })).body).toMatchObject({ status: 'paid' });
  });

  it('waits for a window that is open, until its order is over', async () => {
    const shop = await openShop();
    const order = await shop.order();
    const impUid = shop.register(order, { status: 'ready' });
    const path = `/registrations/${order.merchantUid}`;
    expect((await shop.send(path)).body).toMatchObject({ status: 'pending', impUid, billingKey: null });
    const waiting = await shop.post('/charges', shop.claim(order, impUid));
    expect(waiting.body.error?.code).toBe('charge_unsettled');
    expect(waiting.headers.get('retry-after')).toBe('5');
    await shop.later(DAY + 2 * HOUR);
    expect((await shop.send(path)).body).toMatchObject({ status: 'failed' });
    expect((await shop.post('/charges', shop.claim(order, impUid))).body.error?.code).toBe('registration_failed');
  });

  it('is told that the window failed', async () => {
    const shop = await openShop();
    const order = await shop.order();
    shop.register(order, { status: 'failed', fail_reason: '카드 등록 실패' });
    const told = await shop.send(`/registrations/${order.merchantUid}`);
    expect(told.body).toMatchObject({ status: 'failed', failReason: '카드 등록 실패' });
  });
});

describe('bookings that somebody made at i’mport with a card', () => {
  async function booked(ahead = 100 * DAY) {
    const shop = await openShop();
    const { order } = await shop.buy();
    const schedule_at = Math.ceil((shop.now() + ahead) / 1000);
    await callIamport(shop, 'POST /subscribe/payments/schedule', {
      customer_uid: order.customerUid,
      schedules: [{ merchant_uid: 'booked1', schedule_at, amount: 9900, name: 'x' }],
    });
    const statuses = () => shop.simulator.schedules.map(({ schedule_status }) => schedule_status);
    return { shop, cardId: order.customerUid, statuses };
  }

  it.each([100, 700])('are withdrawn before the card is taken away, %d days ahead', async (days) => {
    const { shop, cardId, statuses } = await booked(days * DAY);
    expect((await shop.send(`/cards/${cardId}`, { method: 'DELETE' })).status).toBe(204);
    expect(statuses()).toEqual(['revoked']);
    expect(shop.simulator.keys.has(cardId)).toBe(false);
  });

  it('keep a customer from being forgotten until none is left', async () => {
    const { shop, cardId, statuses } = await booked();
    shop.simulator.failNext({ route: 'POST /subscribe/payments/unschedule', kind: '500' });
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'pending' });
    await shop.billing.tick();
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'pending' });
    // The key stays as long as something is booked with it.
    expect(statuses()).toEqual(['scheduled']);
    expect(shop.simulator.keys.has(cardId)).toBe(true);
    for (let hours = 0; hours < 3; hours += 1) {
      await shop.later(HOUR);
      await shop.billing.tick();
    }
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'done' });
    expect(statuses()).toEqual(['revoked']);
    expect(shop.simulator.keys.has(cardId)).toBe(false);
    expect(shop.simulator.countCharges()).toBe(1);
  });
});

describe('a customer who is to be forgotten', () => {
  it('is forgotten only when every key is revoked, and can be asked for again', async () => {
    const shop = await openShop();
    const { order, impUid } = await shop.buy();
    await shop.buy();
    shop.simulator.failNext({ route: 'DELETE /subscribe/customers/{customer_uid}', kind: 'network', times: 2 });
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'pending' });
    expect((await shop.post('/charges', shop.claim(order, impUid))).body).toMatchObject({ status: 'paid' });
    expect((await shop.post('/orders', { planId: 'basic' })).body.error?.code).toBe('customer_erased');
    await shop.billing.tick();
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'pending' });
    await shop.later(DAY);
    await shop.billing.tick();
    await shop.billing.tick();
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'done' });
    expect(shop.simulator.keys.size).toBe(0);
    const store = sqliteStore({ url: shop.url });
    const charge = await store.get('charges', order.chargeMerchantUid);
    expect(charge).toMatchObject({ status: 'paid', amount: 9900, cardNumber: null });
    expect(charge?.customerId).toMatch(/^erased:/);
    expect(await store.find('cards', { where: { customerId: 'mina' }, limit: 9 })).toEqual([]);
    // The host is told once, and no event is left that names them.
    await shop.billing.tick();
    await shop.billing.tick();
    const told = shop.events.filter(({ type }) => type === 'customer_erased');
    expect(told).toMatchObject([{ customerId: 'mina', data: {} }]);
    const where = { customerId: 'mina' };
    expect(await store.find('events', { where, order: { by: 'createdAt' }, limit: 9 })).toEqual([]);
    await store.close();
  });

  it('is charged no more by a registration that is being verified at that moment', async () => {
    const shop = await openShop();
    const order = await shop.order();
    const lookup = 'GET /subscribe/customers/{customer_uid}';
    const held = shop.simulator.failNext({ route: lookup, kind: 'slow' });
    const paying = shop.post('/charges', shop.claim(order, shop.register(order)));
    await held.met;
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'pending' });
    held.release();
    expect((await paying).body.error?.code).toBe('customer_erased');
    expect(shop.simulator.countCharges()).toBe(0);
  });

  it('is forgotten with a card that was imported after all', async () => {
    const shop = await openShop();
    const order = await shop.order();
    await shop.billing.eraseCustomer({ customerId: 'mina' });
    shop.register(order, { customer_uid: 'old-key' });
    await shop.billing.importCard({ customerId: 'mina', billingKey: 'old-key' });
    await shop.later(9 * DAY);
    await shop.billing.tick();
    await shop.later(DAY);
    await shop.billing.tick();
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'done' });
    expect(shop.simulator.keys.size).toBe(0);
  });

  it('is forgotten once more with what was imported after the first time', async () => {
    const shop = await openShop();
    const mina = { customerId: 'mina' };
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'done' });
    shop.register({ merchantUid: 'old', customerUid: 'old-key' });
    await shop.billing.importCard({ ...mina, billingKey: 'old-key' });
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'pending' });
    await shop.billing.tick();
    expect(shop.simulator.keys.size).toBe(0);
    expect(await shop.billing.eraseCustomer(mina)).toEqual({ status: 'done' });
    expect(await shop.billing.listCards(mina)).toEqual([]);
  });

  it('is forgotten, and what the host has not been told yet is told', async () => {
    let refuses = true;
    const told: BillingServerEvent[] = [];
    const onEvent = (event: BillingServerEvent) => {
      if (refuses) throw new Error('The mail server is down.');
      told.push(event);
    };
    const shop = await openShop({ onEvent });
    // Money without a purchase: somebody has to give it back.
    const order = await shop.order();
    const impUid = shop.register(order, { charged: true, amount: 100 });
    expect((await shop.post('/charges', shop.claim(order, impUid))).body.error?.code).toBe('amount_mismatch');
    await shop.billing.eraseCustomer({ customerId: 'mina' });
    await shop.later(9 * DAY);
    await shop.billing.tick();
    await shop.later(DAY);
    await shop.billing.tick();
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'done' });
    refuses = false;
    await shop.later(DAY);
    await shop.billing.tick();
    const stored = told.flatMap((event) => ('eventId' in event ? [event] : []));
    expect(stored.filter(({ type }) => type === 'payment_mismatch')).toMatchObject([{ data: { impUid } }]);
    // Who was forgotten has to be said once, and by nothing else.
    const named = stored.filter(({ customerId }) => !customerId.startsWith('erased:'));
    expect(named).toMatchObject([{ type: 'customer_erased', customerId: 'mina' }]);
  });

  it('waits for a window that may still leave a key', async () => {
    const shop = await openShop();
    const order = await shop.order();
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'pending' });
    shop.register(order);
    await shop.later(9 * DAY);
    await shop.billing.tick();
    await shop.later(DAY);
    await shop.billing.tick();
    expect(await shop.billing.eraseCustomer({ customerId: 'mina' })).toEqual({ status: 'done' });
    expect(shop.simulator.keys.size).toBe(0);
  });
});

describe('a key that is named by an e-mail address', () => {
  it('is adopted and charged by it, and is named by it in no event', async () => {
    const billingKey = 'mina@shop.example';
    const kit = await openKit();
    const { cardId } = await kit.billing.importCard({ customerId: 'mina', billingKey });
    expect(await kit.billing.importCard({ customerId: 'mina', billingKey })).toMatchObject({ cardId });
    await kit.billing.importSubscription({
      ...{ customerId: 'mina', cardId, nextChargeAt: new Date(START), reference: 'old-1' },
      plan: { planId: 'basic', name: '베이직', amount: 9900, currency: 'KRW', period: { unit: 'month', count: 1 } },
    });
    await kit.billing.tick();
    kit.down = new GatewayUnavailable(`GET /subscribe/customers/${billingKey} was not answered.`, {
      mayStillRun: false,
    });
    await kit.billing.eraseCustomer({ customerId: 'mina' });
    await kit.billing.tick();
    expect(kit.calls).toContainEqual({ charge: expect.objectContaining({ billingKey, amount: 9900 }) });
    expect(kit.emitted.map(({ type }) => type)).toEqual(expect.arrayContaining(['card_registered', 'renewed']));
    expect(JSON.stringify(kit.emitted, (_, value) => (value instanceof Error ? String(value) : value))).not.toContain(
      '@',
    );
  });
});
