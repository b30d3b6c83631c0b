import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orderOf } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { agents, drawnDialog, stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = orderOf();
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
  const made = await startedPlace({ pg });
  const look = vi.spyOn(page().document, 'querySelectorAll');
  const outcome = made.place.issue(order);
  return { ...made, outcome, look };
}

describe('an open window', () => {
  it('that was seen and goes away without an answer is over a second and a half later, and its SDK is not trusted', async () => {
    const { client, place, outcome, look } = await opened();
    look.mockReturnValue([drawnDialog]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(place.getState().status).toBe('window');
    look.mockReturnValue([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.getState().status).toBe('window');
    await vi.advanceTimersByTimeAsync(500);
    await expect(outcome).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'window_closed', retryable: true },
    });
    expect(client.gateway.isReady()).toBe(false);
    look.mockClear();
    await vi.advanceTimersByTimeAsync(5000);
    expect(look).not.toHaveBeenCalled();
  });

  it('that goes away for a moment, as between two steps of the PG, is not over', async () => {
    const { place, look } = await opened();
    for (let step = 0; step < 5; step += 1) {
      look.mockReturnValue([drawnDialog]);
      await vi.advanceTimersByTimeAsync(600);
      look.mockReturnValue([]);
      await vi.advanceTimersByTimeAsync(900);
    }
    expect(place.getState().status).toBe('window');
  });

  it('is not judged while its page is behind another', async () => {
    const { place, look } = await opened();
    look.mockReturnValue([drawnDialog]);
    await vi.advanceTimersByTimeAsync(600);
    toBack();
    look.mockReturnValue([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(place.getState().status).toBe('window');
    toFront();
    await vi.advanceTimersByTimeAsync(2000);
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'window_closed' } });
  });

  it('may be a popup in front of a dialog that the SDK has hidden', async () => {
    const { place, look } = await opened('payco');
    look.mockReturnValue([drawnDialog]);
    await vi.advanceTimersByTimeAsync(600);
    look.mockReturnValue([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(place.getState().status).toBe('window');
  });

  it('of a page in the background is looked for a second after it comes to the front', async () => {
    const { place } = await opened();
    toBack();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(place.getState().status).toBe('window');
    toFront();
    await vi.advanceTimersByTimeAsync(999);
    expect(place.getState().status).toBe('window');
    await vi.advanceTimersByTimeAsync(1);
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
  });

  it('may be a popup that has the focus, of which no look is owed', async () => {
    const { place } = await opened('payco');
    isFocused = false;
    await vi.advanceTimersByTimeAsync(15_000);
    isFocused = true;
    page().window.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(place.getState().status).toBe('window');
  });

  it('may be a popup that has the focus while a look is owed: then it waits for the page’s', async () => {
    const { place } = await opened('payco');
    toBack();
    await vi.advanceTimersByTimeAsync(15_000);
    isFocused = false;
    toFront();
    await vi.advanceTimersByTimeAsync(5000);
    expect(place.getState().status).toBe('window');
    isFocused = true;
    page().window.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
  });

  it('that is no popup is looked for without the focus, too', async () => {
    const { place } = await opened();
    isFocused = false;
    await vi.advanceTimersByTimeAsync(15_000);
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
  });

  it('is looked for anew after an answer to somebody else', async () => {
    const { place, look } = await opened('payco');
    look.mockReturnValue([drawnDialog]);
    await vi.advanceTimersByTimeAsync(15_000);
    look.mockReturnValue([]);
    // As another copy of this package tells it, whose name for it is the page's.
    page().window.dispatchEvent(new Event('react-billing-key/late-answer'));
    await vi.advanceTimersByTimeAsync(999);
    expect(place.getState().status).toBe('window');
    await vi.advanceTimersByTimeAsync(1);
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'window_closed' } });
  });

  it('may be a popup that has the focus at such an answer: then it waits for the page’s', async () => {
    const { place, look } = await opened('payco');
    look.mockReturnValue([drawnDialog]);
    await vi.advanceTimersByTimeAsync(15_000);
    look.mockReturnValue([]);
    isFocused = false;
    page().window.dispatchEvent(new Event('react-billing-key/late-answer'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(place.getState().status).toBe('window');
    isFocused = true;
    page().window.dispatchEvent(new Event('focus'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'window_closed' } });
  });

  it('is over when the customer comes back from the PG’s page with Back, and not when the page shows first', async () => {
    page().navigator.userAgent = agents.phone;
    const { client, place, outcome } = await opened();
    const { attemptId } = await outcome;
    back(false);
    expect(place.getState().status).toBe('redirecting');
    back(true);
    expect(place.getState()).toMatchObject({ status: 'cancelled', reason: 'left' });
    expect(client.log.get(attemptId)?.status).toBe('opened');
  });
});

describe('a window that is over', () => {
  it('has nobody who waits for Back', async () => {
    const { client, place } = await opened();
    place.cancel();
    const load = vi.spyOn(client, 'load').mockReturnValue(new Promise(() => {}));
    void place.issue(order);
    await vi.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledOnce();
    expect(place.getState().status).toBe('loading');
    back(true);
    expect(place.getState().status).toBe('loading');
  });

  it.each<[string, () => void]>([
    ['its page to come to the front', toFront],
    ['its page to get the focus', () => void page().window.dispatchEvent(new Event('focus'))],
    ['late answers', () => void page().window.dispatchEvent(new Event('react-billing-key/late-answer'))],
  ])('has nobody who waits for %s', async (_, happen) => {
    const { place, outcome } = await opened();
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
    expect(place.getState().status).toBe('succeeded');
  });
});
