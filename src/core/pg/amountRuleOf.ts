import type { AmountRule, PgRow } from './PgRow.js';

/** What an amount does at this PG when the customer pays with `payMethod`. */
export function amountRuleOf(row: PgRow, payMethod: string | undefined): AmountRule {
  if (typeof row.amount === 'string') return row.amount;
  return (payMethod !== undefined && Object.hasOwn(row.amount, payMethod) && row.amount[payMethod]) || 'unknown';
}
