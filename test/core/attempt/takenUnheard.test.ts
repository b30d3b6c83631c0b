import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AttemptRecord } from '../../../src/core/attempt/AttemptRecord.js';
import { type BillingStorage, memoryStorage } from '../../../src/core/attempt/BillingStorage.js';
import { orderOf } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const key = { impUid: 'imp_1' };

/** A place at a PG whose window takes the money, after a window that was given up without an answer. */
async function afterUnheard(getRegistration: (orderNumber: string) => Promise<typeof key | null>) {
  const charge = vi.fn(async () => 'paid');
  const made = await startedPlace({ pg: 'danal_tpay', charge, purchaseKey: ['basic'] });
  const { client, place } = made;
  client.getRegistration = vi.fn(getRegistration);
  const order = async () => orderOf({ initialCharge: 'at-issue' });
  const first = place.issue(order);
  await vi.advanceTimersByTimeAsync(0);
  place.cancel();
  await expect(first).resolves.toMatchObject({ status: 'cancelled' });
  await vi.advanceTimersByTimeAsync(1000);
  const again = () => {
    const outcome = place.issue(order);
    return vi.advanceTimersByTimeAsync(1000).then(() => ({ outcome, windows: page().requests.length }));
  };
  return { ...made, charge, again, numbers: () => page().requests.map(({ merchant_uid }) => merchant_uid) };
}

describe('a window that takes the money, and is given up without an answer', () => {
  it('is asked about before the next: what it has taken is charged, and no window opens', async () => {
    const { again, charge, client, place, numbers } = await afterUnheard(async () => key);
    const { outcome, windows } = await again();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', issued: { ...key, via: 'recovery' } });
    expect(windows).toBe(1);
    expect(client.getRegistration).toHaveBeenCalledExactlyOnceWith(numbers()[0]);
    expect(charge).toHaveBeenCalledOnce();
    const state = place.getState();
    const ends = client.records().map((record: AttemptRecord) => record.status === 'settled' && record.end);
    expect(state).toMatchObject({ issued: { attemptId: 'attemptId' in state && state.attemptId } });
    expect(ends).toEqual(expect.arrayContaining(['charged', 'superseded']));
  });

  it('opens none on the next click either, where that charge had no answer, and the clock has been set back', async () => {
    const { again, charge, numbers } = await afterUnheard(async () => key);
    charge.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.setSystemTime(Date.now() - 60_000);
    await expect((await again()).outcome).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'charge_failed' },
    });
    await expect((await again()).outcome).resolves.toMatchObject({ status: 'succeeded', issued: key });
    expect(numbers()).toHaveLength(1);
  });

  it('so it is where the SDK has answered with what says nothing', async () => {
    const charge = vi.fn(async () => 'paid');
    const { client, place } = await startedPlace({ pg: 'danal_tpay', charge });
    client.getRegistration = async () => key;
    const order = orderOf({ initialCharge: 'at-issue' });
    const first = place.issue(order);
    page().answer({ success: 'maybe', imp_uid: '' });
    await expect(first).resolves.toMatchObject({ error: { code: 'invalid_answer' } });
    const second = place.issue(order);
    await vi.advanceTimersByTimeAsync(1000);
    await expect(second).resolves.toMatchObject({ status: 'succeeded', issued: { ...key, via: 'recovery' } });
    expect(page().requests).toHaveLength(1);
  });

  it.each<[string, unknown, told?: string]>([
    ['null', null],
    ['nothing at all', undefined],
    [
      'what names no key',
      { impUid: 'imp_1', issuedAt: 1 },
      'getRegistration answered with what names no key. The card of that order stays unknown to this page, and its payment is not ' +
        "offered as unfinished. Answer with the names of the key and texts alone, { impUid } or PortOne V2's { billingKey }, and " +
        'with null where there is none.',
    ],
  ])('is followed by another one where the server answers with %s', async (_, answer, told) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { again, place } = await afterUnheard(async () => answer as never);
    expect((await again()).windows).toBe(2);
    place.cancel();
    expect((await again()).windows).toBe(3);
    // Once a page.
    expect(warn.mock.calls).toEqual(told ? [[told]] : []);
  });

  it('is told of once where nobody knows: the next click is the customer’s choice', async () => {
    const { again } = await afterUnheard(() => Promise.reject(new TypeError('Failed to fetch')));
    const first = await again();
    await expect(first.outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'unresolved_charge' } });
    expect(first.windows).toBe(1);
    expect((await again()).windows).toBe(2);
  });

  it('opens nothing where the customer has changed their mind while the server was asked', async () => {
    let say = (_: null) => {};
    const { again, place } = await afterUnheard(() => new Promise((resolve) => (say = resolve)));
    const { outcome } = await again();
    place.cancel();
    say(null);
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(page().requests).toHaveLength(1);
  });
});

