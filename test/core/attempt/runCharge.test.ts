import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlaceOptions } from '../../../src/core/attempt/Place.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import { orderOf } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = orderOf();
const declined = () => Promise.reject(new Error('declined'));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
afterEach(() => void vi.restoreAllMocks());

/** An attempt whose window has just given a key. */
async function issued(options: Partial<PlaceOptions<string, IssuedKey>>) {
  const made = await startedPlace(options);
  const outcome = made.place.issue(order);
  page().answer();
  const forget = () => {
    for (const key of made.client.storage.keys()) made.client.storage.remove(key);
  };
  const record = () => made.client.log.all()[0];
  return { ...made, outcome, forget, record };
}

describe('a charge', () => {
  it('that nobody can make any more fails as a mistake of the page, and the key stays', async () => {
    const { client, place } = await startedPlace();
    const outcome = place.issue(order);
    place.setOptions({ ...place.options, charge: undefined });
    page().answer();
    const { attemptId } = await outcome;
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'invalid_configuration' }, issued: {} });
    expect(client.log.get(attemptId)?.status).toBe('issued');
  });

  it('is made again although the log was emptied meanwhile', async () => {
    const charge = vi.fn(declined);
    const getCharge = vi.fn(async () => null);
    const { place, outcome, forget } = await issued({ charge, getCharge });
    await outcome;
    forget();
    charge.mockImplementation(() => Promise.resolve('paid') as never);
    await expect(place.retryCharge()).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
  });

  it.each([
    [402, undefined],
    [500, expect.any(Number)],
  ])('that answers a Response with HTTP status %i was not made', async (status, chargeSentAt) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const answers = [new Response(null, { status }), new Response(null, { status: 201 })];
    const { place, outcome, record } = await issued({ charge: async () => answers.shift() as never });
    await expect(outcome).resolves.toMatchObject({ error: { code: 'charge_failed', cause: { status } } });
    expect(record()).toMatchObject({ status: 'issued' });
    expect((record() as { chargeSentAt?: number }).chargeSentAt).toEqual(chargeSentAt);
    expect(error.mock.calls).toEqual([
      [expect.stringContaining(`charge resolved to a Response with HTTP status ${status}.`)],
    ]);
    await expect(place.retryCharge()).resolves.toMatchObject({ status: 'succeeded' });
  });

  it.each([200, 401, 500])(
    'may have been made when getCharge answers a Response with HTTP status %i, or throws it',
    async (status) => {
      const error = vi.spyOn(console, 'error').mockImplementation(() => {});
      const getCharge = vi.fn(async (): Promise<never> => new Response(null, { status }) as never);
      const charge = vi.fn(declined);
      const { place, outcome, record } = await issued({ charge, getCharge });
      await outcome;
      for (let again = 0; again < 2; again += 1) {
        await expect(place.retryCharge()).resolves.toMatchObject({
          error: { code: 'charge_failed', cause: { status } },
        });
        expect(record()).toMatchObject({ status: 'issued', chargeSentAt: expect.any(Number) });
        getCharge.mockRejectedValue(Object.assign(new Error('no'), { status }));
      }
      expect(charge).toHaveBeenCalledTimes(1);
      expect(error).toHaveBeenCalledTimes(1);
    },
  );

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
    client.log.apply(attemptId, { type: 'dismissed' });
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
    const { place, outcome } = await issued({ charge: () => new Promise(() => {}) });
    await vi.advanceTimersByTimeAsync(59_999);
    expect(place.getState().status).toBe('charging');
    await vi.advanceTimersByTimeAsync(1);
    const message = 'No answer within 60000 ms. It may still have been carried out.';
    await expect(outcome).resolves.toMatchObject({ error: { code: 'charge_failed', cause: { message } } });
  });

  it('has no end where it is infinite', async () => {
    const { place } = await issued({ charge: () => new Promise(() => {}), chargeTimeout: Number.POSITIVE_INFINITY });
    await vi.advanceTimersByTimeAsync(2 ** 31);
    expect(place.getState().status).toBe('charging');
  });

  it('does not run while it waits for the network', async () => {
    let pause: (isPaused: boolean) => void = () => {};
    const charge: PlaceOptions<string, IssuedKey>['charge'] = (_, onPaused) => {
      pause = onPaused;
      return new Promise(() => {});
    };
    const { place } = await issued({ charge, chargeTimeout: 1000 });
    await vi.advanceTimersByTimeAsync(0);
    pause(true);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(place.getState()).toMatchObject({ status: 'charging', isPaused: true });
    pause(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
  });

  it('is given up with the answer: no timer is left', async () => {
    const { outcome } = await issued({});
    await outcome;
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is that of asking the server first, too', async () => {
    const getCharge = vi.fn(() => new Promise<string>(() => {}));
    const { place, outcome } = await issued({ charge: declined, getCharge, chargeTimeout: 1000 });
    await outcome;
    const retried = place.retryCharge();
    await vi.advanceTimersByTimeAsync(1000);
    expect(getCharge).toHaveBeenCalledOnce();
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
    await expect(retried).resolves.toMatchObject({ status: 'failed', issued: {} });
  });
});
