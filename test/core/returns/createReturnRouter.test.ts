import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AttemptRecord } from '../../../src/core/attempt/AttemptRecord.js';
import { createPlace } from '../../../src/core/attempt/createPlace.js';
import { issueAsync } from '../../../src/core/attempt/issueAsync.js';
import type { Place } from '../../../src/core/attempt/Place.js';
import { hash } from '../../../src/core/lib/hash.js';
import {
  createReturnRouter,
  type ReturnOwner,
  type ReturnRouterOptions,
} from '../../../src/core/returns/returnRouter.js';
import { windowAddress } from '../../../src/core/returns/urlAdapter.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import { keyedRecord, orderOf, sampleRecord } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const home = 'https://shop.example/return?plan=basic';
const good = '&imp_uid=imp_1&merchant_uid=m-a1&imp_success=true';
const refused = '&merchant_uid=m-a1&imp_success=false&error_code=F400&error_msg=x';
const givenUp = '&merchant_uid=m-a1&imp_success=false&error_msg=결제포기';
const premium = orderOf({ customerUid: 'card-2', name: 'Premium' });
const key = { impUid: 'imp_1' };

/** A page that is loaded with a return, over a log that knows one attempt. */
async function load(query: string, change: object = {}) {
  const charge = vi.fn(async () => 'paid');
  const made = await startedPlace({ charge });
  made.client.log.add(sampleRecord('a1', change));
  const returnRouter = createReturnRouter(made.client);
  const onUnknownReturn = vi.fn();
  const onUndeliveredReturn = vi.fn();
  const address = page().window.location;
  address.href = home + query;
  const replaced = vi.fn((url: string) => {
    address.href = url;
  });
  /** A place that carries on the attempt, as a component would register it. */
  const owner = () => {
    const place = createPlace<string, IssuedKey>(made.client, made.place.options);
    const owns = (record: AttemptRecord) => record.attemptId === 'a1';
    return { place: place as unknown as Place<unknown>, owns };
  };
  const open = (options: Partial<ReturnRouterOptions> = {}) =>
    returnRouter.start({
      address: { read: () => address.href, replace: replaced },
      onUnknownReturn,
      onUndeliveredReturn,
      getRegistration: undefined,
      ...options,
    });
  const kept = () => made.client.log.get('a1');
  const forget = () => {
    for (const name of made.client.storage.keys()) made.client.storage.remove(name);
  };
  return {
    ...made,
    charge,
    returnRouter,
    onUnknownReturn,
    onUndeliveredReturn,
    address,
    replaced,
    owner,
    open,
    kept,
    forget,
  };
}

/** Hears what is thrown into the void. */
function watchUncaught() {
  const uncaught = vi.fn();
  vi.stubGlobal('queueMicrotask', (task: () => void) => {
    try {
      task();
    } catch (error) {
      uncaught(error);
    }
  });
  return uncaught;
}

