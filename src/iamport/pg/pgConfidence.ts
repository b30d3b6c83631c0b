import type { PgConfidence } from './PgRow.js';
import type { PgCode } from './pgTable.js';

/** Apart from the table, as it decides nothing on a page that registers a card. What is not here is `high`. */
const confidences: Readonly<Partial<Record<PgCode, PgConfidence>>> = {
  html5_inicis: 'medium',
  danal_tpay: 'medium',
  danal: 'medium',
  jtnet: 'low',
  chai: 'low',
  mobilians: 'medium',
  mobilians_v2: 'medium',
  paymentwall: 'medium',
  settle_acc: 'medium',
  nice_v2: 'medium',
  galaxia: 'medium',
  payletter_global: 'low',
  smilepay: 'low',
  kcp_quick: 'medium',
};

/** How far the row of a PG can be relied on. */
export function confidenceOf(code: PgCode): PgConfidence {
  return confidences[code] ?? 'high';
}
