import { describe, expect, it, vi } from 'vitest';
import { issueKey, order, prepare, realClock, unsettled } from '../prepare.js';

function fakeClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}

function goBehind(): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
}

function comeToFront(): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible');
  document.dispatchEvent(new Event('visibilitychange'));
}

/** Whether this page, and no popup or other window, has the focus. */
function focus(isHere: boolean): void {
  vi.spyOn(document, 'hasFocus').mockReturnValue(isHere);
  window.dispatchEvent(new Event(isHere ? 'focus' : 'blur'));
}

function goBack(persisted: boolean): void {
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
}

describe('createPlace: the window that never answers', () => {
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

  describe.each([
    { place: 'in the page', pg: 'kcp_billing', agent: 'Desktop' },
    { place: 'in a popup', pg: 'payco', agent: 'Desktop' },
    { place: 'on the PG’s own page', pg: 'kcp_billing', agent: 'iPhone Mobile Safari/' },
  ] as const)('$place, at a page in the background', ({ pg, agent }) => {
    it('is looked at again in front, and ends when it is missing', async () => {
      const device = vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(agent);
      focus(true);
      const page = await prepare({ sdk: { channelList: 'fails' }, flow: { pg }, isLoaded: false });
      const { flow, imp, client } = page;
      await client.load();
      fakeClock();
      void flow.issue(order);
      const { status } = flow.getState();
      goBehind();
      await vi.advanceTimersByTimeAsync(40_000);
      expect(flow.getState().status).toBe(status);
      comeToFront();
      await vi.advanceTimersByTimeAsync(999);
      expect(flow.getState().status).toBe(status);
      await vi.advanceTimersByTimeAsync(1);
      expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
      await realClock();

      device.mockRestore();
      imp.configure({ channelList: 'ok' });
      const next = page.createFlow({ pg: 'kcp_billing' }).issue(order);
      await issueKey(page);
      await expect(next).resolves.toMatchObject({ status: 'succeeded' });
    });

    it('is left alone in front when it is there', async () => {
      vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(agent);
      focus(true);
      const { flow, imp } = await prepare({ sdk: { popup: 'allow' }, flow: { pg } });
      fakeClock();
      void flow.issue(order);
      const { status } = flow.getState();
      goBehind();
      await vi.advanceTimersByTimeAsync(40_000);
      comeToFront();
      focus(true);
      await vi.advanceTimersByTimeAsync(60 * 60 * 1000);
      expect(flow.getState().status).toBe(status);
      expect(imp.requests).toMatchObject([{ state: 'open' }]);
      flow.cancel();
    });
  });

  it('is not judged before the customer who went Back from it, or a page that is hidden again', async () => {
    const { flow, client } = await prepare({ sdk: { channelList: 'fails' }, isLoaded: false });
    await client.load();
    fakeClock();
    const outcome = flow.issue(order);
    goBehind();
    await vi.advanceTimersByTimeAsync(15_000);
    comeToFront();
    await vi.advanceTimersByTimeAsync(500);
    goBehind();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flow.getState().status).toBe('window');
    comeToFront();
    goBack(true);
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled', reason: 'left' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flow.getState()).toMatchObject({ status: 'cancelled', reason: 'left' });
  });

  it('is not judged while the focus may be in its popup', async () => {
    const { flow, client } = await prepare({ sdk: { channelList: 'fails' }, flow: { pg: 'payco' }, isLoaded: false });
    await client.load();
    focus(false);
    fakeClock();
    const outcome = flow.issue(order);
    goBehind();
    await vi.advanceTimersByTimeAsync(15_000);
    comeToFront();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flow.getState().status).toBe('window');
    focus(true);
    await vi.advanceTimersByTimeAsync(1000);
    await expect(outcome).resolves.toMatchObject({ error: { code: 'window_timeout' } });
  });

  describe('an earlier popup that reports its end late', () => {
    /** The second attempt is under way, and the popup of the first is still open. */
    async function leavePopupOpen() {
      focus(true);
      const page = await prepare({
        sdk: { popup: 'allow', outcomes: [{ type: 'cancelled', delay: 40_000 }] },
        flow: { pg: 'payco' },
      });
      fakeClock();
      void page.flow.issue(order);
      page.flow.cancel();
      await vi.advanceTimersByTimeAsync(1000);
      const second = page.createFlow();
      return { ...page, second, outcome: second.issue(order) };
    }

    const late = ({ events }: { events: readonly { type: string }[] }) =>
      events.filter(({ type }) => type === 'late_answer').length;

    it('ends the attempt whose window the SDK wiped with it', async () => {
      const page = await leavePopupOpen();
      const { second, outcome, imp } = page;
      await vi.advanceTimersByTimeAsync(38_999);
      expect(late(page)).toBe(0);
      await vi.advanceTimersByTimeAsync(1);
      expect(late(page)).toBe(1);
      expect(imp.requests).toMatchObject([{ state: 'answered' }, { state: 'lost' }]);
      expect(second.getState().status).toBe('window');
      await vi.advanceTimersByTimeAsync(1000);
      await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
      await realClock();

      const next = page.createFlow({ pg: 'kcp_billing' }).issue(order);
      await issueKey(page);
      await expect(next).resolves.toMatchObject({ status: 'succeeded' });
    });

    it('ends it once the customer is back from the popup that was wiped', async () => {
      const page = await leavePopupOpen();
      focus(false);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(late(page)).toBe(1);
      expect(page.second.getState().status).toBe('window');
      focus(true);
      await vi.advanceTimersByTimeAsync(1000);
      await expect(page.outcome).resolves.toMatchObject({ error: { code: 'window_timeout' } });
    });

    it('leaves a window alone that is still there', async () => {
      const page = await leavePopupOpen();
      const { second, callbacks, imp } = page;
      await vi.advanceTimersByTimeAsync(20_000);
      callbacks[0]?.({ success: false, error_msg: '한도 초과' });
      expect(late(page)).toBe(1);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(second.getState().status).toBe('window');
      expect(imp.requests[1]?.state).toBe('open');
      second.cancel();
    });

    it('is no reason to look ahead of a window that is slow to come', async () => {
      focus(true);
      const page = await prepare({
        sdk: { popup: 'allow', framesReadyAfter: 'manual' },
        flow: { pg: 'payco' },
        isLoaded: false,
      });
      const { flow, imp, client, callbacks } = page;
      await client.load();
      fakeClock();
      void flow.issue(order);
      flow.cancel();
      await vi.advanceTimersByTimeAsync(1000);
      const second = page.createFlow();
      void second.issue(order);
      callbacks[0]?.({ success: false, error_msg: '한도 초과' });
      expect(late(page)).toBe(1);
      await vi.advanceTimersByTimeAsync(14_000);
      expect(second.getState().status).toBe('window');
      imp.framesReady();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(second.getState().status).toBe('window');
      second.cancel();
    });
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
    expect(unsettled(client)).toEqual([]);
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
    expect(unsettled(client)).toEqual([]);
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
      expect(unsettled(client)).toMatchObject([{ status: 'opened' }]);
      callbacks[0]?.({ success: true, imp_uid: 'imp_1', merchant_uid: String(imp.requests[0]?.params.merchant_uid) });
      expect(unsettled(client)).toMatchObject([{ status: 'issued', key: { impUid: 'imp_1' } }]);
      expect(charge).not.toHaveBeenCalled();
    });
  });
});
