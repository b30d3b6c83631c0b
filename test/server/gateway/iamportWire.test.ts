import { describe, expect, it } from 'vitest';
import { GatewayUnavailable, type IamportOptions, iamport } from '../../../src/server/index.js';
import { failure } from '../support/failure.js';
import { chargeRequest as request } from '../support/payments.js';
import { type Answer, type Answers, type Sent, stubFetch } from './stubFetch.js';

const token = { body: { code: 0, message: null, response: { access_token: 'token-1', expired_at: 1800, now: 0 } } };
const handled = (response: unknown): Answer => ({ body: { code: 0, message: null, response } });
const nothing: Answer = { status: 404, body: { code: -1, message: '없음', response: null } };

/** The gateway, with answers by the beginning of a path. What is not said gives a token, and knows of nothing. */
function open(answers: Answers, options: Partial<IamportOptions> = {}) {
  const sent = stubFetch(({ path }) => {
    const found = Object.entries(answers).find(([start]) => path.startsWith(start))?.[1];
    return found ?? (path.endsWith('/users/getToken') ? token : nothing);
  });
  const gateway = iamport({ apiKey: 'key', apiSecret: 'secret-7', ...options });
  return { gateway, sent, calls: () => sent.filter(({ path }) => path !== '/users/getToken') };
}

const AGAIN = '/subscribe/payments/again';
const record = (changes: object = {}) => ({
  imp_uid: 'imp_1',
  merchant_uid: 'charge1',
  customer_uid: 'card1',
  customer_uid_usage: 'payment',
  status: 'paid',
  amount: 9900,
  ...changes,
});

describe('the options', () => {
  const make = (options: object) => () => iamport({ apiKey: 'key', apiSecret: 'secret', ...options });

  it.each<[object, string, string]>([
    [{ apiKey: '' }, 'apiKey', 'iamport: apiKey is missing.'],
    [{ apiKey: ' ' }, 'apiKey', 'iamport: apiKey is missing.'],
    [{ apiSecret: undefined }, 'apiSecret', 'iamport: apiSecret is missing.'],
    [{ apiSecret: 7 }, 'apiSecret', 'iamport: apiSecret is missing.'],
    [{ tier: 'a\nb' }, 'tier', 'iamport: tier has characters that no header can carry.'],
    [{ tier: '가' }, 'tier', 'iamport: tier has'],
    [{ tier: '' }, 'tier', 'iamport: tier has'],
    [{ tier: 7 }, 'tier', 'iamport: tier has'],
    [{ productType: 'paper' }, 'productType', 'iamport: productType is "paper"; it must be "real" or "digital".'],
    [{ chargeDeadline: -1 }, 'chargeDeadline', 'iamport'],
    [{ readDeadline: Number.NaN }, 'readDeadline', 'iamport'],
    [{ apiUrl: '' }, 'apiUrl', 'iamport: apiUrl is ""; it must be an address such as https://api.example'],
    [{ apiUrl: 'api.iamport.kr' }, 'apiUrl', 'iamport: apiUrl is'],
    [{ apiUrl: 'ftp://https://api.iamport.kr' }, 'apiUrl', 'iamport: apiUrl is'],
    [{ apiUrl: 'https://api.iamport.kr x' }, 'apiUrl', 'iamport: apiUrl is'],
    [{ apiUrl: 'https://[' }, 'apiUrl', 'iamport: apiUrl is'],
  ])('%o are refused, by name', (options, field, message) => {
    expect(make(options)).toThrow(
      expect.objectContaining({ code: 'invalid_configuration', field, message: expect.stringContaining(message) }),
    );
  });

  it('are all missing where there are none', () => {
    expect(() => iamport(undefined as never)).toThrow(expect.objectContaining({ field: 'apiKey' }));
  });

  it('say where the API is, with or without a slash, and twice the deadline is the life of a charge', async () => {
    const { gateway, sent } = open({}, { apiUrl: 'https://api.example/v1//', chargeDeadline: 700 });
    await gateway.findKey('card1');
    expect(sent.map(({ path }) => path)).toEqual(['/v1/users/getToken', '/v1/subscribe/customers/card1']);
    expect(gateway).toMatchObject({ name: 'iamport', account: 'iamport:key', chargeLife: 1400 });
    expect(iamport({ apiKey: 'key', apiSecret: 's', tier: ' A01 ' }).chargeLife).toBe(60_000);
  });

  it('are i’mport’s own address where none is named', async () => {
    const { gateway, sent } = open({});
    await gateway.findKey('card1');
    expect(sent.map(({ origin }) => origin)).toEqual(Array(2).fill('https://api.iamport.kr'));
  });
});

