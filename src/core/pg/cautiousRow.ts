import type { PgRow } from './PgRow.js';

/**
 * What is assumed of a PG nobody described: it loses no answer (ready for callback and redirect), takes no money (amount
 * 0) and at worst asks for one click more (a popup is to be expected).
 */
export const cautiousRow = {
  desktop: 'disputed',
  phone: 'disputed',
  amount: 'unknown',
  popup: 'always',
  confidence: 'low',
} as const satisfies PgRow;
