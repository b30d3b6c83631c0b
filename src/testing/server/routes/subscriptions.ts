import { Refusal } from '../envelope.js';
import { optionalText, optionalTexts, requiredList, requiredText } from '../fields.js';
import type { Booking } from '../schedules.js';
import { Begun, type Handler, tellOf } from './call.js';
import { issueFromCard, readRawCard } from './customers.js';
import { assertDemandsMet, readOrder, readTax } from './orders.js';
import { readScheduleAt } from './schedules.js';

export const again: Handler = ({ books, fields, now }) => {
  const customer_uid = requiredText(fields, 'customer_uid', 80);
  const order = readOrder(fields);
  const tax = readTax(fields, order.amount);
  books.schedules.assertFree(order.merchant_uid);
  const card = books.ledger.card(customer_uid);
  if (books.pgDemands) assertDemandsMet(card.key.pg_provider, order, fields);
  const noticeUrl = optionalText(fields, 'notice_url');
  const begun = books.ledger.begin({ ...order, customer_uid, customer_uid_usage: 'payment' }, now, card, tax);
  return new Begun((at) => {
    const payment = begun.finish(at);
    tellOf(books.webhooks, payment, { noticeUrl });
    return payment;
  });
};

/** Charges raw card data, and keeps it as a key when it is given a `customer_uid` and was approved. */
export const onetime: Handler = ({ books, fields, now }) => {
  const customer_uid = optionalText(fields, 'customer_uid', 80);
  const order = readOrder(fields, { named: false });
  const tax = readTax(fields, order.amount);
  const key = readRawCard(books, customer_uid ?? '', fields, now);
  key.customer_name ??= order.buyer_name;
  key.customer_email ??= order.buyer_email;
  key.customer_tel ??= order.buyer_tel;
  key.customer_addr ??= order.buyer_addr;
  key.customer_postcode ??= order.buyer_postcode;
  books.schedules.assertFree(order.merchant_uid);
  const usage = customer_uid === null ? null : 'issue';
  const card = { key, behaviour: 'ok' } as const;
  const payment = books.ledger.charge({ ...order, customer_uid, customer_uid_usage: usage }, now, card, tax);
  if (customer_uid !== null && payment.status === 'paid') books.ledger.putKey(key, 'ok');
  tellOf(books.webhooks, payment, { noticeUrl: optionalText(fields, 'notice_url') });
  return payment;
};

export const schedule: Handler = ({ books, fields, now }) => {
  const customerUid = requiredText(fields, 'customer_uid', 80);
  const unissued = !books.ledger.keys.has(customerUid);
  if (unissued && optionalText(fields, 'card_number') === null) throw new Refusal('등록되지 않은 구매자입니다.');
  const entries = requiredList(fields, 'schedules');
  if (unissued) issueFromCard(books, customerUid, fields, now);
  const card = books.ledger.card(customerUid);
  const { key } = card;
  const booked = entries.map((entry): Booking => {
    const asSent = readOrder(entry);
    const order = {
      ...asSent,
      buyer_name: asSent.buyer_name ?? key.customer_name,
      buyer_email: asSent.buyer_email ?? key.customer_email,
      buyer_tel: asSent.buyer_tel ?? key.customer_tel,
      buyer_addr: asSent.buyer_addr ?? key.customer_addr,
      buyer_postcode: asSent.buyer_postcode ?? key.customer_postcode,
    };
    if (order.amount <= 0) throw new Refusal('결제금액은 0보다 커야 합니다.');
    if (books.pgDemands) assertDemandsMet(key.pg_provider, order, entry);
    return {
      noticeUrl: optionalText(entry, 'notice_url'),
      tax: readTax(entry, order.amount),
      card,
      dueAt: null,
      entry: {
        ...order,
        customer_uid: customerUid,
        customer_id: key.customer_id,
        imp_uid: null,
        pg_provider: key.pg_provider,
        pg_id: key.pg_id,
        schedule_at: readScheduleAt(entry, now, 200),
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

/** Takes bookings back: all of a key, those of the order numbers named, or those of them that are the key's. */
export const unschedule: Handler = ({ books, fields, now }) => {
  const customerUid = optionalText(fields, 'customer_uid', 80);
  const merchantUids = optionalTexts(fields, 'merchant_uid');
  if (customerUid === null && merchantUids === null) {
    throw new Refusal('필수 파라미터가 누락되었습니다: customer_uid 또는 merchant_uid');
  }
  return books.schedules.revoke({ customerUid, merchantUids }, now);
};
