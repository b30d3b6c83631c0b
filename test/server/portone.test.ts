import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  type BillingServer,
  type BillingServerEvent,
  createBillingServer,
  type Gateway,
  portone,
  sqliteStore,
} from '../../src/server/index.js';
import {
  createFakePortOneServer,
  type FakePortOneServer,
  type FakePortOneServerOptions,
  type PortOneWindowIssue,
} from '../../src/testing/server/index.js';
import { requestProblems } from '../node/portoneServer/checkAnswer.js';
import { listen } from './support/listen.js';
import { chargeRequest } from './support/payments.js';
import { temporaryDatabase } from './support/shop.js';

const start = Date.parse('2026-03-01T00:00:00Z');
const secret = 'whsec_c2hvcC13ZWJob29rLXNlY3JldA==';

/** The simulated PortOne over HTTP. Whatever the kit asks it has to be what PortOne describes. */
async function listenTo(server: FakePortOneServer) {
  const problems: string[] = [];
  const api = await listen(async (request) => {
    problems.push(...(await requestProblems(request)));
    return server.fetch(request);
  });
  onTestFinished(async () => {
    await api.close();
    expect(problems).toEqual([]);
  });
  return api;
}

/** The kit's gateway to PortOne V2. */
async function openGateway(fake: FakePortOneServerOptions = {}, options: Partial<Parameters<typeof portone>[0]> = {}) {
  const server = createFakePortOneServer({ apiSecret: 'secret', now: () => start, webhookSecret: secret, ...fake });
  const api = await listenTo(server);
  onTestFinished(() => server.clearFaults());
  const gateway = portone({
    apiSecret: 'secret',
    storeId: server.storeId,
    apiUrl: api.url,
    webhookSecret: secret,
    now: () => start,
    ...options,
  });
  function issue(changes: Partial<PortOneWindowIssue> = {}): string {
    const billingKey = changes.billingKey ?? 'billing-key-1';
    server.registerIssued({ status: 'issued', billingKey, pgProvider: 'KCP_V2', issueId: 'issue1', ...changes });
    return billingKey;
  }
  return { server, gateway, issue };
}

const request = { ...chargeRequest, billingKey: 'billing-key-1', merchantUid: 'payment1', tag: 'try-1' };
const first = { paymentId: 'order1', transactionId: 't1', orderName: '첫 결제', totalAmount: 9900, currency: 'KRW' };
const claim = { merchantUid: 'issue1', customerUid: 'card1' };
const route = 'POST /payments/{paymentId}/billing-key';

