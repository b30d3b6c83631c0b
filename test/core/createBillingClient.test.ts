import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AttemptRecord } from '../../src/core/attempt/AttemptRecord.js';
import { memoryStorage } from '../../src/core/attempt/BillingStorage.js';
import { createPlace } from '../../src/core/attempt/createPlace.js';
import { createBillingClient } from '../../src/core/BillingClient.js';
import { BillingKeyError } from '../../src/core/errors/BillingKeyError.js';
import { createReturnRouter } from '../../src/core/returns/returnRouter.js';
import { createIamportGateway } from '../../src/iamport/createIamportGateway.js';
import { sampleRecord } from './support/samples.js';

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
  it('knows what the page works on, ends it, has it kept when the page goes, and tells of changes', async () => {
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
    await Promise.resolve();
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

describe('a client’s parts', () => {
  const gateway = () => createIamportGateway({ userCode: 'imp1' });

  it('are a storage with all four functions, which a slip in a host’s own may lack', () => {
    const storage = memoryStorage();
    for (const name of ['get', 'set', 'remove', 'keys']) {
      const make = () => createBillingClient({ gateway: gateway(), storage: { ...storage, [name]: undefined } });
      expect(make, name).toThrow(expect.objectContaining({ code: 'invalid_configuration' }));
      vi.stubEnv('NODE_ENV', 'production');
      expect(make, name).not.toThrow();
      vi.unstubAllEnvs();
    }
    expect(() => createBillingClient({ gateway: gateway(), storage })).not.toThrow();
  });

  it('are 15 seconds for a window to show, or what the host says', () => {
    expect(createBillingClient({ gateway: gateway() }).windowTimeout).toBe(15_000);
    expect(createBillingClient({ gateway: gateway(), windowTimeout: 1 }).windowTimeout).toBe(1);
  });

  it('have told whoever is away as soon as they are back, and are at work until then', () => {
    vi.stubGlobal('window', new EventTarget());
    onTestFinished(() => void vi.unstubAllGlobals());
    const client = createBillingClient({ gateway: gateway(), customerId: 'kim' });
    const record = { customer: client.customerOf({}) } as AttemptRecord;
    const tell = vi.fn();
    client.whenMine(record, tell);
    expect(tell).toHaveBeenCalledOnce();
    expect(client.isWorking()).toBe(false);
    const heard = vi.fn();
    client.customers.subscribe(heard);
    client.setCustomer('kim');
    expect(heard).not.toHaveBeenCalled();
    client.setCustomer('lee');
    client.whenMine(record, tell);
    client.setCustomer(null);
    expect(client.isMine(record)).toBe(false);
    expect(tell).toHaveBeenCalledOnce();
    expect(client.isWorking()).toBe(true);
    client.setCustomer('kim');
    expect(tell).toHaveBeenCalledTimes(2);
    expect(client.isWorking()).toBe(false);
    expect(heard).toHaveBeenCalledTimes(3);
    client.setCustomer('lee');
    client.setCustomer('kim');
    expect(tell).toHaveBeenCalledTimes(2);
  });

  it('keep watch over the page for as long as one of several places is at work', async () => {
    vi.stubGlobal('window', new EventTarget());
    onTestFinished(() => void vi.unstubAllGlobals());
    const { activeAttempts } = createBillingClient({ gateway: gateway() });
    const [first, second] = [true, false].map((isWorking) => ({
      isActive: () => isWorking,
      cancel: vi.fn(),
      isWorking: () => isWorking,
      keep: vi.fn(),
    }));
    if (!first || !second) throw new Error('there are two');
    activeAttempts.add(first);
    activeAttempts.add(second);
    await Promise.resolve();
    expect([activeAttempts.isWorking(), activeAttempts.includes('a1')]).toEqual([true, true]);
    activeAttempts.delete(first);
    expect([activeAttempts.isWorking(), activeAttempts.includes('a1')]).toEqual([false, false]);
    const removed = vi.spyOn(window, 'removeEventListener');
    window.dispatchEvent(new Event('pagehide'));
    expect([first.keep.mock.calls.length, second.keep.mock.calls.length]).toEqual([0, 1]);
    activeAttempts.delete(second);
    expect(removed).toHaveBeenCalledExactlyOnceWith('pagehide', expect.any(Function));
  });

  it('tell of a storage that refuses, and of an attempt that is dropped', async () => {
    const onEvent = vi.fn();
    const refuse = () => {
      throw new Error('full');
    };
    const refusing = createBillingClient({ gateway: gateway(), storage: { ...memoryStorage(), set: refuse }, onEvent });
    refusing.log.add(sampleRecord('a1'));
    await Promise.resolve();
    expect(onEvent.mock.calls).toEqual([[{ type: 'storage_unavailable', at: expect.any(Number) }]]);
    onEvent.mockClear();
    const { log } = createBillingClient({ gateway: gateway(), storage: memoryStorage(), onEvent });
    const old = Date.now() - 48 * 60 * 60 * 1000;
    log.add(sampleRecord('old', { createdAt: old, updatedAt: old }));
    log.add(sampleRecord('a2'));
    await Promise.resolve();
    const told = { type: 'attempt_dropped', attemptId: 'old', status: 'opened', orderNumber: 'm-old' };
    expect(onEvent.mock.calls).toEqual([[{ ...told, chargeNumber: 'c-old', at: expect.any(Number) }]]);
  });

  it('load the SDK ahead of a click, once for all who ask, and say what is wrong in development alone', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => void vi.restoreAllMocks());
    const events = vi.fn();
    let error: unknown;
    const load = vi.fn(async () => {
      if (error) throw error;
    });
    let isReady = false;
    const sdk = { ...gateway(), load, isReady: () => isReady };
    const client = createBillingClient({ gateway: sdk, onEvent: events });
    await Promise.all([client.preload(), client.preload(), client.load()]);
    expect(load).toHaveBeenCalledOnce();
    expect(events.mock.calls).toEqual([[{ type: 'sdk_ready', duration: expect.any(Number), at: expect.any(Number) }]]);
    expect(events.mock.calls[0]?.[0].duration).toBeLessThan(10_000);
    error = new BillingKeyError('sdk_load_failed', undefined);
    await client.preload();
    expect(told).not.toHaveBeenCalled();
    expect(events).toHaveBeenLastCalledWith(
      expect.objectContaining({ type: 'sdk_failed', errorCode: 'sdk_load_failed' }),
    );
    await expect(client.load()).rejects.toBe(error);
    error = new BillingKeyError('invalid_configuration', undefined);
    await client.preload();
    expect(told).toHaveBeenCalledExactlyOnceWith(error);
    vi.stubEnv('NODE_ENV', 'production');
    await client.preload();
    vi.unstubAllEnvs();
    expect(told).toHaveBeenCalledOnce();
    isReady = true;
    const asked = load.mock.calls.length;
    await client.load();
    expect(load).toHaveBeenCalledTimes(asked);
  });
});

