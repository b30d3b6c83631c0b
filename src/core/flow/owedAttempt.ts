import type { BillingOrder } from '../order.js';
import type { AttemptRecord } from '../records/AttemptRecord.js';
import type { FlowState } from './FlowState.js';

/** True when an attempt ended in a way that leaves open whether its charge was, or will be, made. */
export function leavesDoubt(state: FlowState): boolean {
  if (state.status === 'failed') return state.issued !== undefined || state.error.code === 'window_timeout';
  return state.status === 'cancelled' && state.reason !== 'customer';
}

/**
 * An attempt of another page counts only for the same customer's card: a browser may be shared. One without an answer counts
 * too, as its window may still be open in another tab, or be finished at the PG.
 */
export function isOwedBy(record: AttemptRecord, order: BillingOrder): boolean {
  return record.customerUid === order?.customerUid;
}