describe('a charge', () => {
  it('sends what it has to, and no more', async () => {
    const { gateway, calls } = open({ [AGAIN]: handled(record()) });
    await gateway.charge(request);
    expect(calls()).toMatchObject([{ method: 'POST', path: AGAIN }]);
    expect(calls()[0]?.headers.get('content-type')).toBe('application/json');
    expect(calls()[0]?.body).toEqual({
      customer_uid: 'card1',
      merchant_uid: 'charge1',
      amount: 9900,
      currency: 'KRW',
      name: '월간 이용권',
      custom_data: '{"reactBillingKeyTry":"charge1:1"}',
    });
  });

  it('sends what it is told of the buyer, the tax and the goods', async () => {
    const { gateway, calls } = open({ [AGAIN]: handled(record()) }, { productType: 'digital', tier: 'A01' });
    const buyer = { name: 'Kim', email: 'k@e.kr', tel: '010', address: 'Seoul', postcode: '04524', ip: '1.2.3.4' };
    await gateway.charge({ ...request, taxFree: 900, vat: 0, buyer });
    expect(calls()[0]?.body).toMatchObject({
      tax_free: 900,
      vat_amount: 0,
      buyer_name: 'Kim',
      buyer_email: 'k@e.kr',
      buyer_tel: '010',
      buyer_addr: 'Seoul',
      buyer_postcode: '04524',
      browser_ip: '1.2.3.4',
      product_type: 'digital',
    });
    expect(calls()[0]?.headers.get('tier')).toBe('A01');
    const real = open({ [AGAIN]: handled(record()) }, { productType: 'real' });
    await real.gateway.charge({ ...request, taxFree: 0, vat: null });
    expect(real.calls()[0]?.body).toMatchObject({ tax_free: 0, product_type: 'real' });
  });

  it.each<[object, object]>([
    [{}, { status: 'paid', impUid: 'imp_1', merchantUid: 'charge1', billingKey: 'card1', isKeyCharge: true }],
    [{}, { amount: 9900, cancelledAmount: 0, currency: 'KRW', sandbox: false, tag: null }],
    [{}, { failCode: null, failReason: null, receiptUrl: null, cardName: null, cardNumber: null }],
    [
      { status: 'failed', fail_reason: '한도초과 [8035]' },
      { failCode: '8035', failReason: '한도초과 [8035]' },
    ],
    [{ status: 'failed', fail_reason: '(F-1) no' }, { failCode: null }],
    [{ status: 'failed', fail_reason: 'no (F_1) ' }, { failCode: 'F_1' }],
    [{ status: 'failed' }, { status: 'failed' }],
    [
      { status: 'cancelled', cancel_amount: 900 },
      { status: 'cancelled', cancelledAmount: 900 },
    ],
    [{ status: 'ready' }, { status: 'pending' }],
    [{ cancel_amount: undefined }, { cancelledAmount: 0 }],
    [{ cancel_amount: null }, { cancelledAmount: 0 }],
    [
      { currency: 'USD', sandbox: true },
      { currency: 'USD', sandbox: true },
    ],
    [{ sandbox: 'true' }, { sandbox: false }],
    [
      { receipt_url: 'https://r', card_name: 'BC\u0000카드', card_number: '' },
      { cardName: 'BC카드', cardNumber: null },
    ],
    [{ receipt_url: 'https://r' }, { receiptUrl: 'https://r' }],
    [{ customer_uid: null }, { billingKey: null }],
    [{ custom_data: '{"reactBillingKeyTry":"t1"}' }, { tag: 't1' }],
    [{ custom_data: '{"reactBillingKeyTry":7}' }, { tag: null }],
    [{ custom_data: '{' }, { tag: null }],
    [{ custom_data: 'null' }, { tag: null }],
    [{ custom_data: '7' }, { tag: null }],
    [{ custom_data: { reactBillingKeyTry: 't1' } }, { tag: null }],
    [{ customer_uid_usage: 'payment.scheduled' }, { isKeyCharge: true }],
    [{ customer_uid_usage: 'issue', channel: 'api' }, { isKeyCharge: false }],
    [{ customer_uid_usage: null, channel: 'api' }, { isKeyCharge: true }],
    [{ customer_uid_usage: null, channel: 'pc', apply_num: '1' }, { isKeyCharge: false }],
    [{ customer_uid_usage: null, apply_num: '1' }, { isKeyCharge: true }],
    [{ customer_uid_usage: null, receipt_url: 'https://r' }, { isKeyCharge: true }],
    [{ customer_uid_usage: null }, { isKeyCharge: false }],
  ])('that is recorded as %o is %o', async (changes, payment) => {
    const { gateway } = open({ [AGAIN]: handled(record(changes)) });
    expect(await gateway.charge(request)).toMatchObject({ kind: 'answered', payment });
  });

  it.each([
    null,
    'paid',
    {},
    record({ imp_uid: 7 }),
    record({ merchant_uid: null }),
    record({ status: undefined }),
    record({ amount: '9900' }),
    record({ cancel_amount: '900' }),
    record({ merchant_uid: 'charge2' }),
  ])('that is answered with %o is open', async (response) => {
    const { gateway } = open({ [AGAIN]: handled(response) });
    const error = await failure(gateway.charge(request));
    expect(error.mayStillRun).toBe(true);
    expect(error.message).toBe(`i'mport's answer to ${AGAIN} is not a payment.`);
  });

  it('that is refused has i’mport’s code and words', async () => {
    const { gateway } = open({ [AGAIN]: { body: { code: -7, message: '한도초과', response: null } } });
    expect(await gateway.charge(request)).toEqual({ kind: 'refused', code: '-7', message: '한도초과' });
  });
});

