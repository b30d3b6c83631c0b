import { describe, expect, it, onTestFinished } from 'vitest';
import { iamport, portone, sqliteStore } from '../../src/server/index.js';
import { callIamport } from './support/callIamport.js';
import { listen } from './support/listen.js';
import { type Answer, openShop } from './support/shop.js';

const AGAIN = 'POST /subscribe/payments/again';
const DAY = 24 * 60 * 60_000;

describe('a charge that is sent as a registration', () => {
  it('starts nothing: the payment is of another order', async () => {
    const shop = await openShop();
    const first = await shop.buy();
    const second = await shop.order();
    const impUid = first.answer.body.impUid ?? '';
    const answer = await shop.post('/charges', shop.claim(second, impUid, { chargedAtIssue: true }));
    expect(answer.status).toBe(409);
    expect(answer.body.error?.code).toBe('registration_mismatch');
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('starts nothing with the numbers of the order either, for it charged a key', async () => {
    const shop = await openShop();
    const order = await shop.order();
    // The customer knows the reserved numbers, and has somebody's key charged under the one of the registration.
    shop.register(order, { merchant_uid: 'other_registration', customer_uid: order.customerUid });
    const paid = await callIamport(shop, AGAIN, {
      customer_uid: order.customerUid,
      merchant_uid: order.merchantUid,
      amount: 9900,
      name: 'x',
    });
    const answer = await shop.post('/charges', shop.claim(order, paid.imp_uid, { chargedAtIssue: true }));
    expect(answer.status).toBe(409);
    expect(answer.body.error?.code).toBe('registration_mismatch');
  });

  it('pays for one order, whatever orders it is sent with', async () => {
    const shop = await openShop();
    const issue = { pg_provider: 'danal', pay_method: 'phone', charged: true };
    const first = await shop.buy('mina', issue);
    expect(first.answer.body).toMatchObject({ status: 'paid', chargedAtIssue: true, impUid: first.impUid });
    const second = await shop.order();
    const answer = await shop.post('/charges', shop.claim(second, first.impUid, { chargedAtIssue: true }));
    expect(answer.body.error?.code).toBe('registration_mismatch');
    expect(shop.simulator.countCharges()).toBe(1);
  });
});

describe('several tries under one number', () => {
  it('settles each try by its own answer: a slow decline of the first leaves the second alone', async () => {
    const shop = await openShop({ chargeDeadline: 1500 });
    const order = await shop.order();
    const claim = shop.claim(order, shop.register(order));
    // Try 1: the card is declined over there, and the answer is held back beyond every deadline.
    shop.simulator.decline({ reason: '한도초과' });
    shop.simulator.failNext({ route: AGAIN, kind: 'slow' });
    shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: 'network', times: 2 });
    expect((await shop.post('/charges', claim)).status).toBe(503);
    await shop.later(60_000);
    expect((await shop.post('/charges', claim)).status).toBe(503);
    // Asked again, i'mport tells of the decline: that is try 1's, and settles it.
    expect((await shop.post('/charges', claim)).status).toBe(402);
    expect((await shop.post('/charges', claim)).body).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('never forgets the number of a payment: declined, refused, answer lost', async () => {
    const shop = await openShop();
    shop.simulator.decline();
    const { order, impUid, answer } = await shop.buy();
    const declined = answer.body.charge?.impUid;
    expect(declined).toMatch(/^imp_/);
    const claim = shop.claim(order, impUid);
    // A booking of somebody else's has the number for a moment: i'mport refuses, and tries nothing.
    const booked = { customer_uid: order.customerUid, merchant_uid: order.chargeMerchantUid };
    const schedule_at = Math.ceil(shop.now() / 1000) + 3600;
    const schedules = [{ merchant_uid: order.chargeMerchantUid, schedule_at, amount: 9900, name: 'x' }];
    await callIamport(shop, 'POST /subscribe/payments/schedule', { ...booked, schedules });
    const refused = await shop.post('/charges', claim);
    expect(refused.body.charge).toMatchObject({ status: 'failed', failCode: 'refused', impUid: declined });
    await callIamport(shop, 'POST /subscribe/payments/unschedule', booked);
    shop.simulator.failNext({ route: AGAIN, kind: 'network' });
    expect((await shop.post('/charges', claim)).status).toBe(503);
    await shop.later(60_001);
    await shop.billing.tick();
    const known = await shop.send(`/charges/${order.chargeMerchantUid}`);
    expect(known.body).toMatchObject({ status: 'failed', impUid: declined });
    expect((await shop.post('/charges', claim)).body).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('is paid on i’mport’s word, though it was written down as failed', async () => {
    const shop = await openShop({ chargeDeadline: 1500 });
    const order = await shop.order();
    const claim = shop.claim(order, shop.register(order));
    // The call is not made for longer than anybody would believe; then it is.
    const fault = shop.simulator.failNext({ route: AGAIN, kind: 'slow', committed: false });
    expect((await shop.post('/charges', claim)).status).toBe(503);
    await shop.later(60_000);
    await shop.billing.tick();
    expect((await shop.send(`/charges/${order.chargeMerchantUid}`)).body).toMatchObject({ status: 'failed' });
    await callIamport(shop, AGAIN, {
      customer_uid: order.customerUid,
      merchant_uid: order.chargeMerchantUid,
      amount: 9900,
      name: 'late',
      custom_data: JSON.stringify({ reactBillingKeyTry: `${order.chargeMerchantUid}:1` }),
    });
    fault.release();
    await shop.later(6 * 60_000);
    await shop.billing.tick();
    const receipt = await shop.send(`/charges/${order.chargeMerchantUid}`);
    expect(receipt.body).toMatchObject({ status: 'paid', failCode: null, failReason: null });
    await shop.billing.tick();
    expect(shop.events.map(({ type }) => type)).toContain('charge_recovered');
    expect(shop.simulator.countCharges()).toBe(1);
  });
});

describe('an answer and a webhook that are both lost', () => {
  it.each([
    ['paid', 'answer-lost-after-commit', 'paid'],
    ['never made', 'network', 'failed'],
  ] as const)('is settled by the sweep when the charge was %s', async (_what, kind, status) => {
    const shop = await openShop();
    const lookup = 'GET /payments/findAll/{merchant_uid}';
    shop.simulator.failNext({ route: AGAIN, kind });
    shop.simulator.failNext({ route: lookup, kind: 'network' });
    const { order, answer } = await shop.buy();
    expect(answer.status).toBe(503);
    const before = shop.simulator.countCalls(lookup);
    await shop.billing.tick();
    expect(shop.simulator.countCalls(lookup)).toBe(before);
    await shop.later(90 * DAY);
    // Another process, started since.
    await shop.start().tick();
    const row = await shop.billing.getCharge({ customerId: 'mina', chargeMerchantUid: order.chargeMerchantUid });
    expect(row?.status).toBe(status);
    expect(shop.simulator.countCharges()).toBe(status === 'paid' ? 1 : 0);
  });

  it('is settled on time also when i’mport is down for a while', async () => {
    const shop = await openShop();
    shop.simulator.failNext({ route: AGAIN, kind: 'answer-lost-after-commit' });
    const down = shop.simulator.failNext({
      route: 'GET /payments/findAll/{merchant_uid}',
      kind: 'network',
      times: 1000,
    });
    const { order } = await shop.buy();
    for (let minutes = 0; minutes < 10; minutes += 1) {
      await shop.later(60_000);
      await shop.billing.tick();
    }
    const unheard = shop.events.filter(({ type }) => type !== 'card_registered');
    expect(unheard.length).toBeGreaterThan(2);
    const event = { type: 'gateway_unavailable', gateway: 'iamport', message: expect.any(String) };
    expect(unheard).toEqual(unheard.map(() => event));
    down.release();
    await shop.later(60 * 60_000);
    await shop.billing.tick();
    const row = await shop.billing.getCharge({ customerId: 'mina', chargeMerchantUid: order.chargeMerchantUid });
    expect(row?.status).toBe('paid');
  });
});

describe('a flood', () => {
  it('of webhooks about nothing calls nobody', async () => {
    const shop = await openShop();
    await shop.buy();
    const before = shop.simulator.calls.length;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        shop.post(
          '/webhook/iamport',
          { imp_uid: 'imp_1', merchant_uid: `nothing${index}`, status: 'paid' },
          { user: null },
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(shop.simulator.calls).toHaveLength(before);
  });

  it('of webhooks about one charge asks about it a few times', async () => {
    const shop = await openShop();
    const { order } = await shop.buy();
    const before = shop.simulator.calls.length;
    const hook = { imp_uid: 'imp_1', merchant_uid: order.chargeMerchantUid, status: 'paid' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => shop.post('/webhook/iamport', hook, { user: null })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(shop.simulator.calls.length - before).toBeLessThanOrEqual(4);
  });

  it('of webhooks about keys of V2 that nobody knows calls nobody, with and without a secret', async () => {
    const shop = await openShop();
    let calls = 0;
    const api = await listen(() => {
      calls += 1;
      return Response.json({ type: 'BILLING_KEY_NOT_FOUND', message: '' }, { status: 404 });
    });
    onTestFinished(() => api.close());
    for (const webhookSecret of [undefined, 'whsec_c2hvcC13ZWJob29rLXNlY3JldA==']) {
      const server = shop.start({
        gateways: [
          iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: shop.api.url }),
          portone({ apiSecret: 'secret', storeId: 'store-1', apiUrl: api.url, webhookSecret }),
        ],
      });
      for (const billingKey of ['key-1', 'key-2', '\u0000', 'x'.repeat(300)]) {
        const body = JSON.stringify({ type: 'BillingKey.Issued', data: { billingKey } });
        const url = 'https://shop.example/api/billing/webhook/portone';
        expect((await server.fetch(new Request(url, { method: 'POST', body }))).status).toBe(200);
      }
    }
    expect(calls).toBe(0);
  });

  it('of one customer’s questions and claims about one order asks about it once', async () => {
    const shop = await openShop();
    const order = await shop.order();
    const claim = shop.claim(order, shop.register(order));
    const count = async (send: () => Promise<Answer>) => {
      const before = shop.simulator.calls.length;
      const answers = await Promise.all(Array.from({ length: 30 }, send));
      return { statuses: new Set(answers.map(({ status }) => status)), calls: shop.simulator.calls.length - before };
    };
    // A token, the key, the record.
    expect(await count(() => shop.send(`/registrations/${order.merchantUid}`))).toEqual({
      statuses: new Set([200]),
      calls: 3,
    });
    // The key, the record, the charge.
    expect(await count(() => shop.post('/charges', claim))).toEqual({ statuses: new Set([200]), calls: 3 });
  });

  it('of ticks is two of them', async () => {
    const shop = await openShop();
    const lookup = 'GET /payments/findAll/{merchant_uid}';
    const open = [];
    for (let index = 0; index < 5; index += 1) {
      shop.simulator.failNext({ route: AGAIN, kind: 'network' });
      open.push(await shop.buy(`customer${index}`));
    }
    await shop.later(61_000);
    const before = shop.simulator.countCalls(lookup);
    await Promise.all(Array.from({ length: 50 }, () => shop.billing.tick()));
    expect(shop.simulator.countCalls(lookup) - before).toBe(5);
  });

  it('does not wait for a gateway that hangs once for each of many charges', async () => {
    const shop = await openShop();
    const { url: apiUrl } = shop.api;
    const keys = { apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret' };
    const server = shop.start({ gateways: [iamport({ ...keys, apiUrl, readDeadline: 400 })] });
    shop.simulator.failNext({ route: AGAIN, kind: 'network', times: 20 });
    for (let made = 0; made < 20; made += 1) await shop.buy(`customer ${made}`);
    await shop.later(61_000);
    const lookup = 'GET /payments/findAll/{merchant_uid}';
    const before = shop.simulator.countCalls(lookup);
    const fault = shop.simulator.failNext({ route: lookup, kind: 'slow', times: 20 });
    await server.tick();
    expect(shop.simulator.countCalls(lookup) - before).toBe(3);
    fault.release();
    await shop.later(61_000);
    // By the server with the usual deadline, which a busy machine keeps too.
    await shop.billing.tick();
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, number) => shop.billing.listCharges({ customerId: `customer ${number}` })),
    );
    expect(statuses.flat().map(({ status }) => status)).toEqual(Array(20).fill('failed'));
  });

  it('does not keep a customer waiting: a card is removed while a sweep hangs', async () => {
    const shop = await openShop();
    const { answer } = await shop.buy('mina');
    shop.simulator.failNext({ route: AGAIN, kind: 'network' });
    await shop.buy('other');
    await shop.later(61_000);
    const fault = shop.simulator.failNext({
      route: 'GET /payments/findAll/{merchant_uid}',
      kind: 'slow',
    });
    const sweep = shop.billing.tick();
    await fault.met;
    const removed = await shop.send(`/cards/${answer.body.cardId}`, { method: 'DELETE' });
    expect(removed.status).toBe(204);
    expect(shop.simulator.keys.has(answer.body.cardId ?? '')).toBe(false);
    fault.release();
    await sweep;
  });
});

describe('one tick', { timeout: 60_000 }, () => {
  it('does all that has come due while nobody ticked', async () => {
    const shop = await openShop({ limits: { ordersAnHour: Number.POSITIVE_INFINITY } });
    shop.simulator.failNext({ route: AGAIN, kind: 'answer-lost-after-commit', times: 210 });
    shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: 'network', times: 210 });
    for (let made = 0; made < 210; made += 1) await shop.buy(`customer ${made}`);
    for (let made = 0; made < 120; made += 1) shop.register(await shop.order('nobody comes back'));
    expect(shop.simulator.keys.size).toBe(330);
    await shop.later(9 * DAY);
    await shop.billing.tick();
    const told = shop.events.filter(({ type }) => type === 'charge_paid' || type === 'card_registered');
    expect(told).toHaveLength(420);
    expect(shop.simulator.keys.size).toBe(210);
  });
});

