import { describe, expect, it, vi } from 'vitest';
import { BillingKeyError } from '../../../src/core/BillingKeyError.js';
import { createOutcomes } from '../../../src/core/flow/createOutcomes.js';
import type { FlowState } from '../../../src/core/flow/FlowState.js';
import { sampleIssued } from '../support/samples.js';

const attemptId = 'a1';
const issued = sampleIssued(attemptId);
const error = new BillingKeyError('charge_failed', undefined);

const ends: FlowState<string>[] = [
  { status: 'succeeded', attemptId, issued, data: 'receipt' },
  { status: 'cancelled', attemptId, reason: 'customer' },
  { status: 'failed', attemptId, error, issued },
  // To who waits for it, this page's part is over.
  { status: 'redirecting', attemptId },
];
const onTheWay: FlowState<string>[] = [
  { status: 'idle' },
  { status: 'loading', attemptId },
  { status: 'window', attemptId },
  { status: 'charging', attemptId, issued, isPaused: false },
];

function prepare() {
  const host = { onSuccess: vi.fn(), onCancel: vi.fn(), onError: vi.fn() };
  const outcomes = createOutcomes<string>();
  const settled = vi.fn();
  void outcomes.of(attemptId).then(settled);
  return { host, outcomes, settled };
}

describe('createOutcomes', () => {
  it.each(ends)('tells who waits of $status', async (state) => {
    const { host, outcomes, settled } = prepare();
    outcomes.tell(state, host);
    await Promise.resolve();
    expect(settled).toHaveBeenCalledExactlyOnceWith(state);
    expect(host.onSuccess.mock.calls).toEqual(state.status === 'succeeded' ? [['receipt', issued]] : []);
    expect(host.onCancel.mock.calls).toEqual(state.status === 'cancelled' ? [['customer']] : []);
    expect(host.onError.mock.calls).toEqual(state.status === 'failed' ? [[error, issued]] : []);
  });

  it.each(onTheWay)('says nothing of $status', async (state) => {
    const { host, outcomes, settled } = prepare();
    outcomes.tell(state, host);
    await Promise.resolve();
    expect(settled).not.toHaveBeenCalled();
    expect([host.onSuccess, host.onCancel, host.onError].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it('does without callbacks, and without anybody who waits', () => {
    const outcomes = createOutcomes<string>();
    for (const state of ends) expect(() => outcomes.tell(state, {})).not.toThrow();
  });
});
