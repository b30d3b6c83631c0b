import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPlace } from '../../../src/core/attempt/createPlace.js';
import type { PlaceOptions } from '../../../src/core/attempt/Place.js';
import { purchaseOf } from '../../../src/core/attempt/purchase.js';
import type { OrderSource } from '../../../src/core/order.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import type { BillingOrder } from '../../../src/iamport/order.js';
import { keyedRecord, orderOf, sampleRecord } from '../support/samples.js';
import { startedPlace, startPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';
import { warnings } from '../support/warnings.js';

const page = stubPage();
// A second window with one card is warned of, which is no part of these cases.
warnings();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Options = Partial<PlaceOptions<string, IssuedKey>>;

describe('a click on a purchase that another tab has had paid', () => {
  async function ended(
    how: (place: Awaited<ReturnType<typeof startedPlace>>['place']) => void,
    options: Options = {},
    order: OrderSource<BillingOrder> = orderOf(),
  ) {
    const made = await startedPlace(options);
    void made.place.issue(order);
    await vi.advanceTimersByTimeAsync(0);
    how(made.place);
    await vi.advanceTimersByTimeAsync(1000);
    const first = made.client.log.all()[0];
    made.client.log.apply(first?.attemptId ?? '', { type: 'charged' });
    vi.advanceTimersByTime(1);
    void made.place.issue(order);
    await vi.advanceTimersByTimeAsync(1000);
    const second = made.client.log.all()[0];
    expect(second?.attemptId).not.toBe(first?.attemptId);
    return [first?.chargeNumber, second?.chargeNumber];
  }

  it('means that purchase where it failed here: it has its number', async () => {
    const charge = () => Promise.reject(Object.assign(new Error('no'), { status: 402 }));
    const [first, second] = await ended(() => page().answer(), { charge });
    expect(second).toBe(first);
  });

  it('means that purchase where it was given up here', async () => {
    const [first, second] = await ended((place) => place.cancel());
    expect(second).toBe(first);
  });

  it('means that purchase where the host’s server makes the order', async () => {
    const made = async () => orderOf();
    const [first, second] = await ended((place) => place.cancel(), { purchaseKey: ['basic'] }, made);
    expect(second).toBe(first);
  });

  it('means that purchase where another card has paid for it, and this one is told so', async () => {
    const charge = () => Promise.reject(Object.assign(new Error('no'), { status: 402 }));
    const { client, place } = await startedPlace({ charge });
    void place.issue(orderOf());
    page().answer();
    await vi.advanceTimersByTimeAsync(1000);
    const [first] = client.log.all();
    if (!first) throw new Error('no attempt is stored');
    client.log.add(
      sampleRecord('other', { ...first, attemptId: 'other', card: 'card-2', supersedes: first.attemptId }),
    );
    client.log.apply('other', { type: 'charged' });
    await expect(place.retryCharge()).resolves.toMatchObject({ status: 'failed', error: { code: 'already_settled' } });
    await vi.advanceTimersByTimeAsync(1000);
    void place.issue(orderOf());
    await vi.advanceTimersByTimeAsync(1000);
    const opened = client.log.find(page().requests.at(-1)?.merchant_uid ?? '');
    expect(opened?.chargeNumber).toBe(first.chargeNumber);
    expect(opened?.attemptId).not.toBe(first.attemptId);
  });

  it('means that purchase where it was given up here, and paid there by an attempt of its own under the same number', async () => {
    const { client, place } = await startedPlace();
    void place.issue(orderOf());
    place.cancel();
    const [first] = client.log.all();
    if (!first) throw new Error('no attempt is stored');
    client.log.add(sampleRecord('other', { ...first, attemptId: 'other', supersedes: first.attemptId }));
    client.log.apply(first.attemptId, { type: 'superseded' });
    client.log.apply('other', { type: 'charged' });
    await vi.advanceTimersByTimeAsync(1000);
    void place.issue(orderOf());
    const opened = client.log.find(page().requests.at(-1)?.merchant_uid ?? '');
    expect(opened?.attemptId).not.toBe(first.attemptId);
    expect(opened?.chargeNumber).toBe(first.chargeNumber);
  });

  it('goes on to mean that purchase where that click is given up, too', async () => {
    const { client, place } = await startedPlace();
    const giveUp = async () => {
      void place.issue(orderOf());
      expect(place.getState().status).toBe('window');
      place.cancel();
      await vi.advanceTimersByTimeAsync(1000);
      return client.log.all()[0];
    };
    const first = await giveUp();
    client.log.apply(first?.attemptId ?? '', { type: 'charged' });
    await vi.advanceTimersByTimeAsync(1000);
    expect((await giveUp())?.chargeNumber).toBe(first?.chargeNumber);
    expect((await giveUp())?.chargeNumber).toBe(first?.chargeNumber);
  });

  it('is a new purchase where another place of this page has had it paid, and shows that', async () => {
    const { client, place } = await startedPlace();
    const other = createPlace<string, IssuedKey>(client, place.options);
    void place.issue(orderOf());
    place.cancel();
    await vi.advanceTimersByTimeAsync(1000);
    void other.issue(orderOf());
    page().answer();
    await vi.advanceTimersByTimeAsync(1000);
    expect(other.getState().status).toBe('succeeded');
    const paid = client.log.all().find(({ status }) => status === 'settled');
    void place.issue(orderOf());
    await vi.advanceTimersByTimeAsync(1000);
    const opened = client.log.find(page().requests.at(-1)?.merchant_uid ?? '');
    expect(opened?.chargeNumber).not.toBe(paid?.chargeNumber);
  });

  it('goes on to mean that purchase where no window came of that click', async () => {
    const { client, place } = await startedPlace({ purchaseKey: ['basic'] });
    const click = async (source: OrderSource<BillingOrder>) => {
      void place.issue(source);
      await vi.advanceTimersByTimeAsync(1000);
    };
    await click(async () => orderOf());
    place.cancel();
    const [first] = client.log.all();
    client.log.apply(first?.attemptId ?? '', { type: 'charged' });
    await vi.advanceTimersByTimeAsync(1000);
    await click(() => Promise.reject(new Error('offline')));
    expect(place.getState()).toMatchObject({ error: { code: 'order_failed' } });
    await click(async () => orderOf());
    const opened = client.log.find(page().requests.at(-1)?.merchant_uid ?? '');
    expect(opened?.attemptId).not.toBe(first?.attemptId);
    expect(opened?.chargeNumber).toBe(first?.chargeNumber);
  });

  it('is a new purchase where it is shown as paid', async () => {
    const [first, second] = await ended(() => page().answer());
    expect(second).not.toBe(first);
  });
});

describe('an order that the host’s server makes', () => {
  /** A popup whose click has faded by the time that the order is there. */
  async function faded(options: Options = {}) {
    const made = await startedPlace({ pg: 'payco', purchaseKey: ['basic'], ...options });
    const source = vi.fn(async () => orderOf());
    const click = async (isActive: boolean) => {
      page().navigator.userActivation = { isActive };
      void made.place.issue(source);
      await vi.advanceTimersByTimeAsync(1000);
      return made.place.getState();
    };
    expect(await click(false)).toMatchObject({ status: 'failed', error: { code: 'needs_click' } });
    return { ...made, source, click };
  }

  it('is made once for the click that came too early and the one that opens the window, and anew for the next', async () => {
    const { place, source, click } = await faded();
    expect(await click(true)).toMatchObject({ status: 'window' });
    expect(source).toHaveBeenCalledOnce();
    place.cancel();
    await vi.advanceTimersByTimeAsync(1000);
    await click(true);
    expect(source).toHaveBeenCalledTimes(2);
  });

  it('is not paid beside what another tab has paid for the same purchase between the two clicks', async () => {
    const charge = vi.fn(async () => 'paid');
    const { client, place, click } = await faded({ charge, getCharge: async () => 'receipt' });
    const purchase = purchaseOf(orderOf(), ['basic']);
    client.log.add(keyedRecord('other', { purchase, card: 'card-1', pg: 'payco' }));
    client.log.apply('other', { type: 'charged' });
    await click(true);
    page().answer();
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.getState()).toMatchObject({ status: 'succeeded', data: 'receipt' });
    expect(charge).not.toHaveBeenCalled();
  });

  it.each<[string, Options]>([
    ['another plan', { purchaseKey: ['plus'] }],
    ['another PG', { pg: 'kcp_billing' }],
    ['another purpose', { purpose: 'register' }],
  ])('is made anew for %s', async (_, change) => {
    const { place, source, click } = await faded();
    place.setOptions({ ...place.options, ...change } as PlaceOptions<string, IssuedKey>);
    await click(true);
    expect(source).toHaveBeenCalledTimes(2);
  });

  it('is made anew for another customer', async () => {
    const { client, source, click } = await faded();
    client.setCustomer('lee');
    await click(true);
    expect(source).toHaveBeenCalledTimes(2);
  });

  it('is made anew where it was wrong, and fails with its cause where none is made', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const { place } = await startedPlace({ purchaseKey: 'basic' });
    const cause = new Error('offline');
    const source = vi
      .fn()
      .mockResolvedValueOnce(orderOf({ customerUid: '' }))
      .mockRejectedValueOnce(cause)
      .mockResolvedValue(orderOf());
    await expect(place.issue(source)).resolves.toMatchObject({ error: { code: 'invalid_request' } });
    await expect(place.issue(source)).resolves.toMatchObject({ error: { code: 'order_failed', cause } });
    void place.issue(source);
    await vi.advanceTimersByTimeAsync(0);
    expect(place.getState().status).toBe('window');
    expect(source).toHaveBeenCalledTimes(3);
  });
});

