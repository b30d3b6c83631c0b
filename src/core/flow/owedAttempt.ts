import type { BillingOrder } from '../order.js';
import type { AttemptRecord } from '../records/AttemptRecord.js';
import type { FlowState } from './FlowState.js';

/** True when an attempt ended in a way that leaves open whether its charge was, or will be, made. */
export function leavesDoubt(state: FlowState): boolean {
  if (state.status === 'failed') {
    // `already_settled`: another tab has charged, or given up, what was shown here.
    return state.issued !== undefined || ['window_timeout', 'already_settled'].includes(state.error.code);
  }
  return state.status === 'cancelled' && state.reason !== 'customer';
}

/**
 * An attempt of another page counts only for the same customer's card: a browser may be shared. One without an answer counts
 * too, as its window may still be open in another tab, or be finished at the PG.
 */
export function isOwedBy(record: AttemptRecord, order: BillingOrder): boolean {
  return record.customerUid === order?.customerUid;
}

/** What makes two purchases the same to a customer: with another card they are still one. */
export function isSamePurchase(
  one: Pick<AttemptRecord, 'name' | 'amount' | 'currency'>,
  order: Pick<BillingOrder, 'name' | 'amount' | 'currency'>,
): boolean {
  return one.name === order.name && one.amount === order.amount && one.currency === (order.currency ?? 'KRW');
}
