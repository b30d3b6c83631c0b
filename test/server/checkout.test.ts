import { describe, expect, it } from 'vitest';
import { type Charge, GatewayUnavailable } from '../../src/server/index.js';
import { insert, update } from '../../src/server/store/Store.js';
import { openKit } from './support/kit.js';
import { DAY, MINUTE, START } from './support/payments.js';

describe('a claim of the page', () => {
  it('is answered with the receipt, and what is known of the card', async () => {
    const buyers: unknown[] = [];
    const shop = await openKit({
      buyer: (request) => {
        buyers.push(request);
        return { name: '김민아', tel: '010-1234-5678' };
      },
    });
    const order = await shop.order({ planId: 'plus' });
    const receipt = await shop.charge(order);
    const { merchantUid, customerUid, chargeMerchantUid } = order;
    const time = new Date(START).toISOString();
    expect(receipt).toEqual({
      ...{ status: 'paid', chargeMerchantUid, merchantUid, cardId: customerUid, subscriptionId: null, planId: 'plus' },
      ...{ name: '플러스', amount: 14900, currency: 'KRW', chargedAtIssue: false, failCode: null, failReason: null },
      ...{ impUid: `imp_${chargeMerchantUid}:1`, refundedAmount: 0, cardName: 'BC카드', cardNumber: '5365-****' },
      ...{ receiptUrl: 'https://receipt.example/1', createdAt: time, settledAt: time },
    });
    const card = {
      ...{ cardId: customerUid, version: 1, customerId: 'mina', gateway: 'iamport', account: 'iamport:key' },
      ...{ billingKey: customerUid, merchantUid, impUid: 'imp_register', status: 'active', defaultOf: 'mina' },
      ...{ pg: 'kcp_billing', payMethod: 'card', name: 'BC카드', number: '5365-****', sandbox: true, createdAt: START },
      ...{ revokedAt: null, workAt: null, failures: 0 },
    };
    expect(await shop.store.get('cards', customerUid)).toEqual(card);
    expect(buyers).toEqual([{ customerId: 'mina', card }]);
    expect(shop.calls).toEqual([
      {
        findRegistration: {
          ...{ merchantUid, customerUid, openFrom: START, openUntil: START + DAY, impUid: 'imp_register' },
          ...{ billingKey: undefined, billingIssueToken: undefined },
        },
      },
      {
        charge: {
          ...{
            billingKey: customerUid,
            merchantUid: chargeMerchantUid,
            name: '플러스',
            amount: 14900,
            currency: 'KRW',
          },
          ...{
            taxFree: 900,
            vat: 1000,
            buyer: { name: '김민아', tel: '010-1234-5678' },
            tag: `${chargeMerchantUid}:1`,
          },
        },
      },
    ]);
    expect(await shop.row(merchantUid)).toMatchObject({
      ...{ status: 'registered', impUid: 'imp_register', checkAt: START + 8 * DAY, version: 2 },
    });
    await shop.billing.tick();
    expect(shop.emitted.map(({ type }) => type).sort()).toEqual(['card_registered', 'charge_paid']);
    expect(shop.emitted.find(({ type }) => type === 'card_registered')).toMatchObject({
      data: { cardId: customerUid },
    });
    expect(await shop.charge(order)).toEqual(receipt);
    expect(shop.calls).toHaveLength(2);
  });

  it.each(['register', 'subscribe'] as const)('registers a card where nothing is due: %s', async (purpose) => {
    const shop = await openKit();
    const order = await shop.order({ purpose, planId: purpose === 'subscribe' ? 'free' : undefined });
    const time = new Date(START).toISOString();
    shop.later(0);
    expect(await shop.charge(order)).toEqual({
      ...{ status: 'registered', chargeMerchantUid: order.chargeMerchantUid, merchantUid: order.merchantUid },
      ...{ cardId: order.customerUid, subscriptionId: null, planId: order.planId, amount: 0, currency: 'KRW' },
      ...{ name: purpose === 'subscribe' ? '무료' : '', chargedAtIssue: false, impUid: 'imp_register', failCode: null },
      ...{ failReason: null, refundedAmount: 0, cardName: 'BC카드', cardNumber: '5365-****', receiptUrl: null },
      ...{ createdAt: time, settledAt: time },
    });
    const checkAt = purpose === 'subscribe' ? START + 8 * DAY : null;
    expect(await shop.row(order.merchantUid)).toMatchObject({ status: 'registered', checkAt });
  });

  it('with numbers of another order is refused', async () => {
    const shop = await openKit();
    const order = await shop.order();
    const mismatch = (field: string) => ({
      code: 'order_mismatch',
      field,
      message: expect.stringContaining(order.merchantUid),
    });
    expect(await shop.refusal(shop.charge(order, { customerUid: 'another' }))).toMatchObject(mismatch('customerUid'));
    const others = [
      await shop.order({ planId: 'plus' }),
      await shop.order({ metadata: { seats: 2 } }),
      await shop.order({ customerId: 'jun' }),
      await shop.order({ gateway: 'portone' }),
      await shop.order({ purpose: 'register' }),
    ];
    for (const chargeMerchantUid of [...others.map((one) => one.chargeMerchantUid), 'nothing']) {
      const refused = await shop.refusal(shop.charge(order, { chargeMerchantUid }));
      expect(refused).toMatchObject(mismatch('chargeMerchantUid'));
    }
    // Each alone: that the other ones are the same makes no two orders one purchase.
    for (const changes of [
      { account: 'iamport:other' },
      { gateway: 'portone' },
      { purpose: 'change' },
      { planId: 'plus' },
      { price: { name: '베이직', amount: 1, currency: 'KRW' } },
    ] as const) {
      const lender = await shop.order();
      await shop.store.commit([update('orders', await shop.row(lender.merchantUid), changes)]);
      const { chargeMerchantUid } = lender;
      expect(await shop.refusal(shop.charge(order, { chargeMerchantUid }))).toMatchObject(
        mismatch('chargeMerchantUid'),
      );
    }
    expect(
      await shop.refusal(shop.billing.charge({ customerId: 'jun', merchantUid: order.merchantUid })),
    ).toMatchObject({
      ...{ code: 'order_unknown', field: 'merchantUid' },
      message: expect.stringContaining(`no order ${order.merchantUid}`),
    });
    expect(shop.calls).toEqual([]);
    const { customerUid, chargeMerchantUid } = order;
    expect(await shop.charge(order, { customerUid, chargeMerchantUid })).toMatchObject({ status: 'paid' });
  });

  it('with a second registration under its numbers has that one looked at, and its money told of', async () => {
    const shop = await openKit();
    const order = await shop.order();
    const receipt = await shop.charge(order);
    const calls = (name: string) => shop.calls.filter((call) => name in (call as object));
    shop.registration = { impUid: 'imp_2' };
    expect(await shop.charge(order, { impUid: 'imp_2' })).toEqual(receipt);
    expect(calls('findRegistration')).toHaveLength(2);
    const merchantUid = order.merchantUid;
    shop.registration = {
      impUid: 'imp_2',
      payment: shop.paymentOf({ impUid: 'imp_2', merchantUid, isKeyCharge: false }),
    };
    for (let sent = 0; sent < 2; sent += 1) {
      expect(await shop.refusal(shop.charge(order, { impUid: 'imp_2' }))).toMatchObject({ code: 'registration_used' });
    }
    const told = await shop.store.find('events', { where: { customerId: 'mina' }, limit: 9 });
    expect(told.filter(({ type }) => type === 'payment_mismatch')).toMatchObject([{ data: { impUid: 'imp_2' } }]);
    // What was registered first is answered without asking.
    expect(await shop.charge(order)).toEqual(receipt);
    expect(await shop.charge(order, { impUid: undefined })).toEqual(receipt);
    expect(calls('findRegistration')).toHaveLength(4);
    expect(calls('charge')).toHaveLength(1);
  });

  it('is decided anew as long as others are faster, ten times', async () => {
    let conflicts = 9;
    const shop = await openKit({}, (store) => ({
      ...store,
      async commit(writes) {
        if (!writes.some(({ table }) => table === 'cards')) return store.commit(writes);
        conflicts -= 1;
        return conflicts < 0 && store.commit(writes);
      },
    }));
    const order = await shop.order({ planId: 'free' });
    expect(await shop.charge(order)).toMatchObject({ status: 'registered' });
    const next = await shop.order({ planId: 'free' });
    conflicts = 10;
    shop.registration = { impUid: 'imp_next' };
    expect(await shop.refusal(shop.charge(next, { impUid: 'imp_next' }))).toMatchObject({
      ...{ code: 'store_conflict', retryAfterSeconds: 1, message: expect.stringContaining('The order was changed') },
    });
  });

  it('is answered that it can be sent again where nobody knows yet, or nobody could be asked', async () => {
    const shop = await openKit();
    const order = await shop.order();
    shop.down = new GatewayUnavailable('The connection broke.', { mayStillRun: true });
    expect(await shop.refusal(shop.charge(order))).toMatchObject({
      ...{ code: 'gateway_unavailable', retryAfterSeconds: 2, cause: shop.down },
      message: expect.stringContaining('can’t be reached. Nothing is lost'),
    });
    expect(shop.emitted).toEqual([
      { type: 'gateway_unavailable', gateway: 'iamport', message: 'The connection broke.' },
    ]);
    shop.down = null;
    const { charge } = shop.gateway;
    shop.gateway.charge = () => Promise.reject(new GatewayUnavailable('Gone.', { mayStillRun: true }));
    expect(await shop.refusal(shop.charge(order))).toMatchObject({
      ...{ code: 'charge_unsettled', retryAfterSeconds: 2, message: expect.stringContaining('never charged twice') },
    });
    // While its charge is out, the card is not looked at again.
    const calls = shop.calls.length;
    expect(await shop.refusal(shop.charge(order))).toMatchObject({ code: 'charge_unsettled' });
    expect(shop.calls).toHaveLength(calls);
    shop.later(MINUTE);
    shop.gateway.charge = () => Promise.reject(new GatewayUnavailable('Gone.', { mayStillRun: false }));
    expect(await shop.refusal(shop.charge(order))).toMatchObject({ code: 'gateway_unavailable', retryAfterSeconds: 2 });
    shop.gateway.charge = charge;
    expect(await shop.charge(order)).toMatchObject({ status: 'paid' });
  });

  it('that breaks the gateway in a way of its own breaks', async () => {
    const shop = await openKit();
    shop.down = new TypeError('undefined is not a function');
    await expect(shop.charge(await shop.order())).rejects.toThrow('undefined is not a function');
    expect(shop.emitted).toEqual([]);
  });

  it('comes too late for an order that was closed', async () => {
    const shop = await openKit();
    const order = await shop.order();
    await shop.store.commit([update('orders', await shop.row(order.merchantUid), { status: 'closed' })]);
    expect(await shop.refusal(shop.charge(order))).toMatchObject({
      ...{ code: 'order_expired', message: `Order ${order.merchantUid} expired unused. Make a new order.` },
    });
  });
});

