import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orderOf, sampleRecord } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';
import { warnings } from '../support/warnings.js';

const page = stubPage();
// An end that no component shows is warned of, which is no part of these cases.
warnings();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a charge of the same purchase that was sent since the click, under a number that another tab was given', () => {
  /** A key, which came after another tab had sent its charge without an answer. */
  async function sentElsewhere(getCharge: (number: string) => Promise<string | null>, change: object = {}) {
    const charge = vi.fn(async () => 'paid');
    const ask = vi.fn((number: string) => getCharge(number));
    const { client, place } = await startedPlace({ charge, getCharge: ask });
    client.setCustomer('kim');
    const outcome = place.issue(orderOf());
    const [{ purchase, purpose, customer } = {}] = client.log.all();
    const sent = { status: 'issued', key: { impUid: 'imp_2' }, chargeSentAt: 1, purchase, purpose, customer };
    client.log.add(sampleRecord('a2', { ...sent, createdAt: 1, ...change }));
    page().answer();
    await vi.advanceTimersByTimeAsync(0);
    return { client, place, charge, ask, outcome, retry: () => place.retryCharge() };
  }
  const lost = () => Promise.reject(new TypeError('Failed to fetch'));

  it('is asked about first: its receipt is shown, and nothing is charged beside it', async () => {
    const { charge, outcome } = await sentElsewhere(async (number) => (number === 'c-a2' ? 'receipt' : null));
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', data: 'receipt' });
    expect(charge).not.toHaveBeenCalled();
  });

  it('holds up nobody where it was not made', async () => {
    const { charge, ask, outcome } = await sentElsewhere(async () => null);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
    expect(ask.mock.calls[0]).toEqual(['c-a2']);
    expect(charge).toHaveBeenCalledOnce();
  });

  it('is told of once where nobody knows', async () => {
    const { charge, outcome, retry } = await sentElsewhere(lost);
    await expect(outcome).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'unresolved_charge' },
      issued: {},
    });
    expect(charge).not.toHaveBeenCalled();
    await expect(retry()).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('is not asked about in the session of the next customer', async () => {
    let answer = (_: null) => {};
    const { client, place, charge } = await sentElsewhere(() => new Promise((resolve) => (answer = resolve)));
    client.setCustomer('lee');
    answer(null);
    await vi.advanceTimersByTimeAsync(0);
    client.setCustomer('kim');
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'no_customer' }, issued: {} });
    expect(client.log.get('a2')).toMatchObject({ chargeSentAt: 1 });
    expect(charge).not.toHaveBeenCalled();
  });

  it.each([
    ['another plan', { purchase: 'another' }],
    ['another purpose', { purpose: 'change' }],
    ['another customer', { customer: 'another' }],
  ])('is not asked about where it is of %s', async (_, change) => {
    const { ask, outcome } = await sentElsewhere(lost, change);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
    expect(ask).not.toHaveBeenCalled();
  });
});
