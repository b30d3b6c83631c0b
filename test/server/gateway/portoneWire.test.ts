import { describe, expect, it } from 'vitest';
import { type Gateway, type PortOneOptions, portone, WebhookRejected } from '../../../src/server/index.js';
import { failure } from '../support/failure.js';
import { chargeRequest } from '../support/payments.js';
import { type Answer, type Answers, type Sent, stubFetch } from './stubFetch.js';

const NOW = Date.UTC(2027, 0, 15, 12);
const absent: Answer = { status: 404, body: { type: 'PAYMENT_NOT_FOUND', message: '없음' } };
const noKey: Answer = { status: 404, body: { type: 'BILLING_KEY_NOT_FOUND', message: '없음' } };
const ok = (body: unknown): Answer => ({ body });

/** The gateway, with answers by method and path. What is not said knows of nothing. */
function open(answers: Answers, options: Partial<PortOneOptions> = {}) {
  const sent = stubFetch(({ method, path }) => {
    const found = answers[`${method} ${path}`];
    if (found !== undefined) return found;
    if (path === '/billing-keys') return ok({ items: [] });
    return path.startsWith('/payments/') ? absent : noKey;
  });
  const gateway = portone({ apiSecret: 'secret-7', storeId: 'store-1', now: () => NOW, ...options });
  return { gateway, sent };
}

// Its number has a slash, which the address has to hold.
const request = { ...chargeRequest, billingKey: 'key-1', merchantUid: 'charge/1' };
const CHARGE = 'POST /payments/charge%2F1/billing-key';
const RECORD = 'GET /payments/charge%2F1';

const record = (changes: object = {}) => ({
  id: 'charge/1',
  status: 'PAID',
  currency: 'KRW',
  amount: { total: 9900 },
  billingKey: 'key-1',
  ...changes,
});

const key = (changes: object = {}) => ({ billingKey: 'key-1', status: 'ISSUED', issueId: 'm', ...changes });

describe('the options', () => {
  it.each<[object, string, string]>([
    [{ apiSecret: '' }, 'apiSecret', 'portone: apiSecret is missing.'],
    [{ storeId: ' ' }, 'storeId', 'portone: storeId is missing.'],
    [{ storeId: 7 }, 'storeId', 'portone: storeId is missing.'],
    [{ apiSecret: 'a\nb' }, 'apiSecret', 'portone: apiSecret has characters'],
    [{ extra: null }, 'extra', 'portone: extra is null; it must be an object with fields of a charge.'],
    [{ extra: [1] }, 'extra', 'portone: extra is [1]'],
    [{ extra: 'a' }, 'extra', 'portone: extra is "a"'],
    [{ webhookSecret: '' }, 'webhookSecret', 'portone: webhookSecret is not readable'],
    [{ webhookSecret: ['whsec_YQ==', '!'] }, 'webhookSecret', 'portone: webhookSecret is not readable'],
    [{ webhookSecret: 7 }, 'webhookSecret', 'portone: webhookSecret is not readable'],
    [{ webhookSecret: [7] }, 'webhookSecret', 'portone: webhookSecret is not readable'],
    [{ chargeDeadline: -1 }, 'chargeDeadline', 'portone'],
    [{ readDeadline: Number.NaN }, 'readDeadline', 'portone'],
    [{ apiUrl: 'api.portone.io' }, 'apiUrl', 'portone: apiUrl is'],
  ])('%o are refused, by name', (options, field, message) => {
    expect(() => portone({ apiSecret: 'secret', storeId: 'store-1', ...options } as PortOneOptions)).toThrow(
      expect.objectContaining({ code: 'invalid_configuration', field, message: expect.stringContaining(message) }),
    );
  });

  it('are all missing where there are none', () => {
    expect(() => portone(undefined as never)).toThrow(expect.objectContaining({ field: 'apiSecret' }));
  });

  it('name the store and the life of a charge', () => {
    expect(open({}).gateway).toMatchObject({ name: 'portone', account: 'portone:store-1', chargeLife: 120_000 });
  });
});

