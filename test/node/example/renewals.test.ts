import { describe, expect, it, vi } from 'vitest';
import { addMonths } from '../../../examples/checkout/server/addMonths.js';
import { CUSTOMER } from './checkoutWorld.js';
import { day, subscribed } from './subscribed.js';

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

  it('of another amount than was booked is for somebody to look at, and is not tried again', async () => {
    const { until, pass, restart, simulator, logged } = await subscribed();
    await until('booked');
    for (const entry of simulator.schedules) Object.assign(entry, { amount: 100 });
    await pass(40 * day);
    await restart();
    await vi.waitFor(() => expect(logged.join()).toContain('settle it by hand'));
    await until('booked');
    expect(simulator.countCharges()).toBe(2);
  });
});
