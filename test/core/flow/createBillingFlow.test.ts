import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startedFlow, startFlow } from '../support/startFlow.js';
import { agents, stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = { customerUid: 'card-1', name: 'Basic', amount: 9900 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('an attempt', () => {
  it('tells each step of itself once', async () => {
    const { flow, events, statuses } = await startedFlow();
    const outcome = flow.issue(order);
    page().answer();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
    expect(statuses()).toEqual(['loading', 'window', 'charging', 'succeeded']);
    const attemptIds = new Set(events.flatMap((event) => ('attemptId' in event ? [event.attemptId] : [])));
    expect(attemptIds.size).toBe(1);
    expect(events.every((event) => event.type !== 'status' || event.pg === 'kcp_billing')).toBe(true);
    expect(events.some(({ type }) => type === 'in_app_browser')).toBe(false);
  });

  it('tells of the app in whose browser it begins', async () => {
    page().navigator.userAgent = `${agents.phone} KAKAOTALK 10.4.5`;
    const { flow, events } = await startedFlow();
    void flow.issue(order);
    expect(events).toContainEqual(expect.objectContaining({ type: 'in_app_browser', name: 'kakaotalk' }));
  });

  it('on a phone leaves the page, and says so', async () => {
    page().navigator.userAgent = agents.phone;
    const { flow } = await startedFlow();
    await expect(flow.issue(order)).resolves.toMatchObject({ status: 'redirecting' });
    page().answer({ success: false, imp_success: false, error_msg: '사용자가 결제를 취소하셨습니다' });
    expect(flow.getState()).toMatchObject({ status: 'cancelled', reason: 'customer' });
  });

  it('keeps its order number in the log until it is over, and how it ended', async () => {
    const { client, flow } = await startedFlow();
    const endOf = (attemptId: string) => client.log.get(attemptId)?.end;
    const cancelled = flow.issue(order);
    page().answer({ success: false, imp_success: false, error_msg: '사용자가 결제를 취소하셨습니다' });
    expect(endOf((await cancelled).attemptId)).toBe('cancelled');
    await vi.runAllTimersAsync();
    const refused = flow.issue(order);
    await vi.advanceTimersByTimeAsync(0);
    page().answer({ success: false, imp_success: false, error_msg: '한도 초과' });
    expect(endOf((await refused).attemptId)).toBe('failed');
  });
});

describe('a popup', () => {
  const popup = async (isActive: boolean | undefined, pg: 'payco' | 'kcp_billing' = 'payco') => {
    if (isActive !== undefined) page().navigator.userActivation = { isActive };
    const { flow } = startFlow({ pg });
    const outcome = flow.issue(order);
    await vi.advanceTimersByTimeAsync(0);
    return { flow, outcome };
  };

  it('needs another click when the one has faded while the SDK was loading', async () => {
    const { outcome } = await popup(false);
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'needs_click' } });
    expect(page().requests).toEqual([]);
  });

  it.each([true, undefined])('opens while the click is fresh, or where nobody can tell: %s', async (isActive) => {
    const { flow } = await popup(isActive);
    expect(flow.getState().status).toBe('window');
  });

  it('is not what every PG opens', async () => {
    const { flow } = await popup(false, 'kcp_billing');
    expect(flow.getState().status).toBe('window');
  });
});