describe('a charge', () => {
  it('sends what it has to, and no more', async () => {
    const { gateway, sent } = open({ [CHARGE]: ok({ payment: {} }), [RECORD]: ok(record()) });
    await gateway.charge(request);
    const [charge, look] = sent;
    expect(charge).toMatchObject({ method: 'POST', path: '/payments/charge%2F1/billing-key' });
    expect(charge?.query).toEqual({});
    expect(charge?.body).toEqual({
      storeId: 'store-1',
      billingKey: 'key-1',
      orderName: '월간 이용권',
      currency: 'KRW',
      amount: { total: 9900 },
      customData: '{"reactBillingKeyTry":"charge1:1"}',
    });
    expect(Object.fromEntries(charge?.headers ?? [])).toEqual({
      authorization: 'PortOne secret-7',
      'content-type': 'application/json',
      'idempotency-key': expect.stringMatching(/^"rbk-charge-[0-9a-f]{64}"$/),
    });
    expect(look).toMatchObject({ method: 'GET', query: { storeId: 'store-1' }, body: undefined });
    expect(Object.fromEntries(look?.headers ?? [])).toEqual({ authorization: 'PortOne secret-7' });
  });

  it('sends the tax, the buyer, and what the host adds, which replaces nothing', async () => {
    const extra = { locale: 'KO_KR', billingKey: 'other', storeId: 'other' };
    const { gateway, sent } = open({ [CHARGE]: ok({}), [RECORD]: ok(record()) }, { extra });
    const buyer = { name: 'Kim', email: 'k@e.kr', tel: '010', postcode: '04524' };
    await gateway.charge({ ...request, amount: 12.5, currency: 'USD', taxFree: 0, vat: 1.25, buyer });
    expect(sent[0]?.body).toMatchObject({
      storeId: 'store-1',
      locale: 'KO_KR',
      billingKey: 'key-1',
      amount: { total: 1250, taxFree: 0, vat: 125 },
      customer: { name: { full: 'Kim' }, email: 'k@e.kr', phoneNumber: '010', zipcode: '04524' },
    });
    await gateway.charge({ ...request, buyer: { tel: '010' } });
    expect(sent[2]?.body).toHaveProperty('customer', { phoneNumber: '010' });
  });

  it.each<[object, object]>([
    [{}, { status: 'paid', impUid: 'charge/1', merchantUid: 'charge/1', billingKey: 'key-1', isKeyCharge: false }],
    [{}, { amount: 9900, cancelledAmount: 0, currency: 'KRW', sandbox: false, tag: null }],
    [{}, { failCode: null, failReason: null, receiptUrl: null, cardName: null, cardNumber: null }],
    [
      { transactionId: 't1', receiptUrl: 'https://r' },
      { impUid: 't1', receiptUrl: 'https://r' },
    ],
    [{ origin: { platformType: 'API' } }, { isKeyCharge: true }],
    [{ origin: { platformType: 'PC' } }, { isKeyCharge: false }],
    [
      { status: 'PARTIAL_CANCELLED', amount: { total: 9900, cancelled: 900 } },
      { status: 'paid', cancelledAmount: 900 },
    ],
    [
      { status: 'CANCELLED', amount: { total: 9900, cancelled: null } },
      { status: 'cancelled', cancelledAmount: 0 },
    ],
    [{ status: 'READY' }, { status: 'pending' }],
    [{ status: 'PENDING' }, { status: 'pending' }],
    [{ status: 'PAY_PENDING' }, { status: 'pending' }],
    [{ status: 'VIRTUAL_ACCOUNT_ISSUED' }, { status: 'pending' }],
    [
      { currency: 'USD', amount: { total: 1250, cancelled: 250 } },
      { amount: 12.5, cancelledAmount: 2.5 },
    ],
    [{ channel: { type: 'TEST' } }, { sandbox: true }],
    [{ channel: { type: 'LIVE' } }, { sandbox: false }],
    [{ customData: '{"reactBillingKeyTry":"t1"}' }, { tag: 't1' }],
    [{ customData: '{"reactBillingKeyTry":7}' }, { tag: null }],
    [{ customData: '{' }, { tag: null }],
    [{ customData: '[]' }, { tag: null }],
    [{ customData: { reactBillingKeyTry: 't1' } }, { tag: null }],
    [{ method: { card: { name: 'BC', issuer: 'I', number: '5365' } } }, { cardName: 'BC', cardNumber: '5365' }],
    [{ method: { card: { issuer: 'I' } } }, { cardName: 'I' }],
    [{ method: { easyPayMethod: { card: { name: 'K' } } } }, { cardName: 'K' }],
  ])('that is recorded as %o is %o', async (changes, payment) => {
    const { gateway } = open({ [CHARGE]: ok({}), [RECORD]: ok(record(changes)) });
    expect(await gateway.charge(request)).toMatchObject({ kind: 'answered', payment });
  });

  it('that the PG declines is what its record says, and anything else is refused as PortOne words it', async () => {
    const declined = { status: 502, body: { type: 'PG_PROVIDER', message: 'PG' } };
    const failure = { pgCode: '8035', pgMessage: '한도초과', reason: '?' };
    const { gateway } = open({ [CHARGE]: declined, [RECORD]: ok(record({ status: 'FAILED', failure })) });
    expect(await gateway.charge(request)).toMatchObject({
      payment: { status: 'failed', failCode: '8035', failReason: '한도초과' },
    });
    const plain = open({ [CHARGE]: declined, [RECORD]: ok(record({ status: 'FAILED', failure: { reason: '?' } })) });
    expect(await plain.gateway.charge(request)).toMatchObject({ payment: { failCode: null, failReason: '?' } });
    const refused = { status: 409, body: { type: 'ALREADY_PAID', message: '이미\u0000 결제' } };
    const { gateway: other, sent } = open({ [CHARGE]: refused });
    expect(await other.charge(request)).toEqual({ kind: 'refused', code: 'ALREADY_PAID', message: '이미 결제' });
    expect(sent).toHaveLength(1);
    const silent = open({ [CHARGE]: { status: 400, body: { type: 'INVALID_REQUEST', message: 7 } } });
    expect(await silent.gateway.charge(request)).toEqual({ kind: 'refused', code: 'INVALID_REQUEST', message: '' });
  });

  const none = 'PortOne answered a charge, and has no record of it: payment charge/1.';
  it.each<[Answer, string]>([
    [absent, none],
    [ok(record({ id: 'charge/2' })), none],
    // Of the try before the one that was just paid.
    [ok(record({ status: 'FAILED' })), none],
    [ok({}), 'PortOne’s answer'],
    [ok(record({ id: null })), 'PortOne’s answer'],
    [ok(record({ currency: 7 })), 'PortOne’s answer'],
    [ok(record({ status: 'NEW' })), 'PortOne’s answer'],
    [ok(record({ status: null })), 'PortOne’s answer'],
    [ok(record({ amount: null })), 'PortOne’s answer'],
    [ok(record({ amount: { total: '9900' } })), 'PortOne’s answer'],
    [ok(record({ amount: { total: 9900, cancelled: '900' } })), 'PortOne’s answer'],
    [{ status: 400, body: { type: 'INVALID_REQUEST', message: 'x' } }, 'with INVALID_REQUEST: x'],
  ])('whose record is %o may have been made', async (answer, message) => {
    const { gateway } = open({ [CHARGE]: ok({}), [RECORD]: answer });
    const error = await failure(gateway.charge(request));
    expect(error.mayStillRun).toBe(true);
    expect(error.message.replaceAll("'", '’')).toContain(message);
  });

  it('whose record can’t be read says why', async () => {
    const { gateway } = open({ [CHARGE]: ok({}), [RECORD]: ok({}) });
    expect((await failure(gateway.charge(request))).message).toBe(
      "PortOne's answer to /payments/charge%2F1 is not what it describes.",
    );
    const lost = open({ [CHARGE]: ok({}), [RECORD]: new Error('gone') });
    const error = await failure(lost.gateway.charge(request));
    expect(error).toMatchObject({ mayStillRun: true, cause: { name: 'GatewayUnavailable' } });
    expect(error.message).toBe('PortOne did not answer GET /payments/charge%2F1: Error: gone.');
  });
});

