import { describe, expect, it, vi } from 'vitest';
import { addMonths } from '../../../examples/checkout/server/addMonths.js';
import { CUSTOMER, checkoutWorld } from './checkoutWorld.js';

const BOOK = 'POST /subscribe/payments/schedule';
const day = 24 * 60 * 60 * 1000;

/** A world in which the first month is paid. */
async function subscribed(options: Parameters<typeof checkoutWorld>[0] = {}) {
  const world = await checkoutWorld(options);
  const { simulator, later, get, start } = world;
  world.register();
  const charged = await world.charge();
  expect(charged.status).toBe('paid');
  const renewals = async () => (await get(`/api/subscriptions/${CUSTOMER}`)).renewals ?? [];
  return {
    ...world,
    paidAt: Date.parse(charged.settledAt ?? ''),
    renewals,
    /** Waits for the renewals to be in these states. */
    until: (...states: string[]) =>
      vi.waitFor(async () => expect((await renewals()).map(({ status }) => status)).toEqual(states), { timeout: 5000 }),
    /** Time goes by, here and at i'mport. */
    async pass(milliseconds: number) {
      later(milliseconds);
      await simulator.clock.advance(milliseconds);
    },
    /** A process that starts looks for what another has left unfinished. */
    restart: () => start(),
    live: () => simulator.schedules.filter(({ schedule_status }) => schedule_status === 'scheduled'),
  };
}

describe('a renewal', () => {
  it('is booked for the same day of the next month once the first is paid, at the price that was agreed', async () => {
    const { until, simulator, paidAt } = await subscribed();
    await until('booked');
    expect(simulator.schedules).toEqual([
      expect.objectContaining({
        customer_uid: CUSTOMER,
        merchant_uid: expect.stringMatching(/^[a-z0-9]{32}$/),
        amount: 9900,
        currency: 'KRW',
        name: '모두의 구독 베이직',
        schedule_at: Math.ceil(addMonths(paidAt, 1) / 1000),
      }),
    ]);
  });

  it('is paid when its webhook says where to look, and the month after it is booked', async () => {
    const { until, pass, simulator, live, paidAt } = await subscribed({ webhooks: true });
    await until('booked');
    await pass(32 * day);
    await until('paid', 'booked');
    expect(simulator.countCharges({ customerUid: CUSTOMER })).toBe(2);
    expect(live().map(({ schedule_at }) => schedule_at)).toEqual([Math.ceil(addMonths(paidAt, 2) / 1000)]);
  });

  it('is found without its webhook', async () => {
    const { until, pass, restart, simulator } = await subscribed();
    await until('booked');
    await pass(32 * day);
    await restart();
    await until('paid', 'booked');
    expect(simulator.countCharges()).toBe(2);
  });

  it('that is declined is tried again after three days under another number, and three times at most', async () => {
    const { until, pass, simulator, renewals, live } = await subscribed({ webhooks: true });
    await until('booked');
    simulator.decline({ customerUid: CUSTOMER, reason: '한도초과', times: 3 });
    await pass(32 * day);
    await until('failed', 'booked');
    await pass(3 * day + 60_000);
    await until('failed', 'failed', 'booked');
    await pass(3 * day + 60_000);
    await until('failed', 'failed', 'failed');
    const rows = await renewals();
    expect(rows[0]?.failReason).toBe('한도초과');
    expect(new Set(rows.map(({ merchantUid }) => merchantUid)).size).toBe(3);
    expect(live()).toEqual([]);
    expect(simulator.countCharges()).toBe(1);
  });

  it('that is declined once keeps its own day for the month after', async () => {
    const { until, pass, simulator, live, paidAt } = await subscribed({ webhooks: true });
    await until('booked');
    simulator.decline({ customerUid: CUSTOMER });
    await pass(32 * day);
    await until('failed', 'booked');
    await pass(3 * day + 60_000);
    await until('failed', 'paid', 'booked');
    expect(live()[0]?.schedule_at).toBe(Math.ceil(addMonths(paidAt, 2) / 1000));
  });
});