describe('findRegistration', () => {
  it('finds the key of an order of last week, among those of that day', async () => {
    let now = start;
    const clock = () => now;
    const { gateway, issue } = await openGateway({ now: clock }, { now: clock });
    issue();
    now = start + 8 * 24 * 60 * 60_000;
    const openUntil = start + 24 * 60 * 60_000;
    const found = await gateway.findRegistration({ ...claim, openFrom: start, openUntil });
    expect(found).toMatchObject({ status: 'issued', billingKey: 'billing-key-1' });
    expect(await gateway.findRegistration({ ...claim, openFrom: openUntil + 7_200_000 })).toBeNull();
  });

  it('finds a key that was confirmed long after its window', async () => {
    let now = start;
    const clock = () => now;
    const { gateway, issue } = await openGateway({ now: clock }, { now: clock });
    issue({ status: 'needs-confirmation', billingIssueToken: 'token' });
    const openUntil = start + 24 * 60 * 60_000;
    now = openUntil + 7_200_000;
    await gateway.findRegistration({ ...claim, billingIssueToken: 'token' });
    expect(await gateway.findRegistration({ ...claim, openFrom: start, openUntil })).toMatchObject({
      status: 'issued',
      billingKey: 'billing-key-1',
      startedAt: start,
    });
  });

  it('tells of the key that was issued under a number', async () => {
    const { gateway, issue } = await openGateway();
    const billingKey = issue();
    const expected = {
      status: 'issued',
      merchantUid: 'issue1',
      customerUid: null,
      billingKey,
      payment: null,
      pg: 'kcp_v2',
      payMethod: 'CARD',
      cardNumber: '424242******4242',
      sandbox: true,
      startedAt: start,
    };
    expect(await gateway.findRegistration({ ...claim, billingKey })).toMatchObject(expected);
    // As after a page that was lost: the number alone.
    expect(await gateway.findRegistration(claim)).toMatchObject(expected);
  });

  it('finds a number behind many others', async () => {
    const { gateway, issue } = await openGateway();
    issue();
    for (let other = 0; other < 250; other += 1) issue({ billingKey: `other-${other}`, issueId: `other-${other}` });
    expect(await gateway.findRegistration(claim)).toMatchObject({ billingKey: 'billing-key-1' });
  });

  it('shows whose a key is that was sent with another number', async () => {
    const { gateway, issue } = await openGateway();
    const billingKey = issue({ issueId: 'issue-of-another' });
    expect(await gateway.findRegistration({ ...claim, billingKey })).toMatchObject({ merchantUid: 'issue-of-another' });
  });

  it('confirms a key that waits for it, and finds it again when it is asked twice', async () => {
    const { server, gateway, issue } = await openGateway();
    issue({ status: 'needs-confirmation', billingIssueToken: 'token' });
    const waiting = { ...claim, billingIssueToken: 'token' };
    expect(await gateway.findRegistration(waiting)).toMatchObject({ status: 'issued', billingKey: 'billing-key-1' });
    await server.clock.advance(4 * 60 * 60 * 1000);
    expect(await gateway.findRegistration(waiting)).toMatchObject({ status: 'issued', billingKey: 'billing-key-1' });
  });

  it('confirms a key together with its first payment', async () => {
    const { server, gateway, issue } = await openGateway();
    issue({ status: 'needs-confirmation', billingIssueToken: 'token', payment: first, issueId: undefined });
    const found = await gateway.findRegistration({ ...claim, merchantUid: 'order1', billingIssueToken: 'token' });
    expect(found).toMatchObject({ status: 'issued', merchantUid: 'order1', payment: { status: 'paid', amount: 9900 } });
    expect(server.countCharges({ paymentId: 'order1' })).toBe(1);
  });

  it('confirms what a second window left, after the first was too late', async () => {
    const { gateway, issue, server } = await openGateway({ confirmWithin: 60_000 });
    issue({ status: 'needs-confirmation', billingIssueToken: 'token-1' });
    await server.clock.advance(120_000);
    expect(await gateway.findRegistration({ ...claim, billingIssueToken: 'token-1' })).toMatchObject({
      status: 'failed',
      merchantUid: 'issue1',
      billingKey: null,
      failReason: '승인 가능 시간이 지났습니다.',
    });
    // Nothing of a token that nobody has heard of says that a registration failed.
    expect(await gateway.findRegistration({ ...claim, billingIssueToken: 'unknown' })).toBeNull();
    // The same order, registered once more.
    issue({ status: 'needs-confirmation', billingIssueToken: 'token-2', billingKey: 'billing-key-2' });
    const found = await gateway.findRegistration({ ...claim, billingIssueToken: 'token-2' });
    expect(found).toMatchObject({ status: 'issued', billingKey: 'billing-key-2' });
  });

  it('names the card behind an easy-pay key', async () => {
    const { gateway, issue } = await openGateway();
    const card = { name: '신한카드', number: '123456******7890' };
    const billingKey = issue({ method: 'EASY_PAY', pgProvider: 'NAVERPAY', card });
    const expected = { payMethod: 'EASY_PAY', cardName: '신한카드', cardNumber: '123456******7890' };
    expect(await gateway.findRegistration({ ...claim, billingKey })).toMatchObject(expected);
    expect(await gateway.charge(request)).toMatchObject({ payment: { cardName: '신한카드' } });
  });

  it('tells of a first payment that the window took', async () => {
    const { gateway, issue } = await openGateway();
    const billingKey = issue({ payment: first, issueId: undefined, method: 'MOBILE' });
    const found = await gateway.findRegistration({ ...claim, merchantUid: 'order1', billingKey });
    expect(found).toMatchObject({ isRegistration: true, merchantUid: 'order1', payment: { billingKey, amount: 9900 } });
  });

  it('takes no charge for a registration', async () => {
    const { gateway, issue } = await openGateway();
    const billingKey = issue();
    await gateway.charge(request);
    const found = await gateway.findRegistration({ ...claim, merchantUid: 'payment1', billingKey });
    expect(found).toMatchObject({ isRegistration: false });
  });

  it('knows nothing of a number without a key, and no key that was deleted', async () => {
    const { gateway, issue } = await openGateway();
    expect(await gateway.findRegistration(claim)).toBeNull();
    const billingKey = issue();
    await gateway.revokeKey({ billingKey, reason: '해지' });
    expect(await gateway.findKey(billingKey)).toBeNull();
    expect(await gateway.findRegistration({ ...claim, billingKey })).toMatchObject({
      status: 'failed',
      billingKey: null,
    });
  });
});

