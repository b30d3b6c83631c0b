import { describe, expect, it, vi } from 'vitest';
import { createBillingClient } from '../../src/core/createBillingClient.js';
import { createBillingFlow } from '../../src/core/flow/createBillingFlow.js';
import { createReturnDesk } from '../../src/core/returns/createReturnDesk.js';

describe('createBillingClient', () => {
  it('can be made on a server, with all that hangs on it, and loads nothing there', async () => {
    const onEvent = vi.fn();
    expect(globalThis).not.toHaveProperty('window');
    const client = createBillingClient({ userCode: 'imp1', onEvent });
    const flow = createBillingFlow(client, { pg: 'kcp_billing', charge: async () => 'receipt' });
    createReturnDesk(client);
    expect(flow.getState()).toEqual({ status: 'idle' });
    flow.reset();
    flow.cancel();
    expect(flow.getState()).toEqual({ status: 'idle' });
  });

  it.each(['', undefined, null, 7])('says so when userCode is %j', (userCode) => {
    const make = () => createBillingClient({ userCode: userCode as string });
    expect(make).toThrow(expect.objectContaining({ code: 'invalid_configuration', retryable: false }));
  });

  it('tells events with their time, to the listener that was set last', () => {
    const first = vi.fn();
    const second = vi.fn();
    const client = createBillingClient({ userCode: 'imp1', onEvent: first });
    client.setOnEvent(second);
    client.emit({ type: 'unknown_return' });
    client.setOnEvent(undefined);
    client.emit({ type: 'unknown_return' });
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledExactlyOnceWith({ type: 'unknown_return', at: expect.any(Number) });
  });

  it('survives a listener that throws, and leaves the error to the page', () => {
    const thrown = vi.fn();
    vi.stubGlobal('queueMicrotask', (task: () => void) => {
      try {
        task();
      } catch (error) {
        thrown(error);
      }
    });
    const error = new Error('in the host’s code');
    const onEvent = () => {
      throw error;
    };
    const client = createBillingClient({ userCode: 'imp1', onEvent });
    expect(() => client.emit({ type: 'unknown_return' })).not.toThrow();
    expect(thrown).toHaveBeenCalledExactlyOnceWith(error);
    vi.unstubAllGlobals();
  });
});

describe('work', () => {
  it('knows what the page is at, and tells of changes', () => {
    const { work } = createBillingClient({ userCode: 'imp1' });
    const listener = vi.fn();
    const unsubscribe = work.subscribe(listener);
    let isAtIt = true;
    work.set('a1', () => isAtIt);
    expect(work.includes('a1')).toBe(true);
    expect(work.includes('a2')).toBe(false);
    isAtIt = false;
    expect(work.includes('a1')).toBe(false);
    work.set('a1', undefined);
    expect(listener).toHaveBeenCalledTimes(2);
    unsubscribe();
    work.set('a1', () => true);
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
