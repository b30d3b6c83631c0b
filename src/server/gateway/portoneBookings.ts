import { type Booking, type Bookings, GatewayUnavailable } from './Gateway.js';
import type { Fields, PortOneCalls } from './portoneCalls.js';
import { listOf, recordOf } from './portoneRecords.js';
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
        const items = listOf(recordOf(await read('/payment-schedules', { query: { requestBody } })).items);
        // Not where a page is short: PortOne does not say how many it holds at most.
        if (items.length === 0) return found;
        found.push(...items.map(readBooking));
      }
      // What was not seen would be charged still.
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

/** What can't be read, or is in a state that nobody knows, would be charged still. */
function readBooking(fields: Fields): Booking {
  const merchantUid = text(fields.paymentId);
  const status = bookingStatuses[String(fields.status)] ?? 'waiting';
  const at = Date.parse(String(text(fields.timeToPay)));
  if (merchantUid !== null && !Number.isNaN(at)) return { merchantUid, at, status };
  throw new GatewayUnavailable("PortOne's list of bookings has an entry that is none.", { mayStillRun: false });
}
