import { describe, expect, it, vi } from 'vitest';
import { issueKey, order, prepare, unsettled } from '../core/prepare.js';

const day = 24 * 60 * 60 * 1000;

describe('a window that stays open without an answer', () => {
  it('is told of once, ten minutes on, with what a server needs to look for it, and the attempt goes on', async () => {
    const onStale = vi.fn();
    const page = await prepare({ flow: { onStale } });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const outcome = page.flow.issue(order);
    const [record] = unsettled(page.client);

    await vi.advanceTimersByTimeAsync(599_999);
    expect(onStale).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onStale).toHaveBeenCalledExactlyOnceWith({
      attemptId: record?.attemptId,
      card: 'card-1',
      orderNumber: record?.orderNumber,
      chargeNumber: record?.chargeNumber,
      pg: 'kcp_billing',
    });
    await vi.advanceTimersByTimeAsync(day);
    expect(onStale).toHaveBeenCalledOnce();
    expect(page.flow.getState().status).toBe('window');

    vi.useRealTimers();
    await issueKey(page);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('is not told of when it was answered or closed in time, nor while the host says never', async () => {
    const onStale = vi.fn();
    const page = await prepare({ flow: { onStale, staleAfter: 5000 } });
    const { flow, imp } = page;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

    void flow.issue(order);
    await vi.advanceTimersByTimeAsync(4999);
    await imp.cancel();
    await vi.advanceTimersByTimeAsync(day);

    void flow.issue(order);
    await vi.advanceTimersByTimeAsync(4999);
    flow.cancel();
    await vi.advanceTimersByTimeAsync(day);

    flow.setOptions({ ...flow.options, staleAfter: Number.POSITIVE_INFINITY });
    void flow.issue(order);
    await vi.advanceTimersByTimeAsync(day);
    flow.cancel();
    expect(onStale).not.toHaveBeenCalled();
  });

  it('is told to whoever listens by then', async () => {
    const [early, late] = [vi.fn(), vi.fn()];
    const { flow } = await prepare({ flow: { onStale: early, staleAfter: 1000 } });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    void flow.issue(order);
    flow.setOptions({ ...flow.options, onStale: late });
    await vi.advanceTimersByTimeAsync(1000);
    expect(early).not.toHaveBeenCalled();
    expect(late).toHaveBeenCalledOnce();
    flow.cancel();
  });
});

describe('an attempt inside an in-app browser', () => {
  it('tells the name of the app once an attempt, and goes on', async () => {
    const page = await prepare();
    const { flow, events } = page;
    const userAgent = vi
      .spyOn(navigator, 'userAgent', 'get')
      .mockReturnValue('Mozilla/5.0 (X11; Linux x86_64) Chrome/122.0 Safari/537.36 KAKAOTALK 10.4.5');
    const told = () => events.filter((event) => event.type === 'in_app_browser');

    const outcome = flow.issue(order);
    expect(told()).toMatchObject([{ name: 'kakaotalk', at: expect.any(Number) }]);
    await issueKey(page);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', attemptId: told()[0]?.attemptId });
    expect(told()).toHaveLength(1);

    userAgent.mockRestore();
    const inBrowser = flow.issue({ ...order, customerUid: 'card-2' });
    await issueKey(page);
    await expect(inBrowser).resolves.toMatchObject({ status: 'succeeded' });
    expect(told()).toHaveLength(1);
  });
});
