import type { CustomPg } from './customPg.js';
import type { PgRow } from './PgRow.js';
import { type PgCode, pgTable } from './pgTable.js';

/** The row behind `pg`; undefined for a code the table does not have, which only a caller without types can pass. */
export function rowOf(pg: PgCode | CustomPg): PgRow | undefined {
  if (typeof pg !== 'string') return pg?.row;
  return Object.hasOwn(pgTable, pg) ? pgTable[pg] : undefined;
}
