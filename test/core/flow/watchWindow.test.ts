import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startedFlow } from '../support/startFlow.js';
import { agents, stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = { customerUid: 'card-1', name: 'Basic', amount: 9900 };
let isFocused = true;

beforeEach(() => {
  isFocused = true;
  vi.useFakeTimers();
  vi.stubGlobal('getComputedStyle', () => ({ display: 'block' }));
  Object.assign(page().document, { hasFocus: () => isFocused });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const toFront = () => {
  page().document.visibilityState = 'visible';
  page().document.dispatchEvent(new Event('visibilitychange'));
};
const toBack = () => {
  page().document.visibilityState = 'hidden';
};
const back = (persisted: boolean) => page().window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));

async function opened(pg: 'kcp_billing' | 'payco' = 'kcp_billing') {
  const made = await startedFlow({ pg });
  const look = vi.spyOn(page().document, 'querySelectorAll');
  const outcome = made.flow.issue(order);
  return { ...made, outcome, look };
}

describe('an open window', () => {
  it('that was seen is not looked for whenever the page gets the focus', async () => {
    const { flow, look } = await opened();
    look.mockReturnValue([{}]);
    await vi.advanceTimersByTimeAsync(15_000);
    look.mockClear();
    page().window.dispatchEvent(new Event('focus'));
    toFront();
    await vi.advanceTimersByTimeAsync(5000);
    expect(look).not.toHaveBeenCalled();
    expect(flow.getState().status).toBe('window');
  });

  it('of a page in the background is looked for a second after it comes to the front', async () => {
    const { flow } = await opened();
    toBack();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flow.getState().status).toBe('window');
    toFront();
    await vi.advanceTimersByTimeAsync(999);
    expect(flow.getState().status).toBe('window');
    await vi.advanceTimersByTimeAsync(1);
    expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
  });

  it('may be a popup that has the focus, of which no look is owed', async () => {
    const { flow } = await opened('payco');
    isFocused = false;
    await vi.advanceTimersByTimeAsync(15_000);
    isFocused = true;
    page().window.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flow.getState().status).toBe('window');
  });

  it('may be a popup that has the focus while a look is owed: then it waits for the page’s', async () => {
    const { flow } = await opened('payco');
    toBack();
    await vi.advanceTimersByTimeAsync(15_000);
    isFocused = false;
    toFront();
    await vi.advanceTimersByTimeAsync(5000);
    expect(flow.getState().status).toBe('window');
    isFocused = true;
    page().window.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
  });

  it('that is no popup is looked for without the focus, too', async () => {
    const { flow } = await opened();
    isFocused = false;
    await vi.advanceTimersByTimeAsync(15_000);
    expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
  });

  it.each(['kcp_billing', 'payco'] as const)('is looked for anew after an answer to somebody else: %s', async (pg) => {
    const { flow, look } = await opened(pg);
    look.mockReturnValue([{}]);
    await vi.advanceTimersByTimeAsync(15_000);
    look.mockReturnValue([]);
    // As another copy of this package tells it, whose name for it is the page's.
    page().window.dispatchEvent(new Event('react-billing-key/late-answer'));
    await vi.advanceTimersByTimeAsync(999);
    expect(flow.getState().status).toBe('window');
    await vi.advanceTimersByTimeAsync(1);
    expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
  });

  it('is over when the customer comes back from the PG’s page with Back, and not when the page shows first', async () => {
    page().navigator.userAgent = agents.phone;
    const { client, flow, outcome } = await opened();
    const { attemptId } = await outcome;
    back(false);
    expect(flow.getState().status).toBe('redirecting');
    back(true);
    expect(flow.getState()).toMatchObject({ status: 'cancelled', reason: 'left' });
    expect(client.log.get(attemptId)?.status).toBe('opened');
  });
});

describe('a window that is over', () => {
  it('has nobody who waits for Back', async () => {
    const { client, flow } = await opened();
    flow.cancel();
    const load = vi.spyOn(client, 'load').mockReturnValue(new Promise(() => {}));
    void flow.issue(order);
    expect(load).toHaveBeenCalledOnce();
    expect(flow.getState().status).toBe('loading');
    back(true);
    expect(flow.getState().status).toBe('loading');
  });

  it.each<[string, () => void]>([
    ['its page to come to the front', toFront],
    ['its page to get the focus', () => void page().window.dispatchEvent(new Event('focus'))],
    ['late answers', () => void page().window.dispatchEvent(new Event('react-billing-key/late-answer'))],
  ])('has nobody who waits for %s', async (_, happen) => {
    const { flow, outcome } = await opened();
    toBack();
    await vi.advanceTimersByTimeAsync(15_000);
    page().answer();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
    await vi.advanceTimersByTimeAsync(0);
    const close = vi.spyOn(page().sdk, 'close');
    page().document.visibilityState = 'visible';
    happen();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(5000);
    expect(close).not.toHaveBeenCalled();
    expect(flow.getState().status).toBe('succeeded');
  });
});
