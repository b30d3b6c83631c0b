import { optionalBoolean, optionalInteger, optionalOneOf, requiredText } from '../body.js';
import { uuid } from '../identifiers.js';
import { rfc3339 } from '../ledger.js';
import { assertDemandsMet, readOrder } from '../order.js';
import type { CancelledPayment, PaidPayment, Payment, PaymentCancellation } from '../records.js';
import { Refusal } from '../refusal.js';
import { announceTry, type Books, type Call, type Handler } from './call.js';

export const getPayment: Handler = (call) => knownPayment(call);

export const payWithBillingKey: Handler = ({ books, path, fields, now }) => {
  const order = readOrder(path.paymentId ?? '', fields);
  const skipWebhook = optionalBoolean(fields, 'skipWebhook') === true;
  const [channel] = books.ledger.usable(order.billingKey).channels;
  if (books.pgDemands) assertDemandsMet(channel?.pgProvider ?? '', order);
  books.ledger.assertUnpaid(order.paymentId, 'ALREADY_PAID');
  books.schedules.assertFree(order.paymentId);
  const tried = books.ledger.charge(order, now);
  // "When the payment succeeded": a failed one is announced whatever was asked.
  if (!skipWebhook || 'failed' in tried) announceTry(books, tried, order.noticeUrls);
  if ('failed' in tried) throw new Refusal('PG_PROVIDER', 'PG사에서 오류를 전달하였습니다.', tried.pg);
  return { payment: { pgTxId: tried.paid.pgTxId, paidAt: tried.paid.paidAt } };
};

export const cancelPayment: Handler = (call) => {
  const { books, fields, now } = call;
  const reason = requiredText(fields, 'reason');
  optionalOneOf(fields, 'requester', ['CUSTOMER', 'ADMIN']);
  const payment = knownPayment(call);
  if (payment.status === 'CANCELLED') throw new Refusal('PAYMENT_ALREADY_CANCELLED', '이미 취소된 결제 건입니다.');
  if (payment.status === 'FAILED' || payment.status === 'READY')
    throw new Refusal('PAYMENT_NOT_PAID', '완료되지 않은 결제 건입니다.');

  const balance = payment.amount.total - payment.amount.cancelled;
  const expected = optionalInteger(fields, 'currentCancellableAmount');
  if (expected !== undefined && expected !== balance) {
    throw new Refusal('CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN', '취소 가능 잔액이 일치하지 않습니다.');
  }
  const totalAmount = optionalInteger(fields, 'amount') ?? balance;
  if (totalAmount === 0) throw new Refusal('INVALID_REQUEST', 'amount은(는) 0보다 커야 합니다.');
  if (totalAmount > balance) {
    throw new Refusal('CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT', '취소 가능 금액을 초과하였습니다.');
  }
  const taxFreeLeft = payment.amount.taxFree - payment.amount.cancelledTaxFree;
  const taxFreeAmount = optionalInteger(fields, 'taxFreeAmount') ?? (totalAmount === balance ? taxFreeLeft : 0);
  if (taxFreeAmount > taxFreeLeft) {
    throw new Refusal(
      'CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT',
      '취소 가능한 면세 금액을 초과하였습니다.',
    );
  }
  const vatAmount = optionalInteger(fields, 'vatAmount') ?? Math.max(0, Math.round((totalAmount - taxFreeAmount) / 11));
  if (taxFreeAmount + vatAmount > totalAmount) {
    throw new Refusal('SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT', '하위 항목의 합이 취소 금액을 초과합니다.');
  }

  const cancellation: PaymentCancellation = {
    status: 'SUCCEEDED',
    id: uuid(),
    pgCancellationId: uuid(),
    totalAmount,
    taxFreeAmount,
    vatAmount,
    reason,
    cancelledAt: rfc3339(now),
    requestedAt: rfc3339(now),
    trigger: 'API',
  };
  const cancelled = withCancellation(payment, cancellation);
  books.ledger.replace(cancelled);
  if (optionalBoolean(fields, 'skipWebhook') !== true) announceCancellation(books, cancelled, cancellation);
  return { cancellation };
};

function withCancellation(
  payment: PaidPayment | CancelledPayment,
  cancellation: PaymentCancellation,
): CancelledPayment {
  const { disputes: _, ...rest } = { disputes: [], ...payment };
  const cancelled = payment.amount.cancelled + cancellation.totalAmount;
  return {
    ...rest,
    status: cancelled === payment.amount.total ? 'CANCELLED' : 'PARTIAL_CANCELLED',
    amount: {
      ...payment.amount,
      paid: payment.amount.total - cancelled,
      cancelled,
      cancelledTaxFree: payment.amount.cancelledTaxFree + cancellation.taxFreeAmount,
    },
    cancellations: ['cancellations' in payment ? payment.cancellations : [], cancellation].flat(),
    cancelledAt: cancellation.cancelledAt,
    updatedAt: cancellation.cancelledAt,
    statusChangedAt: cancellation.cancelledAt,
  };
}

function announceCancellation(books: Books, payment: CancelledPayment, { id }: PaymentCancellation): void {
  books.webhooks.send({
    type: payment.status === 'CANCELLED' ? 'Transaction.Cancelled' : 'Transaction.PartialCancelled',
    timestamp: payment.statusChangedAt,
    data: {
      storeId: books.storeId,
      paymentId: payment.id,
      transactionId: payment.transactionId,
      cancellationId: id,
    },
  });
}

function knownPayment({ books, path }: Call): Payment {
  const payment = books.ledger.payments.get(path.paymentId ?? '');
  if (payment === undefined) throw new Refusal('PAYMENT_NOT_FOUND', '결제 건을 찾을 수 없습니다.');
  return payment;
}
