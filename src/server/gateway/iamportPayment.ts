import type { PgRow } from '../../iamport/pg/PgRow.js';
import { amountRuleOf, cautiousRow, rowOf } from '../../iamport/pg/pgRules.js';
import type { PgCode } from '../../iamport/pg/pgTable.js';
import type { KeyRecord, Payment, Registration } from './Gateway.js';
import { text } from './sendCall.js';
import { readTag } from './tag.js';

/** The part of i'mport's payment record that decides something, read and not believed. */
export interface IamportPayment {
  readonly payment: Payment;
  readonly customerUid: string | null;
  /** False for what a server charged a key with, and so registered none. */
  readonly isRegistration: boolean;
  readonly pg: string;
  readonly payMethod: string | null;
  /** Whether it has an approval number or a receipt: then money was taken. */
  readonly hasProof: boolean;
  /** Milliseconds. */
  readonly startedAt: number | null;
}

/** Reads a payment record; null when it lacks what a decision about money needs. */
export function readIamportPayment(value: unknown): IamportPayment | null {
  const fields = (value ?? {}) as Readonly<Record<string, unknown>>;
  const { imp_uid, merchant_uid, status, amount } = fields;
  const cancelledAmount = fields.cancel_amount ?? 0;
  if (typeof imp_uid !== 'string' || typeof merchant_uid !== 'string') return null;
  if (typeof status !== 'string' || typeof amount !== 'number' || typeof cancelledAmount !== 'number') return null;
  const customerUid = text(fields.customer_uid);
  // `issue`, `payment`, `payment.scheduled`; null for an ordinary payment, and at some PGs for an issue too.
  const usage = text(fields.customer_uid_usage);
  const channel = text(fields.channel);
  const startedAt = Number(fields.started_at);
  const hasProof = text(fields.apply_num) !== null || text(fields.receipt_url) !== null;
  return {
    customerUid,
    isRegistration: usage === 'issue' || (usage === null && channel !== 'api'),
    pg: text(fields.pg_provider) ?? '',
    payMethod: text(fields.pay_method),
    hasProof,
    startedAt: startedAt > 0 ? startedAt * 1000 : null,
    payment: {
      impUid: imp_uid,
      merchantUid: merchant_uid,
      billingKey: customerUid,
      isKeyCharge: isKeyCharge(usage, channel, hasProof),
      status: status === 'paid' || status === 'failed' || status === 'cancelled' ? status : 'pending',
      amount,
      cancelledAmount,
      currency: text(fields.currency) ?? 'KRW',
      sandbox: fields.sandbox === true,
      tag: readTag(fields.custom_data),
      failCode: failCodeIn(text(fields.fail_reason)),
      failReason: text(fields.fail_reason),
      receiptUrl: text(fields.receipt_url),
      cardName: text(fields.card_name),
      cardNumber: text(fields.card_number),
    },
  };
}

/**
 * `usage` says so where it is kept. Where it is not, `channel` tells a server's payment (`api`) from a window's (`pc`,
 * `mobile`); without both, only money that was taken counts.
 */
function isKeyCharge(usage: string | null, channel: string | null, hasProof: boolean): boolean {
  if (usage !== null) return usage === 'payment' || usage === 'payment.scheduled';
  return channel === null ? hasProof : channel === 'api';
}

/** The payment record of a registration, as a registration, with the key as i'mport has it. */
export function toRegistration(found: IamportPayment, key: KeyRecord | null): Registration {
  const { payment, customerUid, isRegistration, pg, payMethod, startedAt } = found;
  const took = tookMoney(found);
  const status =
    payment.status === 'failed' || payment.status === 'cancelled'
      ? 'failed'
      : payment.status === 'pending' && (took !== 'no' || key === null)
        ? 'pending'
        : // A registration without its key, as after it was revoked: there is nothing to charge.
          key === null
          ? 'failed'
          : 'issued';
  return {
    status,
    merchantUid: payment.merchantUid,
    customerUid,
    impUid: payment.impUid,
    isRegistration,
    billingKey: key?.billingKey ?? null,
    payment: took === 'yes' ? payment : null,
    isDoubtful: took === 'unknown',
    pg,
    payMethod,
    cardName: payment.cardName,
    // As the key's own record spells it, so that it can be told later whether another card is behind the key.
    cardNumber: key?.cardNumber ?? payment.cardNumber,
    sandbox: payment.sandbox || (key?.sandbox ?? false),
    startedAt,
    failReason:
      payment.failReason ??
      (status !== 'failed' ? null : payment.status === 'paid' ? 'There is no billing key (any more).' : payment.status),
  };
}

/**
 * Whether the PG took the money while it issued the key. The record of an issue that took none may still carry the amount
 * that the window showed. An approval number or a receipt is proof. Without one, an amount is no money at a PG that never
 * charges at issue; it is money at a PG that does, for to doubt it would charge twice; and elsewhere nobody knows.
 */
function tookMoney({ payment, pg, payMethod, hasProof }: IamportPayment): 'yes' | 'no' | 'unknown' {
  if (payment.amount === 0) return 'no';
  if (hasProof) return 'yes';
  const row: PgRow = rowOf(pg as PgCode) ?? cautiousRow;
  const rule = amountRuleOf(row, payMethod ?? undefined);
  return rule === 'display-only' ? 'no' : rule === 'unknown' ? 'unknown' : 'yes';
}

/** i'mport has no field for the PG's code; several PGs put it in brackets at the end of the sentence. */
function failCodeIn(reason: string | null): string | null {
  return reason?.match(/[([]([A-Z0-9_-]{2,20})[)\]]\s*$/)?.[1] ?? null;
}
