import type { Booking, Gateway } from '../gateway/Gateway.js';

const DAY = 24 * 60 * 60_000;
/** How far bookings are looked for: a month back, since one may have been carried out, and more than a year ahead. */
const BACK = 31 * DAY;
const AHEAD = 400 * DAY;

/** What became of the bookings of a key. */
export interface WithdrawnBookings {
  readonly withdrawn: readonly Booking[];
  /** Carried out before they could be withdrawn, or before anybody asked. */
  readonly paid: readonly Booking[];
  /** Not withdrawn, and not carried out yet. */
  readonly left: readonly Booking[];
}

/**
 * Takes the bookings of a key back, which somebody made at the gateway, and says what became of each.
 *
 * @param since - looks back to a month before this moment, where that is earlier
 */
export async function withdrawBookings(
  { bookings }: Pick<Gateway, 'bookings'>,
  { billingKey, now, since = now }: { readonly billingKey: string; readonly now: number; readonly since?: number },
): Promise<WithdrawnBookings> {
  if (bookings === undefined) return { withdrawn: [], paid: [], left: [] };
  const from = Math.max(Math.min(now, since) - BACK, now - AHEAD);
  const span = { billingKey, from, until: now + AHEAD };
  const before = await bookings.find(span);
  const wereOpen = before.filter(isOpen);
  // Asked for even where the list shows none: a booking further ahead than the list goes is withdrawn with the others.
  await bookings.withdraw({ billingKey });
  // Looked at again, since a booking may have been carried out in between. Only the list says what was withdrawn.
  const after = wereOpen.length > 0 ? await bookings.find(span) : before;
  const numbers = new Set(wereOpen.map(({ merchantUid }) => merchantUid));
  return {
    withdrawn: after.filter(({ merchantUid, status }) => status === 'withdrawn' && numbers.has(merchantUid)),
    paid: after.filter(({ status }) => status === 'paid'),
    left: after.filter(isOpen),
  };
}

function isOpen({ status }: Booking): boolean {
  return status === 'waiting' || status === 'running';
}