describe('a consent that is taken back while the order is made', () => {
  const terms = [{ id: 'billing', required: true }, { id: 'news' }];

  async function changed(agreed: readonly string[] | undefined) {
    const made = await startedPlace({ purchaseKey: 'basic', terms, agreed: ['billing', 'news'] });
    const orders: (() => void)[] = [];
    const outcome = made.place.issue(
      () => new Promise<ReturnType<typeof orderOf>>((resolve) => void orders.push(() => resolve(orderOf()))),
    );
    made.place.setOptions({ ...made.place.options, agreed });
    orders[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    return { ...made, outcome };
  }

  it('opens no window where it is required', async () => {
    for (const agreed of [['news'], undefined]) {
      const { outcome } = await changed(agreed);
      await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'consent_missing' } });
      expect(page().requests).toEqual([]);
    }
  });

  it('is not stored where it is optional', async () => {
    const { place } = await changed(['billing']);
    expect(place.getState().status).toBe('window');
    expect(place.consents()).toMatchObject([{ id: 'billing' }]);
  });

  it('is stored where nothing was taken back', async () => {
    const { place } = await changed(['billing', 'news']);
    expect(place.consents()).toMatchObject([{ id: 'billing' }, { id: 'news' }]);
  });
});

describe('a purchase whose money an earlier window has taken', () => {
  it.each([
    ['that is given', orderOf({ initialCharge: 'at-issue' })],
    ['that the host’s server makes', async () => orderOf({ initialCharge: 'at-issue' })],
  ])('goes on with its key, and opens no window for an order %s', async (_, source) => {
    const { client, place } = await startedPlace({ pg: 'kakaopay', purchaseKey: 'basic' });
    const purchase = purchaseOf(orderOf(), 'basic');
    client.log.add(keyedRecord('a1', { purchase, card: 'card-1', pg: 'kakaopay', chargedAtIssue: true }));
    await expect(place.issue(source)).resolves.toMatchObject({
      status: 'succeeded',
      issued: { impUid: 'imp_a1', via: 'recovery' },
    });
    expect(page().requests).toEqual([]);
  });
});

