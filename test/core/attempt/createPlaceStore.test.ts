import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAttempt, createPlaceStore, pgCode } from '../../../src/core/attempt/placeStore.js';
import type { AttemptEvent } from '../../../src/core/attempt/transition.js';
import { BillingKeyError } from '../../../src/core/errors/BillingKeyError.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import { customPg } from '../../../src/iamport/pg/customPg.js';
import { orderOf, sampleIssued, sampleRecord } from '../support/samples.js';
import { startedPlace, startPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = orderOf();
const declined = () => Promise.reject(new Error('declined'));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a listener that is told of a step', () => {
  it('may cancel it at once: nothing opens, and nothing is left to recover', async () => {
    const { client, place } = await startedPlace();
    place.subscribe(() => place.getState().status === 'loading' && place.cancel());
    await expect(place.issue(order)).resolves.toMatchObject({ status: 'cancelled' });
    expect(page().requests).toEqual([]);
    expect(client.log.all()).toEqual([]);
  });

  it('hears the PG that was asked, whatever is set by then, and nothing twice', async () => {
    const { place, events, statuses } = await startedPlace({
      charge: async (_, onPaused) => {
        onPaused(true);
        onPaused(false);
        return 'paid';
      },
    });
    const outcome = place.issue(order);
    place.setOptions({ ...place.options, pg: 'payco' });
    page().answer();
    await outcome;
    expect(statuses()).toEqual(['loading', 'window', 'charging', 'succeeded']);
    expect(events.every((event) => event.type !== 'status' || event.pg === 'kcp_billing')).toBe(true);
  });
});

const attemptId = 'a1';
const issued = sampleIssued(attemptId);
const error = new BillingKeyError('charge_failed', undefined, { pgMessage: '한도 초과' });

/** What leads a store from its start to a state. */
const paths: Record<string, AttemptEvent<string>[]> = {
  loading: [{ type: 'began', attemptId }],
  window: [
    { type: 'began', attemptId },
    { type: 'opened', attemptId, leavesPage: false },
  ],
  redirecting: [
    { type: 'began', attemptId },
    { type: 'opened', attemptId, leavesPage: true },
  ],
  charging: [
    { type: 'returned', attemptId },
    { type: 'issued', attemptId, issued },
  ],
  succeeded: [
    { type: 'returned', attemptId },
    { type: 'issued', attemptId, issued },
    { type: 'charged', attemptId, data: 'receipt' },
  ],
  cancelled: [
    { type: 'began', attemptId },
    { type: 'cancelled', attemptId, reason: 'left' },
  ],
  failed: [
    { type: 'returned', attemptId },
    { type: 'issued', attemptId, issued },
    { type: 'failed', attemptId, error },
  ],
};

/** A store whose attempt is led along a path. */
function lead(path: AttemptEvent<string>[], change: { customer?: string; isShown?: boolean } = {}) {
  const host = { onSuccess: vi.fn(), onCancel: vi.fn(), onError: vi.fn() };
  const { client, events } = startPlace();
  const store = createPlaceStore<string>(client, () => change.isShown !== false, vi.fn());
  const resolved = vi.fn();
  store.attempt = createAttempt<string>(
    attemptId,
    { options: { pg: 'kcp_billing', ...host } },
    sampleRecord(attemptId, change),
  );
  void store.attempt.outcome.then(resolved);
  const begin = () => {
    for (const event of path) store.dispatch(event);
  };
  return { client, events, store, host, resolved, begin };
}

