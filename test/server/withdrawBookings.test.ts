import { expect, it } from 'vitest';
import { withdrawBookings } from '../../src/server/card/withdrawBookings.js';
import type { Booking } from '../../src/server/index.js';

const day = 24 * 3600_000;
const now = Date.UTC(2027, 0, 29);
const noon = 12 * 3600_000;

/** A gateway with bookings at these days from now, each of which is waiting or was paid. */
function gatewayWith(days: readonly number[], canWithdraw = true) {
  const all = new Map<string, Booking>();
  for (const of of days) {
    all.set(`${of}`, { merchantUid: `${of}`, at: now + of * day + noon, status: of < 0 ? 'paid' : 'waiting' });
  }
  const asked: string[] = [];
  return {
    asked,
    bookings: {
      find: async ({ billingKey, from, until }: { billingKey: string; from: number; until: number }) => {
        asked.push(billingKey);
        return [...all.values()].filter(({ at }) => at >= from && at <= until);
      },
      withdraw: async ({ billingKey }: { billingKey: string }) => {
        asked.push(`withdraw ${billingKey}`);
        for (const [number, booking] of canWithdraw ? all : [])
          if (booking.status === 'waiting') all.set(number, { ...booking, status: 'withdrawn' });
      },
    },
  };
}

const numbers = (bookings: readonly Booking[]) => bookings.map(({ merchantUid }) => merchantUid);

it.each([
  ['now', undefined, ['-31']],
  ['a moment to come', now + 40 * day, ['-31']],
  ['two months ago', now - 60 * day, ['-31', '-32', '-91']],
  ['years ago', now - 900 * day, ['-31', '-32', '-91', '-92', '-400']],
])(
  'bookings that were carried out are looked for from a month before %s, 400 days back at most',
  async (_, since, paid) => {
    const gateway = gatewayWith([-31, -32, -91, -92, -400, -401]);
    const found = await withdrawBookings(gateway, {
      billingKey: 'key',
      now,
      ...(since === undefined ? {} : { since }),
    });
    expect(numbers(found.paid)).toEqual(paid);
    // Taken back also where none is seen: it may be further ahead. Then it need not be looked again.
    expect(gateway.asked).toEqual(['key', 'withdraw key']);
  },
);

it.each([
  [true, ['0', '399'], []],
  [false, [], ['0', '399']],
])(
  'those of the next 400 days are withdrawn, or said to be left (the gateway does it: %s)',
  async (does, withdrawn, left) => {
    const gateway = gatewayWith([0, 399, 400], does);
    const found = await withdrawBookings(gateway, { billingKey: 'key', now });
    expect([numbers(found.withdrawn), numbers(found.left), found.paid]).toEqual([withdrawn, left, []]);
    expect(gateway.asked).toEqual(['key', 'withdraw key', 'key']);
  },
);

it('a gateway that books nothing has none', async () => {
  expect(await withdrawBookings({}, { billingKey: 'key', now })).toEqual({ withdrawn: [], paid: [], left: [] });
});
