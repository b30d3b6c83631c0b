import type { BillingOrder, InitialCharge } from '../order.js';
import type { CustomPg } from './customPg.js';
import type { AmountRule, PgRow } from './PgRow.js';
import { type PgCode, pgTable } from './pgTable.js';

/**
 * What is assumed of a PG that has no row: it loses no answer (ready for callback and redirect), takes no money (amount
 * 0) and at worst asks for one click more (a popup is to be expected).
 */
export const cautiousRow = {
  desktop: 'disputed',
  phone: 'disputed',
  amount: 'unknown',
  popup: 'always',
} as const satisfies PgRow;

/** Who can take the first payment under each rule: asking for what the PG does not do would end in no charge, or in two. */
export const chargeChoices: Record<AmountRule, readonly InitialCharge[]> = {
  'display-only': ['by-backend'],
  'charged-if-positive': ['by-backend', 'at-issue'],
  'always-charged': ['at-issue'],
  unknown: ['by-backend'],
};

/** The row behind `pg`; undefined for a code the table does not have, which only a caller without types can pass. */
export function rowOf(pg: PgCode | CustomPg): PgRow | undefined {
  if (typeof pg !== 'string') return pg?.row;
  return Object.hasOwn(pgTable, pg) ? pgTable[pg] : undefined;
}

/** What an amount does at this PG when the customer pays with `payMethod`. */
export function amountRuleOf(row: PgRow, payMethod: string | undefined): AmountRule {
  if (typeof row.amount === 'string') return row.amount;
  return (payMethod !== undefined && Object.hasOwn(row.amount, payMethod) && row.amount[payMethod]) || 'unknown';
}

/**
 * The `pay_method` to send. A PG's only method is filled in, because the SDK would write `card` in its place; one that
 * has no use for the parameter gets none.
 */
export function payMethodOf(row: PgRow, order: BillingOrder): string | undefined {
  if (row.payMethods?.length === 0) return undefined;
  return order.payMethod || (row.payMethods?.length === 1 ? row.payMethods[0] : undefined);
}
