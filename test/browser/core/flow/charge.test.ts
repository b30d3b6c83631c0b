import { describe, expect, it, vi } from 'vitest';
import { dismissRecord } from '../../../../src/core/records/keepKey.js';
import { issueKey, order, type Prepared, prepare, statuses } from '../prepare.js';

const offline = new TypeError('Failed to fetch');

/** An attempt whose key was issued and whose charge failed. */
async function failCharge(page: Prepared, flow = page.flow) {
  page.charge.mockRejectedValueOnce(offline);
  const before = page.imp.requests.length;
  const outcome = flow.issue(order);
  await vi.waitUntil(() => page.imp.requests.length > before);
  await issueKey(page);
  return outcome;
}

function numbers({ charge }: Prepared): string[] {
  return charge.mock.calls.map(([issued]) => issued.chargeMerchantUid);
}

describe('createBillingFlow: charge', () => {
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
    expect(page.client.log.unsettled()).toMatchObject([{ status: 'issued', chargeSentAt: expect.any(Number) }]);
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
      await expect(flow.retryCharge()).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
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
      expect(client.log.unsettled()).toEqual([]);
      await expect(flow.retryCharge()).resolves.toMatchObject({ error: { code: 'busy' } });
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

  describe('another card after a charge that failed', () => {
    it('is charged under the number of the first, whose key is set aside', async () => {
      const page = await prepare();
      await failCharge(page);
      const first = page.client.log.unsettled()[0]?.attemptId ?? '';
      const second = page.flow.issue({ ...order, customerUid: 'card-2' });
      await vi.waitUntil(() => page.imp.requests.length === 2);
      await issueKey(page);
      await expect(second).resolves.toMatchObject({ status: 'succeeded', issued: { customerUid: 'card-2' } });
      expect(new Set(numbers(page)).size).toBe(1);
      expect(page.client.log.get(first)).toMatchObject({ status: 'settled', end: 'superseded' });
      expect(page.client.log.unsettled()).toEqual([]);
    });

    it('sets all earlier ones aside, not the last only', async () => {
      const page = await prepare();
      await failCharge(page);
      await failCharge(page);
      await failCharge(page);
      expect(page.client.log.unsettled()).toHaveLength(1);
      expect(new Set(numbers(page)).size).toBe(1);
    });

    it('is not put off that number by an attempt of its own that never got to a window', async () => {
      const page = await prepare();
      const other = page.createFlow();
      const unsubscribe = other.subscribe(() => other.cancel());
      await other.issue(order);
      unsubscribe();
      await failCharge(page);
      const last = other.issue(order);
      await vi.waitUntil(() => page.imp.requests.length === 2);
      await issueKey(page);
      await last;
      expect(new Set(numbers(page)).size).toBe(1);
    });

    it('gets a number of its own for another purchase', async () => {
      const page = await prepare();
      await failCharge(page);
      const second = page.flow.issue({ ...order, amount: 19_900 });
      await vi.waitUntil(() => page.imp.requests.length === 2);
      await issueKey(page);
      await second;
      expect(new Set(numbers(page)).size).toBe(2);
    });

    it('offers the first key again once the second card was given up', async () => {
      const page = await prepare();
      const { flow, client, imp } = page;
      flow.subscribe(() => {});
      await failCharge(page);
      const first = client.log.unsettled()[0]?.attemptId ?? '';
      expect(client.work.includes(first)).toBe(true);
      const second = flow.issue(order);
      await vi.waitUntil(() => imp.requests.length === 2);
      expect(client.work.includes(first)).toBe(true);
      await imp.cancel();
      await second;
      expect(client.work.includes(first)).toBe(false);
      expect(client.log.get(first)).toMatchObject({ status: 'issued' });
    });
  });

  describe('an attempt that another tab settles', () => {
    it('is not charged again by a stale record of it', async () => {
      const page = await prepare();
      await failCharge(page);
      const [stale] = page.client.log.unsettled();
      await page.flow.retryCharge();
      const elsewhere = page.createFlow();
      if (stale) {
        await expect(elsewhere.recover(stale)).resolves.toMatchObject({ error: { code: 'already_settled' } });
        expect(page.client.log.get(stale.attemptId)).toMatchObject({ status: 'settled', end: 'charged' });
      }
      expect(page.charge).toHaveBeenCalledTimes(2);
    });

    it('is not charged when it was settled while the server was asked', async () => {
      let answer: (none: null) => void = () => {};
      const getCharge = vi.fn(
        () =>
          new Promise<null>((resolve) => {
            answer = resolve;
          }),
      );
      const page = await prepare({ flow: { getCharge } });
      await failCharge(page);
      const [record] = page.client.log.unsettled();
      const outcome = page.flow.retryCharge();
      await vi.waitUntil(() => getCharge.mock.calls.length === 1);
      page.client.log.update(record?.attemptId ?? '', { status: 'settled', end: 'superseded' });
      answer(null);
      await expect(outcome).resolves.toMatchObject({ error: { code: 'already_settled' } });
      expect(page.charge).toHaveBeenCalledOnce();
      expect(page.client.log.unsettled()).toEqual([]);
    });

    it('stays charged when an old list gives it up', async () => {
      const page = await prepare();
      await failCharge(page);
      const attemptId = page.client.log.unsettled()[0]?.attemptId ?? '';
      await page.flow.retryCharge();
      dismissRecord(page.client.log, attemptId);
      expect(page.client.log.get(attemptId)).toMatchObject({ end: 'charged' });
    });

    it('keeps the key that another tab has, when this one gives its window up', async () => {
      const page = await prepare();
      const outcome = page.flow.issue(order);
      const [record] = page.client.log.unsettled();
      // As a return in another tab does.
      page.client.log.update(record?.attemptId ?? '', { status: 'issued', impUid: 'imp_1' });
      page.flow.cancel();
      await outcome;
      expect(page.client.log.unsettled()).toMatchObject([{ status: 'issued', impUid: 'imp_1' }]);
    });

    it('is charged once by two places that recover it at the same moment', async () => {
      const page = await prepare();
      await failCharge(page);
      const [record] = page.client.log.unsettled();
      const outcomes = [page.createFlow(), page.createFlow()].map((flow) => record && flow.recover(record));
      const ends = await Promise.all(outcomes);
      expect(ends.map((end) => end?.status).sort()).toEqual(['failed', 'succeeded']);
      expect(page.charge).toHaveBeenCalledTimes(2);
    });
  });
});
