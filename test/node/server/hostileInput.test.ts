import { describe, expect, it } from 'vitest';
import { API, issued, order, START, setup } from './fakeServer.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const SCHEDULE = '/subscribe/payments/schedule';
const UNSCHEDULE = '/subscribe/payments/unschedule';

async function merchant() {
  const world = await setup();
  world.server.registerIssued(issued());
  return world;
}

const booking = (merchant_uid: string, days = 30) => ({
  ...order({ merchant_uid }),
  schedule_at: START / 1000 + days * 86_400,
});

const deepForm = `merchant_uid${'[x]'.repeat(20_000)}=1&customer_uid=customer1_card1`;
const deepJson = `{"merchant_uid":${'['.repeat(20_000)}${']'.repeat(20_000)},"customer_uid":"customer1_card1"}`;

describe('hostile input', () => {
  it.each([
    ['an object as order number, in a form', 'customer_uid=customer1_card1&merchant_uid[a][b]=1', FORM],
    [
      'an object without a text, in JSON',
      '{"customer_uid":"customer1_card1","merchant_uid":[{"toString":1,"valueOf":1}]}',
      {},
    ],
    ['a list in a list', '{"customer_uid":"customer1_card1","merchant_uid":[["renew1"]]}', {}],
    ['null in a list', '{"customer_uid":"customer1_card1","merchant_uid":[null]}', {}],
    ['a form nested 20,000 deep', deepForm, FORM],
    ['JSON nested 20,000 deep', deepJson, {}],
    ['a body that is a list', '[1]', {}],
    ['a body that is null', 'null', {}],
    ['a body that is no JSON', '{', {}],
  ] as const)('is refused: %s', async (_, body, headers) => {
    const { server, call } = await merchant();
    await call('POST', SCHEDULE, { customer_uid: 'customer1_card1', schedules: [booking('renew1')] });
    expect(await call('POST', UNSCHEDULE, body, headers)).toMatchObject({ status: 200, code: 1, response: null });
    expect(server.schedules).toMatchObject([{ schedule_status: 'scheduled' }]);
  });

  it.each([
    ['an object', { a: 1 }],
    ['a list', [1]],
    ['a hexadecimal', '0x10'],
    ['a blank', ' '],
    ['no end', '1e999'],
    ['a boolean', true],
    ['half a won', 9900.5],
  ])('is refused as an amount: %s', async (_, amount) => {
    const { server, call } = await merchant();
    expect(await call('POST', '/subscribe/payments/again', order({ amount }))).toMatchObject({ status: 200, code: 1 });
    expect(server.payments.size).toBe(1);
  });

  it('leaves no mark on what every object has', async () => {
    const { call } = await merchant();
    await call('POST', UNSCHEDULE, '__proto__[polluted]=1&constructor[prototype][polluted]=1', FORM);
    await call('POST', UNSCHEDULE, '{"__proto__":{"polluted":1}}');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect((await call('GET', '/payments/find/register1?sorting=constructor')).code).toBe(0);
    expect((await call('GET', '/subscribe/customers/__proto__')).status).toBe(404);
  });

  it.each(['page=0', 'page=-1', 'page=1e3', 'page=1.5', 'page=x', 'page=9999999999999999'])(
    'answers 400 to the page %s, where the description has a 400, and with the first page elsewhere',
    async (page) => {
      const { call } = await merchant();
      expect((await call('GET', `/payments/findAll/register1?${page}`)).status).toBe(400);
      expect(await call('GET', `/subscribe/customers/customer1_card1/payments?${page}`)).toMatchObject({
        response: { total: 1, previous: 0, list: [{}] },
      });
    },
  );

  it('answers a call without a token before it looks into it', async () => {
    const { server } = await merchant();
    const request = new Request(`${API}${UNSCHEDULE}`, { method: 'POST', body: deepForm, headers: FORM });
    expect((await server.fetch(request)).status).toBe(401);
  });
});

describe('much of it', () => {
  /** Milliseconds of the fastest of three. */
  async function fastest(run: () => Promise<unknown>): Promise<number> {
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const start = performance.now();
      await run();
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  }

  const list = (length: number) => Array.from({ length }, (_, index) => `merchant_uid[]=n${index}`).join('&');

  it('a form with 20,000 entries of a list takes ten times as long as one with 2,000, not a hundred', async () => {
    const { call } = await merchant();
    const unschedule = (length: number) => () => call('POST', UNSCHEDULE, list(length), FORM);
    await unschedule(2000)();
    const [few, many] = [await fastest(unschedule(2000)), await fastest(unschedule(20_000))];
    expect(many / few).toBeLessThan(40);
  });

  it('200,000 bookings are booked in one call, and looked up, moved and made without a walk through all of them', async () => {
    const { server, call, login } = await merchant();
    const schedules = Array.from({ length: 200_000 }, (_, index) => booking(`n${index}`));
    expect((await call('POST', SCHEDULE, { customer_uid: 'customer1_card1', schedules })).code).toBe(0);
    expect(server.schedules).toHaveLength(200_000);

    const empty = await merchant();
    const lookUp = (world: typeof empty) => async () => {
      for (let index = 0; index < 200; index += 1) await world.call('GET', `${SCHEDULE}/n199999`);
    };
    await lookUp(empty)();
    expect((await fastest(lookUp({ server, call, login }))) / (await fastest(lookUp(empty)))).toBeLessThan(10);

    expect((await call('PUT', `${SCHEDULE}/n7`, { schedule_at: START / 1000 + 60 })).code).toBe(0);
    await server.clock.advance(61_000);
    expect(server.charges()).toMatchObject([{ merchant_uid: 'n7' }]);
    await call('POST', UNSCHEDULE, { merchant_uid: ['n8'] });
    const rest = await call<unknown[]>('POST', UNSCHEDULE, { customer_uid: 'customer1_card1' });
    expect(rest.response).toHaveLength(199_998);
  }, 120_000);
});