describe('a return', () => {
  it('goes to the place that owns it, once', async () => {
    const { returnRouter, owner, open, charge, address } = await load(good);
    const [mine, later] = [owner(), owner()];
    returnRouter.register(mine);
    open();
    expect(address.href).toBe(home);
    await vi.advanceTimersByTimeAsync(0);
    expect(mine.place.getState()).toMatchObject({ status: 'succeeded', data: 'paid' });
    returnRouter.register(later);
    expect(later.place.getState().status).toBe('idle');
    expect(charge).toHaveBeenCalledOnce();
  });

  it('given to a place is not given to one that comes while that one is at it', async () => {
    const { returnRouter, owner, open } = await load(good);
    const [mine, later] = [owner(), owner()];
    mine.place.setOptions({ ...mine.place.options, charge: () => new Promise(() => {}) });
    returnRouter.register(mine);
    open();
    expect(mine.place.getState().status).toBe('charging');
    returnRouter.register(later);
    expect(later.place.getState().status).toBe('idle');
  });

  it('is not given to a place that comes because of it', async () => {
    const { returnRouter, owner, open, charge } = await load(good);
    const [mine, another] = [owner(), owner()];
    mine.place.subscribe(() => void returnRouter.register(another));
    returnRouter.register(mine);
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(mine.place.getState().status).toBe('succeeded');
    expect(another.place.getState().status).toBe('idle');
    expect(charge).toHaveBeenCalledOnce();
  });

  it.each([
    ['may have taken the money stays to be asked about', true, 'opened'],
    ['takes none is over', false, 'settled'],
  ])('that says nothing, of a window that %s', async (_, chargedAtIssue, status) => {
    const { returnRouter, owner, open, kept } = await load('&merchant_uid=m-a1&imp_success=true', { chargedAtIssue });
    const mine = owner();
    returnRouter.register(mine);
    open();
    expect(mine.place.getState()).toMatchObject({ status: 'failed', error: { code: 'invalid_answer' } });
    expect(kept()).toMatchObject({ status });
  });

  it('goes to the fallback where no place owns it', async () => {
    const { returnRouter, owner, open } = await load(good);
    const [other, fallback] = [owner(), owner()];
    returnRouter.register({ ...other, owns: () => false });
    returnRouter.setFallback(() => fallback.place);
    open();
    expect(fallback.place.getState().status).toBe('charging');
    expect(other.place.getState().status).toBe('idle');
  });

  it('goes to a fallback that comes later', async () => {
    const { returnRouter, owner, open, kept } = await load(good);
    const [other, fallback] = [owner(), owner()];
    returnRouter.register({ ...other, owns: () => false });
    returnRouter.setFallback(undefined);
    open();
    expect(kept()).toMatchObject({ status: 'issued', key });
    returnRouter.setFallback(() => fallback.place);
    expect(fallback.place.getState()).toMatchObject({ status: 'charging', attemptId: 'a1' });
    expect(other.place.getState().status).toBe('idle');
  });

  it.each([
    ['refused', refused, 'failed'],
    ['given up', givenUp, 'cancelled'],
  ] as const)(
    'that was %s waits for its place, which may be on its way, before it goes to the fallback',
    async (_, query, end) => {
      const { returnRouter, owner, open, kept } = await load(query);
      const fallback = owner();
      returnRouter.setFallback(() => fallback.place);
      open();
      await vi.advanceTimersByTimeAsync(4999);
      expect(fallback.place.getState().status).toBe('idle');
      expect(kept()).toMatchObject({ status: 'opened' });
      await vi.advanceTimersByTimeAsync(1);
      expect(fallback.place.getState().status).toBe(end);
      expect(kept()).toMatchObject({ status: 'settled', end });
    },
  );

  it('that was given up is shown by its place that comes before the fallback has it', async () => {
    const { returnRouter, owner, open } = await load(givenUp);
    const [mine, fallback] = [owner(), owner()];
    returnRouter.setFallback(() => fallback.place);
    open();
    await vi.advanceTimersByTimeAsync(3000);
    returnRouter.register(mine);
    await vi.advanceTimersByTimeAsync(5000);
    expect(mine.place.getState().status).toBe('cancelled');
    expect(mine.place.isReturned()).toBe(true);
    expect(fallback.place.getState().status).toBe('idle');
  });

  it('is not taken from its busy place by a fallback', async () => {
    const { returnRouter, owner, open } = await load(good);
    const [busy, fallback] = [owner(), owner()];
    void busy.place.issue(premium);
    returnRouter.register(busy);
    open();
    returnRouter.setFallback(() => fallback.place);
    expect(fallback.place.getState().status).toBe('idle');
  });

  it('does not go to a place that has left', async () => {
    const { returnRouter, owner, open, kept } = await load(good);
    const mine = owner();
    returnRouter.register(mine)();
    open();
    expect(mine.place.getState().status).toBe('idle');
    expect(kept()).toMatchObject({ status: 'issued', key });
  });

  it('waits where its place is busy, for the next that can take it', async () => {
    const { returnRouter, owner, open, kept } = await load(good);
    const [busy, free] = [owner(), owner()];
    void busy.place.issue(premium);
    returnRouter.register(busy);
    open();
    expect(busy.place.getState().status).toBe('window');
    expect(kept()).toMatchObject({ status: 'issued', key });
    returnRouter.register(free);
    expect(free.place.getState()).toMatchObject({ status: 'charging', attemptId: 'a1' });
  });

  it.each([{ status: 'opened' }, { status: 'charging', key, chargeSentAt: 1 }] as const)(
    'that waits keeps its key, and does not undo a charge: $status',
    async (change) => {
      const { open, kept } = await load(good, change);
      open();
      expect(kept()).toMatchObject({ status: change.status === 'opened' ? 'issued' : 'charging', key });
    },
  );

  it('that waits without a key leaves the attempt open', async () => {
    const { returnRouter, owner, open, kept } = await load(givenUp);
    open();
    expect(kept()?.status).toBe('opened');
    const mine = owner();
    returnRouter.register(mine);
    expect(mine.place.getState()).toMatchObject({ status: 'cancelled', reason: 'customer' });
  });

  it('that waits is not carried on once it is charged', async () => {
    const { client, returnRouter, owner, open } = await load(good);
    open();
    client.log.apply('a1', { type: 'charged' });
    const mine = owner();
    returnRouter.register(mine);
    expect(mine.place.getState().status).toBe('idle');
  });

  it('that waits is kept back while the customer changes, and handed out then', async () => {
    const { returnRouter, owner, open } = await load(good);
    const release = returnRouter.hold();
    const mine = owner();
    returnRouter.register(mine);
    open();
    expect(mine.place.getState().status).toBe('idle');
    release();
    expect(mine.place.getState()).toMatchObject({ status: 'charging', issued: { via: 'redirect' } });
  });

  it('does not go to a component of the customer before, which shows nothing of it', async () => {
    const { client, returnRouter, owner, open } = await load(good, { customer: hash('lee') });
    client.setCustomer('kim');
    const [before, next] = [owner(), owner()];
    before.place.mount({ customer: { id: 'kim' }, options: before.place.options });
    returnRouter.register(before);
    open();
    client.setCustomer('lee');
    expect(before.place.getState().status).toBe('idle');
    next.place.mount({ customer: { id: 'lee' }, options: next.place.options });
    returnRouter.register(next);
    expect(next.place.getState()).toMatchObject({ status: 'charging', attemptId: 'a1' });
  });

  it('that waits is carried on although the log was emptied meanwhile', async () => {
    const { returnRouter, owner, open, forget } = await load(good);
    open();
    forget();
    const mine = owner();
    returnRouter.register(mine);
    expect(mine.place.getState()).toMatchObject({ status: 'charging', issued: { impUid: 'imp_1' } });
  });
});

