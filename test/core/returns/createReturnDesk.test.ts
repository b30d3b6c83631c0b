import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BillingFlow } from '../../../src/core/flow/BillingFlow.js';
import { createBillingFlow } from '../../../src/core/flow/createBillingFlow.js';
import type { AttemptRecord } from '../../../src/core/records/AttemptRecord.js';
import { createReturnDesk } from '../../../src/core/returns/createReturnDesk.js';
import { windowAddress } from '../../../src/core/returns/takeReturn.js';
import { sampleRecord } from '../support/samples.js';
import { startedFlow } from '../support/startFlow.js';
import { stubPage } from '../support/stubPage.js';

stubPage();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const home = 'https://shop.example/return?plan=basic';
const good = '&imp_uid=imp_1&merchant_uid=m-a1&imp_success=true';
const givenUp = '&merchant_uid=m-a1&imp_success=false&error_msg=결제포기';

/** A page that is loaded with a return, over a log that knows one attempt. */
async function load(query: string, change: Partial<AttemptRecord> = {}) {
  const charge = vi.fn(async () => 'paid');
  const made = await startedFlow({ charge });
  made.client.log.save(sampleRecord('a1', change));
  const desk = createReturnDesk(made.client);
  const onUnknown = vi.fn();
  const address = { href: home + query };
  const replace = (url: string) => {
    address.href = url;
  };
  const place = () => {
    const flow = createBillingFlow<string>(made.client, made.flow.options);
    return { flow: flow as BillingFlow<unknown>, owns: (record: AttemptRecord) => record.attemptId === 'a1' };
  };
  const open = () => desk.open({ read: () => address.href, replace }, onUnknown);
  const kept = () => made.client.log.get('a1');
  const forget = () => {
    for (const key of made.client.storage.keys()) made.client.storage.remove(key);
  };
  return { ...made, charge, desk, onUnknown, address, place, open, kept, forget };
}