describe('booking a renewal', () => {
  it('costs the customer nothing when i’mport is away: the receipt comes, and it is booked later', async () => {
    const world = await checkoutWorld();
    world.register();
    const fault = world.simulator.failNext({ route: BOOK, kind: 'network' });
    expect(await world.charge()).toMatchObject({ httpStatus: 200, status: 'paid' });
    await fault.met;
    expect(world.simulator.schedules).toEqual([]);
    await world.start();
    await vi.waitFor(() => expect(world.simulator.schedules).toHaveLength(1));
    expect(world.logged.join()).toContain('schedule');
  });

  it('is done once although the answer is lost', async () => {
    const world = await checkoutWorld();
    world.register();
    const fault = world.simulator.failNext({ route: BOOK, kind: 'answer-lost-after-commit' });
    await world.charge();
    await fault.met;
    await world.start();
    await vi.waitFor(async () => {
      const { renewals } = await world.get(`/api/subscriptions/${CUSTOMER}`);
      expect(renewals).toEqual([expect.objectContaining({ status: 'booked', failReason: null })]);
    });
    expect(world.simulator.schedules).toHaveLength(1);
  });

  it('is done once by processes that start at the same time', async () => {
    const world = await checkoutWorld();
    world.register();
    const fault = world.simulator.failNext({ route: BOOK, kind: 'network', times: 1 });
    await world.charge();
    await fault.met;
    await Promise.all(Array.from({ length: 5 }, () => world.start()));
    await vi.waitFor(() => expect(world.simulator.schedules).toHaveLength(1));
    await vi.waitFor(async () => {
      const { renewals } = await world.get(`/api/subscriptions/${CUSTOMER}`);
      expect(renewals?.map(({ status }) => status)).toEqual(['booked']);
    });
  });

  it('that is refused is tried again with another number', async () => {
    const { until, restart, pass, simulator } = await subscribed({ webhooks: true });
    await until('booked');
    await simulator.fetch(await withToken(simulator, 'DELETE', `/subscribe/customers/${CUSTOMER}`));
    await pass(32 * day);
    // The key is gone: the charge is not made, and no other is booked.
    await restart();
    await until('failed', 'failed');
    await restart();
    await until('failed', 'failed', 'failed');
    expect(simulator.countCharges()).toBe(1);
  });

  it('that nobody can tell of is given up a day after its time, and out of the way before it is tried again', async () => {
    const world = await checkoutWorld();
    world.register();
    const lost = world.simulator.failNext({ route: BOOK, kind: 'network', times: 1 });
    await world.charge();
    await lost.met;
    // The second call is refused, which is also what it would be if the first had booked it.
    await world.simulator.fetch(await withToken(world.simulator, 'DELETE', `/subscribe/customers/${CUSTOMER}`));
    await world.start();
    const states = async () =>
      (await world.get(`/api/subscriptions/${CUSTOMER}`)).renewals?.map(({ status }) => status);
    await vi.waitFor(async () => expect(await states()).toEqual(['booked']));
    world.later(32 * day);
    world.register({ imp_uid: 'imp_2', merchant_uid: 'register2' });
    await world.start();
    await vi.waitFor(async () => expect(await states()).toEqual(['failed', 'booked']));
    expect(world.simulator.countCalls('POST /subscribe/payments/unschedule')).toBe(1);
    expect(world.simulator.schedules).toHaveLength(1);
  });
});

describe('POST /api/iamport/webhook', () => {
  it('settles a charge whose answer was lost', async () => {
    const { register, charge, simulator, webhook, get } = await checkoutWorld({ chargeDeadline: 60_000 });
    register();
    simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'answer-lost-after-commit' });
    simulator.failNext({ route: 'GET /payments/find/{merchant_uid}', kind: 'network' });
    expect(await charge()).toMatchObject({ httpStatus: 503 });
    expect(await get('/api/charges/charge1')).toMatchObject({ status: 'paid' });
    expect((await webhook({ imp_uid: 'imp_x', merchant_uid: 'charge1', status: 'paid' })).status).toBe(200);
    expect(simulator.countCharges()).toBe(1);
  });

  it('believes nothing that is posted', async () => {
    const { until, renewals, webhook, get } = await subscribed();
    await until('booked');
    const [row] = await renewals();
    await webhook({ imp_uid: 'imp_100000000001', merchant_uid: row?.merchantUid, status: 'paid' });
    await webhook({ imp_uid: 'imp_100000000001', merchant_uid: 'charge1', status: 'failed' });
    expect((await renewals()).map(({ status }) => status)).toEqual(['booked']);
    expect(await get('/api/charges/charge1')).toMatchObject({ status: 'paid' });
  });

  it.each([
    ['an unknown number', { imp_uid: 'imp_1', merchant_uid: 'somebodys', status: 'paid' }, 200],
    ['no number', { imp_uid: 'imp_1' }, 400],
    ['a number that is a path', { merchant_uid: '../cancel' }, 400],
  ])('answers %s with %j: %i', async (_case, body, status) => {
    const { webhook, simulator } = await checkoutWorld();
    expect((await webhook(body)).status).toBe(status);
    expect(simulator.calls).toEqual([]);
  });

  it('asks for another try when i’mport can’t be asked', async () => {
    const { until, renewals, webhook, simulator } = await subscribed();
    await until('booked');
    simulator.failNext({ route: 'GET /payments/find/{merchant_uid}', kind: '500' });
    const [row] = await renewals();
    expect((await webhook({ merchant_uid: row?.merchantUid })).status).toBe(503);
  });
});

