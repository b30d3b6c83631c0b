import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import type { AttemptRecord, KeyedRecord } from '../../../src/core/attempt/AttemptRecord.js';
import { createPlace } from '../../../src/core/attempt/createPlace.js';
import type { Place } from '../../../src/core/attempt/Place.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import { keyedRecord, orderOf, sampleRecord } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = orderOf();
const issued = { type: 'issued', key: { impUid: 'imp_a1' } } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('what comes out of turn', () => {
  it('a retry without a charge that failed is refused, and changes nothing', async () => {
    const charge = vi.fn(async () => 'paid');
    const { place } = await startedPlace({ charge });
    await expect(place.retryCharge()).resolves.toMatchObject({ status: 'failed', error: { code: 'nothing_to_retry' } });
    expect(place.getState()).toEqual({ status: 'idle' });
    expect(charge).not.toHaveBeenCalled();
  });

  it('a retry after a charge that failed makes it with the same key', async () => {
    const charge = vi.fn().mockRejectedValueOnce(new Error('declined')).mockResolvedValue('paid');
    const { place } = await startedPlace({ charge });
    const outcome = place.issue(order);
    page().answer();
    await outcome;
    await expect(place.retryCharge()).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
    expect(charge.mock.calls[1]?.[0]).toEqual(charge.mock.calls[0]?.[0]);
    expect(page().requests).toHaveLength(1);
  });

  it('a record without a key can’t be recovered: the types refuse it', () => {
    expectTypeOf<KeyedRecord>().toExtend<AttemptRecord>();
    expectTypeOf<AttemptRecord>().not.toExtend<KeyedRecord>();
    expectTypeOf<Place<unknown>['recover']>().parameter(0).toEqualTypeOf<KeyedRecord>();
  });

  it('a return, or a recovery, while an attempt is under way is left for later', async () => {
    const { client, place } = await startedPlace();
    const record = keyedRecord('a1');
    client.log.add(record);
    void place.issue(order);
    expect(place.resume(record, issued, 'redirect')).toBe(false);
    await expect(place.recover(record)).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(place.getState().status).toBe('window');
    expect(client.log.get('a1')?.status).toBe('issued');
  });

  it('a click while another one waits for its SDK is refused, also where the host has put another SDK on the page', async () => {
    const { client, place } = await startedPlace();
    const paid = place.issue(order);
    page().answer();
    await paid;
    vi.stubGlobal('window', Object.assign(page().window, { IMP: { ...page().sdk } }));
    client.load = () => new Promise(() => {});
    void place.issue(orderOf({ name: 'Plus' }));
    expect(place.getState().status).toBe('loading');
    const other = createPlace<string, IssuedKey>(client, place.options);
    await expect(other.issue(order)).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
  });

  it('a return to an idle place is carried on', async () => {
    const { client, place } = await startedPlace();
    const record = sampleRecord('a1');
    client.log.add(record);
    expect(place.resume(record, issued, 'redirect')).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(place.getState()).toMatchObject({ status: 'succeeded', issued: { impUid: 'imp_a1', via: 'redirect' } });
    expect(place.isReturned()).toBe(true);
  });

  it('a recovery resolves with its end, and not while it is on its way', async () => {
    const { client, place } = await startedPlace();
    const record = keyedRecord('a1');
    client.log.add(record);
    await expect(place.recover(record)).resolves.toMatchObject({
      status: 'succeeded',
      data: 'paid',
      issued: { impUid: 'imp_a1', via: 'recovery' },
    });
    expect(place.isReturned()).toBe(false);
  });

  it('a recovery of what the page does not know yet stores it, and the key that is stored stands', async () => {
    const { client, place } = await startedPlace({ charge: () => new Promise(() => {}) });
    void place.recover(keyedRecord('a1'));
    expect(client.log.get('a1')).toMatchObject({ key: { impUid: 'imp_a1' } });
    const { client: another, place: its } = await startedPlace();
    another.log.add(keyedRecord('a1', { key: { impUid: 'imp_first' } }));
    await expect(its.recover(keyedRecord('a1'))).resolves.toMatchObject({ issued: { impUid: 'imp_first' } });
  });

  it('a recovery that is cancelled as soon as it is heard of ends, and its key stays', async () => {
    const { client, place } = await startedPlace();
    const record = keyedRecord('a1');
    client.log.add(record);
    client.callbacks = { onEvent: () => place.cancel() };
    await expect(place.recover(record)).resolves.toMatchObject({ status: 'cancelled', reason: 'host' });
    expect(client.log.get('a1')).toMatchObject({ status: 'issued' });
  });

  it('a return that is cancelled as soon as it is heard of keeps its key, uncharged', async () => {
    const charge = vi.fn(async () => 'paid');
    const { client, place } = await startedPlace({ charge });
    client.log.add(sampleRecord('a1'));
    client.callbacks = { onEvent: () => place.cancel() };
    place.resume(sampleRecord('a1'), issued, 'redirect');
    await vi.advanceTimersByTimeAsync(0);
    expect(place.getState()).toMatchObject({ status: 'cancelled', reason: 'host' });
    expect(client.log.get('a1')).toMatchObject({ status: 'issued', key: issued.key });
    expect(charge).not.toHaveBeenCalled();
  });

  it('cancel() during a charge leaves the SDK alone', async () => {
    const { place } = await startedPlace({ charge: () => new Promise(() => {}) });
    const close = vi.spyOn(page().sdk, 'close');
    void place.issue(order);
    page().answer();
    place.cancel();
    expect(close).not.toHaveBeenCalled();
    expect(place.getState().status).toBe('charging');
  });

  it('a click during an attempt is refused, and the attempt goes on', async () => {
    const { place } = await startedPlace();
    const outcome = place.issue(order);
    const [state] = [place.getState()];
    await expect(place.issue(order)).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(place.getState()).toBe(state);
    expect(page().requests).toHaveLength(1);
    page().answer();
    await expect(place.issue(order)).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(page().requests).toHaveLength(1);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', issued: { via: 'callback' } });
  });

  it('a click at another place of the page is refused, too, and shown there', async () => {
    const { client, place } = await startedPlace();
    const other = createPlace<string, IssuedKey>(client, place.options);
    void place.issue(order);
    await expect(other.issue(order)).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(other.getState()).toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(page().requests).toHaveLength(1);
  });
});