describe('a card that was registered before', () => {
  async function declinedOnce() {
    const shop = await openKit();
    const order = await shop.order();
    shop.paid = false;
    expect(await shop.charge(order)).toMatchObject({ status: 'failed', failReason: '한도초과' });
    shop.paid = true;
    return { shop, order };
  }

  it('is looked at before it is charged again', async () => {
    const { shop, order } = await declinedOnce();
    shop.key = null;
    expect(await shop.refusal(shop.charge(order))).toMatchObject({
      ...{ code: 'card_changed', message: expect.stringContaining(`no key for card ${order.customerUid} any more`) },
    });
    shop.key = { cardNumber: '9999-****' };
    expect(await shop.refusal(shop.charge(order))).toMatchObject({
      ...{ code: 'card_changed', message: expect.stringContaining('is another card than the one') },
    });
    shop.down = new GatewayUnavailable('Gone.', { mayStillRun: false });
    expect(await shop.refusal(shop.charge(order))).toMatchObject({ code: 'gateway_unavailable', cause: shop.down });
    shop.down = new TypeError('undefined is not a function');
    await expect(shop.charge(order)).rejects.toBe(shop.down);
    shop.down = null;
    shop.key = { cardNumber: null };
    expect(await shop.charge(order)).toMatchObject({ status: 'paid' });
  });

  it('is the same where nobody knew its number', async () => {
    const { shop, order } = await declinedOnce();
    const card = await shop.store.get('cards', order.customerUid);
    if (card !== null) await shop.store.commit([update('cards', card, { number: null })]);
    expect(await shop.charge(order)).toMatchObject({ status: 'paid' });
  });

  it('is charged no more once it was taken away', async () => {
    const { shop, order } = await declinedOnce();
    await shop.billing.removeCard({ customerId: 'mina', cardId: order.customerUid });
    expect(await shop.refusal(shop.charge(order))).toMatchObject({
      ...{ code: 'card_revoked', message: expect.stringContaining(`Card ${order.customerUid} was removed.`) },
    });
    // Nor with another registration under the order's own numbers, by which its key is there again.
    const second = 'imp_second';
    shop.registration = { impUid: second };
    expect(await shop.refusal(shop.charge(order, { impUid: second }))).toMatchObject({ code: 'card_revoked' });
    // What the PG took is taken, whatever became of the card.
    const payment = shop.paymentOf({ impUid: second, merchantUid: order.merchantUid, isKeyCharge: false });
    shop.registration = { impUid: second, payment };
    expect(await shop.charge(order, { impUid: second })).toMatchObject({ status: 'paid', impUid: second });
  });
});

