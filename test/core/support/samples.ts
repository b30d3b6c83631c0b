import type { AttemptRecord, KeyedRecord } from '../../../src/core/attempt/AttemptRecord.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import type { BillingOrder } from '../../../src/iamport/order.js';

/** An order of i'mport's, with whatever a test is about on top. */
export function orderOf(change: Partial<BillingOrder> = {}): BillingOrder {
  return { customerUid: 'card-1', name: 'Basic', amount: 9900, ...change };
}

/** A record as the log keeps it, with whatever a test is about on top. */
export function sampleRecord(attemptId: string, change: object = {}): AttemptRecord {
  return {
    version: 1,
    status: 'opened',
    api: 'v1',
    attemptId,
    purchase: 'purchase-1',
    purpose: 'subscribe',
    orderNumber: `m-${attemptId}`,
    chargeNumber: `c-${attemptId}`,
    card: 'customer-1',
    leavesPage: false,
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

/** As `sampleRecord`, with a key. */
export function keyedRecord(attemptId: string, change: object = {}): KeyedRecord {
  return sampleRecord(attemptId, { status: 'issued', key: { impUid: `imp_${attemptId}` }, ...change }) as KeyedRecord;
}

export function sampleIssued(attemptId: string): IssuedKey {
  return {
    api: 'v1',
    attemptId,
    customerUid: 'customer-1',
    merchantUid: `m-${attemptId}`,
    impUid: `imp_${attemptId}`,
    chargeMerchantUid: `c-${attemptId}`,
    pg: 'kcp_billing',
    payMethod: 'card',
    name: 'Basic',
    amount: 9900,
    dueToday: 9900,
    currency: 'KRW',
    chargedAtIssue: false,
    via: 'callback',
    purpose: 'subscribe',
    consents: [],
    metadata: undefined,
  };
}