describe('an answer that comes late', () => {
  /** An attempt that was cancelled, and its answer, to be given while the next one has its window open. */
  async function late() {
    const asked = vi.spyOn(page().sdk, 'request_pay');
    const charge = vi.fn(async () => 'paid');
    const made = await startedPlace({ charge });
    const cancelled = made.place.issue(orderOf({ name: 'Premium' }));
    made.place.cancel();
    const { attemptId } = await cancelled;
    await vi.advanceTimersByTimeAsync(0);
    const outcome = made.place.issue(order);
    const [request, answer] = asked.mock.calls[0] ?? [];
    if (!request || !answer) throw new Error('Nothing was asked of the SDK.');
    return { ...made, attemptId, outcome, merchant_uid: request.merchant_uid, answer, charge };
  }

  it('keeps its key for a recovery, and does not touch the attempt under way', async () => {
    const { client, place, events, attemptId, merchant_uid, answer, charge } = await late();
    answer({ success: true, imp_uid: 'imp_late', merchant_uid });
    expect(client.log.get(attemptId)).toMatchObject({ status: 'issued', key: { impUid: 'imp_late' } });
    expect(events.at(-1)).toMatchObject({ type: 'late_answer', attemptId, issued: true });
    expect(place.getState().status).toBe('window');
    expect(charge).not.toHaveBeenCalled();
  });

  it('has nothing to keep where no key was issued', async () => {
    const { client, place, events, attemptId, merchant_uid, answer, outcome } = await late();
    answer({ success: false, imp_uid: null, merchant_uid, error_msg: '한도 초과' });
    expect(client.log.get(attemptId)).toMatchObject({ status: 'settled', end: 'cancelled' });
    expect(events.at(-1)).toMatchObject({ type: 'late_answer', attemptId, issued: false });
    expect(place.getState().status).toBe('window');
    page().answer();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
  });
});
