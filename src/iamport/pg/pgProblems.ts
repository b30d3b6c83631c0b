import type { Problem, ProblemRule } from '../../core/errors/Problem.js';
import type { BillingOrder } from '../order.js';
import type { PgCodeOrCustomPg } from './customPg.js';
import { decidePg } from './decidePg.js';
import type { Device, TextLimit } from './PgRow.js';
import { amountRuleOf, chargeChoices, payMethodOf, rowOf } from './pgRules.js';

/**
 * What this PG would refuse, or take wrongly, about an order: the run-time twin of `OrderFor`, for callers without types.
 * Rules that hold at every PG (lengths, numbers, addresses) are checked elsewhere. Give it the order with the default of
 * `redirectUrl` filled in: a PG that leaves the page has nowhere to come back to without one.
 *
 * @returns an empty list when the PG has nothing against it
 */
export function pgProblems(pg: PgCodeOrCustomPg, order: BillingOrder, device: Device): Problem[] {
  if (typeof pg !== 'string' && isMissing(pg?.code)) return [{ field: 'pg', rule: 'required' }];
  const row = rowOf(pg);
  if (!row) return [{ field: 'pg', rule: 'unknown-pg' }];

  const problems: Problem[] = [];
  const report = (field: string, rule: ProblemRule, limit?: number | string) => {
    problems.push(limit === undefined ? { field, rule } : { field, rule, limit });
  };
  const demand = (field: string) => {
    const value = valueAt(order, field);
    if (isMissing(value)) report(field, 'required');
    else if (field !== 'naverProductCount' && typeof value !== 'string') report(field, 'not-a-string');
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
  if (decidePg(pg, order, device).needsRedirectUrl && isMissing(order.redirectUrl)) report('redirectUrl', 'required');

  for (const [field, allowed] of Object.entries(row.allows ?? {})) {
    const value = valueAt(order, field);
    if (!isMissing(value) && !allowed.includes(String(value))) report(field, 'not-allowed', allowed.join(', '));
  }
  for (const [field, limit] of Object.entries(row.limits ?? {})) {
    const value = valueAt(order, field);
    if (typeof value === 'string' && value) checkText(value, limit, (rule, at) => report(field, rule, at));
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
  return problems;
}

function checkText(text: string, limit: TextLimit, report: (rule: ProblemRule, at?: number | string) => void): void {
  const { min = 0, max = Number.POSITIVE_INFINITY, bytes, without } = limit;
  if (text.length < min) report('too-short', min);
  if (text.length > max) report('too-long', max);
  // The PGs don't name the encoding: two for a Korean syllable (EUC-KR) refuses only what every reading refuses.
  if (bytes && text.replace(/[^ -~]/g, '..').length > bytes) report('too-many-bytes', bytes);
  if (limit.alphanumeric && /[^A-Za-z0-9]/.test(text)) report('not-alphanumeric');
  const others = limit.alphanumericOr;
  if (others && [...text.replace(/[A-Za-z0-9]/g, '')].some((character) => !others.includes(character))) {
    report('other-characters', others);
  }
  if (without && [...text].some((character) => without.includes(character))) report('forbidden-characters', without);
}

/** The value at a path such as `buyer.tel`; undefined when a step on the way is not there. */
function valueAt(order: BillingOrder, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], order);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