describe('what a fallback has taken up', () => {
  /** A return that a fallback carries on, and the owners that come after that. */
  async function takenUp() {
    const made = await load(good);
    const fallback = made.owner().place;
    made.returnRouter.setFallback(() => fallback);
    made.open();
    const come = (change: Partial<ReturnOwner> = {}) => {
      const adopt = vi.fn();
      made.returnRouter.register({ ...made.owner(), adopt, ...change });
      return adopt;
    };
    return { ...made, fallback, come, ended: () => vi.advanceTimersByTimeAsync(0) };
  }

  it('is shown by the first owner that comes for it, and by no other', async () => {
    const { fallback, come, place } = await takenUp();
    expect(come({ owns: () => false })).not.toHaveBeenCalled();
    void place.issue(premium);
    expect(come({ place: place as unknown as Place<unknown> })).not.toHaveBeenCalled();
    expect(come()).toHaveBeenCalledExactlyOnceWith(fallback);
    expect(come()).not.toHaveBeenCalled();
  });

  it('is not shown to the next customer', async () => {
    const { client, fallback, come } = await takenUp();
    client.setCustomer('lee');
    expect(come()).not.toHaveBeenCalled();
    client.setCustomer(undefined);
    expect(come()).toHaveBeenCalledExactlyOnceWith(fallback);
  });

  it('is shown once it has ended, unless the host was told of its end', async () => {
    const { client, come, ended } = await takenUp();
    await ended();
    const { callbacks } = client;
    client.callbacks = { ...callbacks, onUnseenOutcome() {} };
    expect(come()).not.toHaveBeenCalled();
    client.callbacks = callbacks;
    expect(come()).toHaveBeenCalledOnce();
  });

  it('is shown before its end also where the host wants to be told of that', async () => {
    const { client, come } = await takenUp();
    client.callbacks = { ...client.callbacks, onUnseenOutcome() {} };
    expect(come()).toHaveBeenCalledOnce();
  });

  it('goes on by itself where its owner shows none but its own place', async () => {
    const { fallback, come } = await takenUp();
    expect(() => come({ adopt: undefined as never })).not.toThrow();
    await vi.advanceTimersByTimeAsync(0);
    expect(fallback.getState().status).toBe('succeeded');
  });
});