describe('a window that takes the money, and is open in one tab', () => {
  /** Two tabs of one browser, which share the storage and the locks. */
  async function openedInFirst(storageOfSecond?: BillingStorage) {
    const held = new Map<string, Promise<unknown>>();
    Object.assign(page().navigator, {
      locks: {
        async request(name: string, ...rest: unknown[]) {
          const work = rest.at(-1) as (lock: object | null) => Promise<unknown>;
          const [options] = rest as [{ ifAvailable?: boolean }];
          if (options.ifAvailable && held.has(name)) return work(null);
          const done = Promise.resolve(held.get(name)).then(() => work({}));
          held.set(name, done);
          return done.finally(() => held.get(name) === done && held.delete(name));
        },
      },
    });
    const storage = memoryStorage();
    const tab = async (own = storage) => {
      // A tab has a window object of its own.
      Reflect.deleteProperty(window, Symbol.for('react-billing-key/page-lock'));
      return startedPlace({ pg: 'danal_tpay' }, own);
    };
    const order = () => orderOf({ initialCharge: 'at-issue', merchantUid: `m-${page().requests.length}` });
    const first = await tab();
    void first.place.issue(order());
    const second = await tab(storageOfSecond);
    const click = () => {
      const outcome = second.place.issue(order());
      return vi.advanceTimersByTimeAsync(1000).then(() => ({ outcome, windows: page().requests.length }));
    };
    return { first, second, click };
  }

  it('opens in no other one meanwhile: the customer would pay in both', async () => {
    const { second, click } = await openedInFirst();
    const { outcome, windows } = await click();
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(windows).toBe(1);
    expect(second.client.records()).toHaveLength(1);
  });

  it('is closed at once in one of them where both opened theirs before either could know of the other', async () => {
    const { first, second, click } = await openedInFirst(memoryStorage());
    const close = vi.spyOn(page().sdk, 'close');
    const { outcome, windows } = await click();
    expect(windows).toBe(2);
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'busy' } });
    expect(close).toHaveBeenCalledOnce();
    expect(first.place.getState().status).toBe('window');
    // It may have been paid in the moment before: the server is asked about it.
    expect(second.client.records()).toMatchObject([{ status: 'opened' }]);
  });

  it('opens there once it is over here', async () => {
    const { first, click } = await openedInFirst();
    await click();
    first.place.cancel();
    expect((await click()).windows).toBe(2);
  });

  it('opens there once the page with the first one was left, which the browser may keep for Back', async () => {
    const { click } = await openedInFirst();
    window.dispatchEvent(new Event('pagehide'));
    expect((await click()).windows).toBe(2);
  });

  it('opens there where the browser does not say', async () => {
    const { click } = await openedInFirst();
    Object.assign(page().navigator, { locks: undefined });
    expect((await click()).windows).toBe(2);
  });

  it('opens there where the browser may not say', async () => {
    const { click } = await openedInFirst();
    Object.assign(page().navigator, {
      locks: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) },
    });
    expect((await click()).windows).toBe(2);
  });

  it('opens there where the browser never says', async () => {
    const { click } = await openedInFirst();
    Object.assign(page().navigator, { locks: { request: () => new Promise(() => {}) } });
    expect((await click()).windows).toBe(2);
  });
});