describe('a call that is not answered', () => {
  const thrown = (code?: string) => {
    const cause = Object.assign(new Error('connect'), code === undefined ? {} : { code });
    return Object.assign(new TypeError('fetch failed'), { cause });
  };

  it.each([
    ['ECONNREFUSED', false],
    ['ENOTFOUND', false],
    ['EAI_AGAIN', false],
    ['ECONNRESET', true],
  ])('for %s may still run: %s', async (code, mayStillRun) => {
    const { gateway } = open({ [AGAIN]: thrown(code) });
    const error = await failure(gateway.charge(request));
    expect(error).toMatchObject({ name: 'GatewayUnavailable', mayStillRun, cause: { message: 'fetch failed' } });
    expect(error.message).toBe(`i'mport did not answer POST ${AGAIN}: ${code}.`);
  });

  it('says what it knows where there is no code', async () => {
    for (const [answer, said] of [
      [thrown(), 'Error: connect'],
      [new Error('odd'), 'Error: odd'],
      [Object.assign(new Error('late'), { code: 23 }), 'Error: late'],
    ] as const) {
      const { gateway } = open({ [AGAIN]: answer });
      expect((await failure(gateway.charge(request))).message).toBe(`i'mport did not answer POST ${AGAIN}: ${said}.`);
    }
  });

  it('names no key, as it is or as a path has it', async () => {
    const key = 'kim@example.com/1';
    const asItIs = new Error(`no ${key} here, nor ${encodeURIComponent(key)}`);
    const { gateway } = open({ '/subscribe/customers': asItIs });
    expect((await failure(gateway.findKey(key))).message).toBe(
      "i'mport did not answer GET /subscribe/customers/…: Error: no … here, nor ….",
    );
    const odd = open({ '/subscribe/customers': { status: 500, body: '/subscribe/customers/%E0%A4%A' } });
    expect((await failure(odd.gateway.revokeKey({ billingKey: key, reason: '해지' }))).message).not.toContain('kim');
    expect(new GatewayUnavailable('GET /customers/%E0%A4%A?x', { mayStillRun: true }).message).toBe(
      'GET /customers/…?x',
    );
  });

  it.each([
    [200, '', true, ' and no envelope'],
    [200, '{"code":"0"}', true, ' and no envelope'],
    [500, '{"code":0}', true, ''],
    [199 + 101, '{"code":0}', true, ''],
    [408, '{"code":0}', true, ''],
    [421, '{"code":0}', false, ''],
    [429, '', false, ' and no envelope'],
  ])('with HTTP %i and %o may still run: %s', async (status, body, mayStillRun, more) => {
    const { gateway } = open({ [AGAIN]: { status, body } });
    const error = await failure(gateway.charge(request));
    expect(error.mayStillRun).toBe(mayStillRun);
    expect(error.message).toBe(`i'mport answered POST ${AGAIN} with HTTP ${status}${more}.`);
  });

  it('has no body, or more of one than any answer has', async () => {
    const limit = 8 * 1024 * 1024;
    const whole = new TextEncoder().encode('{"code":1,"message":"가"}'.padEnd(limit - 2, ' '));
    expect(whole).toHaveLength(limit);
    const answer = (parts: Uint8Array[] | null, status = 200) => {
      const body = parts && new Blob(parts as Uint8Array<ArrayBuffer>[]).stream();
      return open({ [AGAIN]: new Response(body, { status }) }).gateway.charge(request);
    };
    expect(await answer([whole])).toEqual({ kind: 'refused', code: '1', message: '가' });
    const error = await failure(answer([whole, new Uint8Array([32])]));
    expect([error.mayStillRun, error.message]).toEqual([
      true,
      `i'mport did not answer POST ${AGAIN}: Error: the answer has more than ${limit} bytes.`,
    ]);
    expect((await failure(answer(null, 204))).message).toContain('HTTP 204 and no envelope');
  });

  it('may come in pieces that cut a letter in two', async () => {
    const all = new TextEncoder().encode('{"code":1,"message":"가"}');
    const body = new ReadableStream({
      start(controller) {
        for (const part of [all.slice(0, 22), all.slice(22)]) controller.enqueue(part);
        controller.close();
      },
    });
    const { gateway } = open({ [AGAIN]: new Response(body) });
    expect(await gateway.charge(request)).toMatchObject({ message: '가' });
  });

  it.each([
    [400, -1],
    [499, 1],
    [299, 2],
  ])('is answered with HTTP %i and code %i', async (status, code) => {
    const { gateway } = open({ [AGAIN]: { status, body: { code, message: null } } });
    expect(await gateway.charge(request)).toEqual({ kind: 'refused', code: String(code), message: '' });
  });
});

