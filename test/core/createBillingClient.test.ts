import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createPlace } from '../../src/core/attempt/createPlace.js';
import { createBillingClient } from '../../src/core/BillingClient.js';
import { createReturnRouter } from '../../src/core/returns/returnRouter.js';
import { createIamportGateway } from '../../src/iamport/createIamportGateway.js';

describe('createBillingClient', () => {
  it('can be made on a server, with all that hangs on it, and loads nothing there', async () => {
    const onEvent = vi.fn();
    expect(globalThis).not.toHaveProperty('window');
    const client = createBillingClient({ gateway: createIamportGateway({ userCode: 'imp1' }), onEvent });
    const place = createPlace(client, { pg: 'kcp_billing', charge: async () => 'receipt' });
    createReturnRouter(client);
    expect(place.getState()).toEqual({ status: 'idle' });
    place.reset();
    place.cancel();
    expect(place.getState()).toEqual({ status: 'idle' });
  });

  it.each(['', undefined, null, 7])('says so when userCode is %j', (userCode) => {
    const make = () => createBillingClient({ gateway: createIamportGateway({ userCode: userCode as string }) });
    expect(make).toThrow(expect.objectContaining({ code: 'invalid_configuration', retryable: false }));
  });

  it('tells events with their time, to the listener that was set last', () => {
    const first = vi.fn();
    const second = vi.fn();
    const client = createBillingClient({ gateway: createIamportGateway({ userCode: 'imp1' }), onEvent: first });
    client.callbacks = { ...client.callbacks, onEvent: second };
    client.emit({ type: 'unknown_return' });
    client.callbacks = { ...client.callbacks, onEvent: undefined };
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
    const client = createBillingClient({ gateway: createIamportGateway({ userCode: 'imp1' }), onEvent });
    expect(() => client.emit({ type: 'unknown_return' })).not.toThrow();
    expect(thrown).toHaveBeenCalledExactlyOnceWith(error);
    vi.unstubAllGlobals();
  });
});

describe('activeAttempts', () => {
  it('knows what the page works on, ends it, has it kept when the page goes, and tells of changes', () => {
    vi.stubGlobal('window', new EventTarget());
    onTestFinished(() => void vi.unstubAllGlobals());
    const leave = () => window.dispatchEvent(new Event('pagehide'));
    const { activeAttempts } = createBillingClient({ gateway: createIamportGateway({ userCode: 'imp1' }) });
    const listener = vi.fn();
    const unsubscribe = activeAttempts.subscribe(listener);
    let isWorkedOn = true;
    const place = {
      isActive: (attemptId: string) => isWorkedOn && attemptId === 'a1',
      cancel: vi.fn(),
      isWorking: () => isWorkedOn,
      keep: vi.fn(),
    };
    activeAttempts.add(place);
    activeAttempts.notify();
    expect(activeAttempts.includes('a1')).toBe(true);
    expect(activeAttempts.includes('a2')).toBe(false);
    expect(activeAttempts.isWorking()).toBe(true);
    isWorkedOn = false;
    expect(activeAttempts.includes('a1')).toBe(false);
    expect(activeAttempts.isWorking()).toBe(false);
    isWorkedOn = true;
    activeAttempts.cancelAll();
    expect(place.cancel).toHaveBeenCalledOnce();
    leave();
    activeAttempts.delete(place);
    leave();
    expect(place.keep).toHaveBeenCalledOnce();
    activeAttempts.cancelAll();
    activeAttempts.notify();
    expect(activeAttempts.includes('a1')).toBe(false);
    expect(place.cancel).toHaveBeenCalledOnce();
    expect(listener).toHaveBeenCalledTimes(2);
    unsubscribe();
    activeAttempts.notify();
    expect(listener).toHaveBeenCalledTimes(2);
  });
});

describe('customerId', () => {
  const clientOf = (customerId: string | null | undefined) =>
    createBillingClient({ gateway: createIamportGateway({ userCode: 'imp1' }), customerId });

  it('that is empty is nobody, as a session that is still loading says it', () => {
    expect(clientOf('').customerId).toBeNull();
    const client = clientOf('kim');
    client.setCustomer('');
    expect(client.customerId).toBeNull();
    expect(client.isMine({ customer: '' } as never)).toBe(false);
    expect(clientOf(undefined).customerOf({ customerId: '' })).toBeUndefined();
    expect(clientOf(Number.NaN as never).customerId).toBeNull();
  });

  it('may be a number where nobody checks types', () => {
    const client = clientOf(12 as never);
    expect(client.customerOf({})).toBe(clientOf('12').customerOf({}));
    expect(clientOf(undefined).customerOf({ customerId: 12 as never })).toBe(client.customerOf({}));
  });
});
