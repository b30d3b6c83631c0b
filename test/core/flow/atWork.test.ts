import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startedFlow } from '../support/startFlow.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = { name: 'Basic', amount: 9900 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

type Place = Awaited<ReturnType<typeof startedFlow>>['flow'];

/** Begins an attempt with a card, and waits until its window is open. */
async function open(flow: Place, customerUid: string) {
  const outcome = flow.issue({ ...order, customerUid });
  await vi.advanceTimersByTimeAsync(0);
  expect(flow.getState().status).toBe('window');
  return { outcome };
}

/** An attempt from its click to its end, and until the SDK has settled. */
async function run(flow: Place, customerUid: string, response = {}) {
  const { outcome } = await open(flow, customerUid);
  page().answer(response);
  const end = await outcome;
  await vi.advanceTimersByTimeAsync(0);
  return end;
}

describe('what a page is at', () => {
  it('is not an attempt that is over, while another is under way', async () => {
    const { client, flow } = await startedFlow();
    const givenUp = { success: false, imp_success: false, error_msg: '사용자가 결제를 취소하셨습니다' };
    const { attemptId } = await run(flow, 'card-1', givenUp);
    await open(flow, 'card-2');
    expect(client.work.includes(attemptId)).toBe(false);
  });

  it('is the charge put aside for an attempt under way, and not a click that was refused', async () => {
    const { client, flow } = await startedFlow({ charge: () => Promise.reject(new Error('declined')) });
    const failed = await run(flow, 'card-1');
    const mistake = vi.spyOn(console, 'error').mockImplementation(() => {});
    const refused = await flow.issue({ ...order, customerUid: '' });
    expect(refused).toMatchObject({ status: 'failed', error: { code: 'invalid_request' } });
    expect(mistake).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'invalid_request' }));
    expect(flow.getState()).toMatchObject({ attemptId: failed.attemptId, error: { code: 'invalid_request' } });
    await open(flow, 'card-2');
    expect(client.work.includes(failed.attemptId)).toBe(true);
    expect(client.work.includes(refused.attemptId)).toBe(false);
  });
});

describe('who shows an attempt', () => {
  it('hears of a pause once, which is no new status', async () => {
    let pause: (isPaused: boolean) => void = () => {};
    const { flow, events } = await startedFlow({
      charge: (_, onPaused) => {
        pause = onPaused;
        return new Promise(() => {});
      },
    });
    await open(flow, 'card-1');
    page().answer();
    await vi.advanceTimersByTimeAsync(0);
    const told = events.length;
    const heard = vi.fn();
    flow.subscribe(heard);
    pause(true);
    pause(true);
    expect(flow.getState()).toMatchObject({ status: 'charging', isPaused: true });
    expect(heard).toHaveBeenCalledOnce();
    expect(events).toHaveLength(told);
  });

  it('hears nothing where an idle place is reset', async () => {
    const { flow } = await startedFlow();
    const heard = vi.fn();
    flow.subscribe(heard);
    flow.reset();
    expect(heard).not.toHaveBeenCalled();
  });

  it('hears of no success a second time', async () => {
    let answer: (data: string) => void = () => {};
    const onSuccess = vi.fn();
    const charge = () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      });
    const { flow } = await startedFlow({ charge, onSuccess, chargeTimeout: 1000 });
    await open(flow, 'card-1');
    page().answer();
    await vi.advanceTimersByTimeAsync(1000);
    expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
    const late = answer;
    const retried = flow.retryCharge();
    await vi.advanceTimersByTimeAsync(0);
    late('paid');
    await expect(retried).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
    answer('paid again');
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.getState()).toMatchObject({ data: 'paid' });
    expect(onSuccess).toHaveBeenCalledOnce();
  });
});