describe('what another tab does at the same purchase after the click, while this one waits for the SDK', () => {
  async function meanwhile(other: object, options: Options, change: Parameters<typeof orderOf>[0] = {}) {
    const { client, place } = startPlace(options);
    const order = orderOf(change);
    const outcome = place.issue(order);
    expect(place.getState()).toMatchObject({ status: 'loading' });
    client.log.add(keyedRecord('other', { purchase: purchaseOf(order, undefined), card: 'card-1', ...other }));
    await vi.advanceTimersByTimeAsync(1000);
    return { client, outcome };
  }

  it('is paid with where its window takes the money: none opens here', async () => {
    const charge = vi.fn(async () => 'paid');
    const { outcome } = await meanwhile(
      { pg: 'danal_tpay', chargedAtIssue: true },
      { pg: 'danal_tpay', charge },
      { initialCharge: 'at-issue' },
    );
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', issued: { impUid: 'imp_other' } });
    expect(page().requests).toEqual([]);
    expect(charge).toHaveBeenCalledOnce();
  });

  it('is asked about where its window may have taken the money: none opens here', async () => {
    const { client, place } = startPlace({ pg: 'danal_tpay' });
    client.getRegistration = async () => ({ impUid: 'imp_other' });
    const order = orderOf({ initialCharge: 'at-issue', merchantUid: 'm-2' });
    const outcome = place.issue(order);
    const purchase = purchaseOf(order, undefined);
    client.log.add(sampleRecord('other', { purchase, card: 'card-1', pg: 'danal_tpay', chargedAtIssue: true }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(page().requests).toEqual([]);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', issued: { impUid: 'imp_other' } });
  });

  it('is asked about beside the charge of another purchase, which is given up when the window opens', async () => {
    const { client, place } = startPlace({ pg: 'danal_tpay', getCharge: async () => null as never });
    client.getRegistration = async () => null;
    client.log.add(keyedRecord('basic', { card: 'card-1', chargeSentAt: 1 }));
    const order = orderOf({ initialCharge: 'at-issue', name: 'Plus' });
    void place.issue(order);
    const purchase = purchaseOf(order, undefined);
    client.log.add(sampleRecord('other', { purchase, card: 'card-1', pg: 'danal_tpay', chargedAtIssue: true }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(page().requests).toHaveLength(1);
    expect(client.log.get('basic')).toMatchObject({ status: 'settled', end: 'dismissed' });
  });

  it('lends its number, under which nobody pays twice', async () => {
    const { client } = await meanwhile({}, {});
    const [opened] = page().requests.map(({ merchant_uid = '' }) => client.log.find(merchant_uid));
    expect(opened?.chargeNumber).toBe('c-other');
  });
});
