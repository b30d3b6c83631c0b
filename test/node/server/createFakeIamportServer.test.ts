import { describe, expect, it } from 'vitest';
import type { CustomerAnnotation, PaymentAnnotation } from '../../../src/testing/server/index.js';
import type { AuthAnnotation } from '../../../src/testing/server/tokens.js';
import { API, issued, order, START, setup, takeToken } from './fakeServer.js';

const MINUTE = 60_000;

describe('createFakeIamportServer()', () => {
  describe('POST /users/getToken', () => {
    const login = { imp_key: 'fake_imp_key', imp_secret: 'fake_imp_secret' };

    it('gives the same token for 30 minutes, and a new one afterwards', async () => {
      const { server, call } = await setup();
      const first = await call<AuthAnnotation>('POST', '/users/getToken', login);
      expect(first).toMatchObject({ status: 200, code: 0, response: { now: START / 1000 } });
      expect(first.response?.expired_at).toBe(START / 1000 + 1800);

      await server.clock.advance(20 * MINUTE);
      const again = await call<AuthAnnotation>('POST', '/users/getToken', login);
      expect(again.response?.access_token).toBe(first.response?.access_token);
      expect(again.response?.expired_at).toBe(first.response?.expired_at);

      await server.clock.advance(10 * MINUTE);
      expect(await call('GET', '/payments/imp_x')).toMatchObject({ status: 401, code: -1, response: null });
      expect(await takeToken(server)).not.toBe(first.response?.access_token);
    });

    it('extends a token that has less than a minute left by five minutes', async () => {
      const { server, call } = await setup();
      await server.clock.advance(29.5 * MINUTE);
      const extended = await call<AuthAnnotation>('POST', '/users/getToken', login);
      expect(extended.response?.expired_at).toBe(START / 1000 + 1800 + 300);
      await server.clock.advance(3 * MINUTE);
      expect((await call('GET', '/payments/imp_x')).status).toBe(404);
    });

    it('answers 401 to a wrong secret, and takes a form as well as JSON', async () => {
      const { call } = await setup();
      expect((await call('POST', '/users/getToken', { ...login, imp_secret: 'wrong' })).status).toBe(401);
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      expect((await call('POST', '/users/getToken', new URLSearchParams(login).toString(), form)).status).toBe(200);
    });

    it.each(['Bearer ', 'Basic ', ''])("takes the token after '%s', as i'mport's samples send it", async (prefix) => {
      const { server, call } = await setup();
      const token = await takeToken(server);
      const answer = await call('GET', '/subscribe/customers/nobody', undefined, {
        authorization: `${prefix}${token}`,
      });
      expect(answer.status).toBe(404);
    });
  });

  describe('keys', () => {
    it('knows a key only when the window issued it', async () => {
      const { server, call } = await setup();
      const path = '/subscribe/customers/customer1_card1';
      expect(await call('GET', path)).toMatchObject({ status: 404, code: -1, response: null });

      const report = await server.fetch(
        new Request(`${API}/_window/issued`, { method: 'POST', body: JSON.stringify(issued()), headers: JSON_TYPE }),
      );
      expect(await report.json()).toEqual({ ok: true });
      expect(report.headers.get('access-control-allow-origin')).toBe('*');
      expect(await call<CustomerAnnotation>('GET', path)).toMatchObject({
        status: 200,
        code: 0,
        response: { customer_uid: 'customer1_card1', pg_provider: 'kcp_billing', card_number: '5365-10**-****-1234' },
      });
      expect(server.keys.size).toBe(1);
    });

    it('lets a page of another origin report, and nobody else in', async () => {
      const { server } = await setup();
      const preflight = await server.fetch(new Request(`${API}/_window/issued`, { method: 'OPTIONS' }));
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
      const rest = await server.fetch(new Request(`${API}/subscribe/payments/again`, { method: 'OPTIONS' }));
      expect(rest.headers.get('access-control-allow-origin')).toBeNull();
    });

    it('names the field of a report that is wrong', async () => {
      const { server } = await setup();
      const report = (body: unknown) =>
        server
          .fetch(
            new Request(`${API}/_window/issued`, { method: 'POST', body: JSON.stringify(body), headers: JSON_TYPE }),
          )
          .then((response) => response.json());
      expect(await report({ ...issued(), customer_uid: '' })).toMatchObject({
        ok: false,
        message: expect.stringContaining('customer_uid'),
      });
      expect(await report({ ...issued(), status: 'maybe' })).toMatchObject({
        ok: false,
        message: expect.stringContaining('status'),
      });
      expect(server.keys.size).toBe(0);
    });

    it('replaces the card in silence when the same customer_uid is issued again', async () => {
      const { server, call } = await setup();
      server.registerIssued(issued());
      const second = { number_masked: '9410-00**-****-0002', name: '신한카드', behaviour: 'ok' as const };
      server.registerIssued(issued({ imp_uid: 'imp_2', merchant_uid: 'register2', card: second }));
      expect(await call('GET', '/subscribe/customers/customer1_card1')).toMatchObject({
        response: { card_name: '신한카드' },
      });
    });

    it('leaves no key behind when the window failed', async () => {
      const { server, call } = await setup();
      server.registerIssued(issued({ status: 'failed' }));
      expect((await call('GET', '/subscribe/customers/customer1_card1')).status).toBe(404);
      expect(await call('GET', '/payments/imp_000000000001?include_sandbox=true')).toMatchObject({
        response: { status: 'failed', customer_uid_usage: 'issue' },
      });
    });

    it('forgets a deleted key, and then refuses to charge it', async () => {
      const { server, call } = await setup();
      server.registerIssued(issued());
      expect((await call('DELETE', '/subscribe/customers/customer1_card1')).code).toBe(0);
      expect((await call('GET', '/subscribe/customers/customer1_card1')).status).toBe(404);
      expect(await call('POST', '/subscribe/payments/again', order())).toMatchObject({ status: 200, code: 1 });
      expect((await call('DELETE', '/subscribe/customers/customer1_card1')).status).toBe(404);
    });

    it('issues a key from raw card data, checking its form', async () => {
      const { call } = await setup();
      const path = '/subscribe/customers/api_card';
      const card = { pg: 'kcp.T0000', card_number: '1234-5678-9012-3456', expiry: '2030-12' };
      expect((await call('POST', path, { ...card, expiry: '12/30' })).code).toBe(1);
      expect(await call('POST', path, card)).toMatchObject({
        code: 0,
        response: { card_number: '1234-56**-****-3456', pg_provider: 'kcp' },
      });
    });
  });

  describe('POST /subscribe/payments/again', () => {
    it('charges, and shows the payment by imp_uid, by order number and by customer', async () => {
      const { server, call } = await setup();
      server.registerIssued(issued());
      const paid = await call<PaymentAnnotation>('POST', '/subscribe/payments/again', order());
      expect(paid).toMatchObject({
        code: 0,
        response: { status: 'paid', amount: 9900, customer_uid_usage: 'payment', fail_reason: null, failed_at: 0 },
      });
      expect(paid.response?.apply_num).toMatch(/^\d{8}$/);
      expect(await call('GET', '/payments/find/charge1')).toMatchObject({ response: paid.response });
      expect(await call('GET', `/payments/${paid.response?.imp_uid}?include_sandbox=true`)).toMatchObject({ code: 0 });
      const list = await call('GET', '/subscribe/customers/customer1_card1/payments');
      expect(list).toMatchObject({ response: { total: 2, previous: 0, next: 0 } });
      expect(server.countCharges({ customerUid: 'customer1_card1' })).toBe(1);
    });

    it('answers code 0 and status failed when the card is declined, and lets the order be tried again', async () => {
      const { server, call } = await setup();
      const card = { ...issued().card, behaviour: 'limit-exceeded' as const };
      server.registerIssued(issued({ card }));
      const declined = await call('POST', '/subscribe/payments/again', order());
      expect(declined).toMatchObject({ status: 200, code: 0, response: { status: 'failed', paid_at: 0 } });
      expect(declined).toMatchObject({ response: { fail_reason: expect.stringContaining('한도초과') } });
      server.setCardBehaviour('customer1_card1', 'ok');
      expect(await call('POST', '/subscribe/payments/again', order())).toMatchObject({ response: { status: 'paid' } });
      expect(await call('GET', '/payments/find/charge1/failed')).toMatchObject({ response: { status: 'failed' } });
      expect(await call('GET', '/payments/find/charge1')).toMatchObject({ response: { status: 'paid' } });
      expect(server.countCharges()).toBe(1);
    });

    it('declines as often as it was told to, of that customer only', async () => {
      const { server, call } = await setup();
      server.registerIssued(issued());
      server.decline({ customerUid: 'somebody else' });
      server.decline({ customerUid: 'customer1_card1', reason: '분실카드' });
      expect(await call('POST', '/subscribe/payments/again', order())).toMatchObject({
        response: { fail_reason: '분실카드' },
      });
      expect(await call('POST', '/subscribe/payments/again', order())).toMatchObject({ response: { status: 'paid' } });
    });

    it.each([
      ['an order number that was paid', order()],
      ['the order number the key was issued with', order({ merchant_uid: 'register1' })],
      ['an unknown customer_uid', order({ customer_uid: 'nobody', merchant_uid: 'c2' })],
      ['an order without a name', order({ merchant_uid: 'c2', name: '' })],
      ['an order number of more than 40 characters', order({ merchant_uid: 'x'.repeat(41) })],
      ['an amount that is an object', order({ merchant_uid: 'c2', amount: { total: 9900 } })],
      ['an amount of 0', order({ merchant_uid: 'c2', amount: 0 })],
    ])('refuses %s with a code and no payload', async (_, body) => {
      const { server, call } = await setup();
      server.registerIssued(issued());
      await call('POST', '/subscribe/payments/again', order());
      const answer = await call('POST', '/subscribe/payments/again', body);
      expect(answer).toMatchObject({ status: 200, code: 1, response: null, message: expect.any(String) });
      expect(server.countCharges()).toBe(1);
    });

    it('takes a form', async () => {
      const { server, call } = await setup();
      server.registerIssued(issued());
      const form = new URLSearchParams({ ...order(), amount: '9900' }).toString();
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      expect(await call('POST', '/subscribe/payments/again', form, type)).toMatchObject({ response: { amount: 9900 } });
    });
  });

  describe('what a PG demands with a charge', () => {
    const buyer = { buyer_name: '홍길동', buyer_email: 'hong@example.com', buyer_tel: '01012345678' };
    it.each([
      ['ksnet', { buyer_name: '홍길동', product_type: 'digital' }, 'product_type'],
      ['welcome', { buyer_name: '홍길동' }, 'buyer_name'],
      ['smartro_v2', buyer, 'buyer_tel'],
      ['paymentwall', { buyer_email: 'hong@example.com', browser_ip: '203.0.113.7' }, 'browser_ip'],
      ['paypal_v2', { currency: 'USD' }, 'currency'],
    ] as const)('%s', async (pg_provider, demanded, name) => {
      const { server, call } = await setup();
      server.registerIssued(issued({ pg_provider }));
      const lacking = { ...order(demanded), [name]: null };
      expect(await call('POST', '/subscribe/payments/again', lacking)).toMatchObject({ code: 1, response: null });
      const booking = { ...lacking, schedule_at: START / 1000 + 60 };
      const schedules = { customer_uid: 'customer1_card1', schedules: [booking] };
      expect((await call('POST', '/subscribe/payments/schedule', schedules)).code).toBe(1);
      expect(await call('POST', '/subscribe/payments/again', order(demanded))).toMatchObject({
        response: { status: 'paid' },
      });

      const other = await setup({ pgDemands: false });
      other.server.registerIssued(issued({ pg_provider }));
      expect((await other.call('POST', '/subscribe/payments/again', lacking)).code).toBe(0);
    });

    it('smartro_v2: an order number of letters and digits', async () => {
      const { server, call } = await setup();
      server.registerIssued(issued({ pg_provider: 'smartro_v2' }));
      const charge = (merchant_uid: string) =>
        call('POST', '/subscribe/payments/again', order({ ...buyer, merchant_uid }));
      expect((await charge('charge_1')).code).toBe(1);
      expect((await charge('charge1')).code).toBe(0);
    });
  });

  it.each([
    ['naverpay', '01:59', 'paid'],
    ['naverpay', '02:00', 'failed'],
    ['naverpay', '05:59', 'failed'],
    ['naverpay', '06:00', 'paid'],
    ['kcp_billing', '03:00', 'paid'],
  ])('with pgHours, %s at %s in Korea: %s', async (pg_provider, time, status) => {
    const { server, call } = await setup({ pgHours: true, now: () => Date.parse(`2026-01-05T${time}:00+09:00`) });
    server.registerIssued(issued({ pg_provider }));
    expect(await call('POST', '/subscribe/payments/again', order())).toMatchObject({ code: 0, response: { status } });
  });

  describe('GET /payments/{imp_uid}/balance', () => {
    it('splits what is left of a PAYCO payment, and is refused for other PGs', async () => {
      const { server, call } = await setup();
      server.registerIssued(issued({ pg_provider: 'payco' }));
      const tax = { tax_free: 1100, vat_amount: 700 };
      const paid = await call<PaymentAnnotation>('POST', '/subscribe/payments/again', order(tax));
      const path = `/payments/${paid.response?.imp_uid}/balance`;
      expect(await call('GET', path)).toMatchObject({
        response: { amount: 9900, primary: { tax_free: 1100, supply: 8100, vat: 700 } },
      });
      await call('POST', '/payments/cancel', { imp_uid: paid.response?.imp_uid, amount: 7700 });
      expect(await call('GET', path)).toMatchObject({
        response: { amount: 9900, primary: { tax_free: 1100, supply: 1000, vat: 100 } },
      });
      const other = await setup();
      other.server.registerIssued(issued());
      expect(await other.call('GET', '/payments/imp_000000000001/balance')).toMatchObject({ status: 200, code: 1 });
    });
  });

  describe('the payment a key was issued with', () => {
    it('is of a test channel when that card is, whatever the account is', async () => {
      const { server, call } = await setup({ sandbox: false });
      server.registerIssued(issued({ sandbox: true }));
      expect(await call('GET', '/subscribe/customers/customer1_card1')).toMatchObject({ response: { sandbox: true } });
      expect((await call('GET', '/payments/imp_000000000001')).status).toBe(404);
      expect(await call('POST', '/subscribe/payments/again', order())).toMatchObject({ response: { sandbox: true } });
    });

    it('says that it issued the key, or nothing, as some PGs have it', async () => {
      const { server } = await setup();
      expect(server.registerIssued(issued()).customer_uid_usage).toBe('issue');
      const other = await setup({ issueUsage: null });
      expect(other.server.registerIssued(issued()).customer_uid_usage).toBeNull();
    });

    it('is hidden on a test channel unless it is asked for', async () => {
      const { server, call } = await setup();
      server.registerIssued(issued());
      expect((await call('GET', '/payments/imp_000000000001')).status).toBe(404);
      expect((await call('GET', '/payments/imp_000000000001?include_sandbox=true')).status).toBe(200);
    });

    it('carries the amount that was only shown, and no approval, when nothing was taken', async () => {
      const { server } = await setup();
      expect(server.registerIssued(issued())).toMatchObject({ status: 'paid', amount: 9900, apply_num: null });
      expect(server.countCharges()).toBe(0);
      const other = await setup({ keyOnlyAmount: 'zero' });
      expect(other.server.registerIssued(issued())).toMatchObject({ status: 'paid', amount: 0 });
    });

    it('counts as a charge when the PG took the money', async () => {
      const { server } = await setup();
      const payment = server.registerIssued(issued({ pg_provider: 'danal', pay_method: 'phone', charged: true }));
      expect(payment).toMatchObject({ status: 'paid', amount: 9900, apply_num: expect.stringMatching(/^\d{8}$/) });
      expect(server.countCharges({ customerUid: 'customer1_card1' })).toBe(1);
    });

    it('is one payment however often it is reported, and refuses a paid order number', async () => {
      const { server } = await setup();
      server.registerIssued(issued());
      server.registerIssued(issued());
      expect(server.payments.size).toBe(1);
      expect(() => server.registerIssued(issued({ imp_uid: 'imp_2' }))).toThrow(/merchant_uid/);
    });
  });

  describe('POST /payments/cancel', () => {
    it('cancels in part and in full, checks the balance, and refuses what is not there', async () => {
      const { server, call } = await setup();
      server.registerIssued(issued());
      const paid = await call<PaymentAnnotation>('POST', '/subscribe/payments/again', order());
      const imp_uid = paid.response?.imp_uid;
      expect((await call('POST', '/payments/cancel', { imp_uid, amount: 900, checksum: 1 })).code).toBe(1);
      expect(await call('POST', '/payments/cancel', { imp_uid, amount: 900, checksum: 9900 })).toMatchObject({
        response: { status: 'paid', cancel_amount: 900, cancel_history: [{ amount: 900 }] },
      });
      expect((await call('POST', '/payments/cancel', { imp_uid, amount: 9900 })).code).toBe(1);
      expect(await call('POST', '/payments/cancel', { merchant_uid: 'charge1', reason: '환불' })).toMatchObject({
        response: { status: 'cancelled', cancel_amount: 9900, cancel_reason: '환불' },
      });
      expect((await call('POST', '/payments/cancel', { imp_uid })).code).toBe(1);
      expect((await call('POST', '/payments/cancel', { imp_uid: 'imp_unknown' })).code).toBe(1);
      expect((await call('POST', '/payments/cancel', {})).code).toBe(1);
    });
  });

  describe('/payments/prepare', () => {
    it('registers, reads and edits an amount, and stops a window with another one', async () => {
      const { server, call } = await setup();
      const prepared = { merchant_uid: 'register1', amount: 9900 };
      expect((await call('PUT', '/payments/prepare', prepared)).status).toBe(404);
      expect((await call('POST', '/payments/prepare', prepared)).code).toBe(0);
      expect((await call('POST', '/payments/prepare', prepared)).code).toBe(1);
      expect(await call('GET', '/payments/prepare/register1')).toMatchObject({ response: { amount: 9900 } });
      expect(() => server.registerIssued(issued({ amount: 100 }))).toThrow();
      expect((await call('PUT', '/payments/prepare', { ...prepared, amount: 100 })).code).toBe(0);
      expect(server.registerIssued(issued({ amount: 100 })).status).toBe('paid');
    });
  });

  it('answers 404 to what it does not have', async () => {
    const { call } = await setup();
    expect(await call('GET', '/nowhere')).toMatchObject({ status: 404, code: -1 });
    expect((await call('GET', '/payments/%E0%A4%A?include_sandbox=true')).status).toBe(404);
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };
