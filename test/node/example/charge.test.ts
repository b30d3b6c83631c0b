import { describe, expect, it } from 'vitest';
import { CUSTOMER, chargeRequest, checkoutWorld } from './checkoutWorld.js';

const AGAIN = 'POST /subscribe/payments/again';

describe('POST /api/subscriptions/charge', () => {
  it('charges the key once and answers the receipt, which can be read back', async () => {
    const { register, charge, get, simulator } = await checkoutWorld();
    register();
    const answer = await charge();
    expect(answer).toMatchObject({
      httpStatus: 200,
      status: 'paid',
      amount: 9900,
      planName: '모두의 구독 베이직',
      chargedAtIssue: false,
      cardName: 'BC카드',
      cardNumber: '5365-10**-****-1234',
    });
    expect(simulator.payments.get(answer.impUid ?? '')).toMatchObject({ merchant_uid: 'charge1', status: 'paid' });
    const { retryAfter, httpStatus, ...receipt } = answer;
    expect(await get('/api/charges/charge1')).toMatchObject(receipt);
    expect(await get(`/api/subscriptions/${CUSTOMER}`)).toMatchObject({ status: 'active', charges: [receipt] });
    expect(simulator.countCharges({ customerUid: CUSTOMER })).toBe(1);
  });

  it('answers the same order number with the first answer, and charges once', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    const first = await charge();
    expect(await charge()).toEqual(first);
    expect(simulator.countCalls(AGAIN)).toBe(1);
  });

  it('charges once for 20 requests at the same time', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    const answers = await Promise.all(Array.from({ length: 20 }, () => charge()));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ httpStatus: 200, status: 'paid' });
    expect(simulator.countCalls(AGAIN)).toBe(1);
    expect(simulator.countCharges()).toBe(1);
  });

  it('charges once for 20 requests spread over two processes on one database', async () => {
    const { register, charge, start, simulator, url } = await checkoutWorld();
    const second = await start();
    register();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => charge({}, index % 2 === 0 ? url : second.url)),
    );
    expect(simulator.countCalls(AGAIN)).toBe(1);
    for (const { httpStatus, error } of answers) {
      // Whoever asked the process that came second is told to come again.
      if (httpStatus !== 200) expect(error?.code).toBe('charge_unsettled');
    }
    expect(answers.some(({ httpStatus }) => httpStatus === 200)).toBe(true);
    expect(await charge({}, second.url)).toMatchObject({ httpStatus: 200, status: 'paid' });
    expect(simulator.countCharges()).toBe(1);
  });

  it('declines once for everybody who asks while it is being declined, and charges when it is tried again', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    simulator.decline({ customerUid: CUSTOMER, reason: '한도초과' });
    const fault = simulator.failNext({ route: AGAIN, kind: 'slow' });
    const asking = [charge(), charge()];
    await fault.met;
    fault.release();
    for (const answer of await Promise.all(asking)) {
      expect(answer).toMatchObject({
        httpStatus: 402,
        error: { code: 'charge_declined', message: '한도초과' },
        charge: { status: 'failed', failReason: '한도초과' },
      });
    }
    expect(simulator.countCharges()).toBe(0);
    expect(await charge()).toMatchObject({ httpStatus: 200, status: 'paid', failReason: null });
    expect(simulator.countCharges()).toBe(1);
    expect(simulator.countCalls(AGAIN)).toBe(2);
  });

  it('takes the price from the plan, whatever the browser says', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register({ amount: 1 });
    expect(await charge({ amount: 1, price: 1, plan: { amount: 1 }, currency: 'USD' })).toMatchObject({
      amount: 9900,
      currency: 'KRW',
    });
    expect(simulator.charges()[0]?.amount).toBe(9900);
  });

  it.each([
    ['planId', { planId: 'free' }],
    ['planId', { planId: undefined }],
    ['customerUid', { customerUid: 'x'.repeat(81) }],
    ['customerUid', { customerUid: '..' }],
    ['customerUid', { customerUid: 'a/b' }],
    ['customerUid', { customerUid: { $ne: '' } }],
    ['merchantUid', { merchantUid: '' }],
    ['impUid', { impUid: 42 }],
    ['chargeMerchantUid', { chargeMerchantUid: 'x'.repeat(41) }],
    ['chargeMerchantUid', { chargeMerchantUid: 'register1' }],
    ['chargedAtIssue', { chargedAtIssue: 'false' }],
    ['pg', { pg: null }],
  ])('answers 400 and names %s: %j', async (field, changes) => {
    const { charge, simulator } = await checkoutWorld();
    const answer = await charge(changes);
    expect(answer).toMatchObject({ httpStatus: 400, error: { code: 'invalid_field', field } });
    expect(answer.error?.message).toContain(field);
    expect(simulator.calls).toHaveLength(0);
  });

  it.each(['', 'null', '[]', '{'])('answers 400 to the body %j', async (body) => {
    const { url } = await checkoutWorld();
    const response = await fetch(`${url}/api/subscriptions/charge`, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { field: 'body' } });
  });

  it("charges nothing for a key that i'mport does not know", async () => {
    const { charge, get, simulator } = await checkoutWorld();
    expect(await charge()).toMatchObject({ httpStatus: 409, error: { code: 'no_billing_key' } });
    expect(simulator.countCalls(AGAIN)).toBe(0);
    expect(await get('/api/charges/charge1')).toMatchObject({ httpStatus: 404 });
  });

  it('charges nothing for a registration that is not the one it came from', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    register({ imp_uid: 'imp_2', merchant_uid: 'register2', customer_uid: 'somebody_else' });
    register({ imp_uid: 'imp_3', merchant_uid: 'register3', status: 'failed' });
    const code = async (changes: object) => (await charge({ ...changes })).error?.code;
    expect(await code({ impUid: 'imp_unknown' })).toBe('issue_unknown');
    expect(await code({ impUid: 'imp_2', merchantUid: 'register2' })).toBe('issue_mismatch');
    expect(await code({ merchantUid: 'register2' })).toBe('issue_mismatch');
    expect(await code({ impUid: 'imp_3', merchantUid: 'register3' })).toBe('issue_failed');
    expect(simulator.countCalls(AGAIN)).toBe(0);
  });

  it.each([
    ['customerUid', { customerUid: 'browser1_card2' }],
    ['planId', { planId: 'plus' }],
  ])('answers 409 to an order number that was paid with another %s', async (field, changes) => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    await charge();
    expect(await charge(changes)).toMatchObject({ httpStatus: 409, error: { code: 'order_conflict', field } });
    expect(simulator.countCharges()).toBe(1);
  });

  it('answers an order that was paid with its receipt when another card was registered for it meanwhile', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    const first = await charge();
    register({ imp_uid: 'imp_2', merchant_uid: 'register2' });
    expect(await charge({ impUid: 'imp_2', merchantUid: 'register2' })).toEqual(first);
    expect(await charge({ impUid: 'imp_unknown' })).toMatchObject({ error: { code: 'issue_unknown' } });
    expect(simulator.countCharges()).toBe(1);
  });

  it('charges one registration once, under whatever order numbers it is sent', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    const answers = await Promise.all([charge(), charge({ chargeMerchantUid: 'charge2' })]);
    expect(answers.map(({ httpStatus }) => httpStatus).sort()).toEqual([200, 409]);
    expect(answers.find(({ httpStatus }) => httpStatus === 409)?.error?.code).toBe('issue_already_used');
    expect(simulator.countCharges()).toBe(1);
  });

  it('lets a declined order be paid with another registration of the same card name', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register({ card: { ...cardOf('declined-at-charge') } });
    expect((await charge()).httpStatus).toBe(402);
    register({ imp_uid: 'imp_2', merchant_uid: 'register2', card: { ...cardOf('ok') } });
    expect(await charge({ impUid: 'imp_2', merchantUid: 'register2' })).toMatchObject({ status: 'paid' });
    expect(simulator.countCharges()).toBe(1);
  });

  it("passes on that i'mport refused to try, and does not count it as paid", async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    register({ imp_uid: 'imp_2', merchant_uid: 'register2', customer_uid: 'somebody_else' });
    await charge({ ...otherCustomer, chargeMerchantUid: 'other1' });
    // An order number that i'mport has seen paid for something that is not in this database.
    const taken = { customer_uid: 'somebody_else', merchant_uid: 'charge1', amount: 9900, name: 'a coat' };
    await iamportCharge(simulator, taken);
    const answer = await charge();
    expect(answer).toMatchObject({ httpStatus: 402, charge: { status: 'failed' } });
    expect(answer.error?.message).toMatch(/another order/);
    expect(simulator.countCharges({ customerUid: CUSTOMER })).toBe(0);
  });
});

