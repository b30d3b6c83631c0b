import { optionalOneOf, optionalRecord, optionalText, optionalTexts, optionalTime, requiredRecord } from '../body.js';
import { rfc3339 } from '../ledger.js';
import { readOrder } from '../order.js';
import { Refusal } from '../refusal.js';
import type { Handler } from './call.js';
import { pageOf, readRange } from './page.js';

export const createPaymentSchedule: Handler = ({ books, path, fields, now }) => {
  const order = readOrder(path.paymentId ?? '', requiredRecord(fields, 'payment'));
  const timeToPay = optionalTime(fields, 'timeToPay');
  if (timeToPay === undefined) throw new Refusal('INVALID_REQUEST', '필수 파라미터가 누락되었습니다: timeToPay');
  const { id } = books.schedules.book(order, timeToPay, now);
  return { schedule: { id } };
};

export const getPaymentSchedule: Handler = ({ books, path }) => books.schedules.find(path.paymentScheduleId ?? '');

export const listPaymentSchedules: Handler = ({ books, fields, now }) => {
  const filter = optionalRecord(fields, 'filter') ?? {};
  const sort = optionalRecord(fields, 'sort') ?? {};
  const inRange = readRange(filter, now);
  const billingKey = optionalText(filter, 'billingKey');
  const status = optionalTexts(filter, 'status');
  const found = books.schedules.all
    .filter(
      (schedule) =>
        inRange(schedule.timeToPay) &&
        (billingKey === undefined || schedule.billingKey === billingKey) &&
        (status === undefined || status.length === 0 || status.includes(schedule.status)),
    )
    .sort((a, b) => Date.parse(b.timeToPay) - Date.parse(a.timeToPay));
  if (optionalOneOf(sort, 'order', ['DESC', 'ASC']) === 'ASC') found.reverse();
  return pageOf(found, fields);
};

export const revokePaymentSchedules: Handler = ({ books, fields, now }) => {
  const revoked = books.schedules.revoke(
    { billingKey: optionalText(fields, 'billingKey'), scheduleIds: optionalTexts(fields, 'scheduleIds') },
    now,
  );
  return { revokedScheduleIds: revoked.map(({ id }) => id), revokedAt: rfc3339(now) };
};
