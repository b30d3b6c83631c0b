/**
 * The shapes of i'mport's REST API V1, in its own spelling. Times are UNIX seconds.
 *
 * Source: `v1.openapi.json` of the PortOne developer documents (PaymentAnnotation, CustomerAnnotation, …).
 */

/** Every answer of the API. `code` 0 means "handled", which is not yet "paid": read `response.status`. */
export interface Envelope<T> {
  code: number;
  message: string | null;
  response: T | null;
}

/** `null`: an ordinary payment. `issue`: the payment that the key was issued with. */
export type CustomerUidUsage = 'issue' | 'payment' | 'payment.scheduled' | null;

/** `status` of a payment, as `GET /payments/{imp_uid}` gives it. Source: PortOne's description of API V1. */
export type PaymentStatus = 'ready' | 'paid' | 'cancelled' | 'failed';

/** One cancellation of a payment. */
export interface PaymentCancelAnnotation {
  pg_tid: string;
  amount: number;
  cancelled_at: number;
  reason: string;
  cancellation_id: string;
  receipt_url: string | null;
}

/** A payment, as `GET /payments/{imp_uid}` and the charging routes answer it. */
export interface PaymentAnnotation {
  imp_uid: string;
  merchant_uid: string;
  pay_method: string;
  channel: 'pc' | 'mobile' | 'api';
  pg_provider: string;
  emb_pg_provider: string | null;
  pg_tid: string;
  pg_id: string;
  sandbox: boolean;
  escrow: boolean;
  /** The card network's approval number. Null when nothing was approved, as at an issue that takes no money. */
  apply_num: string | null;
  card_code: string | null;
  card_name: string | null;
  card_quota: number;
  card_number: string | null;
  card_type: number | null;
  name: string;
  amount: number;
  cancel_amount: number;
  currency: string;
  buyer_name: string | null;
  buyer_email: string | null;
  buyer_tel: string | null;
  buyer_addr: string | null;
  buyer_postcode: string | null;
  custom_data: string | null;
  user_agent: string | null;
  status: PaymentStatus;
  started_at: number;
  paid_at: number;
  failed_at: number;
  cancelled_at: number;
  fail_reason: string | null;
  cancel_reason: string | null;
  receipt_url: string | null;
  cancel_history: PaymentCancelAnnotation[];
  cash_receipt_issued: boolean;
  customer_uid: string | null;
  customer_uid_usage: CustomerUidUsage;
}

/** A billing key, as `GET /subscribe/customers/{customer_uid}` answers it. */
export interface CustomerAnnotation {
  customer_uid: string;
  pg_provider: string;
  pg_id: string;
  sandbox: boolean;
  customer_id: string | null;
  card_name: string | null;
  card_code: string | null;
  card_number: string | null;
  card_type: number | null;
  customer_name: string | null;
  customer_tel: string | null;
  customer_email: string | null;
  customer_addr: string | null;
  customer_postcode: string | null;
  inserted: number;
  updated: number;
}

/** A payment to come, as `/subscribe/payments/schedule` and `/unschedule` answer it. */
export interface ScheduleResultAnnotation {
  customer_uid: string;
  merchant_uid: string;
  /** Null until it was executed. */
  imp_uid: string | null;
  pg_provider: string;
  pg_id: string;
  customer_id: string | null;
  schedule_at: number;
  executed_at: number;
  revoked_at: number;
  amount: number;
  currency: string;
  name: string;
  buyer_name: string | null;
  buyer_email: string | null;
  buyer_tel: string | null;
  buyer_addr: string | null;
  buyer_postcode: string | null;
  custom_data: string | null;
  schedule_status: 'scheduled' | 'executed' | 'revoked';
  payment_status: 'paid' | 'failed' | 'cancelled' | null;
  fail_reason: string | null;
}

/** A page of payments; `previous` and `next` are 0 when there is none. */
export interface PagedPaymentAnnotation {
  total: number;
  previous: number;
  next: number;
  list: PaymentAnnotation[];
}

/** What a merchant announced with `/payments/prepare`. */
export interface PaymentPrepareAnnotation {
  merchant_uid: string;
  amount: number;
  currency: string | null;
}

/** One means of payment in a payment's balance; what was given back is taken off. */
export interface PaymentBalanceAnnotation {
  tax_free: number;
  supply: number;
  vat: number;
  service: number;
}

/** What `GET /payments/{imp_uid}/balance` answers. */
export interface PaymentBalanceResponseAnnotation {
  /** The whole amount, as it was paid at first. */
  amount: number;
  cash_receipt: PaymentBalanceAnnotation;
  primary: PaymentBalanceAnnotation;
  secondary: PaymentBalanceAnnotation;
  discount: PaymentBalanceAnnotation;
}

/** What i'mport posts to a webhook address. */
export interface WebhookBody {
  imp_uid: string;
  merchant_uid: string;
  status: PaymentStatus;
  /** Of the cancellation that is told of. */
  cancellation_id?: string | undefined;
}