describe('DELETE /api/subscriptions/:customerUid', () => {
  it('takes back what is booked, has the key forgotten, and charges nothing any more', async () => {
    const { until, end, pass, get, charge, register, simulator, live } = await subscribed({ webhooks: true });
    await until('booked');
    expect(await end()).toMatchObject({ httpStatus: 200, status: 'ended' });
    expect(live()).toEqual([]);
    expect(simulator.keys.has(CUSTOMER)).toBe(false);
    expect(await get(`/api/subscriptions/${CUSTOMER}`)).toMatchObject({
      status: 'ended',
      renewals: [{ status: 'ended' }],
    });
    expect(await end()).toMatchObject({ httpStatus: 200 });
    await pass(40 * day);
    expect(simulator.countCharges()).toBe(1);
    // The receipt of what was paid is still there, and a new card needs a name of its own.
    expect(await charge()).toMatchObject({ httpStatus: 200, status: 'paid' });
    register({ imp_uid: 'imp_2', merchant_uid: 'register2' });
    const again = { impUid: 'imp_2', merchantUid: 'register2', chargeMerchantUid: 'charge2' };
    expect(await charge(again)).toMatchObject({ httpStatus: 409, error: { code: 'subscription_ended' } });
    expect(simulator.countCharges()).toBe(1);
  });

  it('knows who was never charged', async () => {
    const { end, simulator } = await checkoutWorld();
    expect(await end('nobody')).toMatchObject({ httpStatus: 404, error: { code: 'not_found' } });
    expect(simulator.calls).toEqual([]);
  });

  it.each(['POST /subscribe/payments/unschedule', 'DELETE /subscribe/customers/{customer_uid}'] as const)(
    'is finished later when i’mport is away at %s',
    async (route) => {
      const { until, end, restart, simulator, live } = await subscribed();
      await until('booked');
      simulator.failNext({ route, kind: '500' });
      expect(await end()).toMatchObject({ httpStatus: 503, error: { code: 'iamport_unavailable' } });
      await restart();
      await vi.waitFor(() => expect(simulator.keys.has(CUSTOMER)).toBe(false));
      await until('ended');
      expect(live()).toEqual([]);
    },
  );

  it('waits for a booking that is under way, and takes it back', async () => {
    const world = await checkoutWorld();
    world.register();
    const booking = world.simulator.failNext({ route: BOOK, kind: 'slow' });
    await world.charge();
    await booking.met;
    const ending = world.end();
    // i'mport has booked it, and its answer is still to come.
    expect(world.simulator.schedules).toHaveLength(1);
    booking.release();
    expect(await ending).toMatchObject({ httpStatus: 200 });
    expect(world.simulator.schedules).toEqual([expect.objectContaining({ schedule_status: 'revoked' })]);
    const { renewals } = await world.get(`/api/subscriptions/${CUSTOMER}`);
    expect(renewals?.map(({ status }) => status)).toEqual(['ended']);
  });

  it('tells of a renewal that was paid all the same', async () => {
    const { until, end, pass, renewals, webhook, logged } = await subscribed();
    await until('booked');
    const [row] = await renewals();
    // It is made, its webhook is late, and in between the subscription ends.
    await pass(32 * day);
    await end();
    await webhook({ merchant_uid: row?.merchantUid });
    await until('paid');
    expect(logged.join()).toContain('although the subscription has ended: refund it');
  });
});

async function withToken(
  simulator: Awaited<ReturnType<typeof checkoutWorld>>['simulator'],
  method: string,
  path: string,
): Promise<Request> {
  const keys = JSON.stringify({ imp_key: 'fake_imp_key', imp_secret: 'fake_imp_secret' });
  const headers = { 'content-type': 'application/json' };
  const login = new Request('https://api.iamport.test/users/getToken', { method: 'POST', headers, body: keys });
  const { response } = (await (await simulator.fetch(login)).json()) as { response: { access_token: string } };
  return new Request(`https://api.iamport.test${path}`, {
    method,
    headers: { authorization: `Bearer ${response.access_token}` },
  });
}
