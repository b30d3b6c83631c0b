import type { PaymentAnnotation } from '../annotations.js';
import { seconds } from '../clock.js';
import { Refusal } from '../envelope.js';
import { optionalNumber, optionalText, requiredNumber, requiredText } from '../fields.js';
import { newId } from '../identifiers.js';
import type { Books, Handler } from './call.js';

const UNKNOWN = '존재하지 않는 결제정보입니다.';

export const getPayment: Handler = ({ books, path, query }) => {
  const payment = books.ledger.payments.get(path.imp_uid ?? '');
  // Payments of a test channel are left out unless they are asked for.
  if (payment === undefined || (payment.sandbox && query.get('include_sandbox') !== 'true')) {
    throw new Refusal(UNKNOWN, 404);
  }
  return payment;
};

export const findPayment: Handler = ({ books, path, query }) => {
  const status = path.payment_status;
  const found = byMerchantUid(books, path.merchant_uid ?? '').filter(
    (payment) => status === undefined || payment.status === status,
  );
  const sorting = query.get('sorting') ?? '-started';
  const key = SORTING[sorting.replace('-', '')] ?? 'started_at';
  const first = sorting.startsWith('-')
    ? found.reduceRight<PaymentAnnotation | null>(
        (best, one) => (best === null || one[key] > best[key] ? one : best),
        null,
      )
    : found.reduce<PaymentAnnotation | null>((best, one) => (best === null || one[key] < best[key] ? one : best), null);
  if (first === null) throw new Refusal(UNKNOWN, 404);
  return first;
};

export const cancelPayment: Handler = ({ books, fields, now }) => {
  const payment = paymentToCancel(books, optionalText(fields, 'imp_uid'), optionalText(fields, 'merchant_uid'));
  const balance = payment.amount - payment.cancel_amount;
  const checksum = optionalNumber(fields, 'checksum');
  if (checksum !== null && checksum !== balance) throw new Refusal('취소 가능 잔액이 checksum과 일치하지 않습니다.');
  const amount = optionalNumber(fields, 'amount') || balance;
  if (amount < 0 || amount > balance) throw new Refusal('취소 가능 금액을 초과하였습니다.');

  const at = seconds(now);
  const reason = optionalText(fields, 'reason') ?? '';
  payment.cancel_amount += amount;
  payment.cancelled_at = at;
  payment.cancel_reason = reason;
  payment.cancel_history.push({
    pg_tid: payment.pg_tid,
    amount,
    cancelled_at: at,
    reason,
    cancellation_id: newId(),
    receipt_url: payment.receipt_url,
  });
  // What a partly cancelled payment's status reads is not documented; it stays `paid` here while some of it is.
  if (payment.cancel_amount === payment.amount) payment.status = 'cancelled';
  if (fields.enable_webhook === true || fields.enable_webhook === 'true') books.webhooks.send(payment);
  return payment;
};

export const postPrepare: Handler = ({ books, fields }) => {
  const merchantUid = requiredText(fields, 'merchant_uid', 40);
  if (books.prepared.has(merchantUid)) throw new Refusal('이미 등록된 merchant_uid입니다.');
  return prepare(books, fields, merchantUid);
};

export const putPrepare: Handler = ({ books, fields }) => {
  const merchantUid = requiredText(fields, 'merchant_uid', 40);
  if (!books.prepared.has(merchantUid)) throw new Refusal('사전등록된 결제정보가 없습니다.', 404);
  return prepare(books, fields, merchantUid);
};

export const getPrepare: Handler = ({ books, path }) => {
  const found = books.prepared.get(path.merchant_uid ?? '');
  if (found === undefined) throw new Refusal('사전등록된 결제정보가 없습니다.');
  return found;
};

const SORTING: Readonly<Record<string, 'started_at' | 'paid_at'>> = {
  started: 'started_at',
  paid: 'paid_at',
  updated: 'started_at',
};

function prepare(books: Books, fields: Parameters<Handler>[0]['fields'], merchantUid: string): unknown {
  const prepared = {
    merchant_uid: merchantUid,
    amount: requiredNumber(fields, 'amount'),
    currency: optionalText(fields, 'currency'),
  };
  books.prepared.set(merchantUid, prepared);
  return prepared;
}

function paymentToCancel(books: Books, impUid: string | null, merchantUid: string | null): PaymentAnnotation {
  if (impUid === null && merchantUid === null) throw new Refusal('imp_uid 또는 merchant_uid가 필요합니다.');
  const payment =
    impUid === null
      ? byMerchantUid(books, merchantUid ?? '').find(({ status }) => status === 'paid')
      : books.ledger.payments.get(impUid);
  if (payment === undefined) throw new Refusal('취소할 결제건이 존재하지 않습니다.');
  if (payment.status === 'cancelled') throw new Refusal('이미 전액취소된 주문입니다.');
  if (payment.status !== 'paid') throw new Refusal('결제완료 상태의 주문만 취소할 수 있습니다.');
  return payment;
}

function byMerchantUid(books: Books, merchantUid: string): PaymentAnnotation[] {
  return [...books.ledger.payments.values()].filter((payment) => payment.merchant_uid === merchantUid);
}
