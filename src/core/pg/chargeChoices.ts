import type { InitialCharge } from '../order.js';
import type { AmountRule } from './PgRow.js';

/** Who can take the first payment under each rule: asking for what the PG does not do would end in no charge, or in two. */
export const chargeChoices: Record<AmountRule, readonly InitialCharge[]> = {
  'display-only': ['by-backend'],
  'charged-if-positive': ['by-backend', 'at-issue'],
  'always-charged': ['at-issue'],
  unknown: ['by-backend'],
};