describe('the access token', () => {
  it('is asked for with key and secret, once for many calls, and sent along', async () => {
    const { gateway, sent, calls } = open({});
    await Promise.all([gateway.findKey('card1'), gateway.findKey('card2')]);
    await gateway.findKey('card3');
    expect(sent.filter(({ path }) => path === '/users/getToken')).toMatchObject([
      { method: 'POST', body: { imp_key: 'key', imp_secret: 'secret-7' } },
    ]);
    expect(calls().map(({ headers }) => headers.get('authorization'))).toEqual(Array(3).fill('Bearer token-1'));
    expect(calls()[0]?.headers.has('content-type')).toBe(false);
    expect(calls()[0]?.headers.has('tier')).toBe(false);
  });

  it.each([
    [60, 2],
    [61, 1],
    ['none', 2],
  ])('that lives for %s seconds is asked for %i times', async (life, times) => {
    const response = { access_token: 'short', expired_at: typeof life === 'number' ? 1000 + life : life, now: 1000 };
    const { gateway, sent } = open({ '/users/getToken': handled(response) });
    await gateway.findKey('card1');
    await gateway.findKey('card1');
    expect(sent.filter(({ path }) => path === '/users/getToken')).toHaveLength(times);
  });

  it.each([null, {}, { access_token: 7 }])(
    'that is none (%o) is a wrong key, and nothing was sent',
    async (response) => {
      const { gateway, calls } = open({
        '/users/getToken': { status: 401, body: { code: -1, message: '틀림', response } },
      });
      const error = await failure(gateway.charge(request));
      expect(error.mayStillRun).toBe(false);
      expect(error.message).toBe(
        "i'mport gave no access token (HTTP 401: 틀림). Check apiKey and apiSecret of iamport({ … }).",
      );
      expect(calls()).toEqual([]);
    },
  );

  it('that is refused twice is no answer', async () => {
    const { gateway, sent } = open({ [AGAIN]: { status: 401, body: { code: -1, message: null, response: null } } });
    const error = await failure(gateway.charge(request));
    expect([error.mayStillRun, error.message]).toEqual([
      false,
      `i'mport refuses its own fresh token on POST ${AGAIN}.`,
    ]);
    expect(sent.map(({ path }) => path)).toEqual(['/users/getToken', AGAIN, '/users/getToken', AGAIN]);
  });

  it('that can’t be had leaves nothing sent, and is asked for anew the next time', async () => {
    let isDown = true;
    const { gateway, calls } = open({
      '/users/getToken': () => (isDown ? { status: 500, body: 'down' } : token),
    });
    const error = await failure(gateway.charge(request));
    expect([error.mayStillRun, calls().length]).toEqual([false, 0]);
    expect(error.cause).toBeInstanceOf(GatewayUnavailable);
    isDown = false;
    expect(await gateway.findKey('card1')).toBeNull();
  });
});