describe('a token that ended', () => {
  it('is renewed once, in the middle of anything', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    simulator.decline();
    expect((await charge()).httpStatus).toBe(402);
    simulator.expireTokens();
    expect(await charge()).toMatchObject({ status: 'paid' });
    expect(simulator.countCalls('POST /users/getToken')).toBe(2);
    expect(simulator.countCharges()).toBe(1);
  });

  it('that stays refused is our problem, not the customer’s', async () => {
    const { register, start, charge, config, logged, simulator } = await checkoutWorld();
    register();
    const misconfigured = await start({ config: { ...config, apiSecret: 'wrong' } });
    expect(await charge({}, misconfigured.url)).toMatchObject({
      httpStatus: 503,
      error: { code: 'iamport_unavailable' },
    });
    expect(logged.join('\n')).toMatch(/IAMPORT_API_SECRET/);
    expect(logged.join('\n')).not.toContain('wrong');
    expect(simulator.countCharges()).toBe(0);
  });
});

describe('what is read', () => {
  it('tells the page its configuration and no secret', async () => {
    const { get } = await checkoutWorld();
    const answer = await get('/api/config');
    expect(answer).toMatchObject({ userCode: 'imp00000000', pg: 'kcp_billing', simulated: true });
    expect(JSON.stringify(answer)).not.toMatch(/fake_imp_key|fake_imp_secret|apiUrl/);
    expect(Object.keys(answer)).not.toContain('channelKey');
  });

  it('has plans, an empty list for a stranger, and 404 for the rest', async () => {
    const { url, get } = await checkoutWorld();
    expect(await (await fetch(`${url}/api/plans`)).json()).toMatchObject([{ id: 'basic', amount: 9900 }, {}]);
    expect(await get('/api/subscriptions/nobody')).toMatchObject({ status: 'none', charges: [] });
    expect(await get('/api/subscriptions/%2e%2e%2fx')).toMatchObject({ httpStatus: 400 });
    expect(await get('/api/nothing')).toMatchObject({ httpStatus: 404, error: { code: 'not_found' } });
  });

  it('keeps personal data out of the log and the database, since it never gets any', async () => {
    const { register, charge, get, logged } = await checkoutWorld();
    register();
    await charge({ buyer: { name: '홍길동', tel: '010-1234-5678', email: 'hong@example.com' } });
    const told = JSON.stringify(await get(`/api/subscriptions/${CUSTOMER}`)) + logged.join('\n');
    expect(told).not.toMatch(/홍길동|010-1234|hong@/);
  });
});

const cardOf = (behaviour: 'ok' | 'declined-at-charge') => ({
  number_masked: '4000-****',
  name: '모의카드',
  behaviour,
});

const otherCustomer = {
  ...chargeRequest,
  customerUid: 'somebody_else',
  impUid: 'imp_2',
  merchantUid: 'register2',
};

async function iamportCharge(simulator: { fetch(request: Request): Promise<Response> }, order: object): Promise<void> {
  const post = async (path: string, body: object, token = '') => {
    const response = await simulator.fetch(
      new Request(`https://api.iamport.kr${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: token },
        body: JSON.stringify(body),
      }),
    );
    return (await response.json()) as { code: number; response: { access_token: string } };
  };
  const { response } = await post('/users/getToken', { imp_key: 'fake_imp_key', imp_secret: 'fake_imp_secret' });
  const { code } = await post('/subscribe/payments/again', order, response.access_token);
  if (code !== 0) throw new Error('The charge that this test starts from was refused.');
}
