import type { IamportPayment } from './IamportPayment.js';

const ANY_METHOD = [
  'kcp_billing',
  'html5_inicis',
  'kicc',
  'payco',
  'chai',
  'naverpay',
  'tosspayments',
  'smartro_v2',
  'tosspay_v2',
  'paypal_v2',
];
const CARD_ONLY = ['welcome', 'galaxia'];

/**
 * Whether the PG is one that never takes money while it issues a key. The record of such an issue may still carry the
 * amount that the window showed, so that the amount alone doesn't tell. At any other PG an amount that is paid counts as
 * taken: to doubt it would charge twice.
 */
export function neverChargesAtIssue({
  pgProvider,
  payMethod,
}: Pick<IamportPayment, 'pgProvider' | 'payMethod'>): boolean {
  return ANY_METHOD.includes(pgProvider) || (payMethod === 'card' && CARD_ONLY.includes(pgProvider));
}