describe('a return of no attempt of this browser', () => {
  const strange = '&imp_uid=imp_9&merchant_uid=m9&imp_success=true';

  it('is told once, and its address stays as it is', async () => {
    const { open, onUnknownReturn, events, address, replaced } = await load(strange);
    open();
    open();
    expect(onUnknownReturn.mock.calls).toEqual([[{ says: 'issued', orderNumber: 'm9', key: { impUid: 'imp_9' } }]]);
    expect(events.filter(({ type }) => type === 'unknown_return')).toHaveLength(1);
    expect(address.href).toBe(home + strange);
    expect(replaced).not.toHaveBeenCalled();
  });

  it('is told beside another one, and where it names no order', async () => {
    const { open, onUnknownReturn, address } = await load(strange);
    for (const query of [strange, '&imp_uid=imp_8&merchant_uid=m8', '&imp_uid=imp_7', '&imp_uid=imp_6']) {
      address.href = home + query;
      open();
    }
    expect(onUnknownReturn.mock.calls.map(([{ orderNumber }]) => orderNumber)).toEqual(['m9', 'm8', undefined]);
  });

  it('is nobody’s business where nobody wants to be told', async () => {
    const uncaught = watchUncaught();
    const { open, events } = await load(strange);
    open({ onUnknownReturn: undefined });
    expect(events.at(-1)).toMatchObject({ type: 'unknown_return' });
    expect(uncaught).not.toHaveBeenCalled();
  });

  it('says what it says, and is no key where it says none', async () => {
    const { open, onUnknownReturn } = await load('&merchant_uid=m9&imp_success=false&error_msg=x');
    open();
    expect(onUnknownReturn.mock.calls).toEqual([[{ says: 'failed', orderNumber: 'm9', key: undefined }]]);
  });
});

describe('a return of an attempt that is over', () => {
  it('that was given up keeps the key, which is somebody’s card, and tells of nothing unknown', async () => {
    const { open, onUnknownReturn, kept, address } = await load(good, { status: 'settled', end: 'cancelled' });
    open();
    expect(onUnknownReturn).not.toHaveBeenCalled();
    expect(kept()).toMatchObject({ status: 'issued', key });
    expect(address.href).toBe(home);
  });

  it('that was given up, and brings a key, is told of with it', async () => {
    const { open, onUndeliveredReturn, charge } = await load(good, { status: 'settled', end: 'cancelled' });
    open();
    open();
    expect(onUndeliveredReturn.mock.calls).toEqual([
      [{ attemptId: 'a1', issued: expect.objectContaining({ impUid: 'imp_1', via: 'redirect' }), error: undefined }],
    ]);
    expect(charge).not.toHaveBeenCalled();
  });

  it('that was given up, and says so, changes nothing', async () => {
    const { open, onUnknownReturn, onUndeliveredReturn, kept, address } = await load(givenUp, {
      status: 'settled',
      end: 'cancelled',
    });
    open();
    expect(onUnknownReturn).not.toHaveBeenCalled();
    expect(onUndeliveredReturn).not.toHaveBeenCalled();
    expect(kept()).toMatchObject({ status: 'settled', end: 'cancelled' });
    expect(address.href).toBe(home);
  });

  it('is silent, and cleaned each time that a router puts it back', async () => {
    const { returnRouter, owner, open, onUnknownReturn, onUndeliveredReturn, charge, address, events } =
      await load(good);
    returnRouter.register(owner());
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(charge).toHaveBeenCalledOnce();
    const told = events.length;
    for (const event of ['popstate', 'hashchange']) {
      address.href = home + good;
      page().window.dispatchEvent(new Event(event));
      await vi.advanceTimersByTimeAsync(10_000);
      expect(address.href).toBe(home);
    }
    expect(charge).toHaveBeenCalledOnce();
    expect(onUnknownReturn).not.toHaveBeenCalled();
    expect(onUndeliveredReturn).not.toHaveBeenCalled();
    expect(events).toHaveLength(told);
  });

  it('that says otherwise can’t take back a key', async () => {
    const { returnRouter, owner, open, onUndeliveredReturn, kept } = await load(refused, { status: 'issued', key });
    const mine = owner();
    returnRouter.register(mine);
    open();
    expect(kept()).toMatchObject({ status: 'issued', key });
    expect(mine.place.getState().status).toBe('idle');
    expect(onUndeliveredReturn).not.toHaveBeenCalled();
  });
});