describe('an answer', () => {
  const secret =
    'PortOne refuses the API secret on POST /payments/charge%2F1/billing-key. Check apiSecret of portone({ … }).';
  const at = 'PortOne answered POST /payments/charge%2F1/billing-key with HTTP';
  const said = { type: 'SOME', message: 'x' };
  it.each<[number, unknown, boolean, string]>([
    [401, said, false, secret],
    [403, said, false, secret],
    [429, said, false, 'PortOne is asked too often: POST /payments/charge%2F1/billing-key.'],
    [300, said, true, `${at} 300, SOME.`],
    [399, said, true, `${at} 399, SOME.`],
    [408, said, true, `${at} 408, SOME.`],
    [425, said, true, `${at} 425, SOME.`],
    [500, said, true, `${at} 500, SOME.`],
    [503, said, true, `${at} 503, SOME.`],
    [502, 'Bad Gateway', true, `${at} 502.`],
    [200, '', true, `${at} 200.`],
    [200, 'null', true, `${at} 200.`],
    [200, '[]', true, `${at} 200.`],
    [200, '"PAID"', true, `${at} 200.`],
    [400, {}, true, `${at} 400.`],
    [400, { type: 7 }, true, `${at} 400.`],
    [409, { type: 'IDEMPOTENCY_OUTSTANDING_REQUEST' }, true, `${at} 409, IDEMPOTENCY_OUTSTANDING_REQUEST.`],
  ])('of HTTP %i and %o is none: it may still run: %s', async (status, body, mayStillRun, message) => {
    const { gateway } = open({ [CHARGE]: { status, body } });
    const error = await failure(gateway.charge(request));
    expect([error.mayStillRun, error.message]).toEqual([mayStillRun, message]);
  });

  it.each([
    [400, 'refused'],
    [404, 'refused'],
    [499, 'refused'],
  ])('of HTTP %i with a type is %s', async (status, kind) => {
    const { gateway } = open({ [CHARGE]: { status, body: said } });
    expect(await gateway.charge(request)).toMatchObject({ kind, code: 'SOME' });
  });
});