describe('customerId', () => {
  it('decides what of this browser is shown: all of it without one, and nothing of others with one', () => {
    const storage = memoryStorage();
    const of = (customerId: string | null | undefined) =>
      createBillingClient({ gateway: createIamportGateway({ userCode: 'imp1' }), storage, customerId });
    const kim = of('kim');
    kim.log.add(sampleRecord('kims', { customer: kim.customerOf({}) }));
    kim.log.add(sampleRecord('lees', { customer: of('lee').customerOf({}) }));
    kim.log.add(sampleRecord('nobodys'));
    const shown = (customerId: string | null | undefined) =>
      of(customerId)
        .records()
        .map(({ attemptId }) => attemptId)
        .sort();
    expect(shown('kim')).toEqual(['kims']);
    expect(shown(undefined)).toEqual(['kims', 'lees', 'nobodys']);
    expect(shown(null)).toEqual([]);
  });

  it('that is no text, no number and no nobody would make one customer of all', () => {
    for (const id of [{}, [], true, () => 'kim', Symbol('kim')]) {
      expect(() => clientOf(id as never)).toThrow(expect.objectContaining({ code: 'invalid_configuration' }));
    }
    expect(clientOf(false as never).customerId).toBeNull();
    expect(clientOf(12n as never).customerId).toBe('12');
  });

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