describe('a return that was taken up is not read again', () => {
  /** A second provider of the same page, as behind a route, with what the browser has stored. */
  async function another({ client }: Awaited<ReturnType<typeof load>>, href = home) {
    const next = await load('');
    for (const record of client.log.all()) next.client.log.add(record);
    next.address.href = href;
    const { place } = next.owner();
    next.returnRouter.register({ place, owns: () => true });
    next.open();
    await vi.advanceTimersByTimeAsync(60_000);
    return { ...next, state: place.getState() };
  }

  const declined = () => Promise.reject(Object.assign(new Error('Declined.'), { status: 402 }));

  it.each([
    ['from the address that the page was loaded with', home],
    ['where a router puts it back', home + good],
    ['where a router puts it back under another path', home.replace('/return', '/ko/return') + good],
  ])('by a second client, %s', async (_, href) => {
    page().window.location.href = home + good;
    const first = await load(good);
    const mine = first.owner();
    mine.place.setOptions({ ...mine.place.options, charge: declined });
    first.returnRouter.register(mine);
    first.open();
    await vi.advanceTimersByTimeAsync(0);
    expect(mine.place.getState()).toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });

    const { state, charge, kept, address, onUndeliveredReturn, onUnknownReturn } = await another(first, href);
    expect(state.status).toBe('idle');
    expect(charge).not.toHaveBeenCalled();
    // It is offered among the unfinished ones.
    expect(kept()).toMatchObject({ status: 'issued', key });
    expect(address.href).not.toContain('imp_uid');
    expect(onUndeliveredReturn).not.toHaveBeenCalled();
    expect(onUnknownReturn).not.toHaveBeenCalled();
  });

  it('where nobody remembers the attempt any more: it is silent, and cleaned', async () => {
    const first = await load(good);
    first.returnRouter.register(first.owner());
    first.open();
    await vi.advanceTimersByTimeAsync(0);
    const fresh = await load(good, { attemptId: 'a2', orderNumber: 'm-a2' });
    fresh.open();
    expect(fresh.onUnknownReturn).not.toHaveBeenCalled();
    expect(fresh.address.href).toBe(home);
  });

  it('by a client whose customer gave the attempt up: a key that came late is not charged unasked', async () => {
    const first = await load(good, { status: 'settled', end: 'cancelled' });
    first.open();
    expect(first.kept()).toMatchObject({ status: 'issued', key });
    const { state, charge, kept } = await another(first, home + good);
    expect(state.status).toBe('idle');
    expect(charge).not.toHaveBeenCalled();
    expect(kept()).toMatchObject({ status: 'issued', key });
  });

  it('but one that nobody has taken up is: its page may have come with another client', async () => {
    page().window.location.href = home + good;
    const first = await load(good);
    const stop = first.open();
    stop();
    const { state, charge } = await another(first);
    expect(state).toMatchObject({ status: 'succeeded', data: 'paid' });
    expect(charge).toHaveBeenCalledOnce();
    // The first is not told of what the second has done.
    expect(first.onUndeliveredReturn).not.toHaveBeenCalled();
    first.returnRouter.register(first.owner());
    await vi.advanceTimersByTimeAsync(0);
    expect(first.charge).not.toHaveBeenCalled();
  });
});

