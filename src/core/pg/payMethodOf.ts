import type { BillingOrder } from '../order.js';
import type { PgRow } from './PgRow.js';

/**
 * The `pay_method` to send. A PG's only method is filled in, because the SDK would write `card` in its place; one that
 * has no use for the parameter gets none.
 */
export function payMethodOf(row: PgRow, order: BillingOrder): string | undefined {
  if (row.payMethods?.length === 0) return undefined;
  return order.payMethod || (row.payMethods?.length === 1 ? row.payMethods[0] : undefined);
}