describe('a key', () => {
  it('is read, and is null where there is none', async () => {
    const body = { pg_provider: 'kcp', card_name: 'BC', card_number: '5365', sandbox: true };
    const { gateway, calls } = open({
      '/subscribe/customers/a%2Fb': handled(body),
      '/subscribe/customers/c': handled({}),
    });
    const found = { billingKey: 'a/b', pg: 'kcp', cardName: 'BC', cardNumber: '5365', sandbox: true };
    expect(await gateway.findKey('a/b')).toEqual(found);
    expect(await gateway.findKey('c')).toEqual({
      ...{ billingKey: 'c', pg: '', cardName: null, cardNumber: null, sandbox: false },
    });
    expect(await gateway.findKey('d')).toBeNull();
    expect(calls()[0]).toMatchObject({ method: 'GET', address: '/subscribe/customers/a%2Fb' });
  });

  it('that can’t be read is no answer', async () => {
    const { gateway } = open({ '/subscribe/customers': { body: { code: -3, message: '점검', response: null } } });
    const error = await failure(gateway.findKey('card1'));
    expect(error.message).toBe("i'mport answered GET /subscribe/customers/… with code -3: 점검");
    expect(error.mayStillRun).toBe(false);
    await failure(open({ '/subscribe/customers': handled(null) }).gateway.findKey('card1'));
    const odd = { body: { code: 1, message: '?', response: {} } };
    await failure(open({ '/subscribe/customers': odd }).gateway.findKey('card1'));
  });

  it.each([
    [{ status: 404, body: { code: -1, message: '없음' } }, true],
    [{ body: { code: 0, message: null } }, true],
    [{ body: { code: 1, message: '진행중' } }, false],
    [{ status: 400, body: { code: -1, message: '진행중' } }, false],
  ])('that is to be revoked, and is answered %o, is gone: %s', async (answer, isGone) => {
    const { gateway, calls } = open({ '/subscribe/customers': answer });
    const revoked = gateway.revokeKey({ billingKey: 'a/b', reason: '해지 & 탈퇴' });
    if (isGone) await revoked;
    else {
      const error = await failure(revoked);
      expect([error.mayStillRun, error.message]).toEqual([
        false,
        "i'mport did not revoke the key /subscribe/customers/…: 진행중",
      ]);
    }
    const address = `/subscribe/customers/a%2Fb?reason=${encodeURIComponent('해지 & 탈퇴')}`;
    expect(calls()).toMatchObject([{ method: 'DELETE', address }]);
  });
});