describe('where the address of a return is read', () => {
  it('is the one that the page was loaded with, whatever a router has made of it since', async () => {
    page().window.location.href = home + good;
    const { returnRouter, owner, open, address, replaced, charge } = await load('');
    page().window.location.href = 'https://shop.example/ko/return';
    returnRouter.register(owner());
    address.href = 'https://shop.example/ko/return';
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(charge).toHaveBeenCalledOnce();
    // A page that has moved on is not moved back.
    expect(replaced).not.toHaveBeenCalled();
    expect(address.href).toBe('https://shop.example/ko/return');
  });

  it('is the one that the browser fetched, for a provider that comes after a redirect', async () => {
    vi.spyOn(performance, 'getEntriesByType').mockImplementation((type) =>
      type === 'navigation' ? [{ name: home + good } as PerformanceEntry] : [],
    );
    const { returnRouter, owner, open, charge } = await load('');
    returnRouter.register(owner());
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(charge).toHaveBeenCalledOnce();
  });

  it('is also one that a guard puts there later, until the router stops', async () => {
    const { returnRouter, owner, open, charge, address } = await load('');
    returnRouter.register(owner());
    const stop = open();
    stop();
    address.href = home + good;
    page().window.dispatchEvent(new Event('popstate'));
    await vi.advanceTimersByTimeAsync(0);
    expect(charge).not.toHaveBeenCalled();
    const navigation = new EventTarget();
    Object.assign(page().window, { navigation });
    address.href = home;
    open();
    address.href = home + good;
    navigation.dispatchEvent(new Event('currententrychange'));
    await vi.advanceTimersByTimeAsync(0);
    expect(charge).toHaveBeenCalledOnce();
    expect(address.href).toBe(home);
  });

  it('may be one that can’t be replaced yet: the key is kept all the same', async () => {
    const { open, kept, address } = await load(good);
    address.href = home;
    const uncaught = watchUncaught();
    const error = new Error('no router yet');
    open({
      address: {
        read: () => home + good,
        replace() {
          throw error;
        },
      },
    });
    expect(kept()).toMatchObject({ status: 'issued', key });
    expect(uncaught).toHaveBeenCalledExactlyOnceWith(error);
  });

  it('may be one that can’t be read yet: then the window’s counts', async () => {
    const { open, kept, address } = await load(good);
    const uncaught = watchUncaught();
    const error = new Error('no router yet');
    open({
      address: {
        read() {
          throw error;
        },
        replace: vi.fn(),
      },
    });
    expect(kept()).toMatchObject({ status: 'issued', key });
    expect(address.href).toBe(home);
    expect(uncaught).toHaveBeenCalledWith(error);
  });
});

describe('a router that navigates where it is told another address', () => {
  it('is told nothing while the page loads, which would cancel a redirect under way, and all once it puts a return back', async () => {
    const { open, address } = await load(good);
    const navigation = new EventTarget();
    Object.assign(page().window, { navigation });
    const navigate = vi.fn();
    open({ address: { read: () => address.href, replace: navigate } });
    expect(address.href).toBe(home);
    expect(navigate).not.toHaveBeenCalled();

    address.href = home + good;
    navigation.dispatchEvent(new Event('currententrychange'));
    // The router may be in the middle of its work.
    expect(navigate).not.toHaveBeenCalled();
    await Promise.resolve();
    expect(navigate).toHaveBeenCalledExactlyOnceWith(home);
  });
});

