import type { IssuedKey } from '../../../src/core/IssuedKey.js';
import type { AttemptRecord } from '../../../src/core/records/AttemptRecord.js';

/** A record as the log keeps it, with whatever a test is about on top. */
export function sampleRecord(attemptId: string, change: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    version: 1,
    status: 'opened',
    attemptId,
    merchantUid: `m-${attemptId}`,
    chargeMerchantUid: `c-${attemptId}`,
    customerUid: 'customer-1',
    pg: 'kcp_billing',
    name: 'Basic',
    amount: 9900,
    currency: 'KRW',
    chargedAtIssue: false,
    createdAt: Date.now(),
    updatedAt: Date.now(),
    ...change,
  };
}

export function sampleIssued(attemptId: string): IssuedKey {
  return {
    attemptId,
    customerUid: 'customer-1',
    merchantUid: `m-${attemptId}`,
    impUid: `imp_${attemptId}`,
    chargeMerchantUid: `c-${attemptId}`,
    pg: 'kcp_billing',
    payMethod: 'card',
    name: 'Basic',
    amount: 9900,
    currency: 'KRW',
    chargedAtIssue: false,
    via: 'callback',
    response: undefined,
    metadata: undefined,
  };
}
