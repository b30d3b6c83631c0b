import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlaceOptions } from '../../../src/core/attempt/Place.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import { orderOf } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
const required = [{ id: 'billing', required: true }];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a click that may begin nothing', () => {
  it.each<[string, string, object]>([
    ['invalid_configuration', 'has no charge', { charge: undefined }],
    ['invalid_configuration', 'has an id that is no text', { id: 7 }],
    ['invalid_configuration', 'is for no purpose that there is', { purpose: 'gift' }],
    ['invalid_configuration', 'has terms that are no list', { terms: { id: 'billing' } }],
    ['invalid_configuration', 'has a term without an id', { terms: [{ required: true }] }],
    ['invalid_configuration', 'has a term that is nothing', { terms: [null] }],
    ['invalid_configuration', 'has a time that is none', { staleAfter: -1 }],
    ['invalid_configuration', 'has agreed to what is no list', { agreed: 'billing' }],
    ['consent_missing', 'lacks a consent', { terms: required, agreed: ['news'] }],
  ])('%s where it %s', async (code, _, options) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const onError = vi.fn();
    const { client, place } = await startedPlace({ ...options, onError } as Partial<PlaceOptions<string, IssuedKey>>);
    const outcome = await place.issue(orderOf());
    expect(outcome).toMatchObject({ status: 'failed', error: { code } });
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code } });
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code }), undefined);
    expect([page().requests, client.log.all()]).toEqual([[], []]);
    // A slip of the page is said loudly; what a customer has to do is not.
    expect(error).toHaveBeenCalledTimes(code === 'invalid_configuration' ? 1 : 0);
  });

  it('no_customer where nobody is signed in', async () => {
    const { client, place } = await startedPlace();
    client.setCustomer(null);
    await expect(place.issue(orderOf())).resolves.toMatchObject({ status: 'failed', error: { code: 'no_customer' } });
    expect(page().requests).toEqual([]);
  });

  it('invalid_configuration where an order is made by a function, and nothing tells what it is for', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const source = vi.fn(async () => orderOf());
    for (const purchaseKey of [undefined, null]) {
      const { place } = await startedPlace({ purchaseKey });
      const outcome = await place.issue(source);
      expect(outcome).toMatchObject({ error: { code: 'invalid_configuration' } });
      expect(outcome).toMatchObject({ error: { message: expect.stringContaining('purchaseKey') } });
    }
    expect(source).not.toHaveBeenCalled();
  });

  it('order_failed where the order can’t be made: a slip of the page is told in development', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { place } = await startedPlace({ purchaseKey: 'basic' });
    const cause = new TypeError('cart is not defined');
    const outcome = await place.issue(() => Promise.reject(cause));
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'order_failed', cause } });
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('order threw TypeError: cart is not defined.'),
    );
  });

  it('is none that lacks a consent to what is optional', async () => {
    const { place } = await startedPlace({ terms: [{ id: 'news' }], purchaseKey: 'basic' });
    void place.issue(async () => orderOf());
    await vi.advanceTimersByTimeAsync(0);
    expect(page().requests).toHaveLength(1);
  });

  it('opens a window once what was missing is there', async () => {
    const { place } = await startedPlace({
      terms: required,
      agreed: ['billing'],
      purchaseKey: 'basic',
      id: 'checkout',
    });
    void place.issue(async () => orderOf());
    await vi.advanceTimersByTimeAsync(0);
    expect(page().requests).toHaveLength(1);
  });
});