describe('an order that was paid', () => {
  it('is answered as paid, whichever registration the page names, however late, and though its card is gone', async () => {
    const shop = await openKit();
    const order = await shop.order();
    const paid = await shop.charge(order);
    expect(paid).toMatchObject({ status: 'paid' });
    shop.registration = { impUid: 'imp_second', startedAt: null };
    shop.later(9 * DAY);
    await shop.billing.tick();
    expect(await shop.charge(order, { impUid: 'imp_second' })).toEqual(paid);
    await shop.billing.removeCard({ customerId: 'mina', cardId: order.customerUid });
    expect(await shop.charge(order, { impUid: 'imp_second' })).toEqual(paid);
    expect(shop.calls.filter((call) => 'charge' in (call as object))).toHaveLength(1);
  });
});

describe('an order that nobody paid', () => {
  it('is not paid at its price for ever, also when its card is used for something else', async () => {
    let amount = 9900;
    const shop = await openKit({ price: () => ({ name: '베이직', amount }) });
    shop.paid = false;
    const order = await shop.order();
    expect(await shop.charge(order)).toMatchObject({ status: 'failed' });
    const charge = (await shop.store.get('charges', order.chargeMerchantUid)) as Charge;
    const other = {
      ...charge,
      chargeMerchantUid: 'another1',
      merchantUid: null,
      impUid: null,
      status: 'paid',
    } as const;
    await shop.store.commit([insert('charges', other)]);
    amount = 14_900;
    shop.paid = true;
    shop.later(7 * DAY);
    await shop.billing.tick();
    expect(await shop.charge(order)).toMatchObject({ status: 'paid', amount: 9900 });
    const late = await shop.order();
    shop.paid = false;
    shop.registration = { impUid: 'imp_late' };
    expect(await shop.charge(late, { impUid: 'imp_late' })).toMatchObject({ status: 'failed' });
    await shop.store.commit([insert('charges', { ...other, chargeMerchantUid: 'another2', cardId: late.customerUid })]);
    shop.paid = true;
    shop.later(9 * DAY);
    await shop.billing.tick();
    expect(await shop.billing.listCards({ customerId: 'mina' })).toHaveLength(2);
    expect(await shop.refusal(shop.charge(late, { impUid: 'imp_late' }))).toMatchObject({ code: 'order_expired' });
    shop.registration = { impUid: 'imp_second', startedAt: null };
    expect(await shop.refusal(shop.charge(late, { impUid: 'imp_second' }))).toMatchObject({ code: 'order_expired' });
    // What was paid is answered all the same.
    expect(await shop.charge(order)).toMatchObject({ status: 'paid' });
  });
});

