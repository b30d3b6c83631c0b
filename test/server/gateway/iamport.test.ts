import { describe, expect, it, onTestFinished } from 'vitest';
import { type Gateway, type IamportOptions, iamport } from '../../../src/server/index.js';
import { failure } from '../support/failure.js';
import { listen } from '../support/listen.js';
import { chargeRequest as request } from '../support/payments.js';
import { openShop } from '../support/shop.js';

type Handle = (request: Request) => Response | Promise<Response>;

const AGAIN = '/subscribe/payments/again';
const TOKEN = '/users/getToken';

/** The gateway, with somebody who answers in i'mport's place. What is not said gives a token, and knows of nothing. */
async function openGateway(answers: Readonly<Record<string, Handle>>, options: Partial<IamportOptions> = {}) {
  const calls: Request[] = [];
  const api = await listen(async (incoming) => {
    calls.push(incoming.clone());
    const { pathname } = new URL(incoming.url);
    const answer = Object.entries(answers).find(([path]) => pathname.startsWith(path))?.[1];
    if (answer !== undefined) return answer(incoming);
    return pathname === TOKEN ? token() : Response.json({ code: -1, message: '없음', response: null }, { status: 404 });
  });
  onTestFinished(api.close);
  const gateway = iamport({ apiKey: 'key', apiSecret: 'secret-7', apiUrl: api.url, ...options });
  const sent = (path: string) => calls.filter(({ url }) => new URL(url).pathname.startsWith(path));
  return { gateway, api, sent };
}

const token = (value = 'token-1') =>
  Response.json({ code: 0, message: null, response: { access_token: value, expired_at: 1800, now: 0 } });

const handled = (response: unknown, status = 200) => Response.json({ code: 0, message: null, response }, { status });

function payment(changes: object = {}) {
  return {
    imp_uid: 'imp_1',
    merchant_uid: 'register1',
    customer_uid: 'card1',
    customer_uid_usage: 'issue',
    pg_provider: 'kcp_billing',
    pay_method: 'card',
    channel: 'pc',
    status: 'paid',
    amount: 0,
    cancel_amount: 0,
    currency: 'KRW',
    sandbox: true,
    started_at: 1_770_000_000,
    ...changes,
  };
}

const listed = (...list: object[]) => handled({ total: list.length, previous: 0, next: 0, list });

const key = () =>
  handled({
    customer_uid: 'card1',
    pg_provider: 'kcp_billing',
    sandbox: true,
    card_name: 'BC카드',
    card_number: '5365',
  });