describe('the payments of a number', () => {
  const page = (...list: object[]) => handled({ list });

  it('are asked for with those of a test channel, a hundred at once', async () => {
    const full = Array.from({ length: 100 }, (_, index) => record({ imp_uid: `imp_${index}` }));
    const { gateway, calls } = open({
      '/payments/findAll/': ({ query }) => (query.page === '1' ? page(...full) : page(record())),
    });
    expect(await gateway.findPayments({ merchantUid: 'a/b', impUid: null })).toHaveLength(101);
    expect(calls().map(({ address }) => address)).toEqual(
      [1, 2].map((number) => `/payments/findAll/a%2Fb?include_sandbox=true&limit=100&page=${number}`),
    );
  });

  it('are given up where there is no end of them', async () => {
    const full = page(...Array.from({ length: 100 }, () => record()));
    const { gateway, calls } = open({ '/payments/findAll/': full });
    const error = await failure(gateway.findPayments({ merchantUid: 'm', impUid: null }));
    expect([error.mayStillRun, error.message]).toEqual([
      false,
      "i'mport has more than 5000 payments under one order number.",
    ]);
    expect(calls()).toHaveLength(50);
  });

  it('hold the one that is known, once', async () => {
    const known = handled(record({ imp_uid: 'imp_2' }));
    const { gateway, calls } = open({ '/payments/findAll/': page(record()), '/payments/imp_2': known });
    const uids = async (impUid: string | null) =>
      (await gateway.findPayments({ merchantUid: 'm', impUid })).map((payment) => payment.impUid);
    expect(await uids('imp_1')).toEqual(['imp_1']);
    expect(await uids(null)).toEqual(['imp_1']);
    expect(calls()).toHaveLength(2);
    expect(await uids('imp_2')).toEqual(['imp_1', 'imp_2']);
    expect(calls().at(-1)?.address).toBe('/payments/imp_2?include_sandbox=true');
    expect(await uids('imp_3')).toEqual(['imp_1']);
  });

  it.each([{}, { list: {} }, { list: [null] }, { list: [record({ merchant_uid: null })] }])(
    'are no answer where they are %o',
    async (response) => {
      const { gateway } = open({ '/payments/findAll/': handled(response) });
      await failure(gateway.findPayments({ merchantUid: 'm', impUid: null }));
    },
  );

  it('are none where i’mport knows none', async () => {
    expect(await open({}).gateway.findPayments({ merchantUid: 'm', impUid: null })).toEqual([]);
  });
});

