import { type Booking, type Bookings, GatewayUnavailable } from './Gateway.js';
import type { Fields, PortOneCalls } from './portoneCalls.js';
import { itemsOf } from './portoneRecords.js';
import { text } from './sendCall.js';

const PAGE = 100;
const PAGES = 100;

/**
 * Bookings at PortOne V2: payment schedules.
 *
 * Source: PortOne's description of REST API V2, https://developers.portone.io/api/rest-v2
 */
export function portoneBookings({
  call,
  read,
  storeId,
  readDeadline,
}: PortOneCalls & { readonly storeId: string; readonly readDeadline: number }): Bookings {
  return {
    async find({ billingKey, from, until }) {
      const filter = { billingKey, from: new Date(from).toISOString(), until: new Date(until).toISOString() };
      const found: Booking[] = [];
      for (let number = 0; number < PAGES; number += 1) {
        const requestBody = JSON.stringify({ page: { number, size: PAGE }, filter: { storeId, ...filter } });
        const path = '/payment-schedules';
        const items = itemsOf(await read(path, { query: { requestBody } }), path);
        // A short page need not be the last one: PortOne may hold fewer to a page than it is asked for.
        if (items.length === 0) return found;
        found.push(...items.map(readBooking));
      }
      // A booking that was not seen would still be charged.
      throw new GatewayUnavailable("PortOne's list of bookings has no end.", { mayStillRun: false });
    },
    async withdraw({ billingKey }) {
      const query = { requestBody: JSON.stringify({ storeId, billingKey }) };
      await call({ method: 'DELETE', path: '/payment-schedules', deadline: readDeadline, query });
    },
  };
}

const bookingStatuses: Readonly<Record<string, Booking['status']>> = {
  SCHEDULED: 'waiting',
  STARTED: 'running',
  PENDING: 'running',
  SUCCEEDED: 'paid',
  FAILED: 'failed',
  REVOKED: 'withdrawn',
};

/** An entry that can't be read is no answer, and an unknown state counts as waiting: a booking that was left out would still be charged. */
function readBooking(fields: Fields): Booking {
  const merchantUid = text(fields.paymentId);
  const status = bookingStatuses[String(fields.status)] ?? 'waiting';
  const at = Date.parse(String(text(fields.timeToPay)));
  if (merchantUid !== null && !Number.isNaN(at)) return { merchantUid, at, status };
  throw new GatewayUnavailable("PortOne's list of bookings has an entry that is none.", { mayStillRun: false });
}