describe('a return that nothing carries on', () => {
  it('is told after five seconds, with its key, which is kept', async () => {
    const { client, open, onUndeliveredReturn, events, kept, charge } = await load(good);
    open();
    open();
    client.activeAttempts.notify();
    await vi.advanceTimersByTimeAsync(4999);
    expect(onUndeliveredReturn).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onUndeliveredReturn.mock.calls).toEqual([
      [{ attemptId: 'a1', issued: expect.objectContaining({ impUid: 'imp_1', via: 'redirect' }), error: undefined }],
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'undelivered_return', attemptId: 'a1' });
    expect(kept()).toMatchObject({ status: 'issued', key });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onUndeliveredReturn).toHaveBeenCalledOnce();
    expect(charge).not.toHaveBeenCalled();
  });

  it.each([
    ['refused', refused, 'failed'],
    ['cancelled', givenUp, 'cancelled'],
  ])('is told where the card was %s, and is over then', async (code, query, end) => {
    const { open, onUndeliveredReturn, kept } = await load(query);
    open();
    await vi.advanceTimersByTimeAsync(5000);
    expect(onUndeliveredReturn.mock.calls).toEqual([
      [{ attemptId: 'a1', issued: undefined, error: expect.objectContaining({ code }) }],
    ]);
    expect(kept()).toMatchObject({ status: 'settled', end });
  });

  it('of a window that may have taken the money, and that says nothing, is told and stays to be asked about', async () => {
    const { open, onUndeliveredReturn, kept } = await load('&merchant_uid=m-a1&imp_success=true', {
      chargedAtIssue: true,
    });
    open();
    await vi.advanceTimersByTimeAsync(5000);
    expect(onUndeliveredReturn.mock.calls).toMatchObject([[{ attemptId: 'a1', error: { code: 'invalid_answer' } }]]);
    expect(kept()).toMatchObject({ status: 'opened' });
  });

  it('is a warning in development where nobody wants to be told', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { open } = await load(good);
    open({ onUndeliveredReturn: undefined });
    await vi.advanceTimersByTimeAsync(5000);
    const told =
      /^The customer came back from .* on this page carries the attempt on, so nothing .* Give the hook or button an `id`, .* or onUndeliveredReturn\.$/;
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringMatching(told));
  });

  it('is a warning that names the place where it began', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { open } = await load(good, { placeId: 'checkout' });
    open({ onUndeliveredReturn: undefined });
    await vi.advanceTimersByTimeAsync(5000);
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('(it began at id "checkout")'));
  });

  it('is not told where another tab has had it charged meanwhile', async () => {
    const { client, open, onUndeliveredReturn } = await load(good);
    open();
    client.log.apply('a1', { type: 'charged' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onUndeliveredReturn).not.toHaveBeenCalled();
  });

  it('is not told where a place takes it in time', async () => {
    const { open, returnRouter, owner, onUndeliveredReturn } = await load(good);
    open();
    await vi.advanceTimersByTimeAsync(4999);
    returnRouter.register(owner());
    await vi.advanceTimersByTimeAsync(60_000);
    expect(onUndeliveredReturn).not.toHaveBeenCalled();
  });

  it('is carried on by a place that comes after that, too', async () => {
    const { open, returnRouter, owner, charge } = await load(good);
    open();
    await vi.advanceTimersByTimeAsync(5000);
    returnRouter.register(owner());
    await vi.advanceTimersByTimeAsync(0);
    expect(charge).toHaveBeenCalledOnce();
  });
});

describe('whose return it is', () => {
  const mine = { customer: hash('member-7') };

  it.each([null, 'member-8'])(
    'is held while %j is signed in, its key kept, and carried on by its customer',
    async (other) => {
      const { client, open, returnRouter, owner, charge, kept, onUndeliveredReturn } = await load(good, mine);
      client.setCustomer(other);
      const place = owner();
      returnRouter.register(place);
      open();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(place.place.getState().status).toBe('idle');
      expect(charge).not.toHaveBeenCalled();
      expect(onUndeliveredReturn).not.toHaveBeenCalled();
      expect(kept()).toMatchObject({ status: 'issued', key });
      client.setCustomer('member-7');
      await vi.advanceTimersByTimeAsync(0);
      expect(charge).toHaveBeenCalledOnce();
    },
  );

  it('is told to its customer, who was away when it was due', async () => {
    const { client, open, onUndeliveredReturn } = await load(good, mine);
    client.setCustomer('member-7');
    open();
    client.setCustomer('member-8');
    await vi.advanceTimersByTimeAsync(5000);
    expect(onUndeliveredReturn).not.toHaveBeenCalled();
    client.setCustomer('member-7');
    await vi.advanceTimersByTimeAsync(5000);
    expect(onUndeliveredReturn).toHaveBeenCalledOnce();
  });

  it('waits for its place anew, where no key was issued, once its customer is back', async () => {
    const { client, open, returnRouter, owner, onUndeliveredReturn } = await load(refused, mine);
    client.setCustomer('member-7');
    const fallback = owner();
    returnRouter.setFallback(() => fallback.place);
    open();
    client.setCustomer('member-8');
    await vi.advanceTimersByTimeAsync(5000);
    client.setCustomer('member-7');
    await vi.advanceTimersByTimeAsync(4999);
    const place = owner();
    returnRouter.register(place);
    expect(fallback.place.getState().status).toBe('idle');
    expect(place.place.getState().status).toBe('failed');
    expect(onUndeliveredReturn).not.toHaveBeenCalled();
  });
});