describe('charge', () => {
  it('is paid, and names its try', async () => {
    const { server, gateway, issue } = await openGateway();
    issue();
    expect(await gateway.charge(request)).toMatchObject({
      kind: 'answered',
      payment: {
        merchantUid: 'payment1',
        status: 'paid',
        amount: 9900,
        isKeyCharge: true,
        tag: 'try-1',
        sandbox: true,
      },
    });
    expect(server.calls.find((call) => call.route === route)?.idempotencyKey).toMatch(/^"rbk-charge-[\w-]+"$/);
  });

  it('counts dollars in cents, both ways', async () => {
    const { server, gateway, issue } = await openGateway();
    issue();
    const answer = await gateway.charge({ ...request, amount: 12.5, currency: 'USD' });
    expect(server.payments.get('payment1')?.amount.total).toBe(1250);
    expect(answer).toMatchObject({ payment: { amount: 12.5, currency: 'USD' } });
  });

  it('is declined with the PG’s words', async () => {
    const { server, gateway, issue } = await openGateway();
    issue();
    server.decline({ pgCode: '8035', pgMessage: '한도초과' });
    expect(await gateway.charge(request)).toMatchObject({
      kind: 'answered',
      payment: { status: 'failed', failCode: '8035', failReason: '한도초과' },
    });
  });

  it.each([
    ['BILLING_KEY_NOT_FOUND', { billingKey: 'unknown' }],
    ['INVALID_REQUEST', { amount: 0 }],
  ])('is refused: %s', async (code, change) => {
    const { gateway, issue } = await openGateway();
    issue();
    expect(await gateway.charge({ ...request, ...change })).toMatchObject({ kind: 'refused', code });
  });

  it.each(['INICIS_V2', 'WELCOME', 'SMARTRO_V2', 'KSNET', 'EXIMBAY_V2'])(
    'names who pays where %s demands it, and is refused without',
    async (pgProvider) => {
      const extra = { productType: 'DIGITAL', locale: 'KO_KR' };
      const { gateway, issue } = await openGateway({}, { extra });
      issue({ pgProvider });
      expect(await gateway.charge(request)).toMatchObject({ kind: 'refused', code: 'INVALID_REQUEST' });
      const buyer = { name: '김민아', email: 'mina@example.com', tel: '010-1234-5678' };
      expect(await gateway.charge({ ...request, buyer, tag: 'try-2' })).toMatchObject({ payment: { status: 'paid' } });
    },
  );

  it('is refused under a number that was paid, and another try is no second charge', async () => {
    const { server, gateway, issue } = await openGateway();
    issue();
    await gateway.charge(request);
    expect(await gateway.charge({ ...request, tag: 'try-2' })).toMatchObject({ kind: 'refused', code: 'ALREADY_PAID' });
    expect(server.countCharges()).toBe(1);
  });

  it.each([
    ['answer-lost-after-commit', true, 1],
    ['500', true, 0],
    ['maintenance', true, 0],
    ['malformed', true, 0],
    ['429', false, 0],
  ] as const)('that ends with %s is told as not known', async (kind, mayStillRun, charges) => {
    const { server, gateway, issue } = await openGateway();
    issue();
    server.failNext({ route, kind });
    await expect(gateway.charge(request)).rejects.toMatchObject({ name: 'GatewayUnavailable', mayStillRun });
    expect(server.countCharges()).toBe(charges);
    // The same try once more is the same charge.
    expect(await gateway.charge(request)).toMatchObject({ payment: { status: 'paid' } });
    expect(server.countCharges()).toBe(1);
  });

  it.each([
    [403, 'FORBIDDEN', false],
    [408, 'REQUEST_TIMEOUT', true],
    [425, 'TOO_EARLY', true],
    [307, 'MOVED', true],
  ] as const)('is no refusal of the card when HTTP %i answers', async (status, type, mayStillRun) => {
    const answer = () => Response.json({ type, message: '' }, { status, headers: { location: '/elsewhere' } });
    const api = await listen(async ({ url }) => (url.endsWith('/elsewhere') ? Response.json({}) : answer()));
    onTestFinished(() => api.close());
    const gateway = portone({ apiSecret: 'secret', storeId: 'store-1', apiUrl: api.url });
    await expect(gateway.charge(request)).rejects.toMatchObject({ name: 'GatewayUnavailable', mayStillRun });
  });

  it('is not what a window left waiting for a transfer under its number', async () => {
    const payment = {
      status: 'VIRTUAL_ACCOUNT_ISSUED',
      id: 'payment1',
      transactionId: 't1',
      amount: { total: 9900, cancelled: 0 },
      currency: 'KRW',
      origin: { platformType: 'PC', ipAddress: '203.0.113.7' },
    };
    const api = await listen(async () => Response.json(payment));
    onTestFinished(() => api.close());
    const gateway = portone({ apiSecret: 'secret', storeId: 'store-1', apiUrl: api.url });
    const found = await gateway.findPayments({ merchantUid: 'payment1', impUid: null });
    expect(found).toMatchObject([{ status: 'pending', isKeyCharge: false }]);
  });

  it('carries what a PG demands of every charge, and lets it replace nothing', async () => {
    const bodies: Record<string, unknown>[] = [];
    const extra = { locale: 'EN_US', productType: 'DIGITAL', billingKey: 'of-another', amount: { total: 1 } };
    const { server, issue } = await openGateway();
    const api = await listen(async (sent) => {
      if (sent.method === 'POST') bodies.push(await sent.clone().json());
      return server.fetch(sent);
    });
    onTestFinished(() => api.close());
    issue();
    const gateway = portone({ apiSecret: 'secret', storeId: server.storeId, apiUrl: api.url, extra });
    expect(await gateway.charge(request)).toMatchObject({ payment: { status: 'paid', amount: 9900 } });
    expect(bodies).toMatchObject([{ locale: 'EN_US', productType: 'DIGITAL', billingKey: 'billing-key-1' }]);
  });

  it('is not what a window paid under its number', async () => {
    const { gateway, issue } = await openGateway();
    issue({ issueId: 'another', payment: { ...first, paymentId: 'payment1' } });
    const found = await gateway.findPayments({ merchantUid: 'payment1', impUid: null });
    expect(found).toMatchObject([{ status: 'paid', isKeyCharge: false }]);
  });

  it.each(['429', 'network', '500'] as const)(
    'may be made when only the look at it afterwards fails (%s)',
    async (kind) => {
      const { server, gateway, issue } = await openGateway();
      issue();
      server.failNext({ route: 'GET /payments/{paymentId}', kind });
      await expect(gateway.charge(request)).rejects.toMatchObject({ name: 'GatewayUnavailable', mayStillRun: true });
      expect(await gateway.findPayments({ merchantUid: 'payment1', impUid: null })).toMatchObject([{ status: 'paid' }]);
    },
  );

  it('that was paid is not taken for declined where the record is still that of the try before', async () => {
    const { server, issue } = await openGateway();
    issue();
    let stale: Response | null = null;
    const api = await listen(async (sent) => {
      const isLook = sent.method === 'GET';
      if (isLook && stale !== null) return stale.clone();
      const answer = await server.fetch(sent);
      // What is read of it is one try behind, as from a database that follows another.
      if (isLook) stale = answer.clone();
      return answer;
    });
    onTestFinished(() => api.close());
    const gateway = portone({ apiSecret: 'secret', storeId: server.storeId, apiUrl: api.url });
    server.decline({ times: 1 });
    expect(await gateway.charge(request)).toMatchObject({ payment: { status: 'failed' } });
    const paying = gateway.charge({ ...request, tag: 'try-2' });
    await expect(paying).rejects.toMatchObject({ name: 'GatewayUnavailable', mayStillRun: true });
    expect(server.countCharges()).toBe(1);
    stale = null;
    expect(await gateway.findPayments({ merchantUid: 'payment1', impUid: null })).toMatchObject([{ status: 'paid' }]);
  });

  it('is given up after its time, and found later', async () => {
    const { server, gateway, issue } = await openGateway({}, { chargeDeadline: 50 });
    issue();
    server.failNext({ route, kind: 'slow' });
    await expect(gateway.charge(request)).rejects.toMatchObject({ mayStillRun: true });
    const found = await gateway.findPayments({ merchantUid: 'payment1', impUid: null });
    expect(found).toMatchObject([{ status: 'paid', isKeyCharge: true }]);
  });

  it('says that the secret is wrong, and that nothing was sent on', async () => {
    const { server, gateway, issue } = await openGateway({}, { apiSecret: 'guess' });
    issue();
    await expect(gateway.charge(request)).rejects.toMatchObject({
      mayStillRun: false,
      message: expect.stringContaining('apiSecret'),
    });
    expect(server.tries).toEqual([]);
  });
});

