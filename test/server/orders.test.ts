import { describe, expect, it } from 'vitest';
import { GatewayUnavailable } from '../../src/server/index.js';
import { orderView } from '../../src/server/order/createOrders.js';
import { update } from '../../src/server/store/Store.js';
import { type Kit, openKit, UID } from './support/kit.js';
import { DAY, HOUR, MINUTE, START } from './support/payments.js';

describe('an order', () => {
  it('reserves numbers, price and terms, as the page is told', async () => {
    const terms = [{ id: 'tos', version: '1', required: true }, { id: 'ads' }, { id: 'tos', version: '1' }];
    const asked: unknown[] = [];
    const shop = await openKit({
      price: (request) => {
        asked.push(request);
        return { name: '플러스', amount: 14900, period: { unit: 'month' }, taxFree: 900 };
      },
      terms: (request) => {
        asked.push(request);
        return terms;
      },
      limits: { orderLife: HOUR, unusedKeyLife: 2 * DAY },
    });
    const metadata = { seats: 3 };
    const view = orderView(await shop.order({ planId: 'plus', metadata }));
    expect(asked).toEqual([
      { planId: 'plus', metadata, customerId: 'mina' },
      { planId: 'plus', customerId: 'mina' },
    ]);
    const agreed = [{ id: 'tos', version: '1' }, { id: 'ads' }];
    expect(view).toEqual({
      ...{ merchantUid: UID, customerUid: UID, chargeMerchantUid: UID, purpose: 'subscribe', planId: 'plus', metadata },
      ...{ name: '플러스', amount: 14900, currency: 'KRW', period: { unit: 'month' }, trial: null, terms: agreed },
      ...{ gateway: 'iamport', expiresAt: new Date(START + HOUR).toISOString() },
    });
    const { merchantUid, customerUid, chargeMerchantUid } = view;
    expect(await shop.row(merchantUid)).toEqual({
      ...{ merchantUid, customerUid, chargeMerchantUid, version: 1, customerId: 'mina', status: 'reserved' },
      ...{ gateway: 'iamport', account: 'iamport:key', purpose: 'subscribe', planId: 'plus', metadata, terms: agreed },
      price: { name: '플러스', amount: 14900, currency: 'KRW', period: { unit: 'month' }, taxFree: 900 },
      ...{ subscriptionId: null, replacesCardId: null, impUid: null, createdAt: START, expiresAt: START + HOUR },
      checkAt: START + HOUR + 2 * DAY,
    });
  });

  it('of a card alone costs nothing, and has a name that a window takes', async () => {
    const shop = await openKit();
    const view = orderView(
      await shop.order({ purpose: 'register', planId: undefined, gateway: 'portone', replacesCardId: 'card1' }),
    );
    expect(view).toMatchObject({ purpose: 'register', planId: null, metadata: null, name: '카드 등록', amount: 0 });
    expect(view).toMatchObject({ currency: 'KRW', period: null, trial: null, terms: [], gateway: 'portone' });
    expect(await shop.row(view.merchantUid)).toMatchObject({
      ...{ price: null, gateway: 'portone', account: 'portone:store', replacesCardId: 'card1', subscriptionId: null },
      ...{ expiresAt: START + DAY, checkAt: START + 8 * DAY },
    });
  });

  it('is refused for what it names', async () => {
    const shop = await openKit();
    expect(await shop.refusal(shop.order({ planId: undefined }))).toMatchObject({
      ...{ code: 'invalid_field', field: 'planId', message: 'planId is missing; it says what is bought.' },
    });
    expect(await shop.refusal(shop.order({ planId: 'gold' }))).toMatchObject({
      ...{ code: 'plan_unknown', field: 'planId', message: 'planId gold names no plan that is for sale.' },
    });
    expect(await shop.refusal(shop.order({ gateway: 'toss' }))).toMatchObject({
      ...{ code: 'invalid_field', field: 'gateway', message: 'gateway is "toss"; there are iamport, portone.' },
    });
  });

  it('is one of a few in an hour', async () => {
    const shop = await openKit({ limits: { ordersAnHour: 3 } });
    for (let made = 0; made < 3; made += 1) {
      await shop.order();
      shop.later(MINUTE);
    }
    expect(await shop.refusal(shop.order())).toMatchObject({
      ...{ code: 'too_many_attempts', retryAfterSeconds: 57 * 60 },
      message: expect.stringContaining('has begun 3 registrations within an hour'),
    });
    shop.later(57 * MINUTE);
    expect(await shop.refusal(shop.order())).toMatchObject({ code: 'too_many_attempts', retryAfterSeconds: 1 });
    shop.later(1);
    await shop.order();
    expect(await shop.refusal(shop.order())).toMatchObject({ code: 'too_many_attempts' });
    await shop.order({ customerId: 'jun' });
  });

  it('that can’t be written down says so', async () => {
    const shop = await openKit({}, (store) => ({
      ...store,
      commit: async (writes) => !writes.some(({ table }) => table === 'orders') && store.commit(writes),
    }));
    await expect(shop.order()).rejects.toMatchObject({
      code: 'store_conflict',
      message: expect.stringContaining('The numbers of this order are taken'),
    });
  });
});