describe('a registration', () => {
  const issue = (changes: object = {}) =>
    record({ merchant_uid: 'm', customer_uid_usage: 'issue', amount: 0, pg_provider: 'kcp_billing', ...changes });
  const key = { pg_provider: 'kcp', card_name: 'KeyCard', card_number: '9999', sandbox: true };

  async function find(named: object | null, card: object | null = key, under: object[] = []) {
    const { gateway } = open({
      '/payments/findAll/': handled({ list: under }),
      '/payments/': named === null ? nothing : handled(named),
      '/subscribe/customers/': card === null ? nothing : handled(card),
    });
    return gateway.findRegistration({ merchantUid: 'm', customerUid: 'card1', impUid: 'imp_1' } as never);
  }

  it.each<[string, object, object | null, object]>([
    ['paid, with its key', {}, key, { status: 'issued', billingKey: 'card1', payment: null, isDoubtful: false }],
    [
      'paid, without',
      {},
      null,
      { status: 'failed', billingKey: null, failReason: 'There is no billing key (any more).' },
    ],
    ['failed', { status: 'failed' }, key, { status: 'failed', failReason: 'failed' }],
    ['cancelled', { status: 'cancelled' }, key, { status: 'failed', failReason: 'cancelled' }],
    ['failed, with a reason', { status: 'failed', fail_reason: '도난' }, key, { failReason: '도난' }],
    ['ready, with its key', { status: 'ready' }, key, { status: 'issued', failReason: null }],
    ['ready, with the amount that the window showed', { status: 'ready', amount: 100 }, key, { status: 'issued' }],
    ['ready, without', { status: 'ready' }, null, { status: 'pending' }],
    ['ready, with money', { status: 'ready', amount: 100, apply_num: '1' }, key, { status: 'pending' }],
  ])('that is %s', async (_what, changes, card, found) => {
    expect(await find(issue(changes), card)).toMatchObject({ merchantUid: 'm', isRegistration: true, ...found });
  });

  it.each<[object, object]>([
    [
      { amount: 100, apply_num: '1' },
      { payment: { amount: 100 }, isDoubtful: false },
    ],
    [
      { amount: 100, receipt_url: 'https://r' },
      { payment: { amount: 100 }, isDoubtful: false },
    ],
    [{ amount: 100 }, { payment: null, isDoubtful: false }],
    [
      { amount: 100, pg_provider: 'kakaopay' },
      { payment: { amount: 100 }, isDoubtful: false },
    ],
    [
      { amount: 100, pg_provider: 'nobody' },
      { payment: null, isDoubtful: true },
    ],
    [
      { amount: 0, pg_provider: 'nobody', apply_num: '1' },
      { payment: null, isDoubtful: false },
    ],
    [
      { amount: 100, pg_provider: 'welcome', pay_method: 'phone' },
      { payment: { amount: 100 }, isDoubtful: false },
    ],
    [
      { amount: 100, pg_provider: 'welcome', pay_method: 'card' },
      { payment: null, isDoubtful: false },
    ],
    [
      { amount: 100, pg_provider: null },
      { payment: null, isDoubtful: true, pg: '' },
    ],
  ])('of %o took %o', async (changes, found) => {
    expect(await find(issue(changes))).toMatchObject(found);
  });

  it('is read with the card as the key has it', async () => {
    const full = issue({ card_name: 'BC', card_number: '5365', pay_method: 'card', started_at: 1_770_000_000 });
    expect(await find(full)).toMatchObject({
      customerUid: 'card1',
      impUid: 'imp_1',
      pg: 'kcp_billing',
      payMethod: 'card',
      cardName: 'BC',
      cardNumber: '9999',
      sandbox: true,
      startedAt: 1_770_000_000_000,
    });
    expect(await find(full, {})).toMatchObject({ cardNumber: '5365', sandbox: false });
    expect(await find(issue({ sandbox: true, started_at: 0 }), {})).toMatchObject({ sandbox: true, startedAt: null });
    expect(await find(issue({ started_at: 'then', status: 'failed' }), null)).toMatchObject({
      sandbox: false,
      startedAt: null,
    });
  });

  it.each<[object, boolean]>([
    [{ customer_uid_usage: null, channel: 'pc' }, true],
    [{ customer_uid_usage: null }, true],
    [{ customer_uid_usage: null, channel: 'api' }, false],
    [{ customer_uid_usage: 'payment' }, false],
  ])('is one, of %o: %s', async (changes, isRegistration) => {
    expect(await find(issue(changes))).toMatchObject({ isRegistration });
  });

  it('is looked for under its number where the page names another, the paid one first', async () => {
    const other = issue({ merchant_uid: 'other' });
    const ready = issue({ imp_uid: 'imp_ready', status: 'ready' });
    const failed = issue({ imp_uid: 'imp_failed', status: 'failed' });
    const charged = issue({ imp_uid: 'imp_charge', customer_uid_usage: 'payment' });
    expect(await find(other, key, [failed, charged, ready, issue({ imp_uid: 'imp_paid' })])).toMatchObject({
      impUid: 'imp_paid',
    });
    expect(await find(other, key, [failed, charged, ready])).toMatchObject({ impUid: 'imp_ready' });
    expect(await find(other, key, [failed])).toMatchObject({ impUid: 'imp_failed' });
    expect(await find(other, key, [])).toMatchObject({ merchantUid: 'other' });
    expect(await find(null, key, [issue({ imp_uid: 'imp_paid' })])).toMatchObject({ impUid: 'imp_paid' });
  });

  it('is the one that the page names, whatever else there is, and no other is asked for without a name', async () => {
    expect(await find(issue(), key, [issue({ imp_uid: 'imp_other' })])).toMatchObject({ impUid: 'imp_1' });
    const { gateway, calls } = open({ '/payments/findAll/': handled({ list: [issue()] }) });
    await gateway.findRegistration({ merchantUid: 'm', customerUid: 'card1', impUid: '' } as never);
    const paths = calls().map(({ path }) => path);
    expect(paths.sort()).toEqual(['/payments/findAll/m', '/subscribe/customers/card1']);
  });

  it('is waited for where its key is there, and not found where nothing is', async () => {
    expect(await find(null)).toEqual({
      status: 'pending',
      merchantUid: 'm',
      customerUid: 'card1',
      impUid: null,
      isRegistration: true,
      billingKey: 'card1',
      payment: null,
      isDoubtful: false,
      pg: 'kcp',
      payMethod: null,
      cardName: 'KeyCard',
      cardNumber: '9999',
      sandbox: true,
      startedAt: null,
      failReason: null,
    });
    expect(await find(null, null)).toBeNull();
  });
});

