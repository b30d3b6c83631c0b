import type {
  PagedPaymentAnnotation,
  PaymentAnnotation,
  PaymentBalanceAnnotation,
  PaymentBalanceResponseAnnotation,
} from '../annotations.js';
import { Partly, Refusal } from '../envelope.js';
import { isTrue, optionalNumber, optionalText, requiredNumber, requiredText } from '../fields.js';
import type { Books, Call, Handler } from './call.js';
import { listed, oneOf, paged, readPage } from './lists.js';

const UNKNOWN = '존재하지 않는 결제정보입니다.';
const STATUSES = ['ready', 'paid', 'failed', 'cancelled'] as const;
const MOST_AT_ONCE = 100;

export const getPayment: Handler = ({ books, path, query }) => {
  const payment = books.ledger.payments.all.get(path.imp_uid ?? '');
  // Payments of a test channel are left out unless they are asked for.
  if (payment === undefined || (payment.sandbox && query.get('include_sandbox') !== 'true')) {
    throw new Refusal(UNKNOWN, 404);
  }
  return payment;
};

/** Several payments at once, by either number; 207 when some of them are unknown, 404 when all are. */
export const getPayments: Handler = ({ books, query }) => {
  const impUids = listed(query, 'imp_uid');
  const merchantUids = listed(query, 'merchant_uid');
  const asked = impUids.length + merchantUids.length;
  if (asked > MOST_AT_ONCE) throw new Refusal(`한 번에 ${MOST_AT_ONCE}개까지 조회할 수 있습니다.`);
  const { all, ofMerchantUid } = books.ledger.payments;
  const found = [
    ...impUids.flatMap((impUid) => all.get(impUid) ?? []),
    // As `find` answers: the latest try under the number.
    ...merchantUids.flatMap((merchantUid) => ofMerchantUid(merchantUid).at(-1) ?? []),
  ];
  if (found.length === 0) throw new Refusal(UNKNOWN, 404);
  const payments = [...new Set(found)];
  return found.length === asked ? payments : new Partly(payments);
};

export const findPayment: Handler = (call) => {
  const [first] = found(call, call.path.payment_status);
  if (first === undefined) throw new Refusal(UNKNOWN, 404);
  return first;
};

export const findAllPayments: Handler = (call) => {
  const payments = found(call, oneOf(call.path.payment_status, 'payment_status', STATUSES) ?? undefined);
  if (payments.length === 0) throw new Refusal(UNKNOWN, 404);
  return paged(payments, readPage(call.query, true)) satisfies PagedPaymentAnnotation;
};

/** What is left of a payment, by means of payment. The documents say that PAYCO alone has it. */
export const getBalance: Handler = ({ books, path }) => {
  const payment = books.ledger.payments.all.get(path.imp_uid ?? '');
  if (payment === undefined) throw new Refusal(UNKNOWN, 404);
  if (payment.pg_provider !== 'payco') throw new Refusal('결제 상세내역을 제공하지 않는 PG사입니다.');
  const { taxFree, vat } = books.ledger.taxOf(payment.imp_uid);
  // A cancellation takes from the taxed part first, as one that names no `tax_free` does.
  const left = payment.amount - payment.cancel_amount;
  const taxed = Math.max(0, left - taxFree);
  const leftVat = taxed === payment.amount - taxFree && vat !== null ? vat : Math.round(taxed / 11);
  return {
    amount: payment.amount,
    cash_receipt: NOTHING,
    primary: { tax_free: left - taxed, supply: taxed - leftVat, vat: leftVat, service: 0 },
    secondary: NOTHING,
    discount: NOTHING,
  } satisfies PaymentBalanceResponseAnnotation;
};

export const cancelPayment: Handler = ({ books, fields, now }) => {
  const payment = paymentToCancel(books, optionalText(fields, 'imp_uid'), optionalText(fields, 'merchant_uid'));
  const checksum = optionalNumber(fields, 'checksum');
  if (checksum !== null && checksum !== payment.amount - payment.cancel_amount) {
    throw new Refusal('취소 가능 잔액이 checksum과 일치하지 않습니다.');
  }
  const cancellation = { amount: optionalNumber(fields, 'amount'), reason: optionalText(fields, 'reason') ?? '' };
  const { cancellation_id } = books.ledger.cancel(payment, cancellation, now);
  if (payment.status === 'cancelled') books.schedules.noteCancelled(payment);
  if (isTrue(fields.enable_webhook)) books.webhooks.send(payment, { cancellationId: cancellation_id });
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

const NOTHING: PaymentBalanceAnnotation = { tax_free: 0, supply: 0, vat: 0, service: 0 };

const SORTING = new Map<string, (payment: PaymentAnnotation) => number>([
  ['started', ({ started_at }) => started_at],
  ['paid', ({ paid_at }) => paid_at],
  // Every change of a payment's status leaves its time in one of these.
  [
    'updated',
    ({ started_at, paid_at, failed_at, cancelled_at }) => Math.max(started_at, paid_at, failed_at, cancelled_at),
  ],
]);

/** The tries under an order number, in the order that was asked for. Of two at the same second the later one is newer. */
function found({ books, path, query }: Call, status: string | undefined): PaymentAnnotation[] {
  const tries = books.ledger.payments
    .ofMerchantUid(path.merchant_uid ?? '')
    .filter((payment) => status === undefined || payment.status === status);
  const sorting = query.get('sorting') || '-started';
  const time = SORTING.get(sorting.replace('-', '')) ?? (({ started_at }) => started_at);
  return sorting.startsWith('-')
    ? tries.reverse().sort((a, b) => time(b) - time(a))
    : tries.sort((a, b) => time(a) - time(b));
}

function prepare(books: Books, fields: Call['fields'], merchantUid: string): unknown {
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
      ? books.ledger.payments.ofMerchantUid(merchantUid ?? '').find(({ status }) => status === 'paid')
      : books.ledger.payments.all.get(impUid);
  if (payment === undefined) throw new Refusal('취소할 결제건이 존재하지 않습니다.');
  return payment;
}