describe('bookings', () => {
  it('are found and withdrawn, so that the key can be deleted', async () => {
    const { server, gateway, issue } = await openGateway();
    const billingKey = issue();
    await server.fetch(
      new Request('https://api.portone.test/payments/april/schedule', {
        method: 'POST',
        headers: { authorization: 'PortOne secret' },
        body: JSON.stringify({
          payment: { billingKey, orderName: 'n', amount: { total: 9900 }, currency: 'KRW' },
          timeToPay: '2026-04-01T00:00:00Z',
        }),
      }),
    );
    const range = { billingKey, from: start, until: start + 60 * 24 * 60 * 60 * 1000 };
    const at = Date.parse('2026-04-01T00:00:00Z');
    expect(await gateway.bookings?.find(range)).toEqual([{ merchantUid: 'april', at, status: 'waiting' }]);
    await expect(gateway.revokeKey({ billingKey, reason: '해지' })).rejects.toThrow('PAYMENT_SCHEDULE_ALREADY_EXISTS');
    await gateway.bookings?.withdraw({ billingKey });
    expect(await gateway.bookings?.find(range)).toMatchObject([{ status: 'withdrawn' }]);
    await gateway.revokeKey({ billingKey, reason: '해지' });
    await gateway.revokeKey({ billingKey, reason: '해지' });
  });
});

