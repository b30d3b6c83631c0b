import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiUrl, openShop, order, start } from './shop.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

let shop = openShop();
beforeEach(() => {
  shop = openShop();
});
// Every answer of every test here, by PortOne's own description.
afterEach(() => {
  expect(shop.problems).toEqual([]);
});

describe('who may call', () => {
  it.each([
    ['nobody', ''],
    ['a wrong secret', 'PortOne wrong'],
    ['the right secret under another scheme', 'Basic secret'],
    ['an invented token', 'Bearer secret'],
  ])('answers 401 to %s', async (_, authorization) => {
    const answer = await shop.send('GET', '/billing-keys/x', undefined, { authorization });
    expect(answer).toMatchObject({ status: 401, body: { type: 'UNAUTHORIZED' } });
  });

  it('lets a token in for half an hour', async () => {
    const billingKey = shop.issue();
    const { body } = await shop.post('/login/api-secret', { apiSecret: 'secret' }, { authorization: '' });
    const withToken = () =>
      shop.send('GET', `/billing-keys/${billingKey}`, undefined, { authorization: `Bearer ${body.accessToken}` });
    expect(await withToken()).toMatchObject({ status: 200 });
    await shop.server.clock.advance(30 * 60 * 1000);
    expect(await withToken()).toMatchObject({ status: 401 });
  });

  it('refuses another store', async () => {
    const billingKey = shop.issue();
    expect(await shop.get(`/billing-keys/${billingKey}?storeId=store-of-another`)).toMatchObject({ status: 403 });
    expect(await shop.get('/billing-keys', { filter: { storeId: 'store-of-another' } })).toMatchObject({ status: 403 });
    const charge = { ...order(billingKey), storeId: 'store-of-another' };
    expect(await shop.post('/payments/p-1/billing-key', charge)).toMatchObject({ status: 403 });
    expect(shop.server.countCharges()).toBe(0);
  });
});