describe('a window that never shows', () => {
  it('is given up, on this page for good', async () => {
    const { client, flow } = await startedFlow();
    const outcome = flow.issue(order);
    await vi.advanceTimersByTimeAsync(15_000);
    const { attemptId } = await outcome;
    expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
    expect(client.log.get(attemptId)).toMatchObject({ status: 'settled', end: 'failed' });
  });

  it('is given up on a page that should have left, but its return is still awaited', async () => {
    page().navigator.userAgent = agents.phone;
    const { client, flow } = await startedFlow();
    const { attemptId } = await flow.issue(order);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
    expect(client.log.get(attemptId)?.status).toBe('opened');
  });

  it('is not looked for once the attempt is over', async () => {
    const { flow } = await startedFlow();
    const outcome = flow.issue(order);
    const look = vi.spyOn(page().document, 'querySelectorAll');
    page().answer();
    await outcome;
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(look).not.toHaveBeenCalled();
    expect(flow.getState().status).toBe('succeeded');
  });

  it('is not given up while it is there; who is to know hears of it once it is stale', async () => {
    const onStale = vi.fn();
    vi.spyOn(page().document, 'querySelectorAll').mockReturnValue([{}]);
    vi.stubGlobal('getComputedStyle', () => ({ display: 'block' }));
    const { flow } = await startedFlow({ onStale: vi.fn(), staleAfter: 20_000 });
    void flow.issue({ ...order, merchantUid: 'm1', chargeMerchantUid: 'c1' });
    flow.setOptions({ ...flow.options, onStale });
    await vi.advanceTimersByTimeAsync(19_999);
    expect(onStale).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    const named = { customerUid: 'card-1', merchantUid: 'm1', chargeMerchantUid: 'c1', pg: 'kcp_billing' };
    expect(onStale.mock.calls).toEqual([[{ ...named, attemptId: expect.any(String) }]]);
    expect(flow.getState().status).toBe('window');
  });
});

describe('an answer that comes late', () => {
  it('is not taken for the one to the window that is open', async () => {
    const { client, flow, events } = await startedFlow();
    const first = flow.issue(order);
    await vi.advanceTimersByTimeAsync(15_000);
    const { attemptId } = await first;
    await vi.advanceTimersByTimeAsync(1000);
    void flow.issue({ ...order, customerUid: 'card-2' });
    await vi.advanceTimersByTimeAsync(0);
    expect(page().requests).toHaveLength(2);
    page().answer({}, 0);
    expect(flow.getState().status).toBe('window');
    expect(events.at(-1)).toMatchObject({ type: 'late_answer', attemptId, issued: true });
    expect(client.log.get(attemptId)).toMatchObject({ status: 'issued', impUid: 'imp_1' });
  });
});

describe('cancel()', () => {
  it('closes the window, and not what never opened', async () => {
    const { flow } = startFlow();
    const close = vi.spyOn(page().sdk, 'close');
    void flow.issue(order);
    flow.cancel();
    expect(flow.getState()).toMatchObject({ status: 'cancelled', reason: 'host' });
    expect(close).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(0);
    void flow.issue(order);
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.getState().status).toBe('window');
    flow.cancel();
    expect(close).toHaveBeenCalledOnce();
  });

  it('comes too late for a charge, and is nothing to what is over', async () => {
    const { flow, statuses } = await startedFlow({ charge: () => new Promise(() => {}) });
    const close = vi.spyOn(page().sdk, 'close');
    void flow.issue(order);
    page().answer();
    flow.cancel();
    flow.reset();
    expect(close).not.toHaveBeenCalled();
    expect(flow.getState().status).toBe('charging');
    expect(statuses().at(-1)).toBe('charging');
  });

  it('leaves a script that arrives later nothing to open', async () => {
    const { flow } = startFlow();
    const outcome = flow.issue(order);
    flow.cancel();
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled' });
    await vi.advanceTimersByTimeAsync(0);
    expect(page().requests).toEqual([]);
  });
});

describe('reset()', () => {
  it('tells that the place is idle again, once', async () => {
    const { flow, events } = await startedFlow();
    const outcome = flow.issue(order);
    page().answer();
    const { attemptId } = await outcome;
    flow.reset();
    expect(flow.getState()).toEqual({ status: 'idle' });
    const idle = { type: 'status', previous: 'succeeded', status: 'idle', attemptId, pg: 'kcp_billing' };
    expect(events.at(-1)).toMatchObject(idle);
    const told = events.length;
    flow.reset();
    expect(events).toHaveLength(told);
  });
});
