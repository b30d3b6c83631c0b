import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlaceOptions } from '../../../src/core/attempt/Place.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import { keyedRecord, orderOf } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';
import { warnings } from '../support/warnings.js';

const page = stubPage();
const plus = orderOf({ name: 'Plus', amount: 19_900 });

// A second purchase with one card is warned of, which is no part of these cases.
warnings();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page whose customer has a charge of Basic that nobody has confirmed. */
async function unresolved(options: Partial<PlaceOptions<string, IssuedKey>> = {}, change: object = {}) {
  const onLateSuccess = vi.fn();
  const made = await startedPlace({ onLateSuccess, ...options });
  made.client.log.add(keyedRecord('a1', { card: 'card-1', chargeSentAt: 1, ...change }));
  /** The customer chooses Plus, and the window gives a key if it opens. */
  const choose = async () => {
    const outcome = made.place.issue(plus);
    await vi.advanceTimersByTimeAsync(0);
    if (made.place.getState().status === 'window') page().answer();
    return outcome;
  };
  return { ...made, onLateSuccess, choose, kept: () => made.client.log.get('a1') };
}

describe('a charge that may have been made, before another purchase', () => {
  it.each([null, undefined])('is asked about: where it was not made (%s), the window opens', async (none) => {
    const getCharge = vi.fn(async (_: string) => none as null);
    const { choose, kept } = await unresolved({ getCharge });
    await expect(choose()).resolves.toMatchObject({ status: 'succeeded' });
    expect(getCharge.mock.calls).toEqual([['c-a1']]);
    expect(kept()).toMatchObject({ status: 'settled', end: 'dismissed' });
    // The server has said that there is no charge: nobody asks again.
    expect(kept()).not.toHaveProperty('chargeSentAt');
  });

  it.each(['register', 'change'] as const)(
    'is none where a card was only kept (%s): nothing was paid',
    async (purpose) => {
      const getCharge = vi.fn(async () => 'registered');
      const { choose } = await unresolved({ getCharge }, { purpose });
      expect(await choose()).toMatchObject({ status: 'succeeded' });
      expect(getCharge).not.toHaveBeenCalled();
    },
  );

  it('holds up no card that is only registered: it is no second payment', async () => {
    const { choose, kept } = await unresolved({ purpose: 'register' });
    expect(await choose()).toMatchObject({ status: 'succeeded' });
    expect(kept()).toMatchObject({ status: 'issued', chargeSentAt: 1 });
  });

  it('that was made is told, and no window opens on this click', async () => {
    const { choose, kept, onLateSuccess, events } = await unresolved({ getCharge: async () => 'receipt' });
    await expect(choose()).resolves.toMatchObject({ status: 'failed', error: { code: 'already_charged' } });
    expect(page().requests).toEqual([]);
    expect(kept()).toMatchObject({ status: 'settled', end: 'charged' });
    expect(onLateSuccess.mock.calls).toEqual([
      ['receipt', expect.objectContaining({ impUid: 'imp_a1', via: 'recovery' })],
    ]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'late_charge', attemptId: 'a1' }));
    await expect(choose()).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('is not given up by a customer who goes on to nothing else', async () => {
    let answer = (_: null) => {};
    const getCharge = () =>
      new Promise<null>((resolve) => {
        answer = resolve;
      });
    const { choose, place, kept } = await unresolved({ getCharge });
    const outcome = choose();
    await vi.advanceTimersByTimeAsync(0);
    place.cancel();
    answer(null);
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled' });
    await vi.advanceTimersByTimeAsync(0);
    expect(kept()).toMatchObject({ status: 'issued' });
  });

  it('is not given up where the window of something else never opens', async () => {
    const { choose, client, kept } = await unresolved({ getCharge: async () => null });
    client.load = () => Promise.reject(new Error('offline'));
    await expect(choose()).resolves.toMatchObject({ status: 'failed' });
    expect(kept()).toMatchObject({ status: 'issued' });
  });

  it.each([
    ['there is no getCharge', undefined],
    ['getCharge fails', async () => Promise.reject(new Error('offline'))],
    [
      'getCharge throws',
      () => {
        throw new Error('at once');
      },
    ],
  ])('is told to the customer, once, where %s', async (_, getCharge) => {
    const { choose, kept } = await unresolved({ getCharge });
    await expect(choose()).resolves.toMatchObject({ status: 'failed', error: { code: 'unresolved_charge' } });
    expect(page().requests).toEqual([]);
    expect(kept()?.status).toBe('issued');
    await expect(choose()).resolves.toMatchObject({ status: 'succeeded' });
    // It is set aside, and the doubt stays: nobody has said that it was not made.
    expect(kept()).toMatchObject({ status: 'settled', end: 'dismissed', chargeSentAt: 1 });
  });

  it('is told where its window took the money: a server that knows of none may not know of it yet', async () => {
    const { choose, kept } = await unresolved({ getCharge: async () => null }, { chargedAtIssue: true });
    await expect(choose()).resolves.toMatchObject({ status: 'failed', error: { code: 'unresolved_charge' } });
    expect(kept()).toMatchObject({ status: 'issued', chargeSentAt: 1 });
  });

  it('is told anew where the click was given up before anybody could read it', async () => {
    let fail = (_: Error) => {};
    const getCharge = () =>
      new Promise<null>((_, reject) => {
        fail = reject;
      });
    const { choose, place } = await unresolved({ getCharge });
    const givenUp = choose();
    await vi.advanceTimersByTimeAsync(0);
    place.cancel();
    fail(new Error('offline'));
    await expect(givenUp).resolves.toMatchObject({ status: 'cancelled' });
    await vi.advanceTimersByTimeAsync(0);
    const outcome = choose();
    await vi.advanceTimersByTimeAsync(0);
    fail(new Error('offline'));
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'unresolved_charge' } });
  });

  it('holds nobody up for ever: a getCharge without an answer is given the time of a charge', async () => {
    const getCharge = () => new Promise<null>(() => {});
    const { choose } = await unresolved({ getCharge, chargeTimeout: 1000 });
    const outcome = choose();
    await vi.advanceTimersByTimeAsync(1000);
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'unresolved_charge' } });
  });

  it('can be cancelled while it is asked about', async () => {
    let answer: (data: string | null) => void = () => {};
    const getCharge = () =>
      new Promise<string | null>((resolve) => {
        answer = resolve;
      });
    const { place, choose } = await unresolved({ getCharge });
    const outcome = choose();
    await vi.advanceTimersByTimeAsync(0);
    place.cancel();
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled' });
    answer(null);
    await vi.advanceTimersByTimeAsync(0);
    expect(page().requests).toEqual([]);
  });
});

