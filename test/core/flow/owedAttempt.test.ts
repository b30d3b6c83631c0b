import { describe, expect, it } from 'vitest';
import { BillingKeyError, type BillingKeyErrorCode } from '../../../src/core/BillingKeyError.js';
import type { FlowState } from '../../../src/core/flow/FlowState.js';
import { isOwedBy, isSamePurchase, leavesDoubt } from '../../../src/core/flow/owedAttempt.js';
import { sampleIssued, sampleRecord } from '../support/samples.js';

const attemptId = 'a1';
const issued = sampleIssued(attemptId);
const failed = (code: BillingKeyErrorCode, key?: typeof issued): FlowState => ({
  status: 'failed',
  attemptId,
  error: new BillingKeyError(code, undefined),
  issued: key,
});

describe('leavesDoubt', () => {
  it.each([
    failed('charge_failed', issued),
    failed('window_timeout'),
    failed('already_settled'),
    { status: 'cancelled', attemptId, reason: 'host' },
    { status: 'cancelled', attemptId, reason: 'left' },
  ] as FlowState[])('is true where a charge may have been made unseen: %j', (state) => {
    expect(leavesDoubt(state)).toBe(true);
  });

  it.each([
    failed('refused'),
    failed('sdk_load_failed'),
    { status: 'cancelled', attemptId, reason: 'customer' },
    { status: 'succeeded', attemptId, issued, data: 1 },
    { status: 'window', attemptId },
    { status: 'idle' },
  ] as FlowState[])('is false where none was: %j', (state) => {
    expect(leavesDoubt(state)).toBe(false);
  });
});

describe('isOwedBy', () => {
  it('is about the same card: a browser may be shared', () => {
    const order = { customerUid: 'customer-1', name: 'Basic', amount: 9900 };
    expect(isOwedBy(sampleRecord('a1'), order)).toBe(true);
    expect(isOwedBy(sampleRecord('a1'), { ...order, customerUid: 'customer-2' })).toBe(false);
    expect(isOwedBy(sampleRecord('a1'), undefined as unknown as typeof order)).toBe(false);
  });
});

describe('isSamePurchase', () => {
  it.each([
    [true, {}],
    [true, { currency: 'KRW' }],
    [false, { currency: 'USD' }],
    [false, { name: 'Premium' }],
    [false, { amount: 4900 }],
  ])('is %s for a change of %j', (expected, change) => {
    expect(isSamePurchase(issued, { name: 'Basic', amount: 9900, ...change })).toBe(expected);
  });
});
