import { describe, expect, it, vi } from 'vitest';
import { issueKey, order, prepare, realClock } from '../prepare.js';

function fakeClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}

function goBack(persisted: boolean): void {
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
}

describe('createBillingFlow: the window that never answers', () => {
  it('ends with window_timeout when the SDK queues in silence, and the next try works', async () => {
    const page = await prepare({ sdk: { channelList: 'fails' }, isLoaded: false });
    const { flow, imp, client } = page;
    await client.load();
    fakeClock();
    const outcome = flow.issue(order);
    await vi.advanceTimersByTimeAsync(14_999);
    expect(flow.getState().status).toBe('window');
    await vi.advanceTimersByTimeAsync(1);
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
    await realClock();

    imp.configure({ channelList: 'ok' });
    const next = flow.issue(order);
    await issueKey(page);
    await expect(next).resolves.toMatchObject({ status: 'succeeded' });
    expect(imp.initCalls).toHaveLength(2);
  });

  it('has no limit once a window is there', async () => {
    const page = await prepare();
    fakeClock();
    const outcome = page.flow.issue(order);
    await vi.advanceTimersByTimeAsync(60 * 60 * 1000);
    expect(page.flow.getState().status).toBe('window');
    await page.imp.cancel();
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled' });
  });

  it('is looked at again when the page was in the background', async () => {
    const { flow, client } = await prepare({ sdk: { channelList: 'fails' }, isLoaded: false });
    await client.load();
    fakeClock();
    const outcome = flow.issue(order);
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    await vi.advanceTimersByTimeAsync(40_000);
    expect(flow.getState().status).toBe('window');
    hidden.mockRestore();
    await vi.advanceTimersByTimeAsync(15_000);
    await expect(outcome).resolves.toMatchObject({ error: { code: 'window_timeout' } });
  });

  it('keeps the number of the charge for the next try, as the silent one may have gone through', async () => {
    const page = await prepare({ sdk: { channelList: 'fails' }, isLoaded: false });
    const { flow, imp, client, callbacks, charge } = page;
    await client.load();
    fakeClock();
    void flow.issue(order);
    await vi.advanceTimersByTimeAsync(15_000);
    await realClock();
    imp.configure({ channelList: 'ok' });
    const next = flow.issue(order);
    await issueKey(page);
    await next;
    callbacks[0]?.({ success: true, imp_uid: 'imp_1', merchant_uid: String(imp.requests[0]?.params.merchant_uid) });
    // The purchase is paid for: the card that came late is not offered for it.
    expect(client.log.unsettled()).toEqual([]);
    expect(charge).toHaveBeenCalledOnce();
  });

  it('is closed by cancel(), which the SDK does not answer, and leaves nothing on the page', async () => {
    const { flow, imp, client } = await prepare();
    const outcome = flow.issue(order);
    document.body.classList.add('imp-payment-progress');
    flow.cancel();
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled', reason: 'host' });
    expect(imp.closeCalls).toBe(1);
    expect(document.body.classList.contains('imp-payment-progress')).toBe(false);
    expect(client.log.unsettled()).toEqual([]);
  });

  describe('Back from the PG’s page', () => {
    it('ends the attempt as left, and the button works again at once', async () => {
      const page = await prepare();
      const { flow, imp } = page;
      const outcome = flow.issue(order);
      goBack(true);
      await expect(outcome).resolves.toMatchObject({ status: 'cancelled', reason: 'left' });
      const next = flow.issue(order);
      await vi.waitUntil(() => imp.requests.length === 2);
      await issueKey(page);
      await expect(next).resolves.toMatchObject({ status: 'succeeded' });
    });

    it('is not every pageshow', async () => {
      const { flow, imp } = await prepare();
      const outcome = flow.issue(order);
      goBack(false);
      expect(flow.getState().status).toBe('window');
      await imp.cancel();
      await outcome;
      const state = flow.getState();
      goBack(true);
      expect(flow.getState()).toBe(state);
    });

    it('leaves the attempt to be found by a return, or by an answer that comes late', async () => {
      const { flow, callbacks, imp, client, charge } = await prepare();
      void flow.issue(order);
      goBack(true);
      expect(client.log.unsettled()).toMatchObject([{ status: 'opened' }]);
      callbacks[0]?.({ success: true, imp_uid: 'imp_1', merchant_uid: String(imp.requests[0]?.params.merchant_uid) });
      expect(client.log.unsettled()).toMatchObject([{ status: 'issued', impUid: 'imp_1' }]);
      expect(charge).not.toHaveBeenCalled();
    });
  });
});
