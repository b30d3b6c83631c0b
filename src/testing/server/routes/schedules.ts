import type { ScheduleResultAnnotation } from '../annotations.js';
import { Refusal } from '../envelope.js';
import { type Fields, requiredNumber } from '../fields.js';
import type { Booking } from '../schedules.js';
import type { Handler } from './call.js';
import { cut, oneOf, readPage, requiredWholeNumber } from './lists.js';

const STATUSES = ['scheduled', 'executed', 'revoked'] as const;

export const getSchedule: Handler = ({ books, path }) => books.schedules.get(path.merchant_uid ?? '').entry;

export const listSchedules: Handler = ({ books, query }) => {
  const found = within(books.schedules.all, query, ['schedule_from', 'schedule_to', 'schedule_status']);
  if (query.get('sorting') === 'scheduled') found.reverse();
  return cut(found, readPage(query, true));
};

/** Two addresses have this list. An unknown key has an empty one: no 404 is described for it. */
export const listSchedulesOfCustomer: Handler = ({ books, path, query }) => {
  const ofCustomer = books.schedules.ofCustomerUid(path.customer_uid ?? '');
  return cut(within(ofCustomer, query, ['from', 'to', 'schedule-status']), readPage(query, false));
};

export const moveSchedule: Handler = ({ books, path, fields, now }) => {
  books.schedules.get(path.merchant_uid ?? '');
  return books.schedules.move(path.merchant_uid ?? '', readScheduleAt(fields, now, 400));
};

export const reschedule: Handler = ({ books, path, fields, now }) => {
  books.schedules.get(path.merchant_uid ?? '');
  return books.schedules.reschedule(path.merchant_uid ?? '', readScheduleAt(fields, now, 400));
};

export const retrySchedule: Handler = ({ books, path, now }) => books.schedules.retry(path.merchant_uid ?? '', now);

/** The time of a payment to come, in seconds. `status` is how the route answers a bad one. */
export function readScheduleAt(fields: Fields, now: number, status: 200 | 400): number {
  const at = readNumber(fields, status);
  if (at * 1000 <= now) throw new Refusal('예약시각은 현재시각 이후여야 합니다.', status);
  // A date in milliseconds is the usual mistake, and lands some 50,000 years away.
  if (at > 100_000_000_000) throw new Refusal('schedule_at은 UNIX timestamp(초)여야 합니다.', status);
  return at;
}

function readNumber(fields: Fields, status: 200 | 400): number {
  try {
    return Math.trunc(requiredNumber(fields, 'schedule_at'));
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.message, status) : error;
  }
}

/** The bookings of a span of three months at most, the latest first. */
function within(
  bookings: readonly Booking[],
  query: URLSearchParams,
  names: readonly [from: string, to: string, status: string],
): ScheduleResultAnnotation[] {
  const from = requiredWholeNumber(query, names[0]);
  const to = requiredWholeNumber(query, names[1]);
  const status = oneOf(query.get(names[2]), names[2], STATUSES);
  if (to < from) throw new Refusal('조회 종료시각이 시작시각보다 빠릅니다.', 400);
  if (to > threeMonthsAfter(from)) throw new Refusal('최대 3개월까지 조회할 수 있습니다.', 400);
  return bookings
    .map(({ entry }) => entry)
    .filter(({ schedule_at }) => from <= schedule_at && schedule_at < to)
    .filter(({ schedule_status }) => status === null || schedule_status === status)
    .sort((a, b) => b.schedule_at - a.schedule_at);
}

function threeMonthsAfter(from: number): number {
  const date = new Date(from * 1000);
  date.setUTCMonth(date.getUTCMonth() + 3);
  return date.getTime() / 1000;
}
