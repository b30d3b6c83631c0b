import { describe, expect, it } from 'vitest';
import { checkoutWorld } from './checkoutWorld.js';

const AGAIN = 'POST /subscribe/payments/again';
const FIND = 'GET /payments/find/{merchant_uid}';
const DEADLINE = 30_000;

describe('a charge whose answer is lost', () => {
  it.each(['answer-lost-after-commit', '500', 'malformed'] as const)(
    '%s, after the money was taken, is found and not taken again',
    async (kind) => {
      const { register, charge, simulator } = await checkoutWorld();
      register();
      simulator.failNext({ route: AGAIN, kind, committed: true });
      expect(await charge()).toMatchObject({ httpStatus: 200, status: 'paid' });
      expect(simulator.countCharges()).toBe(1);
    },
  );

  it('and that was declined is answered as declined', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    simulator.decline({ reason: '한도초과' });
    simulator.failNext({ route: AGAIN, kind: 'answer-lost-after-commit' });
    expect(await charge()).toMatchObject({ httpStatus: 402, charge: { failReason: '한도초과' } });
    expect(await charge()).toMatchObject({ status: 'paid' });
    expect(simulator.countCharges()).toBe(1);
  });

  it('is not charged again before the lost call is certainly over', async () => {
    const { register, charge, get, later, simulator } = await checkoutWorld();
    register();
    simulator.failNext({ route: AGAIN, kind: 'network' });
    const unsettled = { httpStatus: 503, error: { code: 'charge_unsettled' } };
    expect(await charge()).toMatchObject({ ...unsettled, retryAfter: '5' });
    later(2 * DEADLINE - 2000);
    expect(await charge()).toMatchObject({ ...unsettled, retryAfter: expect.stringMatching(/^[12]$/) });
    expect(await get('/api/charges/charge1')).toMatchObject({ httpStatus: 200, status: 'pending' });
    expect(simulator.countCalls(AGAIN)).toBe(1);
    later(2000);
    expect(await charge()).toMatchObject({ status: 'paid' });
    expect(simulator.countCharges()).toBe(1);
  });

  it('is tried again at once when i’mport answered that it failed', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register();
    simulator.failNext({ route: AGAIN, kind: '500' });
    expect(await charge()).toMatchObject({ httpStatus: 503, retryAfter: '1' });
    expect(await charge()).toMatchObject({ status: 'paid' });
    expect(simulator.countCharges()).toBe(1);
  });

  it('ends within the deadline when i’mport is slow, and is found later', async () => {
    const { register, charge, get, simulator } = await checkoutWorld({ chargeDeadline: 50, readDeadline: 50 });
    register();
    simulator.failNext({ route: AGAIN, kind: 'slow' });
    simulator.failNext({ route: FIND, kind: '500' });
    expect(await charge()).toMatchObject({ httpStatus: 503, error: { code: 'iamport_unavailable' } });
    expect(await get('/api/charges/charge1')).toMatchObject({ status: 'paid' });
    expect(await charge()).toMatchObject({ status: 'paid' });
    expect(simulator.countCharges()).toBe(1);
  });

  it('is told from an older try of the same order that was declined', async () => {
    const { register, charge, later, simulator } = await checkoutWorld();
    register();
    simulator.decline();
    expect((await charge()).httpStatus).toBe(402);
    simulator.failNext({ route: AGAIN, kind: 'network' });
    // i'mport has a failed payment under this number: of the first try, so it says nothing about the second.
    expect(await charge()).toMatchObject({ httpStatus: 503, error: { code: 'charge_unsettled' } });
    later(2 * DEADLINE);
    expect(await charge()).toMatchObject({ status: 'paid' });
    expect(simulator.countCharges()).toBe(1);
  });
});

describe('i’mport out of reach', () => {
  it.each(['GET /subscribe/customers/{customer_uid}', 'GET /payments/{imp_uid}', 'POST /users/getToken'] as const)(
    'at %s charges nothing, and the same request works afterwards',
    async (route) => {
      const { register, charge, simulator } = await checkoutWorld();
      register();
      simulator.failNext({ route, kind: 'network', times: 2 });
      expect(await charge()).toMatchObject({ httpStatus: 503, error: { code: 'iamport_unavailable' } });
      expect(simulator.countCalls(AGAIN)).toBe(0);
      simulator.clearFaults();
      expect(await charge()).toMatchObject({ status: 'paid' });
      expect(simulator.countCharges()).toBe(1);
    },
  );

  it('altogether: a call that never found it is over', async () => {
    const { register, charge, start, config, simulator } = await checkoutWorld();
    register();
    const cutOff = await start({ config: { ...config, apiUrl: 'http://127.0.0.1:9' } });
    expect(await charge({}, cutOff.url)).toMatchObject({ httpStatus: 503, retryAfter: '1' });
    expect(await charge()).toMatchObject({ status: 'paid' });
    expect(simulator.countCharges()).toBe(1);
  });
});
