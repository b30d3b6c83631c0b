import type { ScheduleResultAnnotation } from '../annotations.js';
import { Refusal } from '../envelope.js';
import { type Fields, optionalText, optionalTexts, requiredList, requiredNumber, requiredText } from '../fields.js';
import type { ScheduledPayment } from '../schedules.js';
import type { Handler } from './call.js';
import { issueFromCard } from './customers.js';

export const again: Handler = ({ books, fields, now }) => {
  const customerUid = requiredText(fields, 'customer_uid', 80);
  const order = readOrder(fields);
  books.schedules.assertFree(order.merchant_uid);
  const payment = books.ledger.charge({ ...order, customer_uid: customerUid, customer_uid_usage: 'payment' }, now);
  books.webhooks.send(payment, optionalText(fields, 'notice_url'));
  return payment;
};

export const schedule: Handler = ({ books, fields, now }) => {
  const customerUid = requiredText(fields, 'customer_uid', 80);
  const unissued = !books.ledger.keys.has(customerUid);
  if (unissued && optionalText(fields, 'card_number') === null) throw new Refusal('등록되지 않은 구매자입니다.');
  const entries = requiredList(fields, 'schedules');
  const key = unissued ? issueFromCard(books, customerUid, fields, now) : books.ledger.key(customerUid);
  const booked = entries.map((entry): ScheduledPayment => {
    const order = readOrder(entry);
    if (order.amount <= 0) throw new Refusal('결제금액은 0보다 커야 합니다.');
    return {
      noticeUrl: optionalText(entry, 'notice_url'),
      entry: {
        ...order,
        buyer_name: order.buyer_name ?? key.customer_name,
        buyer_email: order.buyer_email ?? key.customer_email,
        buyer_tel: order.buyer_tel ?? key.customer_tel,
        buyer_addr: order.buyer_addr ?? key.customer_addr,
        buyer_postcode: order.buyer_postcode ?? key.customer_postcode,
        customer_uid: customerUid,
        customer_id: key.customer_id,
        imp_uid: null,
        pg_provider: key.pg_provider,
        pg_id: key.pg_id,
        schedule_at: scheduleTime(entry, now),
        executed_at: 0,
        revoked_at: 0,
        schedule_status: 'scheduled',
        payment_status: null,
        fail_reason: null,
      },
    };
  });
  books.schedules.book(booked);
  return booked.map(({ entry }) => entry);
};

export const unschedule: Handler = ({ books, fields, now }) => {
  const customerUid = requiredText(fields, 'customer_uid', 80);
  return books.schedules.revoke(customerUid, optionalTexts(fields, 'merchant_uid'), now);
};

function scheduleTime(entry: Fields, now: number): number {
  const at = Math.trunc(requiredNumber(entry, 'schedule_at'));
  if (at * 1000 <= now) throw new Refusal('예약시각은 현재시각 이후여야 합니다.');
  // A date in milliseconds is the usual mistake, and lands some 50,000 years away.
  if (at > 100_000_000_000) throw new Refusal('schedule_at은 UNIX timestamp(초)여야 합니다.');
  return at;
}

function readOrder(fields: Fields): OrderFields {
  return {
    merchant_uid: requiredText(fields, 'merchant_uid', 40),
    amount: requiredNumber(fields, 'amount'),
    name: requiredText(fields, 'name', 40),
    currency: optionalText(fields, 'currency') ?? 'KRW',
    buyer_name: optionalText(fields, 'buyer_name', 16),
    buyer_email: optionalText(fields, 'buyer_email', 64),
    buyer_tel: optionalText(fields, 'buyer_tel', 16),
    buyer_addr: optionalText(fields, 'buyer_addr', 128),
    buyer_postcode: optionalText(fields, 'buyer_postcode', 8),
    custom_data: optionalText(fields, 'custom_data'),
  };
}

type OrderFields = Pick<
  ScheduleResultAnnotation,
  | 'merchant_uid'
  | 'amount'
  | 'name'
  | 'currency'
  | 'buyer_name'
  | 'buyer_email'
  | 'buyer_tel'
  | 'buyer_addr'
  | 'buyer_postcode'
  | 'custom_data'
>;
