import { describe, expect, it } from 'vitest';
import {
  type BillingServerEvent,
  type BillingServerOptions,
  createBillingServer,
  type Gateway,
  GatewayUnavailable,
  type KeyRecord,
  memoryStore,
  type Order,
  type Payment,
  type Price,
  type Registration,
  type Store,
} from '../../src/server/index.js';
import { orderView } from '../../src/server/order/createOrders.js';
import { insert, update } from '../../src/server/store/Store.js';
import { refusalProblems } from './support/whatMustHold.js';

const START = 1_800_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UID = expect.stringMatching(/^[0-9a-f]{32}$/);

const PLANS: Readonly<Record<string, Price>> = {
  basic: { name: '베이직', amount: 9900 },
  plus: { name: '플러스', amount: 14900, taxFree: 900, vat: 1000 },
  free: { name: '무료', amount: 0 },
};

/** The kit at a gateway that knows what a test wants. */
async function open(options: Partial<BillingServerOptions> = {}, wrap: (store: Store) => Store = (store) => store) {
  let at = START;
  const memory = memoryStore({ now: () => at });
  const emitted: BillingServerEvent[] = [];
  const calls: unknown[] = [];
  const problems: string[] = [];
  const world = {
    registration: {} as Partial<Registration> | null,
    key: {} as Partial<KeyRecord> | null,
    paid: true,
    down: null as Error | null,
  };

  function paymentOf(changes: Partial<Payment>): Payment {
    return {
      ...{ impUid: 'imp_charge', merchantUid: '', billingKey: null, isKeyCharge: true, status: 'paid', amount: 9900 },
      ...{ cancelledAmount: 0, currency: 'KRW', sandbox: true, tag: null, failCode: null, failReason: null },
      ...{ receiptUrl: 'https://receipt.example/1', cardName: 'BC카드', cardNumber: '5365-****', ...changes },
    };
  }

  const gateway: Gateway = {
    name: 'iamport',
    account: 'iamport:key',
    chargeLife: MINUTE,
    async findRegistration(claim) {
      calls.push({ findRegistration: claim });
      if (world.down !== null) throw world.down;
      if (world.registration === null) return null;
      return {
        ...{ status: 'issued', merchantUid: claim.merchantUid, customerUid: claim.customerUid, impUid: 'imp_register' },
        ...{ isRegistration: true, billingKey: claim.customerUid, payment: null, isDoubtful: false, pg: 'kcp_billing' },
        ...{ payMethod: 'card', cardName: 'BC카드', cardNumber: '5365-****', sandbox: true, startedAt: at },
        ...{ failReason: null, ...world.registration },
      };
    },
    async findKey(billingKey) {
      calls.push({ findKey: billingKey });
      if (world.down !== null) throw world.down;
      if (world.key === null) return null;
      return {
        billingKey,
        pg: 'kcp_billing',
        cardName: 'BC카드',
        cardNumber: '5365-****',
        sandbox: true,
        ...world.key,
      };
    },
    async charge(request) {
      calls.push({ charge: request });
      if (world.down !== null) throw world.down;
      const { merchantUid, billingKey, amount, currency, tag } = request;
      const said = paymentOf({ merchantUid, billingKey, amount, currency, tag, impUid: `imp_${tag}` });
      if (world.paid) return { kind: 'answered', payment: said };
      const declined = { status: 'failed', failCode: '8035', failReason: '한도초과', receiptUrl: null } as const;
      return { kind: 'answered', payment: { ...said, ...declined } };
    },
    async findPayments() {
      if (world.down !== null) throw world.down;
      return [];
    },
    async revokeKey(request) {
      calls.push({ revokeKey: request });
      if (world.down !== null) throw world.down;
    },
    readWebhook: async () => null,
  };
  const second: Gateway = { ...gateway, name: 'portone', account: 'portone:store' };
  const store = wrap(memory);
  const billing = createBillingServer({
    gateways: [gateway, second],
    store,
    price: ({ planId }) => PLANS[planId] ?? null,
    customerOf: () => null,
    onEvent: (event) => void emitted.push(event),
    mode: 'test',
    tickEvery: null,
    ...options,
  });
  const order = (more: Partial<Parameters<typeof billing.createOrder>[0]> = {}) =>
    billing.createOrder({ customerId: 'mina', planId: 'basic', ...more });
  return Object.assign(world, {
    billing,
    store: memory,
    gateway,
    emitted,
    calls,
    paymentOf,
    order,
    charge: (of: { readonly merchantUid: string }, more: Partial<Parameters<typeof billing.charge>[0]> = {}) =>
      billing.charge({ customerId: 'mina', merchantUid: of.merchantUid, impUid: 'imp_register', ...more }),
    later(milliseconds: number) {
      at += milliseconds;
    },
    async refusal(work: Promise<unknown>) {
      const error: unknown = await work.then(
        () => null,
        (caught: unknown) => caught,
      );
      problems.push(...refusalProblems(error));
      expect(problems).toEqual([]);
      return error;
    },
    row: async (merchantUid: string) => (await memory.get('orders', merchantUid)) as Order,
  });
}