describe('a card that another one replaces', () => {
  async function replaced(changes: Parameters<typeof update<'cards'>>[2] = {}) {
    const shop = await openKit();
    const old = await shop.order();
    await shop.charge(old);
    const card = await shop.store.get('cards', old.customerUid);
    if (card !== null) await shop.store.commit([update('cards', card, changes)]);
    const order = await shop.order({ purpose: 'change', planId: undefined, replacesCardId: old.customerUid });
    shop.registration = { impUid: 'imp_new' };
    expect(await shop.charge(order, { impUid: 'imp_new' })).toMatchObject({ status: 'registered' });
    const [before, after] = [old, order].map(({ customerUid }) => shop.store.get('cards', customerUid));
    return { shop, before: await before, after: await after };
  }

  it('is taken away with its default', async () => {
    const { before, after } = await replaced();
    expect(before).toMatchObject({ status: 'revoking', defaultOf: null, workAt: START, failures: 0 });
    expect(after).toMatchObject({ status: 'active', defaultOf: 'mina' });
  });

  it('leaves the default where it is, if that is another one', async () => {
    const { before, after } = await replaced({ defaultOf: null });
    expect(before).toMatchObject({ status: 'revoking' });
    // Nobody else has it.
    expect(after).toMatchObject({ defaultOf: 'mina' });
  });

  it.each([
    ['is somebody else’s', { customerId: 'jun' }],
    ['was taken away before', { status: 'revoked' }],
  ] as const)('stays as it is where it %s', async (_, changes) => {
    const { before } = await replaced(changes);
    expect(before).toMatchObject({ ...changes, workAt: null });
  });

  it('is none where there is none', async () => {
    const shop = await openKit();
    const order = await shop.order({ purpose: 'change', planId: undefined, replacesCardId: 'card9' });
    expect(await shop.charge(order)).toMatchObject({ status: 'registered' });
  });
});

