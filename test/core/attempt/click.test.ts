import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlaceOptions, PlaceOwner } from '../../../src/core/attempt/Place.js';
import { purchaseOf } from '../../../src/core/attempt/purchase.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import { orderOf, sampleRecord } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';
import { warnings } from '../support/warnings.js';

const page = stubPage();
// A second window with one card is warned of, which is no part of these cases.
warnings();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

type Options = PlaceOptions<string, IssuedKey>;
type Owner = PlaceOwner<string, IssuedKey>;

const ownerOf = (options: Partial<Options> = {}): Owner => ({ options: { pg: 'kcp_billing', ...options } as Options });

/** An order that the host's server makes, when the test says so. */
function slowOrder() {
  let make = () => {};
  const source = () =>
    new Promise<ReturnType<typeof orderOf>>((resolve) => {
      make = () => resolve(orderOf({ name: 'Basic' }));
    });
  return { source, make: () => make() };
}

describe('what is bought is decided at the click', () => {
  const basic: Partial<Options> = { purchaseKey: ['basic'], terms: [{ id: 'old', required: true }], agreed: ['old'] };
  const plus: Partial<Options> = { purchaseKey: ['plus'], terms: [{ id: 'new', required: true }], agreed: ['new'] };

  it('although the component shows another plan by the time that the order is made; its latest charge takes the money', async () => {
    const { client, place } = await startedPlace();
    const [first, latest] = [vi.fn(async () => 'first'), vi.fn(async (_: IssuedKey) => 'latest')];
    const owner = ownerOf({ ...basic, charge: first });
    place.mount(owner);
    const { source, make } = slowOrder();
    const outcome = place.issue(source, owner);
    owner.options = ownerOf({ ...plus, pg: 'danal', purpose: 'change', charge: latest }).options;
    make();
    await vi.advanceTimersByTimeAsync(0);
    page().answer();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', data: 'latest' });
    expect(first).not.toHaveBeenCalled();
    expect(latest.mock.calls[0]?.[0]).toMatchObject({
      pg: 'kcp_billing',
      purpose: 'subscribe',
      consents: [{ id: 'old' }],
    });
    const [record] = client.records();
    expect(record?.purchase).toBe(purchaseOf(orderOf(), ['basic']));
  });

  it('so that what another tab has paid for since is not paid for again', async () => {
    const { client, place } = await startedPlace();
    const charge = vi.fn(async () => 'paid');
    const owner = ownerOf({ ...basic, charge });
    const { source, make } = slowOrder();
    const outcome = place.issue(source, owner);
    const purchase = purchaseOf(orderOf(), ['basic']);
    client.log.add(sampleRecord('a1', { purchase, card: 'card-1', status: 'settled', end: 'charged' }));
    make();
    await vi.advanceTimersByTimeAsync(0);
    page().answer();
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'already_settled' } });
    expect(charge).not.toHaveBeenCalled();
  });

  it('by the customer who was signed in: one who comes meanwhile gets no window', async () => {
    const { client, place } = await startedPlace();
    client.setCustomer('kim');
    const owner = ownerOf({ ...basic, charge: async () => 'paid' });
    const { source, make } = slowOrder();
    const outcome = place.issue(source, owner);
    client.setCustomer('lee');
    make();
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled', reason: 'host' });
    await vi.advanceTimersByTimeAsync(0);
    expect(page().requests).toEqual([]);
    client.setCustomer('kim');
    expect(client.log.all()).toEqual([]);
  });
});

describe('a place that outlives its customer, as on a page without React', () => {
  async function ofKim(charge: () => Promise<string>) {
    const made = await startedPlace({ charge });
    made.client.setCustomer('kim');
    const outcome = made.place.issue(orderOf());
    page().answer();
    await outcome;
    return made;
  }

  it('shows the next one no receipt, and the first one theirs', async () => {
    const { client, place } = await ofKim(async () => 'receipt of kim');
    client.setCustomer('lee');
    expect(place.getState()).toEqual({ status: 'idle' });
    client.setCustomer('kim');
    expect(place.getState()).toMatchObject({ status: 'succeeded', data: 'receipt of kim' });
  });

  it('has nothing for the next one to try again, and begins with their own card', async () => {
    const charge = vi.fn().mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue('paid');
    const { client, place } = await ofKim(charge);
    client.setCustomer('lee');
    await expect(place.retryCharge()).resolves.toMatchObject({ error: { code: 'nothing_to_retry' } });
    expect(charge).toHaveBeenCalledOnce();
    const outcome = place.issue(orderOf({ customerUid: 'card-of-lee' }));
    // The SDK settles after the answer before.
    await vi.advanceTimersByTimeAsync(1000);
    page().answer({ imp_uid: 'imp_2' });
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', issued: { customerUid: 'card-of-lee' } });
    expect(charge.mock.calls[1]?.[0].chargeMerchantUid).not.toBe(charge.mock.calls[0]?.[0].chargeMerchantUid);
  });
});