describe('an order', () => {
  it('reserves numbers, price and terms, as the page is told', async () => {
    const terms = [{ id: 'tos', version: '1', required: true }, { id: 'ads' }, { id: 'tos', version: '1' }];
    const asked: unknown[] = [];
    const shop = await open({
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
    const shop = await open();
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
    const shop = await open();
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
    const shop = await open({ limits: { ordersAnHour: 3 } });
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
    const shop = await open({}, (store) => ({
      ...store,
      commit: async (writes) => !writes.some(({ table }) => table === 'orders') && store.commit(writes),
    }));
    await expect(shop.order()).rejects.toMatchObject({
      code: 'store_conflict',
      message: expect.stringContaining('The numbers of this order are taken'),
    });
  });
});

describe('a claim of the page', () => {
  it('is answered with the receipt, and what is known of the card', async () => {
    const buyers: unknown[] = [];
    const shop = await open({
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
    const shop = await open();
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
    const shop = await open();
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
    for (const changes of [{ account: 'iamport:other' }, { price: { name: '베이직', amount: 1, currency: 'KRW' } }]) {
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

  it('is decided anew as long as others are faster, ten times', async () => {
    let conflicts = 9;
    const shop = await open({}, (store) => ({
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
    const shop = await open();
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
    const shop = await open();
    shop.down = new TypeError('undefined is not a function');
    await expect(shop.charge(await shop.order())).rejects.toThrow('undefined is not a function');
    expect(shop.emitted).toEqual([]);
  });

  it('comes too late for an order that was closed', async () => {
    const shop = await open();
    const order = await shop.order();
    await shop.store.commit([update('orders', await shop.row(order.merchantUid), { status: 'closed' })]);
    expect(await shop.refusal(shop.charge(order))).toMatchObject({
      ...{ code: 'order_expired', message: `Order ${order.merchantUid} expired unused. Make a new order.` },
    });
  });
});

describe('a registration', () => {
  const taken = { impUid: 'imp_register', isKeyCharge: false };

  it.each([
    ['registration_unknown', 'no registration imp_register. Send', null],
    ['registration_mismatch', 'charged a key: it registered none', { isRegistration: false }],
    ['registration_mismatch', 'Payment imp_register is not the registration', { merchantUid: 'other' }],
    ['registration_mismatch', 'Payment imp_register is not the registration', { customerUid: 'other' }],
    ['registration_failed', 'imp_register failed: 거절. Register', { status: 'failed', failReason: '거절' }],
    ['registration_failed', 'imp_register failed. Register', { status: 'failed' }],
    ['charge_unsettled', 'has not settled registration', { status: 'pending' }],
    ['live_refused', 'issued on a live channel', { sandbox: false }],
    ['order_expired', 'expired before its window was opened', { startedAt: START + DAY + 1 }],
    ['amount_mismatch', 'names an amount, and no receipt. Nothing was charged on top', { isDoubtful: true }],
  ] as const)('is refused with %s: %s', async (code, message, registration) => {
    const shop = await open();
    const order = await shop.order();
    shop.registration = registration;
    expect(await shop.refusal(shop.charge(order))).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(shop.calls).toHaveLength(1);
    expect(await shop.store.get('cards', order.customerUid)).toBeNull();
  });

  it('is named by the order where the page has no other name', async () => {
    const shop = await open();
    const order = await shop.order();
    shop.registration = null;
    const unknown = await shop.refusal(shop.charge(order, { impUid: undefined }));
    expect(unknown).toMatchObject({ message: expect.stringContaining(`no registration ${order.merchantUid}`) });
    shop.registration = { impUid: null, status: 'failed' };
    const failed = await shop.refusal(shop.charge(order, { impUid: undefined }));
    expect(failed).toMatchObject({ message: expect.stringContaining(`Registration ${order.merchantUid} failed.`) });
  });

  it('of a test channel is refused by a live server', async () => {
    const shop = await open({ mode: 'live' });
    const refused = await shop.refusal(shop.charge(await shop.order()));
    expect(refused).toMatchObject({ code: 'sandbox_refused', message: expect.stringContaining('on a test channel') });
  });

  it('is taken at the last moment, and without a name of the customer', async () => {
    const shop = await open();
    shop.registration = { startedAt: START + DAY, customerUid: null, billingKey: null };
    const order = await shop.order();
    expect(await shop.charge(order)).toMatchObject({ status: 'paid' });
    expect(await shop.store.get('cards', order.customerUid)).toMatchObject({ billingKey: order.customerUid });
    shop.registration = { startedAt: null, impUid: 'imp_2' };
    expect(await shop.charge(await shop.order(), { impUid: 'imp_2' })).toMatchObject({ status: 'paid' });
  });

  it('is waited for until an hour after its order is over', async () => {
    const shop = await open();
    const order = await shop.order();
    shop.registration = { status: 'pending' };
    shop.later(DAY + HOUR);
    expect(await shop.refusal(shop.charge(order))).toMatchObject({ code: 'charge_unsettled', retryAfterSeconds: 5 });
    shop.later(1);
    expect(await shop.refusal(shop.charge(order))).toMatchObject({
      ...{ code: 'registration_failed', message: expect.stringContaining('The window was not finished in time.') },
    });
  });

  it('that took the price is a paid charge, however late', async () => {
    const shop = await open();
    const order = await shop.order();
    shop.registration = {
      payment: shop.paymentOf({ ...taken, amount: 10_000, cancelledAmount: 100 }),
      startedAt: START + 9 * DAY,
    };
    const receipt = await shop.charge(order, { chargedAtIssue: true });
    expect(receipt).toMatchObject({ status: 'paid', chargedAtIssue: true, impUid: 'imp_register', amount: 9900 });
    expect(shop.calls).toHaveLength(1);
  });

  it.each([
    ['amount', { amount: 100 }, 'took 100 KRW', {}],
    ['currency', { currency: 'USD' }, 'took 9900 USD', {}],
    ['part that was given back', { cancelledAmount: 900 }, 'took 9000 KRW', {}],
  ])('that took money of another %s is told to the host once', async (_, payment, message, order) => {
    const shop = await open();
    const made = await shop.order(order);
    shop.registration = { payment: shop.paymentOf({ ...taken, ...payment }) };
    for (let sent = 0; sent < 2; sent += 1) {
      const refused = await shop.refusal(shop.charge(made));
      const costs = `order ${made.merchantUid} costs 9900 KRW. Nothing was charged on top; refund it`;
      expect(refused).toMatchObject({ code: 'amount_mismatch', message: expect.stringContaining(message) });
      expect(refused).toMatchObject({ message: expect.stringContaining(costs) });
    }
    await shop.billing.tick();
    expect(shop.emitted).toMatchObject([
      {
        ...{ type: 'payment_mismatch', eventId: `mismatch:${made.merchantUid}`, customerId: 'mina', createdAt: START },
        data: { merchantUid: made.merchantUid, impUid: 'imp_register' },
      },
    ]);
  });

  it('that took money for a card alone is refused, whatever it took', async () => {
    const shop = await open();
    const order = await shop.order({ purpose: 'register' });
    shop.registration = { payment: shop.paymentOf({ ...taken, amount: 0 }) };
    const refused = await shop.refusal(shop.charge(order, { impUid: undefined }));
    expect(refused).toMatchObject({ code: 'amount_mismatch', message: expect.stringContaining('costs 0 KRW') });
    await shop.billing.tick();
    expect(shop.emitted).toMatchObject([{ data: { impUid: null } }]);
  });

  it('that took nothing is no payment, whatever the page says', async () => {
    const shop = await open();
    expect(await shop.refusal(shop.charge(await shop.order(), { chargedAtIssue: true }))).toMatchObject({
      ...{ code: 'not_charged_at_issue', field: 'chargedAtIssue' },
      message: expect.stringContaining('registration imp_register took the money; the gateway says it did not'),
    });
  });

  it('is no charge of the kit’s own', async () => {
    const shop = await open();
    const receipt = await shop.charge(await shop.order());
    const order = await shop.order();
    shop.registration = { impUid: receipt.impUid };
    expect(await shop.refusal(shop.charge(order, { impUid: receipt.impUid ?? '' }))).toMatchObject({
      ...{ code: 'registration_used', field: 'impUid' },
      message: `Payment ${receipt.impUid} is the charge ${receipt.chargeMerchantUid}.`,
    });
  });

  it('is told to a customer who came back elsewhere', async () => {
    const shop = await open();
    const { merchantUid, customerUid, chargeMerchantUid } = await shop.order();
    const get = () => shop.billing.getRegistration({ customerId: 'mina', merchantUid });
    const none = {
      merchantUid,
      customerUid,
      chargeMerchantUid,
      status: 'none',
      impUid: null,
      billingKey: null,
      failReason: null,
    };
    const issued = { ...none, status: 'issued', impUid: 'imp_register', billingKey: customerUid };
    expect(await get()).toEqual(issued);
    shop.registration = { customerUid: null, failReason: 'x' };
    expect(await get()).toEqual({ ...issued, failReason: 'x' });
    for (const registration of [null, { customerUid: 'other' }, { isRegistration: false, failReason: 'x' }]) {
      shop.registration = registration;
      expect(await get()).toEqual(none);
    }
    const other = shop.billing.getRegistration({ customerId: 'jun', merchantUid });
    expect(await shop.refusal(other)).toMatchObject({
      ...{ code: 'order_unknown', field: 'merchantUid', message: `This customer has no order ${merchantUid}.` },
    });
  });
});

describe('a card that was registered before', () => {
  async function declinedOnce() {
    const shop = await open();
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
  });
});

describe('a card that another one replaces', () => {
  async function replaced(changes: Parameters<typeof update<'cards'>>[2] = {}) {
    const shop = await open();
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
    const shop = await open();
    const order = await shop.order({ purpose: 'change', planId: undefined, replacesCardId: 'card9' });
    expect(await shop.charge(order)).toMatchObject({ status: 'registered' });
  });
});

describe('an order whose time is over', () => {
  const revoked = (shop: Awaited<ReturnType<typeof open>>) =>
    shop.calls.filter((call) => 'revokeKey' in (call as object));

  it('is closed, and its key revoked', async () => {
    const shop = await open();
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

  it('without a key is closed', async () => {
    const shop = await open();
    const { merchantUid } = await shop.order();
    shop.registration = null;
    shop.later(8 * DAY);
    await shop.billing.tick();
    expect(await shop.row(merchantUid)).toMatchObject({ status: 'closed', checkAt: null });
    expect(revoked(shop)).toEqual([]);
  });

  it('is tried again after an hour where the gateway is down, or breaks', async () => {
    const shop = await open();
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
    ['given back', { cancelledAmount: 9900 }, null],
    ['not taken', { status: 'failed' }, null],
  ] as const)('with money that was %s is told of where somebody has to give it back', async (_, payment, told) => {
    const shop = await open();
    const { merchantUid } = await shop.order();
    shop.registration = { payment: shop.paymentOf(payment) };
    shop.later(8 * DAY);
    await shop.billing.tick();
    const data = { merchantUid, impUid: 'imp_register', ...told };
    const event = { type: 'payment_mismatch', eventId: `mismatch:${merchantUid}`, customerId: 'mina', data };
    expect(shop.emitted).toMatchObject(told === null ? [] : [{ ...event, createdAt: START + 8 * DAY }]);
  });

  it('with money of which nobody can tell is told of once', async () => {
    const shop = await open();
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
    const shop = await open();
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
    const shop = await open();
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
    const shop = await open();
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

describe('a receipt', () => {
  it('is asked for anew when it is older than a minute', async () => {
    const shop = await open();
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
    const shop = await open();
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
