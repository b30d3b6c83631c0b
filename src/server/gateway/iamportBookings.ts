import { type Booking, type Bookings, GatewayUnavailable } from './Gateway.js';
import type { IamportCalls } from './iamportCalls.js';

/** i'mport lists three months of bookings at most, some at a time. Three months with February have 89 days, and one reads to the second. */
const WINDOW = 85 * 24 * 60 * 60_000;
const PAGES = 500;

/**
 * Bookings at i'mport: `POST /subscribe/payments/unschedule` and `GET /subscribe/customers/{customer_uid}/schedules`.
 *
 * Source: PortOne's description of REST API V1, https://developers.portone.io/api/rest-v1
 */
export function iamportBookings({
  call,
  read,
  readDeadline,
}: IamportCalls & { readonly readDeadline: number }): Bookings {
  async function page(billingKey: string, from: number, until: number, number: number): Promise<unknown[]> {
    const query = `from=${Math.floor(from / 1000)}&to=${Math.ceil(until / 1000)}&page=${number}`;
    const path = `/subscribe/customers/${encodeURIComponent(billingKey)}/schedules?${query}`;
    const found = (await read(path)) as { readonly list?: unknown } | readonly unknown[] | null;
    if (found === null) return [];
    // Described as an object with a list, and seen as a list.
    const list = Array.isArray(found) ? found : (found as { readonly list?: unknown }).list;
    if (Array.isArray(list)) return list;
    throw new GatewayUnavailable("i'mport's answer to a question about bookings is no list.", { mayStillRun: false });
  }

  return {
    async find({ billingKey, from, until }) {
      const begins: number[] = [];
      for (let begin = from; begin < until; begin += WINDOW) begins.push(begin);
      const bookings = new Map<string, Booking>();
      await Promise.all(
        begins.map(async (begin) => {
          for (let number = 1; number <= PAGES; number += 1) {
            const entries = await page(billingKey, begin, Math.min(begin + WINDOW, until), number);
            if (entries.length === 0) return;
            for (const booking of entries.map(readBooking)) bookings.set(booking.merchantUid, booking);
          }
          // A booking that was not seen would still be charged.
          throw new GatewayUnavailable("i'mport's list of bookings has no end.", { mayStillRun: false });
        }),
      );
      return [...bookings.values()].sort((one, other) => one.at - other.at);
    },

    async withdraw({ billingKey }) {
      const body = { customer_uid: billingKey };
      const request = { method: 'POST', path: '/subscribe/payments/unschedule', deadline: readDeadline, body };
      // Answered, refused or lost: what is there afterwards tells.
      await call(request).catch(() => undefined);
    },
  };
}

function readBooking(value: unknown): Booking {
  const { merchant_uid, schedule_at, schedule_status, payment_status } = (value ?? {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof merchant_uid !== 'string' || typeof schedule_at !== 'number') {
    throw new GatewayUnavailable("i'mport's list of bookings has an entry that is none.", { mayStillRun: false });
  }
  const status =
    schedule_status === 'revoked'
      ? 'withdrawn'
      : schedule_status !== 'executed'
        ? 'waiting'
        : payment_status === 'paid'
          ? 'paid'
          : payment_status === 'failed' || payment_status === 'cancelled'
            ? 'failed'
            : 'running';
  return { merchantUid: merchant_uid, at: schedule_at * 1000, status };
}
