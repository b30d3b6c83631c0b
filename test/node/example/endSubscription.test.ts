import { describe, expect, it, vi } from 'vitest';
import { CUSTOMER, checkoutWorld } from './checkoutWorld.js';
import { BOOK, day, subscribed } from './subscribed.js';

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