it('bookings are all found, however few of them a page holds', async () => {
  const { server, gateway, issue } = await openGateway();
  const billingKey = issue();
  for (let month = 0; month < 60; month += 1) {
    const payment = { billingKey, orderName: 'n', amount: { total: 9900 }, currency: 'KRW' };
    await server.fetch(
      new Request(`https://api.portone.test/payments/p${month}/schedule`, {
        method: 'POST',
        headers: { authorization: 'PortOne secret' },
        body: JSON.stringify({ payment, timeToPay: new Date(start + (month + 1) * 60_000).toISOString() }),
      }),
    );
  }
  expect(await gateway.bookings?.find({ billingKey, from: start, until: start + 60 * 60_000 })).toHaveLength(60);
});

it('a booking whose state has a new name waits, for all that anybody knows; one that can’t be read is no answer', async () => {
  const listed: object[] = [{ paymentId: 'april', status: 'PAUSED', timeToPay: '2026-04-01T00:00:00Z' }];
  const api = await listen(({ url }) =>
    Response.json({ items: decodeURIComponent(url).includes('"number":0') ? listed : [] }),
  );
  onTestFinished(() => api.close());
  const { bookings } = portone({ apiSecret: 'secret', storeId: 'store-1', apiUrl: api.url });
  const range = { billingKey: 'key', from: 0, until: 1 };
  expect(await bookings?.find(range)).toMatchObject([{ merchantUid: 'april', status: 'waiting' }]);
  listed.push({ paymentId: 'may', status: 'SCHEDULED' });
  await expect(bookings?.find(range)).rejects.toThrow('an entry that is none');
});

it('a list of bookings that has no end is given up, and nobody believes that it was all', async () => {
  const booking = { paymentId: 'p', status: 'REVOKED', timeToPay: '2026-01-01T00:00:00Z' };
  let asked = 0;
  const api = await listen(() => {
    asked += 1;
    return asked > 1000 ? new Response() : Response.json({ items: Array(100).fill(booking) });
  });
  onTestFinished(() => api.close());
  const gateway = portone({ apiSecret: 'secret', storeId: 'store-1', apiUrl: api.url });
  await expect(gateway.bookings?.find({ billingKey: 'key', from: 0, until: 1 })).rejects.toThrow('no end');
});