describe('an answer that is not i’mport’s own', () => {
  const envelope = { code: -1, message: 'Forbidden', response: null };
  it.each([
    [403, false],
    [425, false],
    [429, false],
    [408, true],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
  ])('with HTTP %d says nothing of a charge, a question and a token, envelope or not', async (status, mayStillRun) => {
    for (const body of [JSON.stringify(envelope), '<!doctype html>', '']) {
      const answer = () => new Response(body, { status });
      const { gateway } = await openGateway({ '/subscribe': answer, '/payments': answer });
      expect(await failure(gateway.charge(request))).toMatchObject({ mayStillRun });
      await failure(gateway.findPayments({ merchantUid: 'charge1', impUid: null }));
      await failure(gateway.findKey('card1'));
      await failure(gateway.revokeKey({ billingKey: 'card1', reason: 'x' }));
      const walled = await openGateway({ [TOKEN]: answer });
      // No token, no call: it was not sent.
      expect(await failure(walled.gateway.charge(request))).toMatchObject({ mayStillRun: false });
      expect(walled.sent(AGAIN)).toHaveLength(0);
    }
  });

  it.each([
    ['no JSON', '<!doctype html><title>502</title>'],
    ['nothing', ''],
    ['half of it', '{"code":0,"message":null,"resp'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no code', '{"message":"?","response":{}}'],
    ['a code of null', '{"code":null,"message":null,"response":null}'],
    ['a payment without a number', '{"code":0,"message":null,"response":{"status":"paid","amount":9900}}'],
    ['no payment', '{"code":0,"message":null,"response":null}'],
    ['too much', `{"code":0,"message":"${'x'.repeat(9 * 1024 * 1024)}","response":null}`],
  ])('of %s leaves a charge open', async (_what, body) => {
    const { gateway } = await openGateway({ [AGAIN]: () => new Response(body) });
    expect(await failure(gateway.charge(request))).toMatchObject({ mayStillRun: true });
  });

  it.each(['paid', 'failed'])('about another order number (%s) leaves a charge open', async (status) => {
    const other = payment({ merchant_uid: 'charge2', customer_uid_usage: 'payment', status, amount: 9900 });
    const { gateway } = await openGateway({ [AGAIN]: () => handled(other) });
    expect(await failure(gateway.charge(request))).toMatchObject({ mayStillRun: true });
  });

  it('with a code and no message is a refusal', async () => {
    const { gateway } = await openGateway({ [AGAIN]: () => Response.json({ code: 1, message: null, response: null }) });
    expect(await gateway.charge(request)).toEqual({ kind: 'refused', code: '1', message: '' });
  });

  it.each([301, 302, 307, 308])(
    'that sends us elsewhere (%d) is not followed: nobody else gets key, secret or order',
    async (status) => {
      const reached: string[] = [];
      const elsewhere = await listen(async (incoming) => {
        reached.push(await incoming.text());
        return token();
      });
      onTestFinished(elsewhere.close);
      const there = () => new Response(null, { status, headers: { location: `${elsewhere.url}/x` } });
      const open = await openGateway({ [AGAIN]: there });
      await failure(open.gateway.charge(request));
      const login = await openGateway({ [TOKEN]: there });
      await failure(login.gateway.charge(request));
      expect(reached).toEqual([]);
    },
  );

  it('that did not come in time is told as that', async () => {
    const { gateway } = await openGateway(
      { [AGAIN]: () => new Promise<never>(() => undefined) },
      { chargeDeadline: 300 },
    );
    // It has its token before the time begins.
    await gateway.findKey('card1');
    const { message, mayStillRun } = await failure(gateway.charge(request));
    expect(message).toContain(`i'mport did not answer POST ${AGAIN}: TimeoutError`);
    expect(mayStillRun).toBe(true);
  });

  it('says nothing secret', async () => {
    const { gateway } = await openGateway({ [AGAIN]: () => new Response('no', { status: 500 }) });
    const error = await failure(gateway.charge(request));
    expect(`${error.stack}`).not.toMatch(/secret-7|token-1/);
  });
});

describe('the access token', () => {
  it('counts into the deadline of a charge: what can’t be sent in time is not sent', async () => {
    let give = (): void => undefined;
    const given = new Promise<void>((resolve) => {
      give = resolve;
    });
    const { gateway, sent } = await openGateway(
      { [TOKEN]: () => given.then(() => token()) },
      { chargeDeadline: 200, readDeadline: 60_000 },
    );
    expect(await failure(gateway.charge(request))).toMatchObject({ mayStillRun: false });
    give();
    // The token is there for the next one.
    await gateway.findKey('card1');
    expect(sent(AGAIN)).toHaveLength(0);
    expect(sent(TOKEN)).toHaveLength(1);
  });

  it('that ended early is renewed once, within the same deadline', async () => {
    let tokens = 0;
    const { gateway, sent } = await openGateway(
      {
        [TOKEN]: () => {
          tokens += 1;
          return tokens === 1 ? token() : new Promise<Response>(() => undefined);
        },
        [AGAIN]: () => Response.json({ code: -1, message: 'Unauthorized', response: null }, { status: 401 }),
      },
      { chargeDeadline: 200, readDeadline: 60_000 },
    );
    expect(await failure(gateway.charge(request))).toMatchObject({ mayStillRun: false });
    expect(sent(AGAIN)).toHaveLength(1);
  });
});

describe('a registration', () => {
  const claim = { merchantUid: 'register1', customerUid: 'card1', impUid: 'imp_1' };
  const findRegistration = async (answers: Readonly<Record<string, Handle>>, changes: object = {}) => {
    const { gateway } = await openGateway(answers);
    return (gateway as Gateway).findRegistration({ ...claim, ...changes });
  };

  it('that is `ready` and has no key waits: the window is open', async () => {
    const found = await findRegistration({ '/payments/imp_1': () => handled(payment({ status: 'ready' })) });
    expect(found).toMatchObject({ status: 'pending', billingKey: null, payment: null });
  });

  it('that is paid and has no key has failed', async () => {
    const found = await findRegistration({ '/payments/imp_1': () => handled(payment()) });
    expect(found).toMatchObject({ status: 'failed', billingKey: null });
  });

  it.each(['failed', 'cancelled'])(
    'that %s names the key that is there all the same, so that it can be revoked',
    async (status) => {
      const found = await findRegistration({
        '/payments/imp_1': () => handled(payment({ status })),
        '/subscribe/customers/card1': key,
      });
      expect(found).toMatchObject({ status: 'failed', billingKey: 'card1' });
    },
  );

  it('whose record i’mport does not have yet waits, when its key is there', async () => {
    const found = await findRegistration({ '/subscribe/customers/card1': key });
    expect(found).toMatchObject({ status: 'pending', billingKey: 'card1', impUid: null });
  });

  it('is found by its order number when the impUid is unknown, or of another order', async () => {
    for (const named of [
      () => Response.json({ code: -1, message: '없음', response: null }, { status: 404 }),
      () => handled(payment({ imp_uid: 'imp_2', merchant_uid: 'another' })),
    ]) {
      const found = await findRegistration({
        '/payments/imp_1': named,
        '/payments/findAll/register1': () => listed(payment({ imp_uid: 'imp_3' })),
        '/subscribe/customers/card1': key,
      });
      expect(found).toMatchObject({ status: 'issued', impUid: 'imp_3', billingKey: 'card1' });
    }
  });

  it('of several under one number is the one that succeeded', async () => {
    const found = await findRegistration(
      {
        '/payments/findAll/register1': () =>
          listed(
            payment({ imp_uid: 'imp_4', status: 'failed' }),
            payment({ imp_uid: 'imp_3', status: 'ready' }),
            payment({ imp_uid: 'imp_2' }),
            payment({ imp_uid: 'imp_1', status: 'failed' }),
          ),
        '/subscribe/customers/card1': key,
      },
      { impUid: null },
    );
    expect(found).toMatchObject({ status: 'issued', impUid: 'imp_2' });
  });

  it.each([
    [{ customer_uid_usage: 'payment', channel: 'api' }, false],
    [{ customer_uid_usage: null, channel: 'api' }, false],
    [{ customer_uid_usage: null, channel: 'mobile' }, true],
    [{ customer_uid_usage: null, channel: undefined }, true],
  ])('is none when a server made it: %o', async (changes, isRegistration) => {
    const found = await findRegistration({ '/payments/imp_1': () => handled(payment(changes)) });
    expect(found).toMatchObject({ isRegistration });
  });
});

describe('the payments of a number', () => {
  const found = async (...list: object[]) => {
    const { gateway } = await openGateway({ '/payments/findAll/charge1': () => listed(...list) });
    return gateway.findPayments({ merchantUid: 'charge1', impUid: null });
  };

  it.each([
    [{ customer_uid_usage: 'payment' }, true],
    [{ customer_uid_usage: 'payment.scheduled' }, true],
    [{ customer_uid_usage: 'issue', apply_num: '1' }, false],
    [{ customer_uid_usage: null, channel: 'pc', apply_num: '1' }, false],
    [{ customer_uid_usage: null, channel: 'api' }, true],
    [{ customer_uid_usage: null, channel: null }, false],
    [{ customer_uid_usage: null, channel: null, receipt_url: 'https://x' }, true],
  ])('are charges of a key when a server made them: %o', async (changes, isKeyCharge) => {
    expect(await found(payment(changes))).toMatchObject([{ isKeyCharge }]);
  });

  it('are read page by page', async () => {
    const all = Array.from({ length: 250 }, (_, index) => payment({ imp_uid: `imp_${index}` }));
    const { gateway, sent } = await openGateway({
      '/payments/findAll/charge1': ({ url }) => {
        const query = new URL(url).searchParams;
        const [page, limit] = [Number(query.get('page')), Number(query.get('limit'))];
        return listed(...all.slice((page - 1) * limit, page * limit));
      },
    });
    expect(await gateway.findPayments({ merchantUid: 'charge1', impUid: null })).toHaveLength(250);
    expect(sent('/payments/findAll')).toHaveLength(3);
  });

  it('hold the one that is known already, also when the list is behind', async () => {
    const { gateway } = await openGateway({ '/payments/imp_9': () => handled(payment({ imp_uid: 'imp_9' })) });
    expect(await gateway.findPayments({ merchantUid: 'charge1', impUid: 'imp_9' })).toMatchObject([
      { impUid: 'imp_9' },
    ]);
  });

  it('that can’t be read are no answer', async () => {
    for (const list of ['none', [null], [payment(), {}], { imp_uid: 'x' }]) {
      const { gateway } = await openGateway({ '/payments/findAll/charge1': () => handled({ list }) });
      await failure(gateway.findPayments({ merchantUid: 'charge1', impUid: null }));
    }
  });
});

describe('what some accounts and PGs demand', () => {
  it('is sent with every call when it is configured, and not otherwise', async () => {
    const agency = await openGateway({}, { tier: 'A01' });
    await agency.gateway.findKey('card1');
    await agency.gateway.charge(request).catch(() => undefined);
    for (const { headers } of agency.sent('/subscribe')) expect(headers.get('tier')).toBe('A01');
    const other = await openGateway({});
    await other.gateway.findKey('card1');
    expect(other.sent('/subscribe')[0]?.headers.has('tier')).toBe(false);
  });

  it.each([
    ['ksnet', { productType: 'digital' }, { name: '김민아' }],
    ['paymentwall', {}, { email: 'mina@example.com', ip: '203.0.113.7' }],
    ['smartro_v2', {}, { name: '김민아', email: 'mina@example.com', tel: '010-0000-0000' }],
    ['welcome', {}, { name: '김민아' }],
  ] as const)('is sent to %s', async (pg_provider, options, buyer) => {
    const shop = await openShop();
    shop.register({ merchantUid: 'register1', customerUid: 'card1' }, { pg_provider });
    const open = (more: Partial<IamportOptions>) =>
      iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: shop.api.url, ...more });
    expect(await open({}).charge(request)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(pg_provider),
    });
    expect(await open(options).charge({ ...request, buyer })).toMatchObject({
      kind: 'answered',
      payment: { status: 'paid' },
    });
  });
});