describe('an order whose time is over', () => {
  const revoked = (shop: Kit) => shop.calls.filter((call) => 'revokeKey' in (call as object));

  it('is closed, and its key revoked', async () => {
    const shop = await openKit();
    const { merchantUid, customerUid } = await shop.order();
    shop.later(8 * DAY - 1);
    await shop.billing.tick();
    expect(await shop.row(merchantUid)).toMatchObject({ status: 'reserved' });
    shop.later(1);
    await shop.billing.tick();
    expect(await shop.row(merchantUid)).toMatchObject({ status: 'closed', checkAt: null });
    expect(shop.calls).toEqual([
      { findRegistration: { merchantUid, customerUid, openFrom: START, openUntil: START + DAY } },
      { revokeKey: { billingKey: customerUid, reason: '사용하지 않은 카드 등록' } },
    ]);
    expect(shop.emitted).toEqual([]);
  });

  it('leaves the card that was registered with a plan that costs nothing', async () => {
    const shop = await openKit();
    await shop.charge(await shop.order({ planId: 'free' }));
    shop.later(30 * DAY);
    await shop.billing.tick();
    expect(await shop.billing.listCards({ customerId: 'mina' })).toHaveLength(1);
    expect(shop.calls).not.toContainEqual({ revokeKey: expect.anything() });
  });

  it('without a key is closed', async () => {
    const shop = await openKit();
    const { merchantUid } = await shop.order();
    shop.registration = null;
    shop.later(8 * DAY);
    await shop.billing.tick();
    expect(await shop.row(merchantUid)).toMatchObject({ status: 'closed', checkAt: null });
    expect(revoked(shop)).toEqual([]);
  });

  it('is tried again after an hour where the gateway is down, or breaks', async () => {
    const shop = await openKit();
    const { merchantUid } = await shop.order();
    shop.later(8 * DAY);
    const told = { type: 'gateway_unavailable', gateway: 'iamport', message: 'Gone.' };
    for (const [down, event] of [
      [new GatewayUnavailable('Gone.', { mayStillRun: false }), told],
      [new TypeError('broken'), { type: 'error', where: `order ${merchantUid}`, error: { message: 'broken' } }],
    ] as const) {
      shop.down = down;
      await shop.billing.tick();
      expect(shop.emitted.splice(0)).toMatchObject([event]);
      expect((await shop.row(merchantUid)).checkAt).toBe((await shop.store.now()) + HOUR);
      shop.later(HOUR - 1);
      await shop.billing.tick();
      expect(shop.emitted).toEqual([]);
      shop.later(1);
    }
    shop.down = null;
    await shop.billing.tick();
    expect(revoked(shop)).toHaveLength(1);
  });

  it.each([
    ['paid', {}, { amount: 9900, currency: 'KRW' }],
    ['paid in part', { cancelledAmount: 900 }, { amount: 9000, currency: 'KRW' }],
    // 20.01 - 10.02 is 9.990000000000002 to a computer, which no gateway gives back.
    ['paid in cents', { amount: 20.01, cancelledAmount: 10.02, currency: 'USD' }, { amount: 9.99, currency: 'USD' }],
    ['given back', { cancelledAmount: 9900 }, null],
    ['not taken', { status: 'failed' }, null],
  ] as const)('with money that was %s is told of where somebody has to give it back', async (_, payment, told) => {
    const shop = await openKit();
    const { merchantUid } = await shop.order();
    shop.registration = { payment: shop.paymentOf(payment) };
    shop.later(8 * DAY);
    await shop.billing.tick();
    const data = { merchantUid, impUid: 'imp_register', ...told };
    const event = { type: 'payment_mismatch', eventId: `mismatch:${merchantUid}`, customerId: 'mina', data };
    expect(shop.emitted).toMatchObject(told === null ? [] : [{ ...event, createdAt: START + 8 * DAY }]);
  });

  it('whose charge is gone with what a backup does not have is told of with what is left to give back', async () => {
    const shop = await openKit();
    const { merchantUid, chargeMerchantUid } = await shop.order();
    const payment = (impUid: string, changes: object = {}) =>
      shop.paymentOf({ impUid, merchantUid: chargeMerchantUid, ...changes });
    const asked: unknown[] = [];
    Object.assign(shop.gateway, {
      findPayments: async (request: unknown) => {
        asked.push(request);
        return [
          payment('imp_window', { isKeyCharge: false }),
          payment('imp_declined', { status: 'failed' }),
          payment('imp_given_back', { cancelledAmount: 9900 }),
          payment('imp_paid', { amount: 20.01, cancelledAmount: 10.02, currency: 'USD' }),
        ];
      },
    });
    shop.later(8 * DAY);
    await shop.billing.tick();
    expect(asked).toEqual([{ merchantUid: chargeMerchantUid, impUid: null }]);
    const data = { merchantUid, chargeMerchantUid, impUid: 'imp_paid', amount: 9.99, currency: 'USD' };
    expect(shop.emitted).toMatchObject([{ type: 'payment_mismatch', customerId: 'mina', data }]);
  });

  it('with money of which nobody can tell is told of once', async () => {
    const shop = await openKit();
    const order = await shop.order();
    shop.registration = { isDoubtful: true, impUid: null };
    expect(await shop.refusal(shop.charge(order))).toMatchObject({ code: 'amount_mismatch' });
    shop.later(8 * DAY);
    await shop.billing.tick();
    expect(shop.emitted).toMatchObject([{ type: 'payment_mismatch' }]);
    const other = await shop.order();
    shop.later(8 * DAY);
    await shop.billing.tick();
    expect(shop.emitted[1]).toMatchObject({ data: { merchantUid: other.merchantUid, impUid: null } });
    expect(shop.emitted[1]).not.toHaveProperty('data.amount');
  });

  it.each([
    ['paid', true, 'active'],
    ['declined', false, 'revoking'],
  ] as const)('and whose card’s charge was %s keeps the card or not', async (_, paid, status) => {
    const shop = await openKit();
    const order = await shop.order();
    shop.paid = paid;
    await shop.charge(order);
    shop.later(8 * DAY);
    // The tick that takes the card away revokes its key afterwards, or the next one does.
    await shop.billing.tick();
    expect(await shop.row(order.merchantUid)).toMatchObject({ checkAt: null, status: 'registered' });
    const card = await shop.store.get('cards', order.customerUid);
    expect([status, status === 'revoking' ? 'revoked' : status]).toContain(card?.status);
    await shop.billing.tick();
    expect(revoked(shop)).toEqual(
      paid ? [] : [{ revokeKey: { billingKey: order.customerUid, reason: '구독 카드 삭제' } }],
    );
  });

  it('waits for a charge that is out', async () => {
    const shop = await openKit();
    const order = await shop.order();
    await shop.charge(order);
    const [row] = await shop.store.find('charges', {
      where: { customerId: 'mina' },
      order: { by: 'createdAt' },
      limit: 1,
    });
    if (row === undefined) throw new Error('There is no charge.');
    await shop.store.commit([update('charges', row, { status: 'pending', lookAt: null })]);
    shop.later(8 * DAY);
    await shop.billing.tick();
    expect((await shop.row(order.merchantUid)).checkAt).toBe(START + 8 * DAY + HOUR);
    expect(await shop.store.get('cards', order.customerUid)).toMatchObject({ status: 'active' });
  });

  it('keeps a card whose charge was given back, and one that was erased', async () => {
    const shop = await openKit();
    for (const status of ['refunded', 'erased'] as const) {
      const order = await shop.order();
      shop.registration = { impUid: `imp_${status}` };
      await shop.charge(order, { impUid: `imp_${status}` });
      const { chargeMerchantUid, customerUid } = order;
      const row = await shop.store.get('charges', chargeMerchantUid);
      const card = await shop.store.get('cards', customerUid);
      if (row === null || card === null) throw new Error('There is no charge.');
      if (status === 'refunded') await shop.store.commit([update('charges', row, { status })]);
      else await shop.store.commit([{ kind: 'delete', table: 'cards', id: customerUid, version: card.version }]);
    }
    shop.later(8 * DAY);
    await shop.billing.tick();
    await shop.billing.tick();
    expect(revoked(shop)).toEqual([]);
    expect(shop.emitted.filter(({ type }) => type === 'error')).toEqual([]);
  });
});