describe('readWebhook', () => {
  it('tries a few signatures, and not as many as somebody fills a header with', async () => {
    const { gateway } = await openGateway();
    const verify = vi.spyOn(crypto.subtle, 'verify');
    onTestFinished(() => verify.mockRestore());
    const signed = { 'webhook-id': 'a', 'webhook-timestamp': `${start / 1000}` };
    const headers = new Headers({ ...signed, 'webhook-signature': 'v1,YQ== '.repeat(1500) });
    await expect(gateway.readWebhook({ headers, body: '{}' })).rejects.toThrow('not of this secret');
    expect(verify.mock.calls.length).toBeLessThanOrEqual(10);
  });

  it('names the numbers to look up, and believes no other signature', async () => {
    const posted: { headers: Headers; body: string }[] = [];
    const { server, gateway, issue } = await openGateway({
      webhookUrl: 'https://shop.test',
      async postWebhook(_, { headers, body }) {
        posted.push({ headers: new Headers(headers), body });
        return undefined;
      },
    });
    issue();
    await gateway.charge(request);
    await server.idle();
    const [issued, paid] = posted;
    if (!issued || !paid) throw new Error('no webhooks');
    expect(await gateway.readWebhook(issued)).toEqual({ merchantUid: null, billingKey: 'billing-key-1' });
    expect(await gateway.readWebhook(paid)).toEqual({ merchantUid: 'payment1', billingKey: null });

    const forged = { ...paid, body: paid.body.replace('payment1', 'payment2') };
    await expect(gateway.readWebhook(forged)).rejects.toMatchObject({ name: 'WebhookRejected' });
    await expect(gateway.readWebhook({ ...paid, headers: new Headers() })).rejects.toThrow('no signature');
    const late = await openGateway({}, { now: () => start + 6 * 60 * 1000 });
    await expect(late.gateway.readWebhook(paid)).rejects.toThrow('not of these minutes');
  });

  it('takes either of two secrets, as while one replaces the other', async () => {
    const posted: { headers: Headers; body: string }[] = [];
    const { server, gateway, issue } = await openGateway(
      {
        webhookUrl: 'https://shop.test',
        async postWebhook(_, { headers, body }) {
          posted.push({ headers: new Headers(headers), body });
          return undefined;
        },
      },
      { webhookSecret: ['whsec_bmV3', secret] },
    );
    issue();
    await server.idle();
    expect(await gateway.readWebhook(posted[0] ?? { headers: new Headers(), body: '' })).toMatchObject({
      billingKey: 'billing-key-1',
    });
  });

  it('asks nobody: without a secret anybody may post', async () => {
    const { server, gateway } = await openGateway({}, { webhookSecret: undefined });
    for (let posted = 0; posted < 20; posted += 1) {
      const body = JSON.stringify({ type: 'BillingKey.Issued', data: { billingKey: `key-${posted}` } });
      const notice = await gateway.readWebhook({ headers: new Headers(), body });
      expect(notice).toEqual({ merchantUid: null, billingKey: `key-${posted}` });
    }
    expect(server.calls).toHaveLength(0);
  });

  it('passes over what it does not know', async () => {
    const { gateway } = await openGateway({}, { webhookSecret: undefined });
    for (const body of ['', '[]', '{"type":"Something.New","data":{}}', '{"type":"BillingKey.Issued","data":null}']) {
      expect(await gateway.readWebhook({ headers: new Headers(), body })).toBeNull();
    }
  });
});

it('needs its secret and its store', () => {
  expect(() => portone({ apiSecret: '', storeId: 's' })).toThrow('apiSecret');
  expect(() => portone({ apiSecret: 's', storeId: '' })).toThrow('storeId');
});