describe('a charge', () => {
  it('is paid once', async () => {
    const billingKey = shop.issue();
    const first = await shop.post('/payments/p-1/billing-key', order(billingKey));
    expect(first).toMatchObject({ status: 200, body: { payment: { paidAt: '2026-03-01T00:00:00.000Z' } } });
    const second = await shop.post('/payments/p-1/billing-key', order(billingKey));
    expect(second).toMatchObject({ status: 409, body: { type: 'ALREADY_PAID' } });
    expect(shop.server.countCharges({ paymentId: 'p-1' })).toBe(1);
    expect(await shop.get('/payments/p-1')).toMatchObject({
      body: { status: 'PAID', billingKey, amount: { total: 9900 } },
    });
  });

  it('is declined with what the PG said, and may be tried again under its id', async () => {
    const billingKey = shop.issue({ card: { behaviour: 'limit-exceeded' } });
    const declined = await shop.post('/payments/p-1/billing-key', order(billingKey));
    expect(declined).toMatchObject({
      status: 502,
      body: { type: 'PG_PROVIDER', pgCode: '8035', pgMessage: '한도초과' },
    });
    expect(await shop.get('/payments/p-1')).toMatchObject({ body: { status: 'FAILED', failure: { pgCode: '8035' } } });

    shop.server.setCardBehaviour(billingKey, 'ok');
    expect(await shop.post('/payments/p-1/billing-key', order(billingKey))).toMatchObject({ status: 200 });
    const [failed, paid] = shop.server.tries;
    expect([failed?.status, paid?.status]).toEqual(['FAILED', 'PAID']);
    expect(failed?.transactionId).not.toBe(paid?.transactionId);
  });

  it('needs a key that exists', async () => {
    expect(await shop.post('/payments/p-1/billing-key', order('unknown'))).toMatchObject({
      status: 404,
      body: { type: 'BILLING_KEY_NOT_FOUND' },
    });
    const billingKey = shop.issue();
    await shop.delete(`/billing-keys/${billingKey}`);
    expect(await shop.post('/payments/p-1/billing-key', order(billingKey))).toMatchObject({
      status: 409,
      body: { type: 'BILLING_KEY_ALREADY_DELETED' },
    });
  });

  it('names a channel that the key was issued for, or none', async () => {
    const billingKey = shop.issue();
    const charge = { ...order(billingKey), channelKey: 'channel-key-of-another' };
    expect(await shop.post('/payments/p-1/billing-key', charge)).toMatchObject({ body: { type: 'CHANNEL_NOT_FOUND' } });
    charge.channelKey = 'channel-key-kcp';
    expect(await shop.post('/payments/p-1/billing-key', charge)).toMatchObject({ status: 200 });
  });

  it.each([
    ['no amount', { amount: undefined }, 'INVALID_REQUEST'],
    ['a text for an amount', { amount: { total: '9900' } }, 'INVALID_REQUEST'],
    ['no whole amount', { amount: { total: 99.5 } }, 'INVALID_REQUEST'],
    ['nothing to pay', { amount: { total: 0 } }, 'INVALID_REQUEST'],
    ['less than nothing', { amount: { total: -1 } }, 'INVALID_REQUEST'],
    ['more tax-free than there is', { amount: { total: 100, taxFree: 101 } }, 'SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT'],
    ['parts above the whole', { amount: { total: 100, taxFree: 60, vat: 50 } }, 'SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT'],
    ['no currency', { currency: 'won' }, 'INVALID_REQUEST'],
    ['no name', { orderName: '' }, 'INVALID_REQUEST'],
    ['a list for a key', { billingKey: ['billing-key-1'] }, 'INVALID_REQUEST'],
    ['what the SDK calls a kind of goods', { productType: 'REAL' }, 'INVALID_REQUEST'],
    ['a language that is none', { locale: 'ko' }, 'INVALID_REQUEST'],
  ])('refuses %s', async (_, change, type) => {
    const billingKey = shop.issue();
    const answer = await shop.post('/payments/p-1/billing-key', { ...order(billingKey), ...change });
    expect(answer.body).toMatchObject({ type });
    expect(shop.server.tries).toEqual([]);
  });

  it.each([
    ['INICIS_V2', ['name', 'email', 'phoneNumber']],
    ['WELCOME', ['name', 'email', 'phoneNumber']],
    ['SMARTRO_V2', ['name', 'email', 'phoneNumber']],
    ['KSNET', ['name', 'productType']],
    ['EXIMBAY_V2', ['name', 'email', 'locale']],
  ])('brings what %s demands of it: %s', async (pgProvider, demands) => {
    const customer = { name: { full: '김민아' }, email: 'mina@example.com', phoneNumber: '010-1234-5678' };
    const whole = { customer, productType: 'DIGITAL', locale: 'KO_KR' };
    const billingKey = shop.issue({ pgProvider });
    for (const demand of demands) {
      const less = { ...whole, customer: { ...customer, [demand]: undefined }, [demand]: undefined };
      const answer = await shop.post('/payments/p1/billing-key', { ...order(billingKey), ...less });
      expect(answer).toMatchObject({ status: 400, body: { type: 'INVALID_REQUEST' } });
      expect(String(answer.body.message)).toContain(demand);
    }
    expect(await shop.post('/payments/p1/billing-key', { ...order(billingKey), ...whole })).toMatchObject({
      status: 200,
    });
    const lenient = openShop({ pgDemands: false });
    const charge = order(lenient.issue({ pgProvider }));
    expect(await lenient.post('/payments/p1/billing-key', charge)).toMatchObject({ status: 200 });
  });

  it.each(['SMARTRO_V2', 'PAYLETTER_GLOBAL'])('has an id of letters and digits at %s', async (pgProvider) => {
    const customer = { name: { full: '김민아' }, email: 'mina@example.com', phoneNumber: '010-1234-5678' };
    const charge = { ...order(shop.issue({ pgProvider })), customer };
    expect(await shop.post('/payments/p-1/billing-key', charge)).toMatchObject({ body: { type: 'INVALID_REQUEST' } });
    expect(await shop.post('/payments/p1/billing-key', charge)).toMatchObject({ status: 200 });
  });
});

