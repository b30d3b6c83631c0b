import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startedFlow } from '../support/startFlow.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = { customerUid: 'card-1', name: 'Basic', amount: 9900 };
const declined = () => Promise.reject(new Error('declined'));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('whoever is told of a step', () => {
  it('may cancel it at once: nothing opens, and nothing is left to recover', async () => {
    const { client, flow } = await startedFlow();
    flow.subscribe(() => flow.getState().status === 'loading' && flow.cancel());
    await expect(flow.issue(order)).resolves.toMatchObject({ status: 'cancelled' });
    expect(page().requests).toEqual([]);
    expect(client.log.unsettled()).toEqual([]);
  });

  it('hears the PG that was asked, whatever is set by then, and nothing twice', async () => {
    const { flow, events, statuses } = await startedFlow({
      charge: async (_, onPaused) => {
        onPaused(true);
        onPaused(false);
        return 'paid';
      },
    });
    const outcome = flow.issue(order);
    flow.setOptions({ ...flow.options, pg: 'payco' });
    page().answer();
    await outcome;
    expect(statuses()).toEqual(['loading', 'window', 'charging', 'succeeded']);
    expect(events.every((event) => event.type !== 'status' || event.pg === 'kcp_billing')).toBe(true);
  });
});

describe('a charge that failed', () => {
  it('is at work here as long as somebody shows it', async () => {
    const { client, flow } = await startedFlow({ charge: declined });
    const leave = flow.subscribe(() => {});
    const heard = vi.fn();
    const outcome = flow.issue(order);
    page().answer();
    const { attemptId } = await outcome;
    expect(client.work.includes(attemptId)).toBe(true);
    client.work.subscribe(heard);
    leave();
    expect(client.work.includes(attemptId)).toBe(false);
    expect(heard).toHaveBeenCalledOnce();
    flow.reset();
    heard.mockClear();
    flow.subscribe(() => {})();
    expect(heard).not.toHaveBeenCalled();
  });

  it('makes room for the next one, which alone is at work here then', async () => {
    const { client, flow } = await startedFlow({ charge: declined });
    flow.subscribe(() => {});
    const attemptIds: string[] = [];
    for (const customerUid of ['card-1', 'card-2']) {
      const outcome = flow.issue({ ...order, customerUid });
      await vi.advanceTimersByTimeAsync(0);
      page().answer();
      attemptIds.push((await outcome).attemptId);
      await vi.runAllTimersAsync();
    }
    expect(attemptIds.map((attemptId) => client.work.includes(attemptId))).toEqual([false, true]);
  });

  it('keeps its number for a third attempt, past one that was cancelled, and up to the one that is paid', async () => {
    const charge = vi.fn(async (_issued: { chargeMerchantUid: string }) => 'paid');
    charge.mockRejectedValueOnce(new Error('declined'));
    const { flow } = await startedFlow({ charge });
    const attempt = async (customerUid: string, response = {}) => {
      const outcome = flow.issue({ ...order, customerUid });
      await vi.advanceTimersByTimeAsync(0);
      flow.reset();
      page().answer(response);
      await outcome;
      await vi.runAllTimersAsync();
    };
    await attempt('card-1');
    await attempt('card-2', { success: false, imp_success: false, error_msg: '사용자가 결제를 취소하셨습니다' });
    await attempt('card-3');
    await attempt('card-4');
    const [first, third, fourth] = charge.mock.calls.map(([issued]) => issued.chargeMerchantUid);
    expect(third).toBe(first);
    expect(fourth).not.toBe(first);
  });

  it('gives its number to the next attempt at the same purchase, until the place is reset', async () => {
    const { flow } = await startedFlow({ charge: declined });
    const numbers: unknown[] = [];
    flow.setOptions({
      ...flow.options,
      charge: (issued) => {
        numbers.push(issued.chargeMerchantUid);
        return declined();
      },
    });
    for (const isReset of [false, false, true]) {
      if (isReset) flow.reset();
      const outcome = flow.issue({ ...order, customerUid: `card-${numbers.length}` });
      await vi.advanceTimersByTimeAsync(0);
      page().answer();
      await outcome;
      await vi.runAllTimersAsync();
    }
    expect(numbers[1]).toBe(numbers[0]);
    expect(numbers[2]).not.toBe(numbers[0]);
  });
});