describe('whose charge that is', () => {
  it.each([
    ['with another card, where the host names no customer: a browser may be shared', { card: 'card-of-another' }],
    ['of another customer', { customer: 'another' }],
    ['that was never sent', { chargeSentAt: undefined }],
    ['that was given up before it was sent', { status: 'settled', end: 'dismissed', chargeSentAt: undefined }],
  ])('is not this one’s: %s', async (_, change) => {
    const getCharge = vi.fn(async () => 'receipt');
    const { choose } = await unresolved({ getCharge }, change);
    await expect(choose()).resolves.toMatchObject({ status: 'succeeded' });
    expect(getCharge).not.toHaveBeenCalled();
  });

  it('is this customer’s with whatever card', async () => {
    const getCharge = vi.fn(async () => 'receipt');
    const made = await unresolved({ getCharge });
    made.client.setCustomer('member-7');
    const customer = made.client.customerOf({});
    made.client.log.add(keyedRecord('a2', { customer, card: 'card-9', chargeSentAt: 1 }));
    await expect(made.choose()).resolves.toMatchObject({ status: 'failed', error: { code: 'already_charged' } });
    expect(getCharge.mock.calls).toEqual([['c-a2']]);
  });

  it('stays in doubt where the answer comes to the session of the next customer', async () => {
    let answer = (_: null) => {};
    const getCharge = () =>
      new Promise<null>((resolve) => {
        answer = resolve;
      });
    const made = await unresolved({ getCharge });
    made.client.setCustomer('kim');
    made.client.log.add(keyedRecord('a2', { customer: made.client.customerOf({}), chargeSentAt: 1 }));
    const outcome = made.choose();
    await vi.advanceTimersByTimeAsync(0);
    made.client.setCustomer('lee');
    answer(null);
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled' });
    await vi.advanceTimersByTimeAsync(0);
    expect(made.client.log.get('a2')).toMatchObject({ status: 'issued', chargeSentAt: 1 });
  });
});

describe('a charge that may have been made, before a window that takes the money for the same purchase itself', () => {
  /** A customer whose charge at one PG had no answer, and who chooses another. */
  async function elsewhere(getCharge: (() => Promise<string | null>) | undefined, cause: Error) {
    const charge = vi.fn(async () => 'paid').mockRejectedValueOnce(cause);
    const { client, place } = await startedPlace({ charge, getCharge });
    const first = place.issue(orderOf());
    page().answer();
    await expect(first).resolves.toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
    place.setOptions({ pg: 'danal_tpay', charge, getCharge });
    const click = async () => {
      const outcome = place.issue(orderOf({ initialCharge: 'at-issue' }));
      await vi.advanceTimersByTimeAsync(1000);
      const windows = page().requests.length - 1;
      place.cancel();
      return { windows, ...(await outcome) };
    };
    return Object.assign(click, { client });
  }
  const lost = new TypeError('Failed to fetch');

  it('is asked about: where it was made, the window would take the money once more', async () => {
    const click = await elsewhere(async () => 'receipt', lost);
    expect(await click()).toMatchObject({ windows: 0, error: { code: 'already_charged' } });
  });

  it('is told of once where nobody knows', async () => {
    const click = await elsewhere(undefined, lost);
    expect(await click()).toMatchObject({ windows: 0, error: { code: 'unresolved_charge' } });
    expect(await click()).toMatchObject({ windows: 1 });
  });

  it('is not asked about once the customer has given it up', async () => {
    const click = await elsewhere(undefined, lost);
    for (const { attemptId } of click.client.records()) click.client.log.apply(attemptId, { type: 'dismissed' });
    expect(await click()).toMatchObject({ windows: 1 });
  });

  it.each([
    ['not made', async () => null, lost],
    ['declined', undefined, Object.assign(new Error('no'), { status: 402 })],
  ] as const)('holds up nobody where it was %s', async (_, getCharge, cause) => {
    const click = await elsewhere(getCharge, cause);
    expect(await click()).toMatchObject({ windows: 1 });
  });
});
