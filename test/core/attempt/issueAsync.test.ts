import { describe, expect, it } from 'vitest';
import type { AttemptState, IssueOutcome } from '../../../src/core/attempt/AttemptState.js';
import { issueAsync } from '../../../src/core/attempt/issueAsync.js';
import { BillingKeyError } from '../../../src/core/errors/BillingKeyError.js';
import { createListeners } from '../../../src/core/lib/createListeners.js';

const issued = { customerUid: 'card-1' } as never;
const attemptId = 'a1';

/** A place that goes where the test says. */
function placeThatGoes(outcome: IssueOutcome<string>) {
  const listeners = createListeners();
  let state: AttemptState<string> = outcome;
  const place = { issue: async () => outcome, getState: () => state, subscribe: listeners.subscribe };
  const go = (next: AttemptState<string>) => {
    state = next;
    listeners.notify();
  };
  return { end: issueAsync(place, place.issue), go, listeners };
}

describe('issueAsync', () => {
  it('gives what the charge returned', async () => {
    await expect(placeThatGoes({ status: 'succeeded', attemptId, issued, data: 'paid' }).end).resolves.toBe('paid');
  });

  it('throws what failed', async () => {
    const error = new BillingKeyError('refused', 'no');
    await expect(placeThatGoes({ status: 'failed', attemptId, error }).end).rejects.toBe(error);
  });

  it('throws that it was cancelled', async () => {
    const { end } = placeThatGoes({ status: 'cancelled', attemptId, reason: 'customer' });
    await expect(end).rejects.toMatchObject({ code: 'cancelled', message: expect.stringMatching(/cancel/i) });
  });

  it('goes on waiting while the page is about to leave, for the end of this attempt', async () => {
    const { end, go, listeners } = placeThatGoes({ status: 'redirecting', attemptId });
    let isOver = false;
    const watched = end.finally(() => {
      isOver = true;
    });
    const steps: AttemptState<string>[] = [
      { status: 'redirecting', attemptId },
      { status: 'charging', attemptId, issued, isPaused: false },
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

  it.each<AttemptState<string>>([
    { status: 'idle' },
    { status: 'succeeded', attemptId: 'another', issued, data: 'not this one' },
    { status: 'loading', attemptId: 'another' },
  ])('does not wait for an attempt that is shown no more: %o', async (next) => {
    const { end, go, listeners } = placeThatGoes({ status: 'redirecting', attemptId });
    await Promise.resolve();
    go(next);
    await expect(end).rejects.toMatchObject({ code: 'cancelled' });
    expect(listeners.size()).toBe(0);
  });

  it('finds an end that came while it began to look', async () => {
    const { end, go } = placeThatGoes({ status: 'redirecting', attemptId });
    go({ status: 'cancelled', attemptId, reason: 'left' });
    await expect(end).rejects.toMatchObject({ code: 'cancelled' });
  });
});
