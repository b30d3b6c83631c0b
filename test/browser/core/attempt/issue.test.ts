import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { issueAsync } from '../../../../src/core/attempt/issueAsync.js';
import type { IamportResponse } from '../../../../src/iamport/wire.js';
import { issueKey, order, prepare, statuses, unsettled } from '../prepare.js';

describe('createPlace: issue()', () => {
  it('asks for the window in the task of the click', async () => {
    const { imp, flow } = await prepare();
    const outcome = flow.issue(order);
    expect(imp.requests).toHaveLength(1);
    expect(flow.getState().status).toBe('window');
    expect(imp.requests[0]?.params).toMatchObject({ customer_uid: 'card-1', amount: 9900, buyer_tel: '010-1234-5678' });
    await imp.cancel();
    await outcome;
  });

  it('charges what was issued, and ends with what charge returned', async () => {
    const page = await prepare();
    const { flow, charge, client, events } = page;
    const outcome = flow.issue({ ...order, metadata: { plan: 'basic' } });
    await issueKey(page);
    const end = await outcome;
    const issued = charge.mock.calls[0]?.[0];
    expect(end).toMatchObject({ status: 'succeeded', data: `receipt of ${issued?.chargeMerchantUid}`, issued });
    expect(issued).toMatchObject({ customerUid: 'card-1', via: 'callback', metadata: { plan: 'basic' } });
    expect(issued).not.toHaveProperty('response');
    expect(statuses(events)).toEqual(['loading', 'window', 'charging', 'succeeded']);
    expect(client.log.get(issued?.attemptId ?? '')).toMatchObject({ status: 'settled', end: 'charged' });
  });

  it('copies metadata: what the host changes later is not what was agreed to', async () => {
    const page = await prepare();
    const metadata = { plan: 'basic' };
    const outcome = page.flow.issue({ ...order, metadata });
    metadata.plan = 'gold';
    await issueKey(page);
    await outcome;
    expect(page.charge.mock.calls[0]?.[0].metadata).toEqual({ plan: 'basic' });
  });

  it('waits for an SDK that is not loaded yet', async () => {
    const page = await prepare({ isLoaded: false });
    const outcome = page.flow.issue(order);
    expect(page.flow.getState().status).toBe('loading');
    await issueKey(page);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('can be cancelled while the SDK is on its way, and then opens nothing', async () => {
    const { flow, imp, client } = await prepare({ isLoaded: false });
    const outcome = flow.issue(order);
    flow.cancel();
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled', reason: 'host' });
    await client.load();
    await vi.waitUntil(() => imp.ready);
    expect(imp.requests).toHaveLength(0);
  });

  describe('a PG with a popup', () => {
    const payco = { ...order, name: 'Popup' };

    it('asks for one more click when the activation is spent, and opens at that click', async () => {
      const { imp, createFlow } = await prepare({ isLoaded: false });
      const flow = createFlow({ pg: 'payco' });
      const activation = vi.spyOn(navigator.userActivation, 'isActive', 'get').mockReturnValue(false);
      await expect(flow.issue(payco)).resolves.toMatchObject({ status: 'failed', error: { code: 'needs_click' } });
      expect(imp.requests).toHaveLength(0);
      activation.mockRestore();

      await vi.waitUntil(() => imp.ready);
      const button = document.body.appendChild(document.createElement('button'));
      button.textContent = 'Subscribe';
      button.addEventListener('click', () => void flow.issue(payco));
      await userEvent.click(button);
      button.remove();
      expect(imp.requests).toMatchObject([{ inUserActivation: true, state: 'open' }]);
      expect(imp.popups).toMatchObject([{ blocked: false }]);
      flow.cancel();
    });
  });

  describe('the SDK’s own failures', () => {
    it.each([
      ['noChannel', 'no_channel'],
      ['notReady', 'no_channel'],
      ['popupNotOpened', 'popup_blocked'],
      ['refused', 'refused'],
      ['newStyleFailure', 'refused'],
    ] as const)('ends %s as %s, and the next try works', async (type, code) => {
      const page = await prepare({ sdk: { outcomes: [{ type }] } });
      const { flow, imp } = page;
      await expect(flow.issue(order)).resolves.toMatchObject({ status: 'failed', error: { code } });
      const next = flow.issue(order);
      await vi.waitUntil(() => imp.requests.length === 2);
      await issueKey(page);
      await expect(next).resolves.toMatchObject({ status: 'succeeded' });
    });

    it('ends a request_pay that throws as sdk_error', async () => {
      const { flow, imp, client } = await prepare();
      vi.spyOn(imp.IMP, 'request_pay').mockImplementation(() => {
        throw new Error('inside the SDK');
      });
      const outcome = await flow.issue(order);
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'sdk_error' } });
      expect(unsettled(client)).toEqual([]);
    });

    it.each([{}, null, undefined, { imp_uid: '' }])('ends an answer of %j as invalid_answer', async (garbage) => {
      const { flow, callbacks, charge } = await prepare();
      const outcome = flow.issue(order);
      callbacks[0]?.(garbage as IamportResponse);
      await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'invalid_answer' } });
      expect(charge).not.toHaveBeenCalled();
    });

    it('does not take another order’s key for its own', async () => {
      const { flow, callbacks, charge } = await prepare();
      const outcome = flow.issue(order);
      callbacks[0]?.({ success: true, imp_uid: 'imp_1', merchant_uid: 'of another order' });
      await expect(outcome).resolves.toMatchObject({ error: { code: 'invalid_answer' } });
      expect(charge).not.toHaveBeenCalled();
    });
  });

  it('names what is wrong with an order, and opens nothing', async () => {
    const { flow, imp } = await prepare();
    const outcome = await flow.issue({ ...order, amount: Number.NaN });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'invalid_request', field: 'amount' } });
    expect(imp.requests).toHaveLength(0);
    expect(console.error).toHaveBeenCalledOnce();
    vi.mocked(console.error).mockClear();
  });

  it('opens nothing where nobody would charge', async () => {
    const { createFlow, imp } = await prepare();
    const outcome = await createFlow({ charge: undefined }).issue(order);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'invalid_configuration' } });
    expect(imp.requests).toHaveLength(0);
    // Only the developer can mend it, and the customer's sentence says nothing of it.
    expect(vi.mocked(console.error).mock.calls.splice(0)).toEqual([[outcome.status === 'failed' && outcome.error]]);
  });

  describe('issueAsync()', () => {
    it('resolves to what charge returned', async () => {
      const page = await prepare();
      const receipt = issueAsync(page.flow, () => page.flow.issue(order));
      await issueKey(page);
      await expect(receipt).resolves.toMatch(/^receipt of /);
    });

    it('rejects with cancelled, and with what failed', async () => {
      const { flow, imp } = await prepare({ sdk: { outcomes: ['cancelled', 'refused'] } });
      await expect(issueAsync(flow, () => flow.issue(order))).rejects.toMatchObject({ code: 'cancelled' });
      await vi.waitUntil(() => imp.ready);
      await expect(issueAsync(flow, () => flow.issue(order))).rejects.toMatchObject({
        code: 'refused',
        pgCode: 'F400',
      });
    });
  });
});
