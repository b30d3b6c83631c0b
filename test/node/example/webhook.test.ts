import { describe, expect, it } from 'vitest';
import { CUSTOMER, checkoutWorld } from './checkoutWorld.js';
import { subscribed } from './subscribed.js';

describe('POST /api/iamport/webhook', () => {
  it('settles a charge whose answer was lost', async () => {
    const { register, charge, simulator, webhook, get } = await checkoutWorld({ chargeDeadline: 60_000 });
    register();
    simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'answer-lost-after-commit' });
    simulator.failNext({ route: 'GET /payments/find/{merchant_uid}', kind: 'network' });
    expect(await charge()).toMatchObject({ httpStatus: 503 });
    // Reading the list asks nothing of i'mport, as reading the charge itself would.
    expect(await get(`/api/subscriptions/${CUSTOMER}`)).toMatchObject({ charges: [{ status: 'pending' }] });
    expect((await webhook({ imp_uid: 'imp_x', merchant_uid: 'charge1', status: 'paid' })).status).toBe(200);
    expect(await get(`/api/subscriptions/${CUSTOMER}`)).toMatchObject({ charges: [{ status: 'paid' }] });
    expect(await get('/api/charges/charge1')).toMatchObject({ status: 'paid' });
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
