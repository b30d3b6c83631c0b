import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBillingFlow } from '../../../src/core/flow/createBillingFlow.js';
import { sampleRecord } from '../support/samples.js';
import { startedFlow } from '../support/startFlow.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = { customerUid: 'card-1', name: 'Basic', amount: 9900 };
const issued = { type: 'issued', impUid: 'imp_1' } as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('what comes out of turn', () => {
  it('a retry without a charge that failed is refused, and changes nothing', async () => {
    const charge = vi.fn(async () => 'paid');
    const { flow } = await startedFlow({ charge });
    await expect(flow.retryCharge()).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(flow.getState()).toEqual({ status: 'idle' });
    expect(charge).not.toHaveBeenCalled();
  });

  it('a retry after a charge that failed makes it with the same key', async () => {
    const charge = vi.fn().mockRejectedValueOnce(new Error('declined')).mockResolvedValue('paid');
    const { flow } = await startedFlow({ charge });
    const outcome = flow.issue(order);
    page().answer();
    await outcome;
    await expect(flow.retryCharge()).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
    expect(charge.mock.calls[1]?.[0]).toEqual(charge.mock.calls[0]?.[0]);
    expect(page().requests).toHaveLength(1);
  });

  it('a record without a key can’t be recovered', async () => {
    const charge = vi.fn(async () => 'paid');
    const { client, flow } = await startedFlow({ charge });
    const record = sampleRecord('a1');
    client.log.save(record);
    const outcome = await flow.recover(record);
    expect(outcome).toMatchObject({ status: 'failed', attemptId: 'a1', error: { code: 'busy' } });
    expect(flow.getState()).toEqual({ status: 'idle' });
    expect(charge).not.toHaveBeenCalled();
  });

  it('a return, or a recovery, while an attempt is under way is left for later', async () => {
    const { client, flow } = await startedFlow();
    const record = sampleRecord('a1', { status: 'issued', impUid: 'imp_1' });
    client.log.save(record);
    void flow.issue(order);
    expect(flow.resume(record, issued, 'redirect', undefined)).toBe(false);
    await expect(flow.recover(record)).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(flow.getState().status).toBe('window');
    expect(client.log.get('a1')?.status).toBe('issued');
  });

  it('a return to an idle place is carried on', async () => {
    const { client, flow } = await startedFlow();
    const record = sampleRecord('a1');
    client.log.save(record);
    expect(flow.resume(record, issued, 'redirect', undefined)).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.getState()).toMatchObject({ status: 'succeeded', issued: { impUid: 'imp_1', via: 'redirect' } });
  });

  it('cancel() during a charge leaves the SDK alone', async () => {
    const { flow } = await startedFlow({ charge: () => new Promise(() => {}) });
    const close = vi.spyOn(page().sdk, 'close');
    void flow.issue(order);
    page().answer();
    flow.cancel();
    expect(close).not.toHaveBeenCalled();
    expect(flow.getState().status).toBe('charging');
  });

  it('a click during an attempt is refused, and the attempt goes on', async () => {
    const { flow } = await startedFlow();
    void flow.issue(order);
    const [state] = [flow.getState()];
    await expect(flow.issue(order)).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(flow.getState()).toBe(state);
    expect(page().requests).toHaveLength(1);
  });

  it('a click at another place of the page is refused, too, and shown there', async () => {
    const { client, flow } = await startedFlow();
    const other = createBillingFlow<string>(client, flow.options);
    void flow.issue(order);
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
    const made = await startedFlow({ charge });
    const cancelled = made.flow.issue({ ...order, name: 'Premium' });
    made.flow.cancel();
    const { attemptId } = await cancelled;
    await vi.advanceTimersByTimeAsync(0);
    const outcome = made.flow.issue(order);
    const [request, answer] = asked.mock.calls[0] ?? [];
    if (!request || !answer) throw new Error('Nothing was asked of the SDK.');
    return { ...made, attemptId, outcome, merchant_uid: request.merchant_uid, answer, charge };
  }

  it('keeps its key for a recovery, and does not touch the attempt under way', async () => {
    const { client, flow, events, attemptId, merchant_uid, answer, charge } = await late();
    answer({ success: true, imp_uid: 'imp_late', merchant_uid });
    expect(client.log.get(attemptId)).toMatchObject({ status: 'issued', impUid: 'imp_late' });
    expect(events.at(-1)).toMatchObject({ type: 'late_answer', attemptId, issued: true });
    expect(flow.getState().status).toBe('window');
    expect(charge).not.toHaveBeenCalled();
  });

  it('has nothing to keep where no key was issued', async () => {
    const { client, flow, events, attemptId, merchant_uid, answer, outcome } = await late();
    answer({ success: false, imp_uid: null, merchant_uid, error_msg: '한도 초과' });
    expect(client.log.get(attemptId)).toMatchObject({ status: 'settled', end: 'cancelled' });
    expect(events.at(-1)).toMatchObject({ type: 'late_answer', attemptId, issued: false });
    expect(flow.getState().status).toBe('window');
    page().answer();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
  });
});