describe('a key', () => {
  const KEY = 'GET /billing-keys/key%2F1';

  it('is read, and is none where it is gone', async () => {
    const full = key({
      billingKey: 'key/1',
      channels: [{ pgProvider: 'KCP_V2', type: 'TEST' }],
      methods: [{ type: 'BillingKeyPaymentMethodCard', card: { name: 'BC', number: '5365' } }],
    });
    const { gateway, sent } = open({ [KEY]: ok(full) });
    expect(await gateway.findKey('key/1')).toEqual({
      ...{ billingKey: 'key/1', pg: 'kcp_v2', cardName: 'BC', cardNumber: '5365', sandbox: true },
    });
    expect(sent).toMatchObject([{ path: '/billing-keys/key%2F1', query: { storeId: 'store-1' } }]);
    const bare = open({ [KEY]: ok(key({ channels: 'KCP', methods: [null] })) });
    expect(await bare.gateway.findKey('key/1')).toMatchObject({ pg: '', cardName: null, sandbox: false });
    expect(await open({ [KEY]: ok(key({ status: 'DELETED' })) }).gateway.findKey('key/1')).toBeNull();
    expect(await open({}).gateway.findKey('key/1')).toBeNull();
  });

  it.each([{}, key({ billingKey: '' }), key({ status: 'NEW' }), key({ status: undefined })])(
    'that is %o is no answer',
    async (body) => {
      const error = await failure(open({ [KEY]: ok(body) }).gateway.findKey('key/1'));
      expect(error.message).toBe("PortOne's answer to /billing-keys/… is not what it describes.");
      expect(error.mayStillRun).toBe(true);
    },
  );

  it('that can’t be read says why, and not which', async () => {
    const { gateway } = open({ [KEY]: { status: 400, body: { type: 'FORBIDDEN', message: 'no' } } });
    const error = await failure(gateway.findKey('key/1'));
    expect([error.mayStillRun, error.message]).toEqual([
      false,
      'PortOne answered GET /billing-keys/… with FORBIDDEN: no',
    ]);
  });

  it.each<[Answer, boolean]>([
    [ok({ deletedAt: '2027-01-15T12:00:00Z' }), true],
    [noKey, true],
    [{ status: 404, body: { type: 'BILLING_KEY_NOT_ISSUED' } }, true],
    [{ status: 409, body: { type: 'BILLING_KEY_ALREADY_DELETED' } }, true],
    [{ status: 409, body: { type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS', message: '예약' } }, false],
  ])('that is to be deleted, and is answered %o, is gone: %s', async (answer, isGone) => {
    const { gateway, sent } = open({ 'DELETE /billing-keys/key%2F1': answer });
    const revoked = gateway.revokeKey({ billingKey: 'key/1', reason: '해지' });
    if (isGone) await revoked;
    else {
      const error = await failure(revoked);
      expect([error.mayStillRun, error.message]).toEqual([
        false,
        'PortOne did not delete the key /billing-keys/…: PAYMENT_SCHEDULE_ALREADY_EXISTS 예약',
      ]);
    }
    expect(sent[0]?.query).toEqual({ storeId: 'store-1', reason: '해지', requester: 'ADMIN' });
  });
});

describe('an answer of 200 that is none', () => {
  const none = [{}, { code: -1 }, { type: 7, message: 8 }, { type: ['PAID'] }, { code: 'FAILED', message: '없음' }];
  const unread = /is not what it describes|did not delete the key|has no record of it/;

  it.each(none)('as %o, is read as no success', async (body) => {
    const { gateway } = open({
      [CHARGE]: ok(body),
      [RECORD]: ok(body),
      'GET /billing-keys/key-1': ok(body),
      'DELETE /billing-keys/key-1': ok(body),
      'GET /payments/m': ok(body),
    });
    for (const ask of [
      () => gateway.charge(request),
      () => gateway.findPayments({ merchantUid: 'charge/1', impUid: null }),
      () => gateway.findKey('key-1'),
      () => gateway.revokeKey({ billingKey: 'key-1', reason: '해지' }),
      () => gateway.findRegistration({ merchantUid: 'm', customerUid: 'c', billingKey: 'key-1' }),
      () => gateway.findRegistration({ merchantUid: 'm', customerUid: 'c' }),
    ]) {
      expect((await failure(ask())).message).toMatch(unread);
    }
  });

  it.each(none)('as %o, confirms no key', async (body) => {
    const { gateway } = open({ 'POST /billing-keys/confirm': ok(body) });
    const claim = { merchantUid: 'm', customerUid: 'c', billingIssueToken: 'token-1' };
    expect(await gateway.findRegistration(claim)).toBeNull();
  });
});

describe('the payments of a number', () => {
  it('are the one that PortOne shows, or none', async () => {
    const { gateway } = open({ [RECORD]: ok(record()) });
    const find = (of: Gateway) => of.findPayments({ merchantUid: 'charge/1', impUid: null });
    expect(await find(gateway)).toMatchObject([{ merchantUid: 'charge/1' }]);
    expect(await find(open({}).gateway)).toEqual([]);
  });
});

describe('a registration', () => {
  const find = (gateway: Gateway, claim: object = {}) =>
    gateway.findRegistration({
      merchantUid: 'm',
      customerUid: '',
      impUid: null,
      billingKey: 'key-1',
      ...claim,
    } as never);
  const KEY = 'GET /billing-keys/key-1';
  const FIRST = 'GET /payments/m';
  const first = (changes: object = {}) => ok(record({ id: 'm', transactionId: 't1', ...changes }));

  it.each([
    ['BillingKeyPaymentMethodCard', 'CARD'],
    ['BillingKeyPaymentMethodEasyPay', 'EASY_PAY'],
    ['BillingKeyPaymentMethodMobile', 'MOBILE'],
    ['BillingKeyPaymentMethodPaypal', 'PAYPAL'],
    ['BillingKeyPaymentMethodTransfer', 'TRANSFER'],
    ['Another', null],
    [undefined, null],
  ])('by %s is read with what is behind its key: %s', async (type, payMethod) => {
    const requestedAt = '2027-01-15T00:00:00Z';
    const full = key({ methods: [{ type, method: { card: { number: '5365' } } }], requestedAt });
    expect(await find(open({ [KEY]: ok(full) }).gateway)).toEqual({
      status: 'issued',
      merchantUid: 'm',
      customerUid: null,
      impUid: null,
      isRegistration: true,
      billingKey: 'key-1',
      payment: null,
      isDoubtful: false,
      pg: '',
      payMethod,
      cardName: null,
      cardNumber: '5365',
      sandbox: false,
      startedAt: Date.parse(requestedAt),
      failReason: null,
    });
  });

  it('began when it was asked for, else when it was issued, else nobody knows', async () => {
    const startedAt = async (changes: object) => (await find(open({ [KEY]: ok(key(changes)) }).gateway))?.startedAt;
    expect(await startedAt({ issuedAt: '2027-01-15T00:00:00Z' })).toBe(Date.UTC(2027, 0, 15));
    expect(await startedAt({ issuedAt: 'then' })).toBeNull();
    expect(await startedAt({})).toBeNull();
  });

  it('has failed with a key that was deleted, and is of the order that the key names', async () => {
    expect(await find(open({ [KEY]: ok(key({ status: 'DELETED', issueId: 'x' })) }).gateway)).toMatchObject({
      status: 'failed',
      merchantUid: 'x',
      billingKey: null,
      failReason: 'The billing key was deleted.',
    });
    expect(await find(open({ [KEY]: ok(key({ issueId: null })) }).gateway)).toMatchObject({ merchantUid: '' });
  });

  it.each<[object, object]>([
    [{}, { status: 'issued', impUid: 't1', payment: { merchantUid: 'm' }, isRegistration: true, merchantUid: 'm' }],
    [{ status: 'PENDING' }, { status: 'pending', payment: { status: 'pending' } }],
    [{ status: 'FAILED' }, { status: 'issued', impUid: null, payment: null }],
    [{ origin: { platformType: 'API' } }, { isRegistration: false }],
    [{ billingKey: 'key-2' }, { status: 'issued', payment: null, impUid: null, merchantUid: 'of the key' }],
    [{ billingKey: null }, { payment: null }],
  ])('whose window took a payment of %o is %o', async (changes, found) => {
    const { gateway } = open({ [KEY]: ok(key({ issueId: 'of the key' })), [FIRST]: first(changes) });
    expect(await find(gateway)).toMatchObject({ ...found, isDoubtful: false });
  });

  it.each<[object, object]>([
    [
      { status: 'FAILED', failure: { pgMessage: '한도초과' } },
      { status: 'failed', failReason: '한도초과' },
    ],
    [{ status: 'PENDING' }, { status: 'pending', failReason: null }],
    [{ origin: { platformType: 'API' } }, { status: 'failed', isRegistration: false }],
    [
      { channel: { type: 'TEST' }, method: { card: { name: 'BC', number: '1' } } },
      { sandbox: true, cardName: 'BC' },
    ],
  ])('without a key, whose window took a payment of %o, is %o', async (changes, found) => {
    const { gateway } = open({ [FIRST]: first({ billingKey: null, ...changes }) });
    expect(await find(gateway)).toMatchObject({
      ...{ merchantUid: 'm', impUid: 't1', billingKey: null, payment: null, isDoubtful: false, startedAt: null },
      ...found,
    });
  });

  it('is not found where there is neither key nor payment', async () => {
    expect(await find(open({}).gateway)).toBeNull();
  });

  it('is looked for by the key of its payment, where nobody names one', async () => {
    const { gateway, sent } = open({ [FIRST]: first(), [KEY]: ok(key()) });
    expect(await find(gateway, { billingKey: null })).toMatchObject({ billingKey: 'key-1', impUid: 't1' });
    expect(sent.some(({ path }) => path === '/billing-keys')).toBe(false);
  });

  describe('that only its number is known of', () => {
    const LIST = 'GET /billing-keys';
    const asked = (sent: readonly Sent[]) =>
      sent.filter(({ path }) => path === '/billing-keys').map(({ query }) => JSON.parse(String(query.requestBody)));

    it('is looked for in the time in which its window was open', async () => {
      const { gateway, sent } = open({ [LIST]: ok({ items: [key({ issueId: 'other' }), key()] }) });
      const claim = { billingKey: null, openFrom: Date.UTC(2027, 0, 1), openUntil: Date.UTC(2027, 0, 2) };
      expect(await find(gateway, claim)).toMatchObject({ billingKey: 'key-1' });
      const filter = {
        storeId: 'store-1',
        timeRangeField: 'REQUESTED_AT',
        from: '2026-12-31T23:00:00.000Z',
        until: '2027-01-02T01:00:00.000Z',
      };
      // Oldest first: a list that is too long is read on from the latest key that was seen.
      const sort = { by: 'REQUESTED_AT', order: 'ASC' };
      expect(asked(sent)).toEqual([{ page: { number: 0, size: 100 }, sort, filter }]);
    });

    it('is looked for in the last two days, where nobody says when', async () => {
      const { gateway, sent } = open({ [LIST]: ok({ items: [] }) });
      expect(await find(gateway, { billingKey: null })).toBeNull();
      expect(asked(sent)).toHaveLength(1);
      expect(asked(sent)[0].filter).toMatchObject({
        timeRangeField: 'REQUESTED_AT',
        from: '2027-01-13T11:00:00.000Z',
        until: '2027-01-15T13:00:00.000Z',
      });
    });

    it('is looked for page by page, up to an end', async () => {
      const others = Array.from({ length: 100 }, () => key({ issueId: 'other' }));
      const pages = open({
        [LIST]: ({ query }) => {
          const { number } = JSON.parse(String(query.requestBody)).page;
          return ok({ items: number < 2 ? others : [key()] });
        },
      });
      expect(await find(pages.gateway, { billingKey: null })).toMatchObject({ billingKey: 'key-1' });
      expect(asked(pages.sent).map(({ page }) => page.number)).toEqual([0, 1, 2]);
    });

    it('is found among more keys than a hundred pages hold', async () => {
      const begin = Date.UTC(2027, 0, 14);
      const at = (n: number) => new Date(begin + n * 1000).toISOString();
      const keys = Array.from({ length: 12_000 }, (_, n) => ({
        ...key({ issueId: `other-${n}` }),
        requestedAt: at(n),
      }));
      keys.push({ ...key(), requestedAt: at(12_000) });
      const { gateway, sent } = open({
        [LIST]: ({ query }) => {
          const { page, filter } = JSON.parse(String(query.requestBody));
          const rest = keys.filter(({ requestedAt }) => requestedAt >= filter.from);
          return ok({ items: rest.slice(page.number * page.size, (page.number + 1) * page.size) });
        },
      });
      expect(await find(gateway, { billingKey: null })).toMatchObject({ billingKey: 'key-1' });
      expect(
        asked(sent)
          .map(({ page, filter }) => [page.number, filter.from])
          .slice(99, 102),
      ).toEqual([
        [99, '2027-01-13T11:00:00.000Z'],
        [0, at(9999)],
        [1, at(9999)],
      ]);
    });

    it.each([undefined, '2027-01-14T00:00:00.000Z'])(
      'is not said to be none where the list has no end (%s)',
      async (requestedAt) => {
        const others = Array.from({ length: 100 }, () => key({ issueId: 'other', requestedAt }));
        const { gateway } = open({ [LIST]: ok({ items: others }) });
        const error = await failure(find(gateway, { billingKey: null }));
        expect([error.mayStillRun, error.message]).toEqual([false, "PortOne's list of billing keys has no end."]);
      },
    );

    it.each([{}, { items: 'none' }, { items: null }, { code: 0 }, { items: [key({ status: 'NEW' })] }])(
      'is not said to be none by %o',
      async (body) => {
        const { gateway } = open({ [LIST]: ok(body) });
        const { message } = await failure(find(gateway, { billingKey: null }));
        expect(message).toBe("PortOne's answer to /billing-keys is not what it describes.");
      },
    );
  });

  describe('that waits for the server', () => {
    const claim = { billingKey: null, billingIssueToken: 'token-1' };
    const CONFIRM = 'POST /billing-keys/confirm';

    it('is confirmed, once for each token', async () => {
      const { gateway, sent } = open({ [CONFIRM]: ok({ billingKey: 'key-1' }), [KEY]: ok(key()) });
      expect(await find(gateway, claim)).toMatchObject({ status: 'issued', billingKey: 'key-1' });
      const [confirm] = sent.filter(({ method }) => method === 'POST');
      expect(confirm?.body).toEqual({ storeId: 'store-1', billingIssueToken: 'token-1' });
      expect(confirm?.headers.get('idempotency-key')).toMatch(/^"rbk-confirm-[0-9a-f]{64}"$/);
    });

    it('is confirmed with its payment where the window takes one', async () => {
      const { gateway, sent } = open({
        'POST /billing-keys/confirm-issue-and-pay': ok({ billingKey: 'key-1' }),
        [FIRST]: first(),
        [KEY]: ok(key()),
      });
      expect(await find(gateway, claim)).toMatchObject({ impUid: 't1' });
      expect(sent.find(({ method }) => method === 'POST')?.body).toHaveProperty('paymentId', 'm');
    });

    it.each<[object, string | null]>([
      [{ type: 'PG_PROVIDER', pgMessage: '도난 카드', message: '?' }, '도난 카드'],
      [{ type: 'PG_PROVIDER', message: '?' }, '?'],
      [{ type: 'BILLING_KEY_ALREADY_ISSUED', message: '?' }, null],
    ])('and is refused with %o fails: %s', async (body, failReason) => {
      const { gateway } = open({ [CONFIRM]: { status: 409, body } });
      const found = await find(gateway, claim);
      if (failReason === null) expect(found).toBeNull();
      else {
        expect(found).toEqual({
          ...{ status: 'failed', merchantUid: 'm', customerUid: null, impUid: null, isRegistration: true },
          ...{ billingKey: null, payment: null, isDoubtful: false, pg: '', payMethod: null, cardName: null },
          ...{ cardNumber: null, sandbox: false, startedAt: null, failReason },
        });
      }
    });

    it('is not confirmed where its key is known', async () => {
      const { gateway, sent } = open({ [KEY]: ok(key()) });
      await find(gateway, { billingIssueToken: 'token-1' });
      await find(gateway, { billingKey: null });
      expect(sent.filter(({ method }) => method === 'POST')).toEqual([]);
    });
  });
});

describe('bookings', () => {
  const LIST = 'GET /payment-schedules';
  const timeToPay = '2027-02-01T00:00:00Z';
  const booking = (changes: object = {}) => ({ paymentId: 'b1', status: 'SCHEDULED', timeToPay, ...changes });
  const find = (gateway: Gateway) =>
    gateway.bookings?.find({ billingKey: 'key-1', from: Date.UTC(2027, 0), until: Date.UTC(2027, 1) });

  const pageOf = ({ query }: Sent): number => JSON.parse(String(query.requestBody)).page.number;
  /** One page of them, and an empty one after it. */
  const listed = (items: object[]) => ({ [LIST]: (sent: Sent) => ok({ items: pageOf(sent) === 0 ? items : [] }) });

  it.each<[object, object[]]>([
    [{}, [{ merchantUid: 'b1', at: Date.UTC(2027, 1), status: 'waiting' }]],
    [{ status: 'STARTED' }, [{ status: 'running' }]],
    [{ status: 'PENDING' }, [{ status: 'running' }]],
    [{ status: 'SUCCEEDED' }, [{ status: 'paid' }]],
    [{ status: 'FAILED' }, [{ status: 'failed' }]],
    [{ status: 'REVOKED' }, [{ status: 'withdrawn' }]],
    [{ status: 'NEW' }, [{ status: 'waiting' }]],
    [{ status: null }, [{ status: 'waiting' }]],
  ])('of %o are %o', async (changes, found) => {
    const { gateway, sent } = open(listed([booking(changes)]));
    const bookings = await find(gateway);
    expect(bookings).toHaveLength(found.length);
    expect(bookings).toMatchObject(found);
    const filter = { storeId: 'store-1', billingKey: 'key-1', from: '2027-01-01T00:00:00.000Z' };
    expect(JSON.parse(String(sent[0]?.query.requestBody))).toEqual({
      page: { number: 0, size: 100 },
      filter: { ...filter, until: '2027-02-01T00:00:00.000Z' },
    });
  });

  it.each([{ paymentId: 7 }, { timeToPay: 'soon' }, { timeToPay: undefined }])(
    'are not believed where one has %o',
    async (changes) => {
      const { gateway } = open(listed([booking(), booking(changes)]));
      expect((await failure(find(gateway))).message).toBe("PortOne's list of bookings has an entry that is none.");
    },
  );

  it('are read to their end, and not believed without one', async () => {
    const full = Array.from({ length: 100 }, () => booking());
    const pages = [full, [booking()]];
    const { gateway } = open({ [LIST]: (sent) => ok({ items: pages[pageOf(sent)] ?? [] }) });
    expect(await find(gateway)).toHaveLength(101);
    const endless = open({ [LIST]: ok({ items: full }) });
    const error = await failure(find(endless.gateway));
    expect([error.mayStillRun, error.message]).toEqual([false, "PortOne's list of bookings has no end."]);
    expect(endless.sent).toHaveLength(100);
  });

  it.each([{}, { items: 'none' }, { items: null }, { type: 7 }])('are not said to be none by %o', async (body) => {
    const { gateway } = open({ [LIST]: ok(body) });
    const { message } = await failure(find(gateway));
    expect(message).toBe("PortOne's answer to /payment-schedules is not what it describes.");
  });

  it('are withdrawn by their key', async () => {
    const { gateway, sent } = open({ 'DELETE /payment-schedules': ok({}) });
    await gateway.bookings?.withdraw({ billingKey: 'key-1' } as never);
    const requestBody = JSON.stringify({ storeId: 'store-1', billingKey: 'key-1' });
    expect(sent).toMatchObject([{ method: 'DELETE', path: '/payment-schedules' }]);
    expect(sent[0]?.query).toEqual({ requestBody });
  });
});

describe('a webhook', () => {
  const read = (body: unknown, headers: Record<string, string> = {}, options: Partial<PortOneOptions> = {}) =>
    open({}, options).gateway.readWebhook({
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: new Headers(headers),
    });

  it.each<[unknown, object | null]>([
    [
      { type: 'Transaction.Paid', data: { paymentId: 'm' } },
      { merchantUid: 'm', billingKey: null },
    ],
    [
      { type: 'Transaction.Paid', data: { paymentId: 'm', storeId: 'store-1' } },
      { merchantUid: 'm', billingKey: null },
    ],
    [
      { payment_id: 'm', tx_id: 't', status: 'Cancelled' },
      { merchantUid: 'm', billingKey: null },
    ],
    [{ type: 'Transaction.Paid', data: {} }, null],
    [
      { type: 'BillingKey.Deleted', data: { billingKey: 'key-1' } },
      { merchantUid: null, billingKey: 'key-1' },
    ],
    [{ type: 'BillingKey.Deleted', data: {} }, null],
    [{ type: 'Other', data: { billingKey: 'key-1' } }, null],
    [{ data: { billingKey: 'key-1' } }, null],
    [{ type: 'BillingKey.Deleted', data: null }, null],
    ['null', null],
    ['{', null],
  ])('of %o names %o', async (body, notice) => {
    expect(await read(body)).toEqual(notice);
  });

  it('of another store is refused', async () => {
    const other = read({ type: 'Transaction.Paid', data: { paymentId: 'm', storeId: 'store-2' } });
    await expect(other).rejects.toThrow(new WebhookRejected('It is of another store.'));
    await expect(other).rejects.toMatchObject({ name: 'WebhookRejected' });
  });

  describe('that is signed', () => {
    const raw = new TextEncoder().encode('a secret of thirty-two characters');
    const secret = btoa(String.fromCharCode(...raw));
    const body = JSON.stringify({ type: 'Transaction.Paid', data: { paymentId: 'm' } });
    const seconds = NOW / 1000;

    async function signature(timestamp: number | string = seconds, id = 'id-1') {
      const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
      const signed = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${id}.${timestamp}.${body}`));
      return btoa(String.fromCharCode(...new Uint8Array(signed)));
    }
    async function headers(changes: Record<string, string> = {}) {
      return {
        'webhook-id': 'id-1',
        'webhook-timestamp': String(seconds),
        'webhook-signature': `v1,${await signature()}`,
        ...changes,
      };
    }

    it.each([secret, `whsec_${secret}`, [btoa('another secret'), secret]])(
      'is read with its secret: %s',
      async (one) => {
        expect(await read(body, await headers(), { webhookSecret: one })).toMatchObject({ merchantUid: 'm' });
      },
    );

    it('may have several signatures, five of which are looked at', async () => {
      const right = `v1,${await signature()}`;
      const read5 = async (...signatures: string[]) =>
        read(body, await headers({ 'webhook-signature': signatures.join(' ') }), { webhookSecret: secret });
      expect(await read5('v1,AAAA', 'v1,!', 'v1', `v2,${await signature()}`, right)).toMatchObject({
        merchantUid: 'm',
      });
      const wrong = 'The webhook’s signature is not of this secret.';
      await expect(read5('v1,A', 'v1,A', 'v1,A', 'v1,A', 'v1,A', right)).rejects.toThrow(new WebhookRejected(wrong));
      await expect(read5(`v2,${await signature()}`)).rejects.toThrow(wrong);
    });

    it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('is refused without %s', async (name) => {
      const without = read(body, await headers({ [name]: '' }), { webhookSecret: secret });
      await expect(without).rejects.toThrow(new WebhookRejected('The webhook carries no signature.'));
    });

    it.each([
      [300, true],
      [-300, true],
      [301, false],
      [-301, false],
      [Number.NaN, false],
    ])('is of these minutes, %i seconds off: %s', async (off, isTimely) => {
      const timestamp = String(seconds + off);
      const given = { 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${await signature(timestamp)}` };
      const done = read(body, await headers(given), { webhookSecret: secret });
      if (isTimely) expect(await done).toMatchObject({ merchantUid: 'm' });
      else await expect(done).rejects.toThrow(new WebhookRejected('The webhook is not of these minutes.'));
    });

    it.each(['a,whsec_', 'whsec_whsec_YQ==', 'YWJjwhsec_ZGVm'])('has no secret in %s', (webhookSecret) => {
      expect(() => open({}, { webhookSecret })).toThrow(expect.objectContaining({ field: 'webhookSecret' }));
    });
  });
});
