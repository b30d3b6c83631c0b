import { describe, expect, it, vi } from 'vitest';
import type { KeyedRecord } from '../../../../src/core/attempt/AttemptRecord.js';
import { failCharge, numbers } from '../failCharge.js';
import { issueKey, order, prepare, unsettled } from '../prepare.js';

describe('createPlace: several attempts at one charge', () => {
  describe('another card after a charge that failed', () => {
    it('is charged under the number of the first, whose key is set aside', async () => {
      const page = await prepare();
      await failCharge(page);
      const first = unsettled(page.client)[0]?.attemptId ?? '';
      const second = page.flow.issue({ ...order, customerUid: 'card-2' });
      await vi.waitUntil(() => page.imp.requests.length === 2);
      await issueKey(page);
      await expect(second).resolves.toMatchObject({ status: 'succeeded', issued: { customerUid: 'card-2' } });
      expect(new Set(numbers(page)).size).toBe(1);
      expect(page.client.log.get(first)).toMatchObject({ status: 'settled', end: 'superseded' });
      expect(unsettled(page.client)).toEqual([]);
    });

    it('sets all earlier ones aside, not the last only', async () => {
      const page = await prepare();
      await failCharge(page);
      await failCharge(page);
      await failCharge(page);
      expect(unsettled(page.client)).toHaveLength(1);
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

    it('gets a number of its own for another purchase, once the customer has been told of the first', async () => {
      const page = await prepare();
      await failCharge(page);
      const other = { ...order, amount: 19_900 };
      await expect(page.flow.issue(other)).resolves.toMatchObject({ error: { code: 'unresolved_charge' } });
      expect(page.imp.requests).toHaveLength(1);
      const second = page.flow.issue(other);
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
      const first = unsettled(client)[0]?.attemptId ?? '';
      expect(client.activeAttempts.includes(first)).toBe(true);
      const second = flow.issue(order);
      await vi.waitUntil(() => imp.requests.length === 2);
      expect(client.activeAttempts.includes(first)).toBe(true);
      await imp.cancel();
      await second;
      expect(client.activeAttempts.includes(first)).toBe(false);
      expect(client.log.get(first)).toMatchObject({ status: 'issued' });
    });
  });

  it('lends nothing after reset(): whoever comes next may be somebody else', async () => {
    const getCharge = vi.fn(async () => 'the receipt of the customer before');
    const page = await prepare({ flow: { getCharge } });
    await failCharge(page);
    page.flow.reset();
    const outcome = page.flow.issue({ ...order, customerUid: 'card-of-somebody-else' });
    await vi.waitUntil(() => page.imp.requests.length === 2);
    await issueKey(page);
    await expect(outcome).resolves.toMatchObject({ data: expect.stringMatching(/^receipt of/) });
    expect(getCharge).not.toHaveBeenCalled();
    expect(new Set(numbers(page)).size).toBe(2);
  });

  describe('an attempt that another tab settles', () => {
    it('is not charged again by a stale record of it', async () => {
      const page = await prepare();
      await failCharge(page);
      const [stale] = unsettled(page.client);
      await page.flow.retryCharge();
      const elsewhere = page.createFlow();
      if (stale) {
        await expect(elsewhere.recover(stale as KeyedRecord)).resolves.toMatchObject({
          error: { code: 'already_settled' },
        });
        expect(page.client.log.get(stale.attemptId)).toMatchObject({ status: 'settled', end: 'charged' });
      }
      expect(page.charge).toHaveBeenCalledTimes(2);
    });

    it('ends with the receipt of the other tab’s charge where the server is asked for it', async () => {
      const page = await prepare();
      await failCharge(page);
      const [stale] = unsettled(page.client);
      await page.flow.retryCharge();
      const elsewhere = page.createFlow({ getCharge: async (number) => `receipt of ${number}` });
      if (stale) {
        await expect(elsewhere.recover(stale as KeyedRecord)).resolves.toMatchObject({
          data: `receipt of ${stale.chargeNumber}`,
        });
      }
      expect(page.charge).toHaveBeenCalledTimes(2);
    });

    it.each([
      ['finds no charge', async () => null],
      ['can’t be asked', () => Promise.reject(new TypeError('Failed to fetch'))],
    ])('is not charged again where the server %s', async (_case, getCharge) => {
      const page = await prepare();
      await failCharge(page);
      const [stale] = unsettled(page.client);
      await page.flow.retryCharge();
      const outcome = stale && page.createFlow({ getCharge }).recover(stale as KeyedRecord);
      await expect(outcome).resolves.toMatchObject({ error: { code: 'already_settled' } });
      expect(page.charge).toHaveBeenCalledTimes(2);
    });

    it('is not asked for once it was given up', async () => {
      const getCharge = vi.fn(async () => 'a receipt');
      const page = await prepare();
      await failCharge(page);
      const [stale] = unsettled(page.client);
      page.client.log.apply(stale?.attemptId ?? '', { type: 'dismissed' });
      const outcome = stale && page.createFlow({ getCharge }).recover(stale as KeyedRecord);
      await expect(outcome).resolves.toMatchObject({ error: { code: 'already_settled' } });
      expect(getCharge).not.toHaveBeenCalled();
    });

    it('lends its number to the attempt after it', async () => {
      const page = await prepare();
      await failCharge(page);
      const [stale] = unsettled(page.client);
      await page.flow.retryCharge();
      const elsewhere = page.createFlow();
      if (stale) await elsewhere.recover(stale as KeyedRecord);
      const outcome = elsewhere.issue({ ...order, customerUid: 'card-2' });
      await vi.waitUntil(() => page.imp.requests.length === 2);
      await issueKey(page);
      await outcome;
      expect(new Set(numbers(page)).size).toBe(1);
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
      const [record] = unsettled(page.client);
      const outcome = page.flow.retryCharge();
      await vi.waitUntil(() => getCharge.mock.calls.length === 1);
      page.client.log.apply(record?.attemptId ?? '', { type: 'superseded' });
      answer(null);
      await expect(outcome).resolves.toMatchObject({ error: { code: 'already_settled' } });
      expect(page.charge).toHaveBeenCalledOnce();
      expect(unsettled(page.client)).toEqual([]);
    });

    it('stays charged when an old list gives it up', async () => {
      const page = await prepare();
      await failCharge(page);
      const attemptId = unsettled(page.client)[0]?.attemptId ?? '';
      await page.flow.retryCharge();
      page.client.log.apply(attemptId, { type: 'dismissed' });
      expect(page.client.log.get(attemptId)).toMatchObject({ end: 'charged' });
    });

    it('keeps the key that another tab has, when this one gives its window up', async () => {
      const page = await prepare();
      const outcome = page.flow.issue(order);
      const [record] = unsettled(page.client);
      // As a return in another tab does.
      page.client.log.apply(record?.attemptId ?? '', { type: 'issued', key: { impUid: 'imp_1' } });
      page.flow.cancel();
      await outcome;
      expect(unsettled(page.client)).toMatchObject([{ status: 'issued', key: { impUid: 'imp_1' } }]);
    });

    it('is charged once by two places that recover it at the same moment', async () => {
      const page = await prepare();
      await failCharge(page);
      const [record] = unsettled(page.client);
      const outcomes = [page.createFlow(), page.createFlow()].map(
        (flow) => record && flow.recover(record as KeyedRecord),
      );
      const ends = await Promise.all(outcomes);
      expect(ends.map((end) => end?.status).sort()).toEqual(['failed', 'succeeded']);
      expect(page.charge).toHaveBeenCalledTimes(2);
    });
  });
});