describe('bookings', () => {
  const day = 24 * 60 * 60_000;
  const booking = (changes: object = {}) => ({
    merchant_uid: 'b1',
    schedule_at: 1_770_000_000,
    schedule_status: 'scheduled',
    payment_status: null,
    ...changes,
  });

  async function find(pages: (sent: Sent) => Answer, days = 1) {
    const { gateway, calls } = open({ '/subscribe/customers/': pages });
    const found = await gateway.bookings?.find({ billingKey: 'a/b', from: 500, until: 500 + days * day });
    return { found, calls };
  }
  const first =
    (response: unknown) =>
    ({ query }: Sent) =>
      handled(query.page === '1' ? response : []);

  it.each<[object, string]>([
    [{}, 'waiting'],
    [{ schedule_status: 'revoked' }, 'withdrawn'],
    [{ schedule_status: 'executed', payment_status: 'paid' }, 'paid'],
    [{ schedule_status: 'executed', payment_status: 'failed' }, 'failed'],
    [{ schedule_status: 'executed', payment_status: 'cancelled' }, 'failed'],
    [{ schedule_status: 'executed' }, 'running'],
    [{ payment_status: 'paid' }, 'waiting'],
  ])('of %o are %s', async (changes, status) => {
    const { found } = await find(first([booking(changes)]));
    expect(found).toEqual([{ merchantUid: 'b1', at: 1_770_000_000_000, status }]);
  });

  it('are read as a list or in one, to the end, each once and in their order', async () => {
    const { found, calls } = await find(({ query: { page: number } }) => {
      if (number === '1') return handled({ list: [booking(), booking({ merchant_uid: 'b0', schedule_at: 1 })] });
      return handled(number === '2' ? [booking({ schedule_status: 'revoked' })] : []);
    });
    expect(found?.map(({ merchantUid, status }) => [merchantUid, status])).toEqual([
      ['b0', 'waiting'],
      ['b1', 'withdrawn'],
    ]);
    const until = Math.ceil((500 + day) / 1000);
    expect(calls().map(({ address }) => address)).toEqual(
      [1, 2, 3].map((number) => `/subscribe/customers/a%2Fb/schedules?from=0&to=${until}&page=${number}`),
    );
  });

  it('are asked for in spans of 85 days', async () => {
    const { calls } = await find(() => nothing, 86);
    expect(calls().map(({ query }) => [Number(query.from), Number(query.to)])).toEqual([
      [0, 85 * 86_400 + 1],
      [85 * 86_400, 86 * 86_400 + 1],
    ]);
    expect((await find(() => nothing, 85)).calls()).toHaveLength(1);
    expect((await find(() => nothing)).found).toEqual([]);
  });

  it.each([
    [{}, 'a question about bookings is no list'],
    [[null], 'has an entry that is none'],
    [[booking({ merchant_uid: 7 })], 'has an entry that is none'],
    [[booking({ schedule_at: '1' })], 'has an entry that is none'],
  ])('that are %o are no answer', async (response, message) => {
    const error = await failure(find(first(response)));
    expect([error.mayStillRun, error.message]).toEqual([false, expect.stringContaining(message)]);
  });

  it('are not believed without an end', async () => {
    const error = await failure(find(() => handled([booking()])));
    expect([error.mayStillRun, error.message]).toEqual([false, "i'mport's list of bookings has no end."]);
  });

  it('are withdrawn by their key; what is there afterwards tells', async () => {
    for (const answer of [handled([]), { status: 500, body: 'down' }, new Error('lost')] as Answer[]) {
      const { gateway, calls } = open({ '/subscribe/payments/unschedule': answer });
      await gateway.bookings?.withdraw({ billingKey: 'a/b' } as never);
      expect(calls()).toMatchObject([
        { method: 'POST', path: '/subscribe/payments/unschedule', body: { customer_uid: 'a/b' } },
      ]);
    }
  });
});

describe('a webhook', () => {
  it.each<[string, string | null]>([
    ['{"merchant_uid":"m1","imp_uid":"imp_1"}', 'm1'],
    ['merchant_uid=m1&imp_uid=imp_1', 'm1'],
    ['{"imp_uid":"imp_1"}', null],
    ['{"merchant_uid":7}', null],
    ['null', null],
    ['"m1"', null],
    ['7', null],
    ['', null],
  ])('of %s names %s', async (body, merchantUid) => {
    const notice = await open({}).gateway.readWebhook({ body, headers: new Headers() } as never);
    expect(notice).toEqual(merchantUid === null ? null : { merchantUid, billingKey: null });
  });
});
