import { describe, expect, it, vi } from 'vitest';
import { createIamportClient } from '../../../examples/checkout/server/createIamportClient.js';
import { CUSTOMER, checkoutWorld } from './checkoutWorld.js';
import { BOOK, day, subscribed } from './subscribed.js';

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
    const { until, restart, pass, simulator, config } = await subscribed({ webhooks: true });
    await until('booked');
    await createIamportClient({ config }).revokeKey(CUSTOMER);
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
    await createIamportClient(world).revokeKey(CUSTOMER);
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
