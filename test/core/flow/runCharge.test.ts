import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BillingFlowOptions } from '../../../src/core/flow/BillingFlow.js';
import { startedFlow } from '../support/startFlow.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = { customerUid: 'card-1', name: 'Basic', amount: 9900 };
const declined = () => Promise.reject(new Error('declined'));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An attempt whose window has just given a key. */
async function issued(options: Partial<BillingFlowOptions<string>>) {
  const made = await startedFlow(options);
  const outcome = made.flow.issue(order);
  page().answer();
  const forget = () => {
    for (const key of made.client.storage.keys()) made.client.storage.remove(key);
  };
  const record = () => made.client.log.unsettled()[0];
  return { ...made, outcome, forget, record };
}

describe('a charge', () => {
  it('that nobody can make any more fails as a mistake of the page, and the key stays', async () => {
    const { client, flow } = await startedFlow();
    const outcome = flow.issue(order);
    flow.setOptions({ ...flow.options, charge: undefined });
    page().answer();
    const { attemptId } = await outcome;
    expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'invalid_configuration' }, issued: {} });
    expect(client.log.get(attemptId)?.status).toBe('issued');
  });

  it('is made again although the log was emptied meanwhile', async () => {
    const charge = vi.fn(declined);
    const getCharge = vi.fn(async () => null);
    const { flow, outcome, forget } = await issued({ charge, getCharge });
    await outcome;
    forget();
    charge.mockImplementation(() => Promise.resolve('paid') as never);
    await expect(flow.retryCharge()).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
  });

  it('fails as a charge although the log was emptied while it was out', async () => {
    let decline: (cause: Error) => void = () => {};
    const charge = () =>
      new Promise<string>((_, reject) => {
        decline = reject;
      });
    const { outcome, forget } = await issued({ charge });
    await vi.advanceTimersByTimeAsync(0);
    forget();
    const cause = new Error('declined');
    decline(cause);
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'charge_failed', cause } });
  });

  it('leaves the end alone that another tab gave the attempt while it was out', async () => {
    let decline: () => void = () => {};
    const charge = () =>
      new Promise<string>((_, reject) => {
        decline = () => reject(new Error('declined'));
      });
    const { client, outcome, record } = await issued({ charge });
    await vi.advanceTimersByTimeAsync(0);
    const attemptId = record()?.attemptId ?? '';
    client.log.update(attemptId, { status: 'settled', end: 'dismissed' });
    decline();
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
    expect(client.log.get(attemptId)).toMatchObject({ status: 'settled', end: 'dismissed' });
  });

  it('that failed is an issued key again in the log', async () => {
    const { client, outcome } = await issued({ charge: declined });
    const { attemptId } = await outcome;
    expect(client.log.get(attemptId)).toMatchObject({ status: 'issued', chargeSentAt: expect.any(Number) });
  });
});

describe('the time that a charge may take', () => {
  it('is a minute, and named where it is over', async () => {
    const { flow, outcome } = await issued({ charge: () => new Promise(() => {}) });
    await vi.advanceTimersByTimeAsync(59_999);
    expect(flow.getState().status).toBe('charging');
    await vi.advanceTimersByTimeAsync(1);
    const message = 'No answer within 60000 ms. It may still have been carried out.';
    await expect(outcome).resolves.toMatchObject({ error: { code: 'charge_failed', cause: { message } } });
  });

  it('has no end where it is infinite', async () => {
    const { flow } = await issued({ charge: () => new Promise(() => {}), chargeTimeout: Number.POSITIVE_INFINITY });
    await vi.advanceTimersByTimeAsync(2 ** 31);
    expect(flow.getState().status).toBe('charging');
  });

  it('does not run while it waits for the network', async () => {
    let pause: (isPaused: boolean) => void = () => {};
    const charge: BillingFlowOptions<string>['charge'] = (_, onPaused) => {
      pause = onPaused;
      return new Promise(() => {});
    };
    const { flow } = await issued({ charge, chargeTimeout: 1000 });
    await vi.advanceTimersByTimeAsync(0);
    pause(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(flow.getState()).toMatchObject({ status: 'charging', isPaused: true });
    pause(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
  });

  it('is given up with the answer: no timer is left', async () => {
    const { outcome } = await issued({});
    await outcome;
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is that of asking the server first, too', async () => {
    const getCharge = vi.fn(() => new Promise<string>(() => {}));
    const { flow, outcome } = await issued({ charge: declined, getCharge, chargeTimeout: 1000 });
    await outcome;
    const retried = flow.retryCharge();
    await vi.advanceTimersByTimeAsync(1000);
    expect(getCharge).toHaveBeenCalledOnce();
    expect(flow.getState()).toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
    await expect(retried).resolves.toMatchObject({ status: 'failed', issued: {} });
  });
});
