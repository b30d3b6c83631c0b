import type { PaymentAnnotation } from './annotations.js';
import { newId, newImpUid } from './identifiers.js';

/** What a new payment must say; everything else has the value of a payment that has not happened yet. */
export type NewPayment = Partial<PaymentAnnotation> &
  Pick<PaymentAnnotation, 'merchant_uid' | 'amount' | 'name' | 'pg_provider' | 'started_at'>;

/** A complete payment record, `ready` and with no card, unless told otherwise. */
export function createPayment(payment: NewPayment): PaymentAnnotation {
  return {
    imp_uid: newImpUid(),
    pay_method: 'card',
    channel: 'api',
    emb_pg_provider: null,
    pg_tid: newId(),
    pg_id: `FAKE_${payment.pg_provider}`.slice(0, 80),
    sandbox: true,
    escrow: false,
    apply_num: null,
    card_code: null,
    card_name: null,
    card_quota: 0,
    card_number: null,
    card_type: null,
    cancel_amount: 0,
    currency: 'KRW',
    buyer_name: null,
    buyer_email: null,
    buyer_tel: null,
    buyer_addr: null,
    buyer_postcode: null,
    custom_data: null,
    user_agent: null,
    status: 'ready',
    paid_at: 0,
    failed_at: 0,
    cancelled_at: 0,
    fail_reason: null,
    cancel_reason: null,
    receipt_url: null,
    cancel_history: [],
    cash_receipt_issued: false,
    customer_uid: null,
    customer_uid_usage: null,
    ...payment,
  };
}