describe('Idempotency-Key', () => {
  const key = { 'idempotency-key': '"0123456789abcdef"' };

  it('answers the same again, three hours long', async () => {
    const billingKey = shop.issue();
    const first = await shop.post('/payments/p-1/billing-key', order(billingKey), key);
    const again = await shop.post('/payments/p-1/billing-key', order(billingKey), key);
    expect(again).toEqual(first);
    expect(again.status).toBe(200);
    await shop.server.clock.advance(3 * HOUR);
    expect(await shop.post('/payments/p-1/billing-key', order(billingKey), key)).toMatchObject({ status: 409 });
    expect(shop.server.countCharges()).toBe(1);
  });

  it('repeats a refusal too', async () => {
    const billingKey = shop.issue();
    shop.server.decline();
    const first = await shop.post('/payments/p-1/billing-key', order(billingKey), key);
    expect(first.status).toBe(502);
    expect(await shop.post('/payments/p-1/billing-key', order(billingKey), key)).toEqual(first);
    expect(shop.server.tries).toHaveLength(1);
  });

  it('says that the call is still under way', async () => {
    const billingKey = shop.issue();
    const held = shop.server.failNext({
      route: 'POST /payments/{paymentId}/billing-key',
      kind: 'slow',
      committed: false,
    });
    const first = shop.post('/payments/p-1/billing-key', order(billingKey), key);
    await held.met;
    expect(await shop.post('/payments/p-1/billing-key', order(billingKey), key)).toMatchObject({
      status: 409,
      body: { type: 'IDEMPOTENCY_OUTSTANDING_REQUEST' },
    });
    held.release();
    expect(await first).toMatchObject({ status: 200 });
  });

  it('finds out what became of a call whose answer was lost', async () => {
    const billingKey = shop.issue();
    shop.server.failNext({ route: 'POST /payments/{paymentId}/billing-key', kind: 'answer-lost-after-commit' });
    await expect(shop.post('/payments/p-1/billing-key', order(billingKey), key)).rejects.toThrow('fetch failed');
    expect(await shop.post('/payments/p-1/billing-key', order(billingKey), key)).toMatchObject({ status: 200 });
    expect(shop.server.countCharges()).toBe(1);
  });

  it('is free again when the call never got there', async () => {
    const billingKey = shop.issue();
    shop.server.failNext({ route: 'POST /payments/{paymentId}/billing-key', kind: 'network' });
    await expect(shop.post('/payments/p-1/billing-key', order(billingKey), key)).rejects.toThrow('fetch failed');
    expect(await shop.post('/payments/p-1/billing-key', order(billingKey), key)).toMatchObject({ status: 200 });
  });

  it.each(['0123456789abcdef', '"short"', `"${'x'.repeat(257)}"`])('refuses %s', async (header) => {
    const billingKey = shop.issue();
    const answer = await shop.post('/payments/p-1/billing-key', order(billingKey), { 'idempotency-key': header });
    expect(answer).toMatchObject({ status: 400, body: { type: 'INVALID_REQUEST' } });
    expect(shop.server.tries).toEqual([]);
  });

  it('belongs to one call', async () => {
    const billingKey = shop.issue();
    await shop.post('/payments/p-1/billing-key', order(billingKey), key);
    expect(await shop.post('/payments/p-2/billing-key', order(billingKey), key)).toMatchObject({ status: 400 });
  });
});