describe('a number that is paid is spent', () => {
  it('also where only a later record of the purchase still knows that', async () => {
    const { client, place } = await startedPlace();
    const purchase = purchaseOf(orderOf(), undefined);
    // The record of the charge itself went with the storage; that of an attempt before it did not.
    client.log.add(sampleRecord('a1', { purchase, card: 'card-1', status: 'settled', end: 'superseded' }));
    client.log.add(
      sampleRecord('a2', { purchase, card: 'card-1', status: 'settled', end: 'charged', paidBefore: ['c-a1'] }),
    );
    void place.issue(orderOf());
    const record = client.records().find(({ status }) => status === 'opened');
    expect(record).toBeDefined();
    expect(['c-a1', 'c-a2']).not.toContain(record?.chargeNumber);
  });
});

describe('whose charge it is, of two components that show one place', () => {
  async function begunBySecond() {
    const { place } = await startedPlace();
    const charges = [vi.fn(async () => 'first'), vi.fn(async () => 'second')];
    const owners = charges.map((charge) => ownerOf({ charge }));
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const show = () => owners.map((owner) => place.mount(owner));
    const leaves = show();
    const outcome = place.issue(orderOf(), owners[1]);
    return { place, owners, show, leaves, outcome };
  }

  it('is that of the one that was clicked', async () => {
    const { outcome } = await begunBySecond();
    page().answer();
    await expect(outcome).resolves.toMatchObject({ data: 'second' });
  });

  it('also when both go and come back meanwhile', async () => {
    const { outcome, leaves, show } = await begunBySecond();
    for (const leave of leaves) leave();
    show();
    page().answer();
    await expect(outcome).resolves.toMatchObject({ data: 'second' });
  });

  it('also when another one comes meanwhile', async () => {
    const { place, outcome } = await begunBySecond();
    place.mount(ownerOf({ charge: async () => 'third' }));
    page().answer();
    await expect(outcome).resolves.toMatchObject({ data: 'second' });
  });

  it('of one that shows the place, once the clicked one is gone', async () => {
    const { place, owners, outcome, leaves } = await begunBySecond();
    for (const leave of leaves) leave();
    place.mount(owners[0] as Owner);
    page().answer();
    await expect(outcome).resolves.toMatchObject({ data: 'first' });
  });
});

describe('an order of the host’s server', () => {
  it('that never comes ends the attempt, and the next click has it made anew', async () => {
    const { place } = await startedPlace({ purchaseKey: ['basic'] });
    const outcome = place.issue(() => new Promise<never>(() => {}));
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'order_failed' } });
    void place.issue(async () => orderOf());
    await vi.advanceTimersByTimeAsync(0);
    expect(place.getState().status).toBe('window');
  });

  it.each([
    ['a moment', 60_000, 1],
    ['a night', 12 * 60 * 60_000, 2],
  ])('that no window was opened for is there after %s: it is made %s times', async (_, wait, times) => {
    const { client, place } = await startedPlace({ purchaseKey: ['basic'] });
    const source = vi.fn(async () => orderOf());
    vi.spyOn(client, 'load').mockRejectedValueOnce(new Error('blocked'));
    await place.issue(source);
    await vi.advanceTimersByTimeAsync(wait);
    void place.issue(source);
    await vi.advanceTimersByTimeAsync(0);
    expect(place.getState().status).toBe('window');
    expect(source).toHaveBeenCalledTimes(times);
  });

  it('that comes too late opens nothing', async () => {
    const { place } = await startedPlace({ purchaseKey: ['basic'], chargeTimeout: 1000 });
    const { source, make } = slowOrder();
    const outcome = place.issue(source);
    await vi.advanceTimersByTimeAsync(1000);
    make();
    await vi.advanceTimersByTimeAsync(0);
    await expect(outcome).resolves.toMatchObject({ error: { code: 'order_failed' } });
    expect(page().requests).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['is nothing', async () => undefined],
    ['is null', async () => null],
    ['is a text', async () => 'signed out'],
    ['is refused with nothing', () => Promise.reject()],
    [
      'throws nothing',
      () => {
        throw undefined;
      },
    ],
  ])('that %s is refused, and holds back no other attempt', async (_, source) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const { place } = await startedPlace({ purchaseKey: ['basic'] });
    const { status } = await place.issue(source as never);
    expect(status).toBe('failed');
    void place.issue(orderOf());
    expect(place.getState().status).toBe('window');
  });
});

it('a purchaseKey that can tell no purchases apart is refused, loudly', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { place } = await startedPlace({ purchaseKey: new Map([['planId', 'basic']]) as never });
  const outcome = await place.issue(orderOf());
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'invalid_configuration' } });
  expect(String(error.mock.lastCall?.[0])).toContain('`purchaseKey` holds what JSON leaves out');
  expect(page().requests).toEqual([]);
});

it('whoever watches a place hears that another customer has signed in, and sees nothing of the one before', async () => {
  const { client, place } = await startedPlace({ charge: () => Promise.reject(new Error('declined')) });
  client.setCustomer('kim');
  const outcome = place.issue(orderOf());
  page().answer();
  await outcome;
  const seen: string[] = [];
  const leave = place.subscribe(() => seen.push(place.getState().status));
  client.setCustomer('lee');
  client.setCustomer('kim');
  leave();
  client.setCustomer('lee');
  expect(seen).toEqual(['idle', 'failed']);
});
