import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keyedRecord, orderOf } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';
import { warnings } from '../support/warnings.js';

const page = stubPage();
// A second purchase with one card is warned of, which is no part of these cases.
warnings();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Another tab holds the charge locks, until it lets go. */
function holdLocks() {
  const waiting: (() => void)[] = [];
  let isHeld = true;
  Object.assign(page().navigator, {
    locks: {
      async request(_: string, work: () => Promise<unknown>) {
        if (isHeld) await new Promise<void>((resolve) => void waiting.push(resolve));
        return work();
      },
    },
  });
  return async () => {
    isHeld = false;
    for (const go of waiting) go();
    await vi.advanceTimersByTimeAsync(0);
  };
}

describe('a charge whose lock another tab holds', () => {
  it('is not sent once another customer has signed in meanwhile, and its key stays', async () => {
    const charge = vi.fn(async () => 'paid');
    const { client, place } = await startedPlace({ charge });
    client.setCustomer('kim');
    const letGo = holdLocks();
    void place.issue(orderOf());
    page().answer();
    client.setCustomer('lee');
    await letGo();
    expect(charge).not.toHaveBeenCalled();
    client.setCustomer('kim');
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'no_customer' } });
    expect(client.log.all()).toMatchObject([{ status: 'issued' }]);
  });

  it('fails where that tab is asleep and never lets go; its key stays, and nothing is sent once the tab has woken', async () => {
    const charge = vi.fn(async () => 'paid');
    const { client, place } = await startedPlace({ charge });
    const letGo = holdLocks();
    const outcome = place.issue(orderOf());
    page().answer();
    await vi.advanceTimersByTimeAsync(60_000);
    const error = { code: 'charge_failed', cause: expect.any(Error) };
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error, issued: {} });
    await letGo();
    await vi.advanceTimersByTimeAsync(0);
    expect(charge).not.toHaveBeenCalled();
    expect(client.log.all()).toMatchObject([{ status: 'issued' }]);
    expect(client.log.all()[0]).not.toHaveProperty('chargeSentAt');
    await expect(place.retryCharge()).resolves.toMatchObject({ status: 'succeeded' });
    expect(charge).toHaveBeenCalledOnce();
  });

  it('may last longer than the wait once it has the lock', async () => {
    const charge = () => new Promise<string>((resolve) => setTimeout(() => resolve('paid'), 50_000));
    const { place } = await startedPlace({ charge });
    const letGo = holdLocks();
    const outcome = place.issue(orderOf());
    page().answer();
    await vi.advanceTimersByTimeAsync(50_000);
    await letGo();
    await vi.advanceTimersByTimeAsync(50_000);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
  });
});

describe('a charge that may have been made, and whose lock another tab holds', () => {
  async function chosen() {
    const getCharge = vi.fn(async () => null);
    const made = await startedPlace({ getCharge });
    made.client.setCustomer('kim');
    const customer = made.client.customerOf({});
    made.client.log.add(keyedRecord('a1', { customer, chargeSentAt: 1 }));
    const letGo = holdLocks();
    const outcome = made.place.issue(orderOf({ name: 'Plus' }));
    return { ...made, getCharge, letGo, outcome };
  }

  it('is not asked about once another customer has signed in meanwhile', async () => {
    const { client, getCharge, letGo } = await chosen();
    client.setCustomer('lee');
    await letGo();
    expect(getCharge).not.toHaveBeenCalled();
    expect(page().requests).toEqual([]);
  });

  it('holds up the click where that tab has had it paid', async () => {
    const { client, getCharge, letGo, outcome } = await chosen();
    client.log.apply('a1', { type: 'charged' });
    await letGo();
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'already_charged' } });
    expect(getCharge).not.toHaveBeenCalled();
  });

  it('is nothing to the click where that tab was told that it was declined: its key stays', async () => {
    const { client, place, getCharge, letGo } = await chosen();
    client.log.apply('a1', { type: 'declined' });
    await letGo();
    expect(place.getState().status).toBe('window');
    expect(getCharge).not.toHaveBeenCalled();
    page().answer();
    expect(client.log.get('a1')).toMatchObject({ status: 'issued' });
  });

  it('is told once where that tab is asleep and never lets go: the next click is the customer’s choice', async () => {
    const { place, getCharge, outcome } = await chosen();
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'unresolved_charge' } });
    expect(page().requests).toEqual([]);
    void place.issue(orderOf({ name: 'Plus' }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.getState().status).toBe('window');
    expect(getCharge).not.toHaveBeenCalled();
  });

  it('keeps no popup from opening once it was told: the next click has not faded by then', async () => {
    const { place, outcome } = await chosen();
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(outcome).resolves.toMatchObject({ error: { code: 'unresolved_charge' } });
    place.setOptions({ ...place.options, pg: 'payco' });
    const clickedAt = Date.now();
    // As browsers have it: a click counts for a few seconds.
    Object.defineProperty(page().navigator, 'userActivation', {
      configurable: true,
      get: () => ({ isActive: Date.now() - clickedAt < 4000 }),
    });
    void place.issue(orderOf({ name: 'Plus' }));
    await vi.advanceTimersByTimeAsync(4000);
    expect(page().requests).toHaveLength(1);
  });
});