describe('a billing key', () => {
  it('is told with its card, its channel and its customer, and without an expiry', async () => {
    const billingKey = shop.issue({ issueName: '월간 이용권', customData: '{"plan":"month"}' });
    const { body } = await shop.get(`/billing-keys/${billingKey}`);
    expect(body).toMatchObject({
      status: 'ISSUED',
      issueId: 'issue-1',
      customer: { id: 'customer-1' },
      channels: [{ type: 'TEST', key: 'channel-key-kcp', pgProvider: 'KCP_V2' }],
      methods: [{ type: 'BillingKeyPaymentMethodCard', card: { number: '424242******4242' } }],
    });
  });

  it('of a wallet tells the wallet and the card behind it, and stays one when the customer changes that card', async () => {
    const card = { name: '신한카드', number: '123456******7890' };
    const billingKey = shop.issue({ pgProvider: 'TOSSPAY_V2', method: 'EASY_PAY', card });
    const wallet = { type: 'BillingKeyPaymentMethodEasyPay', provider: 'TOSSPAY' };
    const { body } = await shop.get(`/billing-keys/${billingKey}`);
    expect(body.methods).toMatchObject([{ ...wallet, method: { card } }]);
    await shop.post('/payments/payment-1/billing-key', order(billingKey));
    const paid = await shop.get('/payments/payment-1');
    expect(paid.body.method).toMatchObject({ type: 'PaymentMethodEasyPay', easyPayMethod: { card } });
    shop.server.updateCard(billingKey, { name: '국민카드', number: '555555******5555' });
    const changed = await shop.get(`/billing-keys/${billingKey}`);
    expect(changed.body.methods).toMatchObject([{ ...wallet, method: { card: { name: '국민카드' } } }]);
  });

  it('is listed by what it charges, oldest first when asked', async () => {
    shop.issue({ billingKey: 'card' });
    shop.issue({ billingKey: 'wallet', method: 'EASY_PAY', pgProvider: 'NAVERPAY' });
    shop.issue({ billingKey: 'phone', method: 'MOBILE' });
    const keysOf = async (asked: object) =>
      ((await shop.get('/billing-keys', asked)).body.items as { billingKey: string }[]).map((key) => key.billingKey);
    expect(await keysOf({ filter: { methods: ['EASY_PAY', 'MOBILE'] } })).toEqual(['phone', 'wallet']);
    expect(await keysOf({ sort: { order: 'ASC' } })).toEqual(['card', 'wallet', 'phone']);
  });

  it('is listed by customer, within 90 days unless told otherwise', async () => {
    shop.issue({ billingKey: 'old' });
    shop.issue({ billingKey: 'of another', customer: { id: 'customer-2' } });
    await shop.server.clock.advance(91 * DAY);
    shop.issue({ billingKey: 'new' });
    const keysOf = async (filter: object) =>
      ((await shop.get('/billing-keys', { filter })).body.items as { billingKey: string }[]).map(
        (key) => key.billingKey,
      );
    expect(await keysOf({ customerId: 'customer-1' })).toEqual(['new']);
    expect(await keysOf({ customerId: 'customer-1', from: '2026-01-01T00:00:00Z' })).toEqual(['new', 'old']);
    expect(await keysOf({ from: '2026-01-01T00:00:00Z', version: 'V1' })).toEqual([]);
  });

  it('is deleted once, and not while a payment with it is to come', async () => {
    const billingKey = shop.issue();
    await shop.post('/payments/p-1/schedule', { payment: order(billingKey), timeToPay: '2026-04-01T00:00:00Z' });
    expect(await shop.delete(`/billing-keys/${billingKey}`)).toMatchObject({
      status: 409,
      body: { type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' },
    });
    await shop.delete('/payment-schedules', { billingKey });
    expect(await shop.delete(`/billing-keys/${billingKey}`)).toMatchObject({ status: 200 });
    expect(await shop.get(`/billing-keys/${billingKey}`)).toMatchObject({ body: { status: 'DELETED' } });
    expect(await shop.delete(`/billing-keys/${billingKey}`)).toMatchObject({
      body: { type: 'BILLING_KEY_ALREADY_DELETED' },
    });
  });

  it('keeps its name when the customer changes the card at the PG', async () => {
    const billingKey = shop.issue({ pgProvider: 'TOSSPAY_V2' });
    shop.server.updateCard(billingKey, { name: '다른카드', number: '555555******4444' });
    await shop.server.idle();
    expect(await shop.get(`/billing-keys/${billingKey}`)).toMatchObject({
      body: { methods: [{ card: { name: '다른카드' } }] },
    });
    expect(shop.server.webhooks.map(({ message }) => message.type)).toEqual([
      'BillingKey.Issued',
      'BillingKey.Updated',
    ]);
  });
});

describe('manual confirmation', () => {
  const pending = { status: 'needs-confirmation', billingIssueToken: 'token-1' } as const;

  it('makes the key, once', async () => {
    const billingKey = shop.issue(pending);
    expect(await shop.get(`/billing-keys/${billingKey}`)).toMatchObject({ status: 404 });
    expect(shop.server.webhooks).toEqual([]);
    expect(await shop.post('/billing-keys/confirm', { billingIssueToken: 'token-1' })).toEqual({
      status: 200,
      body: { billingKey },
    });
    expect(await shop.get(`/billing-keys/${billingKey}`)).toMatchObject({ status: 200 });
    expect(await shop.post('/billing-keys/confirm', { billingIssueToken: 'token-1' })).toMatchObject({
      status: 409,
      body: { type: 'BILLING_KEY_ALREADY_ISSUED' },
    });
  });

  it('takes the first payment with it, if what it is checked against is right', async () => {
    const payment = {
      paymentId: 'p-1',
      transactionId: 't-1',
      orderName: '첫 결제',
      totalAmount: 9900,
      currency: 'KRW',
    };
    const billingKey = shop.issue({ ...pending, payment });
    const confirm = (body: object) =>
      shop.post('/billing-keys/confirm-issue-and-pay', { billingIssueToken: 'token-1', ...body });
    expect(await confirm({ totalAmount: 100 })).toMatchObject({ status: 409, body: { type: 'INFORMATION_MISMATCH' } });
    expect(shop.server.countCharges()).toBe(0);
    expect(await confirm({ totalAmount: 9900, paymentId: 'p-1' })).toEqual({
      status: 200,
      body: { billingKey, paymentId: 'p-1' },
    });
    expect(shop.server.countCharges({ billingKey, paymentId: 'p-1' })).toBe(1);
  });

  it('leaves no key when the first payment is declined', async () => {
    const payment = {
      paymentId: 'p-1',
      transactionId: 't-1',
      orderName: '첫 결제',
      totalAmount: 9900,
      currency: 'KRW',
    };
    const billingKey = shop.issue({ ...pending, payment });
    shop.server.decline();
    expect(await shop.post('/billing-keys/confirm-issue-and-pay', { billingIssueToken: 'token-1' })).toMatchObject({
      status: 502,
      body: { type: 'PG_PROVIDER', pgCode: '8004' },
    });
    expect(await shop.get(`/billing-keys/${billingKey}`)).toMatchObject({ status: 404 });
    expect(await shop.get('/payments/p-1')).toMatchObject({ body: { status: 'FAILED' } });
  });

  it('comes too late when the PG has waited long enough', async () => {
    shop = openShop({ confirmWithin: 10 * 60 * 1000 });
    shop.issue(pending);
    await shop.server.clock.advance(11 * 60 * 1000);
    expect(await shop.post('/billing-keys/confirm', { billingIssueToken: 'token-1' })).toMatchObject({ status: 502 });
  });

  it.each([
    ['an unknown token', { billingIssueToken: 'other' }, 'BILLING_KEY_NOT_FOUND'],
    ['no token', {}, 'INVALID_REQUEST'],
    [
      'a live channel’s check on a test channel',
      { billingIssueToken: 'token-1', isTest: false },
      'INFORMATION_MISMATCH',
    ],
  ])('refuses %s', async (_, body, type) => {
    shop.issue(pending);
    expect((await shop.post('/billing-keys/confirm', body)).body).toMatchObject({ type });
  });
});

describe('schedules', () => {
  const at = (days: number) => new Date(start + days * DAY).toISOString();

  it('are paid when their time has come, and announced', async () => {
    const billingKey = shop.issue();
    const { body } = await shop.post('/payments/p-1/schedule', { payment: order(billingKey), timeToPay: at(30) });
    const { id } = body.schedule as { id: string };
    expect(await shop.get(`/payment-schedules/${id}`)).toMatchObject({
      body: { status: 'SCHEDULED', paymentId: 'p-1' },
    });
    await shop.server.clock.advance(30 * DAY);
    expect(await shop.get(`/payment-schedules/${id}`)).toMatchObject({ body: { status: 'SUCCEEDED' } });
    expect(await shop.get('/payments/p-1')).toMatchObject({ body: { status: 'PAID', scheduleId: id, paidAt: at(30) } });
    expect(shop.server.webhooks.at(-1)?.message).toMatchObject({
      type: 'Transaction.Paid',
      data: { paymentId: 'p-1' },
    });
  });

  it('that a card declines have failed', async () => {
    const billingKey = shop.issue({ card: { behaviour: 'declined-at-charge' } });
    await shop.post('/payments/p-1/schedule', { payment: order(billingKey), timeToPay: at(1) });
    await shop.server.clock.advance(DAY);
    expect(shop.server.schedules).toMatchObject([{ status: 'FAILED' }]);
    expect(shop.server.webhooks.at(-1)?.message).toMatchObject({ type: 'Transaction.Failed' });
  });

  it('to come are in a list only when it is asked for', async () => {
    const billingKey = shop.issue();
    await shop.post('/payments/p-1/schedule', { payment: order(billingKey), timeToPay: at(1) });
    expect(await shop.get('/payment-schedules')).toMatchObject({ body: { items: [], page: { totalCount: 0 } } });
    expect(await shop.get('/payment-schedules', { filter: { billingKey, from: at(0), until: at(2) } })).toMatchObject({
      body: { items: [{ paymentId: 'p-1' }] },
    });
  });

  it('are revoked all or none', async () => {
    const billingKey = shop.issue();
    const ids: string[] = [];
    for (const paymentId of ['p-1', 'p-2']) {
      const { body } = await shop.post(`/payments/${paymentId}/schedule`, {
        payment: order(billingKey),
        timeToPay: at(1),
      });
      ids.push((body.schedule as { id: string }).id);
    }
    expect(await shop.delete('/payment-schedules', { scheduleIds: [...ids, 'unknown'] })).toMatchObject({
      status: 404,
    });
    expect(shop.server.schedules.map(({ status }) => status)).toEqual(['SCHEDULED', 'SCHEDULED']);
    expect(await shop.delete('/payment-schedules', { scheduleIds: ids })).toMatchObject({
      body: { revokedScheduleIds: ids },
    });
    expect(await shop.delete('/payment-schedules', { scheduleIds: ids })).toMatchObject({
      body: { type: 'PAYMENT_SCHEDULE_ALREADY_REVOKED' },
    });
    expect(await shop.delete('/payment-schedules')).toMatchObject({ status: 400 });
  });

  it('keep their payment to themselves', async () => {
    const billingKey = shop.issue();
    const schedule = { payment: order(billingKey), timeToPay: at(1) };
    await shop.post('/payments/p-1/schedule', schedule);
    expect(await shop.post('/payments/p-1/schedule', schedule)).toMatchObject({
      body: { type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' },
    });
    expect(await shop.post('/payments/p-1/billing-key', order(billingKey))).toMatchObject({
      body: { type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' },
    });
    await shop.post('/payments/p-2/billing-key', order(billingKey));
    expect(await shop.post('/payments/p-2/schedule', schedule)).toMatchObject({
      body: { type: 'ALREADY_PAID_OR_WAITING' },
    });
  });

  it.each(['2026-02-28T00:00:00Z', 'tomorrow', 1_790_000_000, undefined])(
    'refuse %s as their time',
    async (timeToPay) => {
      const billingKey = shop.issue();
      expect(await shop.post('/payments/p-1/schedule', { payment: order(billingKey), timeToPay })).toMatchObject({
        status: 400,
      });
    },
  );
});

describe('a cancellation', () => {
  it('takes a part, then the rest, then no more', async () => {
    const billingKey = shop.issue();
    await shop.post('/payments/p-1/billing-key', order(billingKey));
    const cancel = (body: object) => shop.post('/payments/p-1/cancel', { reason: '변심', ...body });
    expect(await cancel({ amount: 900 })).toMatchObject({ body: { cancellation: { totalAmount: 900 } } });
    expect(await shop.get('/payments/p-1')).toMatchObject({
      body: { status: 'PARTIAL_CANCELLED', amount: { paid: 9000 } },
    });
    expect(await cancel({ currentCancellableAmount: 9900 })).toMatchObject({
      body: { type: 'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN' },
    });
    expect(await cancel({ amount: 9001 })).toMatchObject({
      body: { type: 'CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT' },
    });
    expect(await cancel({})).toMatchObject({ status: 200 });
    expect(await shop.get('/payments/p-1')).toMatchObject({ body: { status: 'CANCELLED' } });
    expect(await cancel({})).toMatchObject({ body: { type: 'PAYMENT_ALREADY_CANCELLED' } });
    expect(shop.server.webhooks.map(({ message }) => message.type)).toEqual([
      'BillingKey.Issued',
      'Transaction.Paid',
      'Transaction.PartialCancelled',
      'Transaction.Cancelled',
    ]);
  });

  it('needs a payment, and a paid one', async () => {
    expect(await shop.post('/payments/p-1/cancel', { reason: 'x' })).toMatchObject({ status: 404 });
    const billingKey = shop.issue();
    shop.server.decline();
    await shop.post('/payments/p-1/billing-key', order(billingKey));
    expect(await shop.post('/payments/p-1/cancel', { reason: 'x' })).toMatchObject({
      body: { type: 'PAYMENT_NOT_PAID' },
    });
  });

  it('leaves the payment id used', async () => {
    const billingKey = shop.issue();
    await shop.post('/payments/p-1/billing-key', order(billingKey));
    await shop.post('/payments/p-1/cancel', { reason: 'x' });
    expect(await shop.post('/payments/p-1/billing-key', order(billingKey))).toMatchObject({
      body: { type: 'ALREADY_PAID' },
    });
  });
});

describe('webhooks', () => {
  it('go to the call’s own addresses before the store’s', async () => {
    const billingKey = shop.issue();
    await shop.post('/payments/p-1/billing-key', {
      ...order(billingKey),
      noticeUrls: ['https://a.test', 'https://b.test'],
    });
    await shop.post('/payments/p-2/billing-key', { ...order(billingKey), noticeUrls: [] });
    await shop.server.idle();
    expect(shop.server.webhooks.slice(1).map(({ url }) => url)).toEqual([
      'https://a.test',
      'https://b.test',
      'https://shop.test/webhook',
    ]);
  });

  it('are left out for a success that asks for it, and for no failure', async () => {
    const billingKey = shop.issue();
    await shop.post('/payments/p-1/billing-key', { ...order(billingKey), skipWebhook: true });
    shop.server.decline();
    await shop.post('/payments/p-2/billing-key', { ...order(billingKey), skipWebhook: true });
    expect(shop.server.webhooks.map(({ message }) => message.type)).toEqual([
      'BillingKey.Issued',
      'Transaction.Failed',
    ]);
  });

  it('come again under the id they had', async () => {
    shop.issue();
    const [sent] = shop.server.webhooks;
    if (sent === undefined) throw new Error('no webhook');
    shop.server.resendWebhook(sent);
    await shop.server.idle();
    expect(shop.posted.map(({ webhook }) => webhook.headers['webhook-id'])).toEqual([sent.id, sent.id]);
    expect(shop.posted[0]?.webhook.body).toBe(shop.posted[1]?.webhook.body);
  });
});

describe('the window’s report', () => {
  it('is taken from a page of another address', async () => {
    const preflight = await shop.server.fetch(new Request(`${apiUrl}/_window/issued`, { method: 'OPTIONS' }));
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    const report = { status: 'issued', billingKey: 'billing-key-9', pgProvider: 'KAKAOPAY', method: 'EASY_PAY' };
    expect(await shop.send('POST', '/_window/issued', report, { authorization: '' })).toMatchObject({ status: 200 });
    expect(await shop.get('/billing-keys/billing-key-9')).toMatchObject({
      body: { methods: [{ type: 'BillingKeyPaymentMethodEasyPay' }] },
    });
  });

  it('of a failure leaves no key', async () => {
    shop.issue({ status: 'failed' });
    expect(shop.server.keys.size).toBe(0);
    expect(shop.server.webhooks.map(({ message }) => message.type)).toEqual(['BillingKey.Failed']);
  });

  it('that comes twice counts once', async () => {
    shop.issue();
    shop.issue();
    expect(shop.server.webhooks).toHaveLength(1);
  });

  it('of a paid first payment is a charge', async () => {
    const payment = {
      paymentId: 'p-1',
      transactionId: 't-1',
      orderName: '첫 결제',
      totalAmount: 9900,
      currency: 'KRW',
    };
    shop.issue({ payment, method: 'MOBILE', pgProvider: 'GALAXIA' });
    expect(await shop.get('/payments/p-1')).toMatchObject({ body: { status: 'PAID', transactionId: 't-1' } });
    expect(() => shop.issue({ billingKey: 'another', payment })).toThrow('이미 완료된 결제 건입니다.');
  });
});

describe('a bad day', () => {
  const route = 'POST /payments/{paymentId}/billing-key';

  it('takes its time with each call', async () => {
    shop = openShop({ latency: 30 });
    const billingKey = shop.issue();
    const before = performance.now();
    await shop.post('/payments/p-1/billing-key', order(billingKey));
    expect(performance.now() - before).toBeGreaterThan(25);
  });

  it.each([
    ['429', 429],
    ['500', 500],
    ['maintenance', 503],
    ['malformed', 200],
  ] as const)('answers one charge with %s, and makes none', async (kind, status) => {
    const billingKey = shop.issue();
    shop.server.failNext({ route, kind, where: ({ path }) => path.paymentId === 'p-2' });
    const charge = (paymentId: string) =>
      shop.server.fetch(
        new Request(`${apiUrl}/payments/${paymentId}/billing-key`, {
          method: 'POST',
          headers: { authorization: 'PortOne secret' },
          body: JSON.stringify(order(billingKey)),
        }),
      );
    expect((await charge('p-1')).status).toBe(200);
    expect((await charge('p-2')).status).toBe(status);
    expect(shop.server.countCharges()).toBe(1);
  });

  it('takes a charge and never answers, until the caller hangs up', async () => {
    const billingKey = shop.issue();
    const held = shop.server.failNext({ route, kind: 'slow' });
    const hangUp = new AbortController();
    const answer = shop.server.fetch(
      new Request(`${apiUrl}/payments/p-1/billing-key`, {
        method: 'POST',
        headers: { authorization: 'PortOne secret' },
        body: JSON.stringify(order(billingKey)),
        signal: hangUp.signal,
      }),
    );
    await held.met;
    hangUp.abort();
    await expect(answer).rejects.toThrow();
    expect(shop.server.countCharges()).toBe(1);
    expect(shop.server.calls.at(-1)).toMatchObject({ status: null, done: true });
  });
});
