import { describe, expect, it, vi } from 'vitest';
import type { BillingOrder } from '../../../../src/iamport/index.js';
import { issueKey, order, type Prepared, prepare, unsettled } from '../prepare.js';

// At this PG the window itself takes the money: what is left for the backend is to verify.
const pg = 'kakaopay';
const paidOrder: BillingOrder = { ...order, initialCharge: 'at-issue' };

const offline = new TypeError('Failed to fetch');

/** A payment that the window took, and that the backend could not verify. */
async function payUnseen(page: Prepared) {
  page.charge.mockRejectedValueOnce(offline);
  const outcome = page.flow.issue(paidOrder);
  await issueKey(page);
  await expect(outcome).resolves.toMatchObject({ error: { code: 'charge_failed' }, issued: { chargedAtIssue: true } });
}

const registrations = ({ imp }: Prepared) => imp.requests.map(({ params }) => params.merchant_uid);

describe('a payment that the window has taken', () => {
  it('is verified by the next attempt, which opens no window', async () => {
    const page = await prepare({ flow: { pg } });
    await payUnseen(page);
    await expect(page.flow.issue({ ...paidOrder, customerUid: 'card-2' })).resolves.toMatchObject({
      status: 'succeeded',
      issued: { via: 'recovery', chargedAtIssue: true },
    });
    const [first, second] = page.charge.mock.calls.map(([{ impUid, merchantUid, chargeMerchantUid, customerUid }]) => ({
      impUid,
      merchantUid,
      chargeMerchantUid,
      customerUid,
    }));
    expect(second).toEqual(first);
    expect(page.imp.requests).toHaveLength(1);
  });

  it('is verified after a reload too, the server being asked first', async () => {
    const page = await prepare({ flow: { pg } });
    await payUnseen(page);
    const getCharge = vi.fn(async (number: string) => `receipt of ${number}`);
    const later = page.createFlow({ getCharge });
    await expect(later.issue(paidOrder)).resolves.toMatchObject({ status: 'succeeded' });
    expect(getCharge).toHaveBeenCalledOnce();
    expect(page.imp.requests).toHaveLength(1);
    expect(page.charge).toHaveBeenCalledOnce();
  });

  it('is left alone once it is given up: then the window opens, under another number', async () => {
    const page = await prepare({ flow: { pg } });
    await payUnseen(page);
    const [record] = unsettled(page.client);
    page.client.log.apply(record?.attemptId ?? '', { type: 'dismissed' });
    const outcome = page.flow.issue(paidOrder);
    await vi.waitUntil(() => page.imp.requests.length === 2);
    await issueKey(page);
    await outcome;
    expect(new Set(registrations(page)).size).toBe(2);
  });

  it.each([
    ['another purchase', pg, { ...paidOrder, amount: 4900 }],
    ['another PG', 'kcp_billing', order],
  ] as const)('is not what %s is about, once the customer was told of it', async (_case, otherPg, otherOrder) => {
    const page = await prepare({ flow: { pg } });
    await payUnseen(page);
    page.flow.setOptions({ ...page.flow.options, pg: otherPg });
    if (otherOrder.amount !== paidOrder.amount) {
      await expect(page.flow.issue(otherOrder)).resolves.toMatchObject({ error: { code: 'unresolved_charge' } });
      expect(page.imp.requests).toHaveLength(1);
    }
    const outcome = page.flow.issue(otherOrder);
    await vi.waitUntil(() => page.imp.requests.length === 2);
    await issueKey(page);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
    expect(new Set(registrations(page)).size).toBe(2);
  });

  it('can’t be taken twice where nobody saw the first: the number stays, and i’mport refuses one that was paid', async () => {
    const page = await prepare({ flow: { pg } });
    const first = page.flow.issue(paidOrder);
    await page.imp.nextRequest();
    page.flow.cancel();
    await first;
    const second = page.flow.issue(paidOrder);
    await vi.waitUntil(() => page.imp.requests.length === 2);
    await issueKey(page);
    await expect(second).resolves.toMatchObject({ status: 'succeeded' });
    expect(new Set(registrations(page)).size).toBe(1);
  });

  it('keeps the host’s own number where the order has one', async () => {
    const page = await prepare({ flow: { pg } });
    for (const merchantUid of ['first', 'second']) {
      const outcome = page.flow.issue({ ...paidOrder, merchantUid });
      await page.imp.nextRequest();
      page.flow.cancel();
      await outcome;
    }
    expect(registrations(page)).toEqual(['first', 'second']);
  });
});

describe('a window that takes no money', () => {
  it('gets a number of its own each time', async () => {
    const page = await prepare();
    for (const _ of [1, 2]) {
      const outcome = page.flow.issue(order);
      await page.imp.nextRequest();
      page.flow.cancel();
      await outcome;
    }
    expect(new Set(registrations(page)).size).toBe(2);
  });
});