describe('the kit’s day at PortOne V2', () => {
  async function openShop() {
    const events: BillingServerEvent[] = [];
    let billing: BillingServer | undefined;
    const server = createFakePortOneServer({
      apiSecret: 'secret',
      webhookSecret: secret,
      webhookUrl: 'shop:',
      confirmWithin: 60_000,
      async postWebhook(_, { headers, body }) {
        const url = 'https://shop.example/api/billing/webhook/portone';
        return billing?.fetch(new Request(url, { method: 'POST', headers, body }));
      },
    });
    const api = await listenTo(server);
    const mine = portone({ apiSecret: 'secret', storeId: server.storeId, apiUrl: api.url, webhookSecret: secret });
    const url = await temporaryDatabase();
    const start = (gateways: Gateway[]) =>
      createBillingServer({
        gateways,
        store: sqliteStore({ url }),
        price: ({ planId }) =>
          planId === 'basic' ? { name: '베이직', amount: 9900, period: { unit: 'month' as const } } : null,
        customerOf: (incoming) => incoming.headers.get('x-user'),
        onEvent: (event) => void events.push(event),
        mode: 'test',
        tickEvery: null,
      });
    const opened = start([mine]);
    billing = opened;
    onTestFinished(async () => {
      server.clearFaults();
      await server.idle();
      await opened.close();
    });
    async function send(method: string, path: string, body?: unknown) {
      const response = await opened.fetch(
        new Request(`https://shop.example/api/billing${path}`, {
          method,
          headers: { 'x-user': 'mina', 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
      );
      const text = await response.text();
      return { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
    }
    async function register(issue: Partial<PortOneWindowIssue> = {}) {
      const { body: order } = await send('POST', '/orders', { planId: 'basic' });
      const billingKey = `billing-key-${String(order.merchantUid)}`;
      server.registerIssued({
        status: 'issued',
        billingKey,
        pgProvider: 'KCP_V2',
        issueId: String(order.merchantUid),
        ...issue,
      });
      const { merchantUid, chargeMerchantUid } = order;
      return { order, claim: { merchantUid, chargeMerchantUid, billingKey } };
    }
    /** The shop has another store at PortOne for new orders, and keeps this one for the cards that it has. */
    function moveOn(other: Gateway, before = [mine]): void {
      const moved = start([other, ...before]);
      billing = moved;
      onTestFinished(() => moved.close());
    }
    return { server, events, send, register, moveOn };
  }

  it('hears of the store that it had before too, whose webhooks another secret signs', async () => {
    const { server, send, register, moveOn } = await openShop();
    const { claim: claimed } = await register();
    await send('POST', '/charges', claimed);
    moveOn(portone({ apiSecret: 'another', storeId: 'store-new', webhookSecret: 'whsec_YW5vdGhlciBzZWNyZXQ=' }));
    const cancelling = new Request(`https://api.example/payments/${String(claimed.chargeMerchantUid)}/cancel`, {
      method: 'POST',
      headers: { authorization: 'PortOne secret', 'content-type': 'application/json' },
      body: JSON.stringify({ storeId: server.storeId, reason: '환불' }),
    });
    expect((await server.fetch(cancelling)).status).toBe(200);
    await server.idle();
    expect((await send('GET', '/charges')).body).toMatchObject([{ status: 'refunded', refundedAmount: 9900 }]);
  });

  it('tells the host once that webhooks come which its secret does not fit', async () => {
    const { server, send, register, moveOn, events } = await openShop();
    moveOn(portone({ apiSecret: 'secret', storeId: server.storeId, webhookSecret: 'whsec_YW5vdGhlciBzZWNyZXQ=' }), []);
    const { claim: claimed } = await register();
    await send('POST', '/charges', claimed);
    await server.idle();
    expect(server.webhooks.length).toBeGreaterThan(1);
    expect(events.filter(({ type }) => type === 'error')).toMatchObject([
      { where: 'webhook of portone', error: { name: 'WebhookRejected' } },
    ]);
  });

  it('verifies, charges once, and answers the same again', async () => {
    const { server, send, register } = await openShop();
    const { claim: claimed } = await register();
    const paid = await send('POST', '/charges', claimed);
    expect(paid).toMatchObject({ status: 200, body: { status: 'paid', amount: 9900 } });
    expect((await send('POST', '/charges', claimed)).body).toMatchObject({ status: 'paid' });
    expect(server.countCharges()).toBe(1);
    expect((await send('GET', '/cards')).body).toMatchObject([{ number: '424242******4242', pg: 'kcp_v2' }]);
  });

  it('charges once in spite of an answer that was lost', async () => {
    const { server, send, register } = await openShop();
    const { claim: claimed } = await register();
    server.failNext({ route, kind: 'answer-lost-after-commit' });
    await send('POST', '/charges', claimed);
    await vi.waitFor(async () => {
      expect((await send('POST', '/charges', claimed)).body).toMatchObject({ status: 'paid' });
    });
    expect(server.countCharges()).toBe(1);
  });

  it('refuses a key of somebody else’s registration', async () => {
    const { server, send, register } = await openShop();
    const { claim: one } = await register();
    const { claim: other } = await register();
    const answer = await send('POST', '/charges', { ...one, billingKey: other.billingKey });
    expect(answer.body).toMatchObject({ error: { code: 'registration_mismatch' } });
    expect(server.countCharges()).toBe(0);
  });

  it('confirms a key that waits for its server', async () => {
    const { send, register } = await openShop();
    const { claim: claimed } = await register({ status: 'needs-confirmation', billingIssueToken: 'token' });
    const { billingKey: _, ...numbers } = claimed;
    const answer = await send('POST', '/charges', { ...numbers, billingIssueToken: 'token' });
    expect(answer.body).toMatchObject({ status: 'paid' });
  });

  it('says that a card was not registered when the PG would not confirm it, and takes it the second time', async () => {
    const { server, send, register } = await openShop();
    const { claim: claimed } = await register({ status: 'needs-confirmation', billingIssueToken: 'token' });
    await server.clock.advance(120_000);
    const { billingKey, ...numbers } = claimed;
    const late = await send('POST', '/charges', { ...numbers, billingIssueToken: 'token' });
    expect(late.body).toMatchObject({ error: { code: 'registration_failed' } });

    server.registerIssued({
      status: 'needs-confirmation',
      billingIssueToken: 'token-2',
      billingKey: `${billingKey}-2`,
      pgProvider: 'KCP_V2',
      issueId: String(numbers.merchantUid),
    });
    const paid = await send('POST', '/charges', { ...numbers, billingIssueToken: 'token-2' });
    expect(paid.body).toMatchObject({ status: 'paid' });
  });

  it('waits for a first payment that its window has begun, whose record names no channel', async () => {
    const { send, server } = await openShop();
    const { body: order } = await send('POST', '/orders', { planId: 'basic' });
    const payment = { ...first, paymentId: String(order.merchantUid) };
    const waiting = { status: 'needs-confirmation', billingIssueToken: 'token', pgProvider: 'WELCOME' } as const;
    server.registerIssued({ ...waiting, billingKey: 'billing-key-1', payment });
    const numbers = { merchantUid: order.merchantUid, chargeMerchantUid: order.chargeMerchantUid };
    expect(await send('POST', '/charges', numbers)).toMatchObject({
      status: 503,
      body: { error: { code: 'charge_unsettled' } },
    });
    expect((await send('POST', '/charges', { ...numbers, billingIssueToken: 'token' })).body).toMatchObject({
      status: 'paid',
      chargedAtIssue: true,
    });
  });

  it('says what a window took under the number of its order, which is the only one that the page knows', async () => {
    const { send, register, server } = await openShop();
    const { order } = await register();
    const { merchantUid } = order;
    expect((await send('GET', `/charges/${merchantUid}`)).status).toBe(404);
    const billingKey = 'billing-key-2';
    const payment = { ...first, paymentId: String(merchantUid) };
    server.registerIssued({ status: 'issued', billingKey, pgProvider: 'WELCOME', payment });
    const paid = await send('POST', '/charges', { merchantUid, billingKey, chargedAtIssue: true });
    expect(paid.body).toMatchObject({ status: 'paid', merchantUid, chargeMerchantUid: order.chargeMerchantUid });
    expect((await send('GET', `/charges/${merchantUid}`)).body).toEqual(paid.body);
  });

  it('tells the customer of a card that was declined', async () => {
    const { server, send, register } = await openShop();
    const { claim: claimed } = await register({ card: { behaviour: 'limit-exceeded' } });
    expect((await send('POST', '/charges', claimed)).body).toMatchObject({ charge: { status: 'failed' } });
    expect(server.countCharges()).toBe(0);
  });
});

describe('extra', () => {
  it('adds fields to a charge, and does not have it made in another store', async () => {
    const sent: unknown[] = [];
    const api = await listen(async (request) => {
      sent.push(await request.json());
      return Response.json({ type: 'INVALID_REQUEST', message: '' }, { status: 400 });
    });
    onTestFinished(() => api.close());
    const extra = { storeId: 'store-2', billingKey: 'another', locale: 'KO_KR' };
    const gateway = portone({ apiSecret: 'secret', storeId: 'store-1', apiUrl: api.url, extra });
    const amounts = { amount: 9900, currency: 'KRW', taxFree: null, vat: null };
    await gateway.charge({ billingKey: 'key', merchantUid: 'uid', name: 'x', ...amounts, buyer: null, tag: 'uid:1' });
    expect(sent).toMatchObject([{ storeId: 'store-1', billingKey: 'key', locale: 'KO_KR' }]);
  });
});

describe('revokeKey', () => {
  it.each(['BILLING_KEY_NOT_FOUND', 'BILLING_KEY_NOT_ISSUED', 'BILLING_KEY_ALREADY_DELETED'])(
    'takes %s for a key that is gone',
    async (type) => {
      const status = type === 'BILLING_KEY_ALREADY_DELETED' ? 409 : 404;
      const api = await listen(async () => Response.json({ type, message: '' }, { status }));
      onTestFinished(() => api.close());
      const gateway = portone({ apiSecret: 'secret', storeId: 'store-1', apiUrl: api.url });
      await expect(gateway.revokeKey({ billingKey: 'billing-key-1', reason: '해지' })).resolves.toBeUndefined();
    },
  );
});

describe('webhookSecret', () => {
  it('that is no Base64 is said at the start, as no webhook could ever be believed', () => {
    const options = { apiSecret: 'secret', storeId: 'store-1', webhookSecret: 'whsec_not base64!' };
    expect(() => portone(options)).toThrow(/webhookSecret/);
  });
});
