import { afterEach, describe, expect, it, vi } from 'vitest';
import { type BillingStorage, webStorage } from '../../../../src/core/attempt/BillingStorage.js';
import { createUid } from '../../../../src/core/lib/createUid.js';
import { issueKey, order, type Prepared, prepare } from '../prepare.js';

const secrets = [...Object.values(order.buyer ?? {}), '한도 초과', '모의카드'];

/** Every kind of end that an attempt can have, one after the other. */
async function playEverything(page: Prepared): Promise<void> {
  const { flow, imp, charge, callbacks } = page;
  const next = async () => {
    const before = imp.requests.length;
    const outcome = flow.issue({ ...order, customerUid: createUid() });
    await vi.waitUntil(() => imp.requests.length > before);
    return { outcome, request: await imp.nextRequest() };
  };
  for (const end of ['cancel', 'refuse'] as const) {
    const { outcome } = await next();
    await imp[end]({ errorMsg: '한도 초과' });
    await outcome;
  }
  charge.mockRejectedValueOnce(new Error('한도 초과'));
  const { outcome } = await next();
  await imp.issue();
  await outcome;
  await flow.retryCharge();
  const { request } = await next();
  flow.cancel();
  callbacks.at(-1)?.({ success: true, imp_uid: 'imp_1', merchant_uid: request.params.merchant_uid });
}

describe('what leaves the page', () => {
  afterEach(() => localStorage.clear());

  it('has nothing of the buyer or of the PG’s words in it: no event, no storage', async () => {
    const written: string[] = [];
    const local = webStorage('localStorage');
    const storage: BillingStorage = {
      ...local,
      set(key, value) {
        written.push(key, value);
        local.set(key, value);
      },
    };
    const page = await prepare({ client: { storage } });
    await playEverything(page);
    const events = JSON.stringify(page.events);
    expect(page.events.map(({ type }) => type)).toContain('late_answer');
    expect(written.length).toBeGreaterThan(10);
    for (const secret of secrets) {
      expect(events).not.toContain(secret);
      expect(written.join('\n')).not.toContain(secret);
      expect(JSON.stringify({ ...localStorage })).not.toContain(secret);
    }
  });

  it('tells each event with its time', async () => {
    const page = await prepare();
    const from = Date.now();
    await playEverything(page);
    for (const { at } of page.events.slice(1)) {
      expect(at).toBeGreaterThanOrEqual(from);
      expect(at).toBeLessThanOrEqual(Date.now());
    }
  });
});

describe('a storage that refuses', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  it.each<[string, Partial<BillingStorage>]>([
    ['everything', { get: refuse, set: refuse, remove: refuse, keys: refuse }],
    ['to write', { set: refuse }],
  ])('%s stops no attempt, and is told of once', async (_, broken) => {
    const storage = { ...webStorage('localStorage'), ...broken };
    const page = await prepare({ client: { storage } });
    page.charge.mockRejectedValueOnce(new Error('offline'));
    const outcome = page.flow.issue({ ...order, customerUid: createUid() });
    await issueKey(page);
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
    await expect(page.flow.retryCharge()).resolves.toMatchObject({ status: 'succeeded' });
    expect(page.events.filter(({ type }) => type === 'storage_unavailable')).toHaveLength(1);
  });
});
