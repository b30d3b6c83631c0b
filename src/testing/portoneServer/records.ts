/**
 * The shapes of PortOne's REST API V2, as far as billing keys go. Times are RFC 3339, amounts are whole numbers of the
 * currency's smallest unit.
 *
 * Source: `v2.openapi.json` 1.16.0 of the PortOne developer documents. What a fake never sends is left out.
 */

/** The channel that served a call. */
export interface SelectedChannel {
  type: 'LIVE' | 'TEST';
  id: string;
  key?: string;
  name: string;
  pgProvider: string;
  pgMerchantId: string;
}

/** A card, as far as the PG tells. There is no expiry in it. */
export interface Card {
  publisher?: string;
  issuer?: string;
  brand?: 'LOCAL' | 'VISA';
  type?: 'CREDIT' | 'DEBIT' | 'GIFT';
  ownerType?: 'PERSONAL' | 'CORPORATE';
  bin?: string;
  name?: string;
  /** Masked. */
  number?: string;
}

interface BillingKeyPaymentMethodCard {
  type: 'BillingKeyPaymentMethodCard';
  card: Card;
}

interface PaymentMethodCard {
  type: 'PaymentMethodCard';
  card: Card;
  approvalNumber?: string;
}

/** What a billing key charges. An easy-pay key may name the card behind it. */
export type BillingKeyPaymentMethod =
  | BillingKeyPaymentMethodCard
  | { type: 'BillingKeyPaymentMethodEasyPay'; provider?: string; method?: BillingKeyPaymentMethodCard }
  | { type: 'BillingKeyPaymentMethodMobile'; phoneNumber?: string }
  | { type: 'BillingKeyPaymentMethodPaypal' };

/** What a payment was made with. */
export type PaymentMethod =
  | PaymentMethodCard
  | { type: 'PaymentMethodEasyPay'; provider?: string; easyPayMethod?: PaymentMethodCard }
  | { type: 'PaymentMethodMobile'; phoneNumber?: string };

/** The merchant's customer, as far as a call named them. */
export interface Customer {
  id?: string;
  name?: string;
  email?: string;
  phoneNumber?: string;
  zipcode?: string;
}

/** A billing key, as `GET /billing-keys/{billingKey}` answers it. */
export interface BillingKeyInfo {
  status: 'ISSUED' | 'DELETED';
  billingKey: string;
  merchantId: string;
  storeId: string;
  methods: BillingKeyPaymentMethod[];
  channels: SelectedChannel[];
  customer: Customer;
  customData?: string;
  issueId?: string;
  issueName?: string;
  requestedAt: string;
  issuedAt: string;
  /** On a deleted one only. */
  deletedAt?: string;
}

/** Of one payment, in the currency's smallest unit. */
export interface PaymentAmount {
  total: number;
  taxFree: number;
  vat: number;
  supply: number;
  discount: number;
  paid: number;
  cancelled: number;
  cancelledTaxFree: number;
}

/** One cancellation of a payment. */
export interface PaymentCancellation {
  status: 'SUCCEEDED';
  id: string;
  pgCancellationId: string;
  totalAmount: number;
  taxFreeAmount: number;
  vatAmount: number;
  reason: string;
  cancelledAt: string;
  requestedAt: string;
  trigger: 'API';
}

interface PaymentCommon {
  id: string;
  /** One a try: a payment that was tried again keeps its `id` and gets another of these. */
  transactionId: string;
  merchantId: string;
  storeId: string;
  method: PaymentMethod;
  channel: SelectedChannel;
  version: 'V2';
  scheduleId?: string;
  billingKey: string;
  requestedAt: string;
  updatedAt: string;
  statusChangedAt: string;
  orderName: string;
  amount: PaymentAmount;
  currency: string;
  customer: Customer;
  origin: { platformType: 'PC' | 'API'; ipAddress: string };
  customData?: string;
}

interface Approved extends PaymentCommon {
  paidAt: string;
  pgTxId: string;
  receiptUrl: string;
}

/** A payment that was paid, and not given back. */
export interface PaidPayment extends Approved {
  status: 'PAID';
  disputes: [];
}

/** A payment of which some or all was given back. */
export interface CancelledPayment extends Approved {
  status: 'CANCELLED' | 'PARTIAL_CANCELLED';
  cancellations: PaymentCancellation[];
  cancelledAt: string;
}

/** A try that the PG declined. */
export interface FailedPayment extends PaymentCommon {
  status: 'FAILED';
  failedAt: string;
  failure: { reason: string; pgCode: string; pgMessage: string };
}

/** A first payment whose window is done, and that waits for its server to confirm. It need not name its channel, so it does not. */
export interface ReadyPayment extends Omit<PaymentCommon, 'billingKey' | 'method' | 'channel'> {
  status: 'READY';
}

/** A payment, as `GET /payments/{paymentId}` answers it: the last try. */
export type Payment = PaidPayment | CancelledPayment | FailedPayment | ReadyPayment;

/** A payment to come, as `/payment-schedules` answers it. */
export interface PaymentSchedule {
  status: 'SCHEDULED' | 'SUCCEEDED' | 'FAILED' | 'REVOKED';
  id: string;
  merchantId: string;
  storeId: string;
  paymentId: string;
  billingKey: string;
  orderName: string;
  isCulturalExpense: boolean;
  isEscrow: boolean;
  customer: Customer;
  customData: string;
  totalAmount: number;
  taxFreeAmount?: number;
  vatAmount?: number;
  currency: string;
  noticeUrls?: string[];
  createdAt: string;
  timeToPay: string;
  startedAt?: string;
  completedAt?: string;
  revokedAt?: string;
}

/** A page of a list. Pages count from 0. */
export interface Page<Item> {
  items: Item[];
  page: { number: number; size: number; totalCount: number };
}

/** The body of a webhook, version 2024-04-25. */
export type WebhookMessage =
  | {
      type: 'BillingKey.Issued' | 'BillingKey.Failed' | 'BillingKey.Deleted' | 'BillingKey.Updated';
      timestamp: string;
      data: { storeId: string; billingKey: string };
    }
  | {
      type: 'Transaction.Paid' | 'Transaction.Failed';
      timestamp: string;
      data: { storeId: string; paymentId: string; transactionId: string };
    }
  | {
      type: 'Transaction.Cancelled' | 'Transaction.PartialCancelled';
      timestamp: string;
      data: { storeId: string; paymentId: string; transactionId: string; cancellationId: string };
    };
