import type { Problem } from '../../core/errors/Problem.js';
import { isMissing, problemsOf, type ReportProblem, reportTextProblems, valueAt } from '../../core/orderProblems.js';
import type { BillingOrder } from '../order.js';
import type { PgCodeOrCustomPg } from './customPg.js';
import { decidePg } from './decidePg.js';
import type { Device, PgRow, TextLimit } from './PgRow.js';
import { amountRuleOf, chargeChoices, payMethodOf, rowOf } from './pgRules.js';

/**
 * What this PG would refuse, or take wrongly, about an order: the check at run time beside `OrderFor`, for callers without types.
 * Rules that hold at every PG (lengths, numbers, addresses) are checked elsewhere. Give it the order with the default of
 * `redirectUrl` filled in: a PG that leaves the page has nowhere to come back to without one.
 *
 * @returns an empty list when the PG has nothing against it
 */
export function pgProblems(pg: PgCodeOrCustomPg, order: BillingOrder, device: Device): Problem[] {
  if (typeof pg !== 'string' && isMissing(pg?.code)) return [{ field: 'pg', rule: 'required' }];
  const row = rowOf(pg);
  if (!row) return [{ field: 'pg', rule: 'unknown-pg' }];
  return problemsOf((report) => reportPgProblems(report, pg, row, order, device));
}

function reportPgProblems(
  report: ReportProblem,
  pg: PgCodeOrCustomPg,
  row: PgRow,
  order: BillingOrder,
  device: Device,
): void {
  const demand = (field: string) => {
    const value = valueAt(order, field);
    // That one is a number, and looked at below.
    if (field !== 'naverProductCount') reportTextProblems(report, field, value, true);
    else if (isMissing(value)) report(field, 'required');
  };

  const { payMethods } = row;
  let payMethod = payMethodOf(row, order);
  if (payMethods && isMissing(order.payMethod)) {
    if (payMethods.length > 1) report('payMethod', 'required');
  } else if (payMethods && !payMethods.includes(String(order.payMethod))) {
    report('payMethod', 'not-allowed', payMethods.join(', ') || undefined);
    payMethod = undefined;
  }

  row.requires?.forEach(demand);
  if (payMethod !== undefined) row.requiresFor?.[payMethod]?.forEach(demand);
  if (payMethod === 'phone' && typeof order.digital !== 'boolean') report('digital', 'required');
  if (decidePg(pg, order, device).channel !== 'callback' && isMissing(order.redirectUrl))
    report('redirectUrl', 'required');

  for (const [field, allowed] of Object.entries(row.allows ?? {})) {
    const value = valueAt(order, field);
    if (!isMissing(value) && !allowed.includes(String(value))) report(field, 'not-allowed', allowed.join(', '));
  }
  for (const [field, limit] of Object.entries(row.limits ?? {})) {
    reportText(report, field, valueAt(order, field), limit);
  }

  const rule = amountRuleOf(row, payMethod);
  if (rule === 'always-charged' && !(order.amount > 0)) report('amount', 'not-positive');
  const charges = chargeChoices[rule];
  if (order.initialCharge && !charges.includes(order.initialCharge)) {
    report('initialCharge', 'not-allowed', charges.join(', '));
  }
  if (row.minAmount && order.amount > 0 && order.amount < row.minAmount) report('amount', 'too-small', row.minAmount);

  const count: unknown = order.naverProductCount;
  if (!isMissing(count)) {
    if (typeof count !== 'number') report('naverProductCount', 'not-a-number');
    else if (!(count > 0)) report('naverProductCount', 'not-positive');
  }
}

function reportText(report: ReportProblem, field: string, text: unknown, limit: TextLimit): void {
  if (typeof text !== 'string' || text === '') return;
  const { min = 0, max = Number.POSITIVE_INFINITY, bytes, without } = limit;
  if (text.length < min) report(field, 'too-short', min);
  if (text.length > max) report(field, 'too-long', max);
  // The PGs don't name the encoding: two for a Korean syllable (EUC-KR) refuses only what every reading refuses.
  if (bytes && text.replace(/[^ -~]/g, '..').length > bytes) report(field, 'too-many-bytes', bytes);
  if (limit.alphanumeric && /[^A-Za-z0-9]/.test(text)) report(field, 'not-alphanumeric');
  const others = limit.alphanumericOr;
  if (others && [...text.replace(/[A-Za-z0-9]/g, '')].some((character) => !others.includes(character))) {
    report(field, 'other-characters', others);
  }
  if (without && [...text].some((character) => without.includes(character)))
    report(field, 'forbidden-characters', without);
}