describe('other attempts at the same purchase', () => {
  it('make way for the key that a return brings', async () => {
    const { client, open } = await load(good);
    client.log.add(keyedRecord('a2', { createdAt: Date.now() - 1000 }));
    open();
    expect(client.log.get('a2')).toMatchObject({ status: 'settled', end: 'superseded' });
  });

  it('keep their key where the return is one of an attempt that was given up', async () => {
    const { client, open, kept } = await load(good, { status: 'settled', end: 'cancelled' });
    client.log.add(keyedRecord('a2'));
    open();
    expect(kept()).toMatchObject({ status: 'settled', end: 'superseded', key });
    expect(client.log.get('a2')).toMatchObject({ status: 'issued' });
  });
});

describe('a return that was lost on the way', () => {
  it('is asked for once, by its order number, where the page has left for the PG', async () => {
    const getRegistration = vi.fn(async () => key);
    const { client, open, kept } = await load('', { leavesPage: true });
    client.log.add(sampleRecord('stays', { leavesPage: false, purchase: 'another' }));
    client.log.add(keyedRecord('has-a-key', { leavesPage: true, purchase: 'a third' }));
    open({ getRegistration });
    open({ getRegistration });
    await vi.advanceTimersByTimeAsync(0);
    expect(getRegistration.mock.calls).toEqual([['m-a1']]);
    expect(kept()).toMatchObject({ status: 'issued', key });
  });

  it.each([null, undefined, {}, { impUid: '' }, { impUid: 7 }, 'imp_1'])(
    'is no key where the server says %j',
    async (none) => {
      const { client, open, kept } = await load('', { leavesPage: true });
      const getRegistration = vi.fn(async () => none as never);
      open({ getRegistration });
      await vi.advanceTimersByTimeAsync(0);
      expect(kept()?.status).toBe('opened');
      client.activeAttempts.notify();
      expect(getRegistration).toHaveBeenCalledOnce();
    },
  );

  it('is asked for again where the server could not say', async () => {
    const getRegistration = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue(key);
    const { client, open, kept } = await load('', { leavesPage: true });
    open({ getRegistration });
    await vi.advanceTimersByTimeAsync(0);
    expect(kept()?.status).toBe('opened');
    client.activeAttempts.notify();
    await vi.advanceTimersByTimeAsync(0);
    expect(kept()).toMatchObject({ status: 'issued', key });
  });

  it('is asked for again where the answer came to the session of the next customer', async () => {
    const answers: ((none: null) => void)[] = [];
    const getRegistration = vi.fn(() => new Promise<null>((resolve) => answers.push(resolve)));
    const { client, open } = await load('', { leavesPage: true, customer: hash('member-7') });
    client.setCustomer('member-7');
    open({ getRegistration });
    client.setCustomer('member-8');
    answers[0]?.(null);
    await vi.advanceTimersByTimeAsync(0);
    client.setCustomer('member-7');
    expect(getRegistration).toHaveBeenCalledTimes(2);
  });

  it('is not asked for of another customer, nor while the window is open here', async () => {
    const getRegistration = vi.fn(async () => null);
    const { client, place, open } = await load('', { leavesPage: true, customer: hash('member-7') });
    client.setCustomer('member-8');
    open({ getRegistration });
    page().navigator.userAgent = 'Mozilla/5.0 (Linux; Android 15) Mobile';
    void issueAsync(place, () => place.issue(orderOf())).catch(() => {});
    await vi.advanceTimersByTimeAsync(0);
    expect(place.getState().status).toBe('redirecting');
    expect(getRegistration).not.toHaveBeenCalled();
  });

  it('does not bring a second key beside another attempt’s', async () => {
    const { client, open, kept } = await load('', { leavesPage: true });
    client.log.add(keyedRecord('a2'));
    open({ getRegistration: async () => key });
    await vi.advanceTimersByTimeAsync(0);
    expect(kept()).toMatchObject({ status: 'settled', end: 'superseded', key });
    expect(client.log.get('a2')?.status).toBe('issued');
  });
});

describe('the window’s own address', () => {
  it('is replaced without a new entry, and leaves a router its state', () => {
    const replaceState = vi.fn();
    const state = { key: 'of a router' };
    Object.assign(window, { history: { state, replaceState }, location: { href: home } });
    expect(windowAddress.read()).toBe(home);
    windowAddress.replace('https://shop.example/');
    expect(replaceState.mock.calls).toEqual([[state, '', 'https://shop.example/']]);
  });
});
