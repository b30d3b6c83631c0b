import type { AttemptRecord } from '../../../src/index.js';
import { order } from './billing.js';

/** Leaves the record of an attempt that an earlier page opened, with whatever a test is about on top. */
export function leaveRecord(change: Partial<AttemptRecord> = {}): AttemptRecord {
  const record: AttemptRecord = {
    version: 1,
    status: 'opened',
    attemptId: 'attempt1',
    merchantUid: 'registration1',
    chargeMerchantUid: 'charge1',
    customerUid: order.customerUid,
    pg: 'kcp_billing',
    payMethod: 'card',
    name: order.name,
    amount: order.amount,
    currency: 'KRW',
    chargedAtIssue: false,
    createdAt: Date.now(),
    updatedAt: Date.now(),
    ...change,
  };
  localStorage.setItem(`react-billing-key/1/${record.attemptId}`, JSON.stringify(record));
  return record;
}
