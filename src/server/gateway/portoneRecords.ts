import { fromMinorUnits } from '../../portone/minorUnits.js';
import { GatewayUnavailable, type KeyRecord, type Payment, type Registration } from './Gateway.js';
import type { Fields } from './portoneCalls.js';
import { text } from './sendCall.js';
import { readTag } from './tag.js';

/** The part of PortOne's record of a key that decides something, read and not believed. */
export interface PortOneKey extends KeyRecord {
  readonly issueId: string | null;
  readonly isDeleted: boolean;
  readonly payMethod: string | null;
  /** Milliseconds. */
  readonly requestedAt: number | null;
}

/** Reads a `BillingKeyInfo`; null when it lacks what a decision about money needs. */
export function readKey(fields: Fields): PortOneKey | null {
  const billingKey = text(fields.billingKey);
  if (billingKey === null || (fields.status !== 'ISSUED' && fields.status !== 'DELETED')) return null;
  const method = firstOf(fields.methods);
  const channel = firstOf(fields.channels);
  const requestedAt = Date.parse(String(text(fields.requestedAt) ?? text(fields.issuedAt)));
  return {
    billingKey,
    issueId: text(fields.issueId),
    isDeleted: fields.status === 'DELETED',
    pg: (text(channel.pgProvider) ?? '').toLowerCase(),
    payMethod: methods[String(method.type)] ?? null,
    ...readCard(method),
    sandbox: channel.type === 'TEST',
    requestedAt: Number.isNaN(requestedAt) ? null : requestedAt,
  };
}

/** As the page calls them: `billingKeyMethod`. */
const methods: Readonly<Record<string, string>> = {
  BillingKeyPaymentMethodCard: 'CARD',
  BillingKeyPaymentMethodEasyPay: 'EASY_PAY',
  BillingKeyPaymentMethodMobile: 'MOBILE',
  BillingKeyPaymentMethodPaypal: 'PAYPAL',
  BillingKeyPaymentMethodTransfer: 'TRANSFER',
};

/** Reads a `Payment`: the last try under its id. Null when it lacks what a decision about money needs. */
export function readPayment(fields: Fields): Payment | null {
  const merchantUid = text(fields.id);
  const currency = text(fields.currency);
  const status = statuses[String(fields.status)];
  const amount = recordOf(fields.amount);
  const { total } = amount;
  const cancelled = amount.cancelled ?? 0;
  if (merchantUid === null || currency === null || status === undefined) return null;
  if (typeof total !== 'number' || typeof cancelled !== 'number') return null;
  const failure = recordOf(fields.failure);
  const billingKey = text(fields.billingKey);
  return {
    impUid: text(fields.transactionId) ?? merchantUid,
    merchantUid,
    billingKey,
    // Only a server can charge a key by its name, and only a server calls the API.
    isKeyCharge: recordOf(fields.origin).platformType === 'API',
    status,
    amount: fromMinorUnits(total, currency),
    cancelledAmount: fromMinorUnits(cancelled, currency),
    currency,
    sandbox: recordOf(fields.channel).type === 'TEST',
    tag: readTag(fields.customData),
    failCode: text(failure.pgCode),
    failReason: text(failure.pgMessage) ?? text(failure.reason),
    receiptUrl: text(fields.receiptUrl),
    ...readCard(recordOf(fields.method)),
  };
}

const statuses: Readonly<Record<string, Payment['status']>> = {
  PAID: 'paid',
  // A part of it was given back, and the rest is paid.
  PARTIAL_CANCELLED: 'paid',
  CANCELLED: 'cancelled',
  FAILED: 'failed',
  READY: 'pending',
  PENDING: 'pending',
  PAY_PENDING: 'pending',
  // It is none of a key: a window can open one under any number.
  VIRTUAL_ACCOUNT_ISSUED: 'pending',
};

/** A key as the registration that issued it. `first`: the payment under the registration's number, where the window takes one. */
export function toRegistration(key: PortOneKey, first: Payment | null): Registration {
  const { isDeleted, pg, payMethod, cardName, cardNumber, sandbox } = key;
  const isFirst = first !== null && first.billingKey === key.billingKey;
  const payment = isFirst && first.status !== 'failed' ? first : null;
  return {
    status: isDeleted ? 'failed' : payment?.status === 'pending' ? 'pending' : 'issued',
    merchantUid: isFirst ? first.merchantUid : (key.issueId ?? ''),
    customerUid: null,
    impUid: payment?.impUid ?? null,
    isRegistration: !(payment?.isKeyCharge ?? false),
    billingKey: isDeleted ? null : key.billingKey,
    payment,
    isDoubtful: false,
    pg,
    payMethod,
    cardName,
    cardNumber,
    sandbox,
    startedAt: key.requestedAt,
    failReason: isDeleted ? 'The billing key was deleted.' : null,
  };
}

/** A first payment that failed, or waits: there is no key (yet). */
export function withoutKey(payment: Payment): Registration {
  const { impUid, isKeyCharge, cardName, cardNumber, sandbox, failReason } = payment;
  return {
    ...refusedKey(payment.merchantUid, failReason),
    status: payment.status === 'pending' ? 'pending' : 'failed',
    impUid,
    isRegistration: !isKeyCharge,
    cardName,
    cardNumber,
    sandbox,
  };
}

/** A key that the PG would not make. */
export function refusedKey(merchantUid: string, failReason: string | null): Registration {
  return {
    status: 'failed',
    merchantUid,
    customerUid: null,
    impUid: null,
    isRegistration: true,
    billingKey: null,
    payment: null,
    isDoubtful: false,
    pg: '',
    payMethod: null,
    cardName: null,
    cardNumber: null,
    sandbox: false,
    startedAt: null,
    failReason,
  };
}

/** Of a card, or of the one behind an easy-pay method, where the wallet tells. */
function readCard(method: Fields): { cardName: string | null; cardNumber: string | null } {
  // A key calls what is behind it `method`, and a payment `easyPayMethod`.
  const card = recordOf(recordOf(method.method ?? method.easyPayMethod ?? method).card);
  return { cardName: text(card.name) ?? text(card.issuer), cardNumber: text(card.number) };
}

export function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(recordOf) : [];
}

/** One page of a list. An answer without one is not an empty page: that there is none is a claim about money. */
export function itemsOf(body: unknown, path: string): Fields[] {
  const { items } = recordOf(body);
  return listOf(complete(Array.isArray(items) ? items : null, path));
}

/** What was read, or, where it lacks what has to be known, no answer. */
export function complete<T>(record: T | null, path: string): T {
  if (record !== null) return record;
  throw new GatewayUnavailable(`PortOne's answer to ${path} is not what it describes.`, { mayStillRun: true });
}

function firstOf(list: unknown): Fields {
  return listOf(list)[0] ?? {};
}