describe('a return', () => {
  it('goes to the place that owns it, once', async () => {
    const { desk, place, open, charge, address } = await load(good);
    const [mine, later] = [place(), place()];
    desk.register(mine);
    open();
    expect(address.href).toBe(home);
    await vi.advanceTimersByTimeAsync(0);
    expect(mine.flow.getState()).toMatchObject({ status: 'succeeded', data: 'paid' });
    desk.register(later);
    expect(later.flow.getState().status).toBe('idle');
    expect(charge).toHaveBeenCalledOnce();
  });

  it('given to a place is not given to one that comes while that one is at it', async () => {
    const { desk, place, open } = await load(good);
    const [mine, later] = [place(), place()];
    mine.flow.setOptions({ ...mine.flow.options, charge: () => new Promise(() => {}) });
    desk.register(mine);
    open();
    expect(mine.flow.getState().status).toBe('charging');
    desk.register(later);
    expect(later.flow.getState().status).toBe('idle');
  });

  it('is not given to a place that comes because of it', async () => {
    const { desk, place, open, charge } = await load(good);
    const [mine, another] = [place(), place()];
    mine.flow.subscribe(() => void desk.register(another));
    desk.register(mine);
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(mine.flow.getState().status).toBe('succeeded');
    expect(another.flow.getState().status).toBe('idle');
    expect(charge).toHaveBeenCalledOnce();
  });

  it('goes to the fallback where no place owns it', async () => {
    const { desk, place, open } = await load(good);
    const [other, fallback] = [place(), place()];
    desk.register({ ...other, owns: () => false });
    desk.setFallback(fallback.flow);
    open();
    expect(fallback.flow.getState().status).toBe('charging');
    expect(other.flow.getState().status).toBe('idle');
  });

  it('goes to a fallback that comes later', async () => {
    const { desk, place, open, kept } = await load(good);
    const [other, fallback] = [place(), place()];
    desk.register({ ...other, owns: () => false });
    desk.setFallback(undefined);
    open();
    expect(kept()).toMatchObject({ status: 'issued', impUid: 'imp_1' });
    desk.setFallback(fallback.flow);
    expect(fallback.flow.getState()).toMatchObject({ status: 'charging', attemptId: 'a1' });
    expect(other.flow.getState().status).toBe('idle');
  });

  it('is not taken from its busy place by a fallback', async () => {
    const { desk, place, open } = await load(good);
    const [busy, fallback] = [place(), place()];
    void busy.flow.issue({ customerUid: 'card-2', name: 'Premium', amount: 9900 });
    desk.register(busy);
    open();
    desk.setFallback(fallback.flow);
    expect(fallback.flow.getState().status).toBe('idle');
  });

  it('does not go to a place that has left', async () => {
    const { desk, place, open, kept } = await load(good);
    const mine = place();
    desk.register(mine)();
    open();
    expect(mine.flow.getState().status).toBe('idle');
    expect(kept()).toMatchObject({ status: 'issued', impUid: 'imp_1' });
  });

  it('waits where its place is busy, for the next that can take it', async () => {
    const { desk, place, open, kept } = await load(good);
    const [busy, free] = [place(), place()];
    void busy.flow.issue({ customerUid: 'card-2', name: 'Premium', amount: 9900 });
    desk.register(busy);
    open();
    expect(busy.flow.getState().status).toBe('window');
    expect(kept()).toMatchObject({ status: 'issued', impUid: 'imp_1' });
    desk.register(free);
    expect(free.flow.getState()).toMatchObject({ status: 'charging', attemptId: 'a1' });
  });

  it.each([{ status: 'opened' }, { status: 'charging', impUid: 'imp_1' }] as const)(
    'that waits keeps its key, and does not undo a charge: $status',
    async (change) => {
      const { open, kept } = await load(good, change);
      open();
      expect(kept()).toMatchObject({ status: change.status === 'opened' ? 'issued' : 'charging', impUid: 'imp_1' });
    },
  );

  it('that waits without a key leaves the attempt open', async () => {
    const { desk, place, open, kept } = await load(givenUp);
    open();
    expect(kept()?.status).toBe('opened');
    const mine = place();
    desk.register(mine);
    expect(mine.flow.getState()).toMatchObject({ status: 'cancelled', reason: 'customer' });
  });

  it('that waits is nobody’s news once it is charged', async () => {
    const { client, desk, place, open } = await load(good);
    open();
    client.log.update('a1', { status: 'settled', end: 'charged' });
    const mine = place();
    desk.register(mine);
    expect(mine.flow.getState().status).toBe('idle');
  });

  it('that waits is carried on although the log was emptied meanwhile', async () => {
    const { desk, place, open, forget } = await load(good);
    open();
    forget();
    const mine = place();
    desk.register(mine);
    expect(mine.flow.getState()).toMatchObject({ status: 'charging', issued: { impUid: 'imp_1' } });
  });
});

describe('a return that nobody waits for', () => {
  it('of no attempt of this browser is unmatched', async () => {
    const { open, onUnknown, events } = await load('&imp_uid=imp_9&merchant_uid=m9&imp_success=true');
    open();
    const response = { imp_uid: 'imp_9', merchant_uid: 'm9', imp_success: 'true' };
    const unknown = { says: 'issued', impUid: 'imp_9', merchantUid: 'm9', reason: 'unmatched', response };
    expect(onUnknown.mock.calls).toEqual([[unknown]]);
    expect(events.at(-1)).toMatchObject({ type: 'unknown_return' });
  });

  it('of an attempt that was given up keeps the key, which is somebody’s card', async () => {
    const { open, onUnknown, kept } = await load(good, { status: 'settled', end: 'cancelled' });
    open();
    expect(onUnknown).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: 'settled' }));
    expect(kept()).toMatchObject({ status: 'issued', impUid: 'imp_1' });
  });

  it('of an attempt that was given up, and says so, changes nothing', async () => {
    const { open, onUnknown, kept } = await load(givenUp, { status: 'settled', end: 'cancelled' });
    open();
    expect(onUnknown).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ says: 'cancelled', impUid: undefined }),
    );
    expect(kept()).toMatchObject({ status: 'settled', end: 'cancelled' });
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
