import { purchaseOf } from '../../../src/core/attempt/purchase.js';
import type { AttemptRecord } from '../../../src/index.js';
import { order } from './billing.js';

/** A field may hold what no record of ours would: storage is open to every script of the origin. */
type LeftRecord = Partial<Pick<AttemptRecord, 'name' | 'amount' | 'dueToday' | 'currency' | 'metadata'>> &
  Partial<Record<keyof AttemptRecord | 'key' | 'end' | 'chargeSentAt', unknown>>;

/** Leaves the record of an attempt that an earlier page opened, with whatever a test is about on top. */
export function leaveRecord(change: LeftRecord = {}): AttemptRecord {
  const record = {
    version: 1,
    status: 'opened',
    api: 'v1',
    attemptId: 'attempt1',
    purchase: purchaseOf({ ...order, ...change }, undefined),
    purpose: 'subscribe',
    orderNumber: 'registration1',
    chargeNumber: 'charge1',
    card: order.customerUid,
    leavesPage: true,
    pg: 'kcp_billing',
    payMethod: 'card',
    name: order.name,
    amount: order.amount,
    currency: 'KRW',
    chargedAtIssue: false,
    createdAt: Date.now(),
    updatedAt: Date.now(),
    ...change,
  } as AttemptRecord;
  localStorage.setItem(`react-billing-key/1/${record.attemptId}`, JSON.stringify(record));
  return record;
}
