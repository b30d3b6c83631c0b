import { describe, expect, it, vi } from 'vitest';
import { failCharge, numbers, offline } from '../failCharge.js';
import { issueKey, order, prepare, statuses, unsettled } from '../prepare.js';

describe('createPlace: charge', () => {
  it('keeps the key when charge fails, and what was thrown', async () => {
    const page = await prepare();
    const onError = vi.fn();
    page.flow.setOptions({ ...page.flow.options, onError });
    const outcome = await failCharge(page);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'charge_failed', cause: offline } });
    expect(outcome).toMatchObject({ issued: { customerUid: 'card-1' } });
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'charge_failed' }),
      expect.objectContaining({ customerUid: 'card-1' }),
    );
    expect(unsettled(page.client)).toMatchObject([{ status: 'issued', chargeSentAt: expect.any(Number) }]);
  });

  it('takes a charge that throws before it promises anything for one that failed', async () => {
    const page = await prepare();
    page.charge.mockImplementationOnce(() => {
      throw offline;
    });
    const outcome = page.flow.issue(order);
    await issueKey(page);
    await expect(outcome).resolves.toMatchObject({ error: { code: 'charge_failed', cause: offline } });
  });

  describe('retryCharge()', () => {
    it('sends the same number again, and no request to the SDK', async () => {
      const page = await prepare();
      await failCharge(page);
      await expect(page.flow.retryCharge()).resolves.toMatchObject({ status: 'succeeded' });
      expect(new Set(numbers(page)).size).toBe(1);
      expect(page.charge).toHaveBeenCalledTimes(2);
      expect(page.imp.requests).toHaveLength(1);
      expect(statuses(page.events)).toEqual(['loading', 'window', 'charging', 'failed', 'charging', 'succeeded']);
    });

    it('says that there is nothing to retry, and changes nothing', async () => {
      const { flow, charge } = await prepare();
      await expect(flow.retryCharge()).resolves.toMatchObject({ error: { code: 'nothing_to_retry' } });
      expect(flow.getState()).toEqual({ status: 'idle' });
      expect(charge).not.toHaveBeenCalled();
    });

    it('is sent once for two clicks', async () => {
      const page = await prepare();
      await failCharge(page);
      const [first, second] = [page.flow.retryCharge(), page.flow.retryCharge()];
      await expect(second).resolves.toMatchObject({ error: { code: 'busy' } });
      await expect(first).resolves.toMatchObject({ status: 'succeeded' });
      expect(page.charge).toHaveBeenCalledTimes(2);
    });

    it('outlives a click that went wrong', async () => {
      const page = await prepare();
      await failCharge(page);
      const other = page.createFlow();
      void other.issue({ ...order, name: 'Other' });
      await expect(page.flow.issue(order)).resolves.toMatchObject({ error: { code: 'busy' } });
      expect(page.flow.getState()).toMatchObject({
        status: 'failed',
        error: { code: 'busy' },
        issued: expect.anything(),
      });
      other.cancel();
      await expect(page.flow.retryCharge()).resolves.toMatchObject({ status: 'succeeded' });
    });
  });

  it('may answer without a promise', async () => {
    const page = await prepare({ flow: { charge: (() => 'receipt') as unknown as () => Promise<string> } });
    const outcome = page.flow.issue(order);
    await issueKey(page);
    await expect(outcome).resolves.toMatchObject({ data: 'receipt' });
  });

  describe('getCharge', () => {
    it('is not asked the first time, and is asked first from then on', async () => {
      const getCharge = vi.fn(async (_number: string) => 'the receipt of the lost answer');
      const page = await prepare({ flow: { getCharge } });
      await failCharge(page);
      expect(getCharge).not.toHaveBeenCalled();
      await expect(page.flow.retryCharge()).resolves.toMatchObject({ data: 'the receipt of the lost answer' });
      expect(getCharge.mock.calls).toEqual([[numbers(page)[0]]]);
      expect(page.charge).toHaveBeenCalledOnce();
    });

    it.each([null, undefined])('lets the charge be sent where it finds none (%s)', async (none) => {
      const page = await prepare({ flow: { getCharge: async () => none } });
      await failCharge(page);
      await expect(page.flow.retryCharge()).resolves.toMatchObject({ status: 'succeeded' });
      expect(page.charge).toHaveBeenCalledTimes(2);
    });

    it('may answer without a promise', async () => {
      const page = await prepare({ flow: { getCharge: (() => null) as unknown as () => Promise<null> } });
      await failCharge(page);
      await expect(page.flow.retryCharge()).resolves.toMatchObject({ status: 'succeeded' });
    });

    it('lets no charge be sent while it can’t tell', async () => {
      const page = await prepare({ flow: { getCharge: () => Promise.reject(offline) } });
      await failCharge(page);
      await expect(page.flow.retryCharge()).resolves.toMatchObject({
        error: { code: 'charge_failed', cause: offline },
      });
      expect(page.charge).toHaveBeenCalledOnce();
    });
  });

  describe('chargeTimeout', () => {
    it('ends a charge without an answer, whose late success still counts', async () => {
      const page = await prepare({ flow: { chargeTimeout: 1000 } });
      const { flow, client } = page;
      let answer: (receipt: string) => void = () => {};
      page.charge.mockReturnValueOnce(
        new Promise((resolve) => {
          answer = resolve;
        }),
      );
      const outcome = flow.issue(order);
      await page.imp.nextRequest();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      await page.imp.issue();
      await vi.waitUntil(() => page.charge.mock.calls.length === 1);
      await vi.advanceTimersByTimeAsync(1000);
      await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
      answer('late receipt');
      await vi.waitUntil(() => flow.getState().status === 'succeeded');
      expect(flow.getState()).toMatchObject({ data: 'late receipt' });
      expect(unsettled(client)).toEqual([]);
      await expect(flow.retryCharge()).resolves.toMatchObject({ error: { code: 'nothing_to_retry' } });
    });

    it('does not run while the charge waits for the network', async () => {
      const page = await prepare({ flow: { chargeTimeout: 1000 } });
      let paused: (isPaused: boolean) => void = () => {};
      let answer: (receipt: string) => void = () => {};
      const charge = vi.fn((_issued: unknown, onPaused: (isPaused: boolean) => void) => {
        paused = onPaused;
        return new Promise<string>((resolve) => {
          answer = resolve;
        });
      });
      const flow = page.createFlow({ charge });
      const outcome = flow.issue(order);
      await page.imp.nextRequest();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      await page.imp.issue();
      await vi.waitUntil(() => charge.mock.calls.length === 1);
      paused(true);
      expect(flow.getState()).toMatchObject({ status: 'charging', isPaused: true });
      await vi.advanceTimersByTimeAsync(10_000);
      expect(flow.getState()).toMatchObject({ status: 'charging', isPaused: true });
      paused(false);
      answer('receipt');
      await expect(outcome).resolves.toMatchObject({ status: 'succeeded', data: 'receipt' });
    });
  });
});
