import type { BillingOrder } from '../order.js';
import type { AttemptRecord } from '../records/AttemptRecord.js';
import type { AttemptLog } from '../records/createAttemptLog.js';
import type { FlowState } from './FlowState.js';

/** True when an attempt ended in a way that leaves open whether its charge was, or will be, made. */
export function leavesDoubt(state: FlowState): boolean {
  if (state.status === 'failed') return state.issued !== undefined || state.error.code === 'window_timeout';
  return state.status === 'cancelled' && state.reason !== 'customer';
}

/** An attempt from before a reload counts only for the same customer's card: a browser may be shared. */
export function isOwedBy(record: AttemptRecord, order: BillingOrder): boolean {
  return record.status !== 'opened' && record.customerUid === order?.customerUid;
}

/** The newer key took its place, under the same charge number: offering both would offer the same charge twice. */
export function supersede(log: AttemptLog, attemptId: string): void {
  if (log.get(attemptId)?.status !== 'settled') log.update(attemptId, { status: 'settled', end: 'superseded' });
}
