import { describe, expect, it } from 'vitest';
import { BillingKeyError } from '../../../src/core/BillingKeyError.js';
import { createListeners } from '../../../src/core/createListeners.js';
import type { BillingFlow } from '../../../src/core/flow/BillingFlow.js';
import type { FlowState, IssueOutcome } from '../../../src/core/flow/FlowState.js';
import { issueAsync } from '../../../src/core/flow/issueAsync.js';

const order = { customerUid: 'card-1', name: 'Basic', amount: 9900 };
const issued = { customerUid: 'card-1' } as never;
const attemptId = 'a1';

/** A flow that goes where the test says. */
function flowThatGoes(outcome: IssueOutcome<string>) {
  const listeners = createListeners();
  let state: FlowState<string> = outcome;
  const flow = { issue: async () => outcome, getState: () => state, subscribe: listeners.subscribe };
  const go = (next: FlowState<string>) => {
    state = next;
    listeners.notify();
  };
  return { end: issueAsync(flow as unknown as BillingFlow<string>, order), go, listeners };
}

describe('issueAsync', () => {
  it('gives what the charge returned', async () => {
    await expect(flowThatGoes({ status: 'succeeded', attemptId, issued, data: 'paid' }).end).resolves.toBe('paid');
  });

  it('throws what failed', async () => {
    const error = new BillingKeyError('refused', 'no');
    await expect(flowThatGoes({ status: 'failed', attemptId, error }).end).rejects.toBe(error);
  });

  it('throws that it was cancelled', async () => {
    const { end } = flowThatGoes({ status: 'cancelled', attemptId, reason: 'customer' });
    await expect(end).rejects.toMatchObject({ code: 'cancelled', message: expect.stringMatching(/cancel/i) });
  });

  it('goes on waiting while the page is about to leave, for the end of this attempt', async () => {
    const { end, go, listeners } = flowThatGoes({ status: 'redirecting', attemptId });
    let isOver = false;
    const watched = end.finally(() => {
      isOver = true;
    });
    const steps: FlowState<string>[] = [
      { status: 'redirecting', attemptId },
      { status: 'charging', attemptId, issued, isPaused: false },
      { status: 'idle' },
      { status: 'succeeded', attemptId: 'another', issued, data: 'not this one' },
      { status: 'cancelled', attemptId: 'another', reason: 'host' },
    ];
    for (const step of steps) {
      await Promise.resolve();
      go(step);
    }
    await new Promise((resolve) => setImmediate(resolve));
    expect(isOver).toBe(false);
    expect(listeners.size()).toBe(1);
    go({ status: 'succeeded', attemptId, issued, data: 'paid' });
    await expect(watched).resolves.toBe('paid');
    expect(listeners.size()).toBe(0);
  });

  it('finds an end that came while it began to look', async () => {
    const { end, go } = flowThatGoes({ status: 'redirecting', attemptId });
    go({ status: 'cancelled', attemptId, reason: 'left' });
    await expect(end).rejects.toMatchObject({ code: 'cancelled' });
  });
});