describe('a buyer whose records are longer than i’mport takes', () => {
  it('is charged all the same: names are cut, and what is of no use then is left out', async () => {
    const shop = await openShop();
    shop.register({ merchantUid: 'register1', customerUid: 'card1' }, { pg_provider: 'welcome' });
    const gateway = iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: shop.api.url });
    const buyer = {
      name: 'Wolfeschlegelsteinhausen 😀',
      email: `${'m'.repeat(64)}@example.com`,
      tel: '+82 (0)10-1234-5678',
      address: '서울특별시 '.repeat(30),
      postcode: '06236-0000',
      ip: '203.0.113.7',
    };
    expect(await gateway.charge({ ...request, buyer })).toMatchObject({
      kind: 'answered',
      payment: { status: 'paid' },
    });
    const [, charged] = shop.simulator.payments.values();
    const left = { buyer_email: null, buyer_tel: null, buyer_postcode: null };
    expect(charged).toMatchObject({ buyer_name: 'Wolfeschlegelste', buyer_addr: buyer.address.slice(0, 128), ...left });
  });
});

describe('a first charge', () => {
  it.each(['429', '500', 'maintenance', 'malformed', 'network'] as const)(
    'that meets %s is not declined, and is made when that is over',
    async (kind) => {
      const shop = await openShop();
      const order = await shop.order();
      const claim = shop.claim(order, shop.register(order));
      shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind });
      const answer = await shop.post('/charges', claim);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(['gateway_unavailable', 'charge_unsettled']).toContain(answer.body.error?.code);
      // Nobody waits for a call that was not sent on.
      if (kind !== '429') await shop.later(60_001);
      expect((await shop.post('/charges', claim)).body).toMatchObject({ status: 'paid' });
      await shop.billing.tick();
      if (kind === '429') expect(shop.events.map(({ type }) => type)).not.toContain('charge_failed');
      expect(shop.simulator.countCharges()).toBe(1);
    },
  );
});

describe('the bookings of a key', () => {
  it('are asked for in spans that i’mport answers, whatever day it is', async () => {
    const shop = await openShop();
    shop.register({ merchantUid: 'register1', customerUid: 'card1' });
    const gateway = iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: shop.api.url });
    const day = 24 * 60 * 60_000;
    for (let from = Date.parse('2027-01-01'); from < Date.parse('2028-03-31'); from += 7 * day) {
      expect(await gateway.bookings?.find({ billingKey: 'card1', from, until: from + 431 * day })).toEqual([]);
    }
  });
});
