import type { Row } from '@libsql/client';
import { textOrNull } from './Charge.js';

type RenewalStatus = 'planned' | 'booked' | 'paid' | 'failed' | 'ended';

/** A row of `renewals`, with what its subscription was sold for. */
export interface Renewal {
  merchantUid: string;
  chargeMerchantUid: string;
  customerUid: string;
  planName: string;
  amount: number;
  currency: string;
  period: number;
  attempt: number;
  dueAt: number;
  status: RenewalStatus;
  /** How often i'mport was asked to book it. */
  asked: number;
  impUid: string | null;
  failReason: string | null;
  settledAt: number | null;
}

/** What the page is told about a renewal. */
export interface RenewalNotice
  extends Pick<Renewal, 'merchantUid' | 'planName' | 'amount' | 'currency' | 'failReason'> {
  status: RenewalStatus;
  /** ISO 8601. */
  dueAt: string;
  settledAt: string | null;
}

export function toNotice({ merchantUid, planName, amount, currency, failReason, ...row }: Renewal): RenewalNotice {
  return {
    merchantUid,
    planName,
    amount,
    currency,
    failReason,
    status: row.status,
    dueAt: new Date(row.dueAt).toISOString(),
    settledAt: row.settledAt === null ? null : new Date(row.settledAt).toISOString(),
  };
}

export function readRenewal(row: Row): Renewal {
  return {
    merchantUid: String(row.merchant_uid),
    chargeMerchantUid: String(row.charge_merchant_uid),
    customerUid: String(row.customer_uid),
    planName: String(row.plan_name),
    amount: Number(row.amount),
    currency: String(row.currency),
    period: Number(row.period),
    attempt: Number(row.attempt),
    dueAt: Number(row.due_at),
    status: row.status as RenewalStatus,
    asked: Number(row.asked),
    impUid: textOrNull(row.imp_uid),
    failReason: textOrNull(row.fail_reason),
    settledAt: row.settled_at === null ? null : Number(row.settled_at),
  };
}
