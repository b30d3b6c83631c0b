import type { Row, Value } from '@libsql/client';

export interface Plan {
  id: string;
  name: string;
  amount: number;
  currency: string;
}

type ChargeStatus = 'pending' | 'paid' | 'failed';

/** A row of `charges`. */
export interface Charge {
  chargeMerchantUid: string;
  customerUid: string;
  planId: string;
  planName: string;
  amount: number;
  currency: string;
  pg: string;
  issueImpUid: string;
  status: ChargeStatus;
  chargedAtIssue: boolean;
  attempt: number;
  callEndsAt: number;
  impUid: string | null;
  failReason: string | null;
  cardName: string | null;
  cardNumber: string | null;
  receiptUrl: string | null;
  createdAt: number;
  settledAt: number | null;
}

/** What the page is told about a charge. */
export interface Receipt {
  chargeMerchantUid: string;
  customerUid: string;
  planId: string;
  planName: string;
  amount: number;
  currency: string;
  status: ChargeStatus;
  chargedAtIssue: boolean;
  impUid: string | null;
  failReason: string | null;
  cardName: string | null;
  /** Masked. */
  cardNumber: string | null;
  receiptUrl: string | null;
  /** ISO 8601. */
  createdAt: string;
  settledAt: string | null;
}

export function toReceipt(charge: Charge): Receipt {
  const { pg, issueImpUid, attempt, callEndsAt, createdAt, settledAt, ...told } = charge;
  return {
    ...told,
    createdAt: new Date(createdAt).toISOString(),
    settledAt: settledAt === null ? null : new Date(settledAt).toISOString(),
  };
}

export function readPlan(row: Row): Plan {
  return {
    id: String(row.id),
    name: String(row.name),
    amount: Number(row.amount),
    currency: String(row.currency),
  };
}

export function readCharge(row: Row): Charge {
  return {
    chargeMerchantUid: String(row.charge_merchant_uid),
    customerUid: String(row.customer_uid),
    planId: String(row.plan_id),
    planName: String(row.plan_name),
    amount: Number(row.amount),
    currency: String(row.currency),
    pg: String(row.pg),
    issueImpUid: String(row.issue_imp_uid),
    status: row.status as ChargeStatus,
    chargedAtIssue: row.charged_at_issue === 1,
    attempt: Number(row.attempt),
    callEndsAt: Number(row.call_ends_at),
    impUid: textOrNull(row.imp_uid),
    failReason: textOrNull(row.fail_reason),
    cardName: textOrNull(row.card_name),
    cardNumber: textOrNull(row.card_number),
    receiptUrl: textOrNull(row.receipt_url),
    createdAt: Number(row.created_at),
    settledAt: row.settled_at === null ? null : Number(row.settled_at),
  };
}

export function textOrNull(value: Value | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
