import { describe, expect, it, vi } from 'vitest';
import type { KeyedRecord } from '../../../../src/core/attempt/AttemptRecord.js';
import { issueKey, order, prepare, statuses, unsettled } from '../prepare.js';

describe('createPlace: one at a time', () => {
  it('answers busy to a second place while a window is open, and leaves the first alone', async () => {
    const page = await prepare();
    const other = page.createFlow();
    const first = page.flow.issue(order);
    await expect(other.issue(order)).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(page.imp.requests).toHaveLength(1);
    expect(page.flow.getState().status).toBe('window');
    await issueKey(page);
    await expect(first).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('sends one request for fifty clicks over three places', async () => {
    const page = await prepare();
    const flows = [page.flow, page.createFlow(), page.createFlow()];
    const outcomes = Array.from({ length: 50 }, (_, n) => flows[n % 3]?.issue(order));
    expect(page.imp.requests).toHaveLength(1);
    await issueKey(page);
    const ends = await Promise.all(outcomes);
    expect(ends.filter((end) => end?.status === 'succeeded')).toHaveLength(1);
    expect(ends.filter((end) => end?.status === 'failed' && end.error.code === 'busy')).toHaveLength(49);
    expect(page.charge).toHaveBeenCalledOnce();
  });

  it('does not touch the state of the attempt under way', async () => {
    const { flow, imp, events } = await prepare();
    const first = flow.issue(order);
    const state = flow.getState();
    await expect(flow.issue(order)).resolves.toMatchObject({ error: { code: 'busy' } });
    expect(flow.getState()).toBe(state);
    expect(statuses(events)).toEqual(['loading', 'window']);
    await imp.cancel();
    await first;
  });

  it('keeps a request made inside the SDK’s own callback until the SDK would not wipe it', async () => {
    const page = await prepare();
    const { flow, imp } = page;
    let second: ReturnType<typeof flow.issue> | undefined;
    flow.setOptions({
      ...flow.options,
      onCancel() {
        second = flow.issue(order);
      },
    });
    await Promise.all([flow.issue(order), imp.cancel()]);
    await issueKey(page);
    expect(imp.requests).toMatchObject([{ state: 'answered' }, { state: 'answered', insideCallback: false }]);
    await expect(second).resolves.toMatchObject({ status: 'succeeded' });
  });

  describe('answers nobody waits for', () => {
    const claim = (merchant_uid: unknown) => ({ success: true, imp_uid: 'imp_1', merchant_uid: String(merchant_uid) });

    it('drops the second of two', async () => {
      const page = await prepare();
      const { flow, imp, callbacks, charge, events } = page;
      const outcome = flow.issue(order);
      await issueKey(page);
      await outcome;
      const state = flow.getState();
      callbacks[0]?.(claim(imp.requests[0]?.params.merchant_uid));
      callbacks[0]?.({ success: false, error_msg: '한도 초과' });
      expect(flow.getState()).toBe(state);
      expect(charge).toHaveBeenCalledOnce();
      expect(events.filter(({ type }) => type === 'late_answer')).toMatchObject([{ issued: true }, { issued: false }]);
    });

    it('keeps a key that comes after cancel(), for recovery, and does not charge it unasked', async () => {
      const { flow, imp, callbacks, charge, client } = await prepare();
      const outcome = flow.issue(order);
      flow.cancel();
      await expect(outcome).resolves.toMatchObject({ status: 'cancelled', reason: 'host' });
      callbacks[0]?.(claim(imp.requests[0]?.params.merchant_uid));
      expect(charge).not.toHaveBeenCalled();
      expect(flow.getState().status).toBe('cancelled');
      const [record] = unsettled(client);
      expect(record).toMatchObject({ status: 'issued', key: { impUid: 'imp_1' } });
      expect(record).not.toHaveProperty('end');
      if (record && 'key' in record)
        await expect(flow.recover(record as KeyedRecord)).resolves.toMatchObject({ status: 'succeeded' });
      expect(charge).toHaveBeenCalledOnce();
      expect(charge.mock.calls[0]?.[0]).toMatchObject({ via: 'recovery' });
    });

    it('drops one of an earlier attempt while the next one’s window is open', async () => {
      const page = await prepare();
      const { flow, callbacks, imp } = page;
      void flow.issue(order);
      flow.cancel();
      await vi.waitUntil(() => imp.ready);
      const second = flow.issue(order);
      await vi.waitUntil(() => callbacks.length === 2);
      callbacks[0]?.({ success: false, error_msg: '한도 초과' });
      expect(flow.getState().status).toBe('window');
      callbacks[1]?.(claim(imp.requests[1]?.params.merchant_uid));
      await expect(second).resolves.toMatchObject({ status: 'succeeded' });
    });
  });

  describe('listeners that act at once', () => {
    it.each(['loading', 'window'])('may cancel at %s, and no window opens', async (status) => {
      const { flow, imp, client } = await prepare();
      flow.subscribe(() => {
        if (flow.getState().status === status) flow.cancel();
      });
      await expect(flow.issue(order)).resolves.toMatchObject({ status: 'cancelled' });
      expect(imp.requests).toHaveLength(0);
      expect(unsettled(client)).toEqual([]);
    });

    it('may start the next attempt, and the end of the last is told all the same', async () => {
      const onCancel = vi.fn();
      const page = await prepare({ flow: { onCancel } });
      const { flow, imp } = page;
      let isRestarted = false;
      flow.subscribe(() => {
        if (flow.getState().status !== 'cancelled' || isRestarted) return;
        isRestarted = true;
        void flow.issue(order);
      });
      const first = flow.issue(order);
      await imp.cancel();
      await expect(first).resolves.toMatchObject({ status: 'cancelled' });
      expect(onCancel).toHaveBeenCalledExactlyOnceWith('customer');
      await issueKey(page);
      await vi.waitUntil(() => flow.getState().status === 'succeeded');
    });
  });
});
