import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlaceOptions } from '../../../src/core/attempt/Place.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import { orderOf, sampleRecord } from '../support/samples.js';
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
    await expect(outcome).resolves.toMatchObject({
      error: { code: 'charge_failed', cause: { status, message: `HTTP ${status}` } },
    });
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
      expect(error.mock.calls).toEqual([[expect.stringMatching(/^getCharge resolved/)]]);
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

  it.each([
    [401, 'of this try alone, which may have lost the session', expect.any(Number)],
    [404, 'of this try alone, which may have gone nowhere', expect.any(Number)],
    [402, 'of the number', undefined],
  ])('that had no answer, and then HTTP status %i, has heard %s', async (status, _, chargeSentAt) => {
    const refused = Object.assign(new Error('no'), { status });
    const charge = vi.fn().mockRejectedValueOnce(new Error('Failed to fetch')).mockRejectedValue(refused);
    const { place, outcome, record } = await issued({ charge });
    await outcome;
    await place.retryCharge();
    expect(charge).toHaveBeenCalledTimes(2);
    expect((record() as { chargeSentAt?: number }).chargeSentAt).toEqual(chargeSentAt);
  });

  it.each([
    ['once', 1, undefined],
    ['more than once', 2, expect.any(Number)],
  ])('that was sent %s and ends with HTTP status 401', async (_, tries, chargeSentAt) => {
    const charge: PlaceOptions<string, IssuedKey>['charge'] = async (_issued, onPaused) => {
      for (let left = tries; left > 0; left -= 1) onPaused(false);
      throw Object.assign(new Error('no'), { status: 401 });
    };
    const { outcome, record } = await issued({ charge });
    await outcome;
    expect((record() as { chargeSentAt?: number }).chargeSentAt).toEqual(chargeSentAt);
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

it('a charge that is answered once nothing shows its attempt any more is paid, also where nobody wants to be told', async () => {
  let answer = (_: string) => {};
  const charge = () => new Promise<string>((resolve) => (answer = resolve));
  const { place, outcome, record, events } = await issued({ charge, chargeTimeout: 1000 });
  await vi.advanceTimersByTimeAsync(1000);
  await expect(outcome).resolves.toMatchObject({ error: { code: 'charge_failed' } });
  place.reset();
  answer('paid');
  await vi.advanceTimersByTimeAsync(0);
  expect(record()).toMatchObject({ status: 'settled', end: 'charged' });
  expect(events.at(-1)).toMatchObject({ type: 'late_charge' });
});

describe('what the answer of a charge says of the money', () => {
  const http = (status: unknown) => Object.assign(new Error('no'), { status });

  it.each([
    ['400', http(400)],
    ['402', http(402)],
    ['404', http(404)],
    ['499', http(499)],
    ['a response with 422', { response: { status: 422 } }],
  ])('%s: none has moved, and the next purchase is not held up', async (_, cause) => {
    const { outcome, record } = await issued({ charge: () => Promise.reject(cause) });
    await outcome;
    expect(record()).toMatchObject({ status: 'issued' });
    expect(record()).not.toHaveProperty('chargeSentAt');
  });

  it.each([
    ['399', http(399)],
    ['408', http(408)],
    ['409', http(409)],
    ['425', http(425)],
    ['429', http(429)],
    ['500', http(500)],
    ['a status in text', http('402')],
    ['nothing at all', undefined],
    ['a response with 409', { response: { status: 409 } }],
  ])('%s: nobody knows', async (_, cause) => {
    const { outcome, record } = await issued({ charge: () => Promise.reject(cause) });
    await outcome;
    expect(record()).toMatchObject({ status: 'issued', chargeSentAt: expect.any(Number) });
  });
});

it.each([401, 403, 404])('%i to a charge that is repeated says nothing of the try before it', async (status) => {
  const charge = vi.fn(() => Promise.reject(Object.assign(new Error('no'), { status })));
  charge.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  const { client, place, outcome, record } = await issued({ charge });
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  await outcome;
  // A click on the same purchase since, under the same number.
  client.log.add(sampleRecord('a2', { chargeNumber: record()?.chargeNumber, createdAt: 1 }));
  await place.retryCharge();
  expect(record()).toMatchObject({ status: 'issued', chargeSentAt: expect.any(Number) });
});

describe('a charge that waits for the network', () => {
  async function waiting(options: Partial<PlaceOptions<string, IssuedKey>> = {}) {
    const told: ((isPaused: boolean) => void)[] = [];
    const charge: PlaceOptions<string, IssuedKey>['charge'] = (_, onPaused) => {
      told.push(onPaused);
      return new Promise(() => {});
    };
    const made = await startedPlace({ charge, ...options });
    made.client.setCustomer('kim');
    const outcome = made.place.issue(order);
    page().answer();
    await vi.advanceTimersByTimeAsync(0);
    const [pause = () => {}] = told;
    return { ...made, outcome, pause };
  }

  it('goes on where nothing has come in between', async () => {
    const { place, pause } = await waiting();
    pause(true);
    pause(false);
    expect(place.getState()).toMatchObject({ status: 'charging', isPaused: false });
  });

  it('is not sent any more once it was given up', async () => {
    const { pause, outcome } = await waiting({ chargeTimeout: 1000 });
    await vi.advanceTimersByTimeAsync(1000);
    await expect(outcome).resolves.toMatchObject({ error: { code: 'charge_failed' } });
    expect(() => pause(true)).not.toThrow();
    expect(() => pause(false)).toThrow('given up');
  });

  it('is not sent any more once another customer has signed in', async () => {
    const { client, pause } = await waiting();
    pause(true);
    client.setCustomer('lee');
    expect(() => pause(true)).not.toThrow();
    expect(() => pause(false)).toThrow(expect.objectContaining({ code: 'no_customer' }));
  });
});

describe('a key whose purchase was paid with another one', () => {
  /** The charge of this attempt fails, and another attempt at the same purchase is paid, under a number of its own. */
  async function paidElsewhere(getCharge: PlaceOptions<string, IssuedKey>['getCharge'], change: object = {}) {
    const charge = vi.fn(() => Promise.reject(Object.assign(new Error('no'), { status: 402 })));
    const made = await issued({ charge, getCharge });
    await made.outcome;
    const { purchase, purpose, attemptId = '' } = made.record() ?? {};
    made.client.log.add(sampleRecord('a2', { purchase, purpose, status: 'settled', end: 'charged', ...change }));
    return { ...made, charge, attemptId };
  }

  it('is not charged: the receipt of the other is shown, and the key is offered no more', async () => {
    const getCharge = vi.fn(async (number: string) => (number === 'c-a2' ? 'receipt' : null));
    const { client, place, charge, attemptId } = await paidElsewhere(getCharge);
    await expect(place.retryCharge()).resolves.toMatchObject({ status: 'succeeded', data: 'receipt' });
    expect(charge).toHaveBeenCalledOnce();
    expect(getCharge.mock.calls).toEqual([['c-a2']]);
    expect(client.log.get(attemptId)).toMatchObject({ status: 'settled', end: 'superseded' });
  });

  it.each([
    ['nobody can be asked', undefined],
    ['the server knows of none', async () => null],
    ['the server says nothing', async () => undefined],
  ])('is not charged where %s', async (_, getCharge) => {
    const { place, charge } = await paidElsewhere(getCharge);
    await expect(place.retryCharge()).resolves.toMatchObject({
      error: { code: 'already_settled', message: expect.stringContaining('is settled (charged)') },
    });
    expect(charge).toHaveBeenCalledOnce();
  });

  it('is shown its own receipt where the number is its own', async () => {
    const getCharge = vi.fn(async () => 'receipt');
    const made = await issued({
      charge: () => Promise.reject(Object.assign(new Error('no'), { status: 402 })),
      getCharge,
    });
    await made.outcome;
    const { chargeNumber, attemptId = '' } = made.record() ?? {};
    made.client.log.add(sampleRecord('a2', { chargeNumber, status: 'settled', end: 'charged' }));
    await expect(made.place.retryCharge()).resolves.toMatchObject({ status: 'succeeded', data: 'receipt' });
    expect(getCharge.mock.calls).toEqual([[chargeNumber]]);
    expect(made.client.log.get(attemptId)).toMatchObject({ end: 'charged' });
  });

  it.each([
    ['another plan', { purchase: 'another' }],
    ['another purpose', { purpose: 'register' }],
    ['another customer', { customer: 'another' }],
  ])('is charged where that was %s', async (_, change) => {
    const { place, charge } = await paidElsewhere(async () => null, change);
    await place.retryCharge();
    expect(charge).toHaveBeenCalledTimes(2);
  });
});