describe('the end of an attempt', () => {
  it.each(['succeeded', 'cancelled', 'failed', 'redirecting'])(
    'is told to who waits, and to the host: %s',
    async (status) => {
      const { store, host, resolved, begin } = lead(paths[status] ?? []);
      begin();
      await Promise.resolve();
      // To who waits for it, the part of a page that leaves is over.
      expect(resolved).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status, attemptId }));
      expect(store.getState().status).toBe(status);
      expect(host.onSuccess.mock.calls).toEqual(status === 'succeeded' ? [['receipt', issued]] : []);
      expect(host.onCancel.mock.calls).toEqual(status === 'cancelled' ? [['left']] : []);
      expect(host.onError.mock.calls).toEqual(status === 'failed' ? [[error, issued]] : []);
    },
  );

  it.each(['loading', 'window', 'charging'])('is not yet there: %s', async (status) => {
    const { store, host, resolved, begin } = lead(paths[status] ?? []);
    begin();
    await Promise.resolve();
    expect(store.getState().status).toBe(status);
    expect(resolved).not.toHaveBeenCalled();
    expect([host.onSuccess, host.onCancel, host.onError].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it.each(['succeeded', 'cancelled', 'failed'])('is told without callbacks, too: %s', async (status) => {
    const { store, resolved, begin } = lead(paths[status] ?? []);
    if (store.attempt) store.attempt.owner = { options: { pg: 'kcp_billing' } };
    begin();
    await Promise.resolve();
    expect(resolved).toHaveBeenCalledOnce();
  });

  it.each(['succeeded', 'cancelled', 'failed'])('is not the next customer’s to hear: %s', async (status) => {
    const { client, host, resolved, begin } = lead(paths[status] ?? [], { customer: 'of another' });
    client.setCustomer('member-8');
    begin();
    await Promise.resolve();
    expect(resolved).toHaveBeenCalledExactlyOnceWith({ status: 'cancelled', attemptId, reason: 'left' });
    expect([host.onSuccess, host.onCancel, host.onError].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  it.each(['succeeded', 'cancelled', 'failed'])('that nothing shows is told to onUnseenOutcome: %s', (status) => {
    const { client, begin } = lead(paths[status] ?? [], { isShown: false });
    const onUnseenOutcome = vi.fn();
    client.callbacks = { onUnseenOutcome };
    begin();
    expect(onUnseenOutcome).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status, attemptId }));
  });
});

describe('the event of a status', () => {
  const told = { type: 'status', at: expect.any(Number), attemptId, pg: 'kcp_billing' };

  it('tells the reason of a cancel, the code of an error, and nothing else of what happened', () => {
    const last = (status: string) => {
      const { events, begin } = lead(paths[status] ?? []);
      begin();
      return events.at(-1);
    };
    expect(last('cancelled')).toEqual({ ...told, previous: 'loading', status: 'cancelled', reason: 'left' });
    expect(last('failed')).toEqual({ ...told, previous: 'charging', status: 'failed', errorCode: 'charge_failed' });
    expect(last('loading')).toEqual({ ...told, previous: 'idle', status: 'loading' });
    expect(last('succeeded')).toEqual({ ...told, previous: 'charging', status: 'succeeded' });
  });

  it('names a PG by its code, whatever a caller without types has passed', () => {
    expect(pgCode({ pg: 'kcp_billing' })).toBe('kcp_billing');
    expect(pgCode({ pg: customPg({ code: 'other' }) })).toBe('other');
    expect(pgCode({ pg: undefined })).toBe('undefined');
    expect(pgCode({ pg: null })).toBe('undefined');
    expect(pgCode(undefined)).toBe('undefined');
  });
});

describe('a charge that failed', () => {
  it('is at work here as long as somebody shows it', async () => {
    const { client, place } = await startedPlace({ charge: declined });
    const leave = place.subscribe(() => {});
    const heard = vi.fn();
    const outcome = place.issue(order);
    page().answer();
    const { attemptId } = await outcome;
    expect(client.activeAttempts.includes(attemptId)).toBe(true);
    client.activeAttempts.subscribe(heard);
    leave();
    expect(client.activeAttempts.includes(attemptId)).toBe(false);
    expect(heard).toHaveBeenCalledOnce();
    place.reset();
    heard.mockClear();
    place.subscribe(() => {})();
    expect(heard).not.toHaveBeenCalled();
  });

  it('makes room for the next one, which alone is at work here then', async () => {
    const { client, place } = await startedPlace({ charge: declined });
    place.subscribe(() => {});
    const attemptIds: string[] = [];
    for (const customerUid of ['card-1', 'card-2']) {
      const outcome = place.issue(orderOf({ customerUid }));
      await vi.advanceTimersByTimeAsync(0);
      page().answer();
      attemptIds.push((await outcome).attemptId);
      await vi.runAllTimersAsync();
    }
    expect(attemptIds.map((attemptId) => client.activeAttempts.includes(attemptId))).toEqual([false, true]);
  });

  it('keeps its number for a third attempt, past one that was cancelled, and up to the one that is paid', async () => {
    const charge = vi.fn(async (_issued: IssuedKey) => 'paid');
    charge.mockRejectedValueOnce(new Error('declined'));
    const { place } = await startedPlace({ charge });
    const attempt = async (customerUid: string, response = {}) => {
      const outcome = place.issue(orderOf({ customerUid }));
      await vi.advanceTimersByTimeAsync(0);
      place.reset();
      page().answer(response);
      await outcome;
      await vi.runAllTimersAsync();
    };
    await attempt('card-1');
    await attempt('card-2', { success: false, imp_success: false, error_msg: '사용자가 결제를 취소하셨습니다' });
    await attempt('card-3');
    await attempt('card-4');
    const [first, third, fourth] = charge.mock.calls.map(([issued]) => issued.chargeMerchantUid);
    expect(charge).toHaveBeenCalledTimes(3);
    expect(third).toBe(first);
    expect(fourth).not.toBe(first);
  });

  it('gives its number to the next attempt at the same purchase, until the place is reset', async () => {
    const { place } = await startedPlace({ charge: declined });
    const numbers: unknown[] = [];
    place.setOptions({
      ...place.options,
      charge: (issued) => {
        numbers.push(issued.chargeMerchantUid);
        return declined();
      },
    });
    for (const isReset of [false, false, true]) {
      if (isReset) place.reset();
      const outcome = place.issue(orderOf({ customerUid: `card-${numbers.length}` }));
      await vi.advanceTimersByTimeAsync(0);
      page().answer();
      await outcome;
      await vi.runAllTimersAsync();
    }
    expect(numbers[1]).toBe(numbers[0]);
    expect(numbers[2]).toEqual(expect.any(String));
    expect(numbers[2]).not.toBe(numbers[0]);
  });
});
