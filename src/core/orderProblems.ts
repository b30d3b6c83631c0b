import type { BillingOrder } from './order.js';
import type { Problem, ProblemRule } from './Problem.js';
import type { CustomPg } from './pg/customPg.js';
import type { Device } from './pg/PgRow.js';
import { pgProblems } from './pg/pgProblems.js';
import type { PgCode } from './pg/pgTable.js';

const metadataLimit = 2000;

/**
 * Everything wrong with an order, found before the SDK sees it: the SDK answers most of these with silence or an alert.
 *
 * Limits: PortOne V1 docs, `payrq` (merchant_uid and name, 40 characters) and the REST schema (customer_uid, 80).
 */
export function orderProblems(pg: PgCode | CustomPg, order: BillingOrder, device: Device): Problem[] {
  const problems: Problem[] = [];
  const report = (field: string, rule: ProblemRule, limit?: number | string) =>
    problems.push(limit === undefined ? { field, rule } : { field, rule, limit });

  if (!order || typeof order !== 'object') return [{ field: 'order', rule: 'required' }];

  const text = (field: string, value: unknown, limit: number, isRequired: boolean) => {
    if (value === undefined || value === null || value === '') {
      if (isRequired || value === '') report(field, 'required');
    } else if (typeof value !== 'string') report(field, 'not-a-string');
    else if (isRequired && value.trim() === '') report(field, 'required');
    else if (value.length > limit) report(field, 'too-long', limit);
  };

  text('customerUid', order.customerUid, 80, true);
  text('name', order.name, 40, true);
  text('merchantUid', order.merchantUid, 40, false);
  text('chargeMerchantUid', order.chargeMerchantUid, 40, false);
  if (order.merchantUid && order.merchantUid === order.chargeMerchantUid) {
    report('chargeMerchantUid', 'same-as', 'merchantUid');
  }

  if (order.amount === undefined || order.amount === null) report('amount', 'required');
  else if (typeof order.amount !== 'number' || !Number.isFinite(order.amount)) report('amount', 'not-a-number');
  else if (order.amount < 0) report('amount', 'negative');

  if (order.redirectUrl !== undefined && !isAbsoluteUrl(order.redirectUrl)) report('redirectUrl', 'not-a-url');

  if (order.metadata !== undefined) {
    const json = toJson(order.metadata);
    if (json === undefined) report('metadata', 'not-json');
    else if (json.length > metadataLimit) report('metadata', 'too-long', metadataLimit);
  }

  const known = new Set(problems.map(({ field }) => field));
  return [...problems, ...pgProblems(pg, order, device).filter(({ field }) => !known.has(field))];
}

function isAbsoluteUrl(value: unknown): boolean {
  try {
    return typeof value === 'string' && /^https?:$/.test(new URL(value).protocol);
  } catch {
    return false;
  }
}

function toJson(value: unknown): string | undefined {
  try {
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;
  } catch {
    return undefined;
  }
}