describe('webhooks', () => {
  it('tell of a refund made in the console', async () => {
    const shop = await openShop({ webhooks: true });
    const { order, answer } = await shop.buy();
    await callIamport(shop, 'POST /payments/cancel', {
      imp_uid: answer.body.impUid,
      enable_webhook: true,
      reason: 'x',
    });
    await shop.simulator.idle();
    const row = await shop.send(`/charges/${order.chargeMerchantUid}`);
    expect(row.body).toMatchObject({ status: 'refunded', refundedAmount: 9900 });
    await shop.billing.tick();
    expect(shop.events.filter(({ type }) => type === 'refunded')).toHaveLength(1);
  });

  it('are remembered when i’mport can’t be asked just then', async () => {
    const shop = await openShop();
    const { order, answer } = await shop.buy();
    await callIamport(shop, 'POST /payments/cancel', { imp_uid: answer.body.impUid, reason: 'x' });
    shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: 'network' });
    const hook = { imp_uid: answer.body.impUid, merchant_uid: order.chargeMerchantUid, status: 'cancelled' };
    expect((await shop.post('/webhook/iamport', hook, { user: null })).status).toBe(200);
    await shop.later(60_000);
    await shop.billing.tick();
    expect((await shop.send(`/charges/${order.chargeMerchantUid}`)).body).toMatchObject({ status: 'refunded' });
  });

  it('that somebody forges or sends again change nothing: i’mport is asked', async () => {
    const shop = await openShop();
    shop.simulator.decline();
    const { order } = await shop.buy();
    const paid = await shop.buy('other');
    const before = await Promise.all([
      shop.send(`/charges/${order.chargeMerchantUid}`),
      shop.send(`/charges/${paid.order.chargeMerchantUid}`, { user: 'other' }),
    ]);
    for (const [of, status] of [
      [order, 'paid'],
      [order, 'cancelled'],
      [paid.order, 'cancelled'],
      [paid.order, 'failed'],
      [paid.order, 'paid'],
      [paid.order, 'paid'],
    ] as const) {
      const hook = { imp_uid: 'imp_forged', merchant_uid: of.chargeMerchantUid, status, cancellation_id: 'x' };
      expect((await shop.post('/webhook/iamport', hook, { user: null })).status).toBe(200);
    }
    await shop.billing.tick();
    const after = await Promise.all([
      shop.send(`/charges/${order.chargeMerchantUid}`),
      shop.send(`/charges/${paid.order.chargeMerchantUid}`, { user: 'other' }),
    ]);
    expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body));
    expect(shop.events.map(({ type }) => type)).not.toContain('refunded');
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it.each([
    {},
    null,
    7,
    [],
    'x',
    { merchant_uid: null },
    { merchant_uid: 'a\u0000b' },
    { merchant_uid: ['a'] },
    { merchant_uid: '../x' },
  ])('that say %j are taken, and nobody is called', async (hook) => {
    const shop = await openShop();
    const before = shop.simulator.calls.length;
    expect((await shop.post('/webhook/iamport', hook, { user: null })).status).toBe(200);
    expect(shop.simulator.calls).toHaveLength(before);
  });

  it('come as a form too', async () => {
    const shop = await openShop();
    const { order, answer } = await shop.buy();
    await callIamport(shop, 'POST /payments/cancel', { imp_uid: answer.body.impUid, amount: 900, reason: 'x' });
    const hook = new URLSearchParams({ imp_uid: answer.body.impUid ?? '', merchant_uid: order.chargeMerchantUid });
    const told = await shop.send('/webhook/iamport', { method: 'POST', body: hook, user: null });
    expect(told.status).toBe(200);
    const row = await shop.send(`/charges/${order.chargeMerchantUid}`);
    expect(row.body).toMatchObject({ status: 'paid', refundedAmount: 900 });
  });

  it.each([
    null,
    'text/plain;charset=UTF-8',
    'application/octet-stream',
    'Application/JSON',
    'application/x-www-form-urlencoded',
  ])('are read by what they are, and not by what they call themselves: %s', async (type) => {
    const shop = await openShop();
    for (const write of [JSON.stringify, (fields: Record<string, string>) => String(new URLSearchParams(fields))]) {
      const { order, answer } = await shop.buy();
      const impUid = answer.body.impUid ?? '';
      shop.simulator.console.cancel({ impUid });
      // As bytes, of which no request says by itself what they are.
      const body = new TextEncoder().encode(write({ imp_uid: impUid, merchant_uid: order.chargeMerchantUid }));
      const headers: Record<string, string> = type === null ? {} : { 'content-type': type };
      await shop.send('/webhook/iamport', { method: 'POST', body, headers, user: null });
      const { body: charges } = await shop.send('/charges?limit=1');
      expect(charges).toMatchObject([{ status: 'refunded' }]);
    }
  });

  it.each(['paid', 'cancelled'] as const)(
    'tell of parts that are given back, also where the record reads %s',
    async (status) => {
      const shop = await openShop();
      const { order, answer } = await shop.buy();
      const record = shop.simulator.payments.get(answer.body.impUid ?? '');
      if (record === undefined) throw new Error('There is no payment.');
      record.status = status;
      for (const [cancelled, reads] of [
        [1000, 'paid'],
        [3000, 'paid'],
        [9900, 'refunded'],
      ] as const) {
        record.cancel_amount = cancelled;
        await shop.post('/webhook/iamport', { merchant_uid: order.chargeMerchantUid }, { user: null });
        expect((await shop.send('/charges')).body).toMatchObject([{ status: reads, refundedAmount: cancelled }]);
      }
      await shop.billing.tick();
      expect(shop.events.filter(({ type }) => type === 'refunded')).toHaveLength(3);
    },
  );

  it('that never come are not needed by whoever asks', async () => {
    const shop = await openShop();
    const { order, answer } = await shop.buy();
    // As PortOne’s API does it, which tells nobody unless it is asked to.
    await callIamport(shop, 'POST /payments/cancel', { imp_uid: answer.body.impUid });
    await shop.later(2 * 60_000);
    shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: '500' });
    const path = `/charges/${order.chargeMerchantUid}`;
    expect((await shop.send(path)).body).toMatchObject({ status: 'paid' });
    expect((await shop.send(path)).body).toMatchObject({ status: 'refunded', refundedAmount: 9900 });
    await shop.billing.tick();
    expect(shop.events.filter(({ type }) => type === 'refunded')).toHaveLength(1);
  });

  it('are answered 5xx, never 200, when what they tell could not be stored', async () => {
    const shop = await openShop();
    const { order } = await shop.buy();
    await shop.billing.close();
    const broken = shop.start({
      store: {
        ...sqliteStore({ url: shop.url }),
        commit: () => Promise.reject(new Error('disk full')),
      },
    });
    const hook = new Request('https://shop.example/webhook/iamport', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ merchant_uid: order.chargeMerchantUid }),
    });
    expect((await broken.fetch(hook)).status).toBe(500);
  });
});