describe('a receipt', () => {
  it('is asked for anew when it is older than a minute', async () => {
    const shop = await openKit();
    const { chargeMerchantUid } = await shop.charge(await shop.order());
    const asked: unknown[] = [];
    shop.gateway.findPayments = async (request) => {
      asked.push(request);
      return [];
    };
    const get = (customerId = 'mina') => shop.billing.getCharge({ customerId, chargeMerchantUid });
    shop.later(MINUTE);
    expect(await get()).toMatchObject({ status: 'paid' });
    expect(asked).toEqual([]);
    shop.later(1);
    expect(await get()).toMatchObject({ status: 'paid' });
    expect(asked).toHaveLength(1);
    expect(await get('jun')).toBeNull();
    const row = await shop.store.get('charges', chargeMerchantUid);
    if (row !== null) await shop.store.commit([update('charges', row, { status: 'refunded' })]);
    expect(await get()).toMatchObject({ status: 'refunded' });
    expect(asked).toHaveLength(1);
  });

  it('is one of 20 in a list, of 100 at most', async () => {
    const shop = await openKit();
    const { chargeMerchantUid } = await shop.charge(await shop.order());
    const row = await shop.store.get('charges', chargeMerchantUid);
    for (let made = 0; made < 120; made += 1) {
      const own = { chargeMerchantUid: `charge${made}`, merchantUid: null, impUid: null, createdAt: START + made };
      if (row !== null) await shop.store.commit([insert('charges', { ...row, ...own })]);
    }
    const list = (limit?: number) => shop.billing.listCharges({ customerId: 'mina', limit });
    expect((await list()).map((one) => one.chargeMerchantUid)).toEqual(
      Array.from({ length: 20 }, (_, n) => `charge${119 - n}`),
    );
    expect(await list(1)).toHaveLength(1);
    expect(await list(100)).toHaveLength(100);
    for (const limit of [0, 101, 1.5]) {
      expect(await shop.refusal(list(limit))).toMatchObject({
        ...{ code: 'invalid_field', field: 'limit', message: 'limit must be a whole number from 1 to 100.' },
      });
    }
  });
});
