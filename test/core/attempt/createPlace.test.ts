import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPlace } from '../../../src/core/attempt/createPlace.js';
import type { IssuedKey } from '../../../src/iamport/IssuedKey.js';
import type { IamportResponse } from '../../../src/iamport/wire.js';
import { orderOf } from '../support/samples.js';
import { startedPlace, startPlace } from '../support/startPlace.js';
import { agents, drawnDialog, stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = orderOf();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('an attempt', () => {
  it('tells each step of itself once', async () => {
    const { place, events, statuses } = await startedPlace();
    const outcome = place.issue(order);
    page().answer();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
    expect(statuses()).toEqual(['loading', 'window', 'charging', 'succeeded']);
    const attemptIds = new Set(events.flatMap((event) => ('attemptId' in event ? [event.attemptId] : [])));
    expect(attemptIds.size).toBe(1);
    expect(events.every((event) => event.type !== 'status' || event.pg === 'kcp_billing')).toBe(true);
    expect(events.some(({ type }) => type === 'in_app_browser')).toBe(false);
  });

  it('tells of the app in whose browser it begins', async () => {
    page().navigator.userAgent = `${agents.phone} KAKAOTALK 10.4.5`;
    const { place, events } = await startedPlace();
    void place.issue(order);
    expect(events).toContainEqual(expect.objectContaining({ type: 'in_app_browser', name: 'kakaotalk' }));
  });

  it('on a phone leaves the page, and says so', async () => {
    page().navigator.userAgent = agents.phone;
    const { place } = await startedPlace();
    await expect(place.issue(order)).resolves.toMatchObject({ status: 'redirecting' });
    page().answer({ success: false, imp_success: false, error_msg: '사용자가 결제를 취소하셨습니다' });
    expect(place.getState()).toMatchObject({ status: 'cancelled', reason: 'customer' });
  });

  it('keeps its order number in the log until it is over, and how it ended', async () => {
    const { client, place } = await startedPlace();
    const cancelled = place.issue(order);
    page().answer({ success: false, imp_success: false, error_msg: '사용자가 결제를 취소하셨습니다' });
    expect(client.log.get((await cancelled).attemptId)).toMatchObject({ status: 'settled', end: 'cancelled' });
    await vi.runAllTimersAsync();
    const refused = place.issue(order);
    await vi.advanceTimersByTimeAsync(0);
    page().answer({ success: false, imp_success: false, error_msg: '한도 초과' });
    expect(client.log.get((await refused).attemptId)).toMatchObject({ status: 'settled', end: 'failed' });
  });
});

describe('how a window ends', () => {
  const senseless = { success: undefined, imp_uid: undefined, imp_success: undefined };
  const refused = { success: false, imp_success: false, error_msg: '한도 초과' };

  it.each([
    ['stays open after an answer that says nothing: the page may still leave, and bring the key', 'phone', senseless],
    ['is over where it says nothing and no page leaves', 'desktop', senseless],
    ['is over where the card was refused', 'phone', refused],
  ] as const)('%s', async (says, device, answer) => {
    page().navigator.userAgent = agents[device];
    const { client, place } = await startedPlace();
    void place.issue(order);
    page().answer(answer as IamportResponse);
    expect(place.getState().status).toBe('failed');
    expect(client.log.all()[0]?.status).toBe(says.startsWith('stays open') ? 'opened' : 'settled');
  });

  it('is stored where the SDK throws', async () => {
    const { client, place } = await startedPlace();
    page().sdk.request_pay = () => {
      throw new Error('no');
    };
    await expect(place.issue(order)).resolves.toMatchObject({ status: 'failed', error: { code: 'sdk_error' } });
    expect(client.log.all()).toMatchObject([{ status: 'settled', end: 'failed' }]);
  });

  it('is no failure, and no end without a charge, where another tab has had the attempt paid', async () => {
    const { client, place } = await startedPlace();
    const outcome = place.issue(order);
    const [{ attemptId } = { attemptId: '' }] = client.log.all();
    client.log.apply(attemptId, { type: 'charged' });
    place.cancel();
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'already_settled' } });
    expect(client.log.get(attemptId)).toMatchObject({ end: 'charged' });
  });
});

describe('two places, where the host names no customer', () => {
  it('tell the same person by what was begun here, also once one of them was reset', async () => {
    const { client, place } = await startedPlace();
    const other = createPlace<string, IssuedKey>(client, place.options);
    const begin = async (where: typeof place, change: Parameters<typeof orderOf>[0]) => {
      void where.issue(orderOf(change));
      await vi.advanceTimersByTimeAsync(0);
      where.cancel();
      await vi.runAllTimersAsync();
      return client.log.all().find(({ card }) => card === change?.customerUid);
    };
    const first = await begin(place, { customerUid: 'card-1' });
    await begin(other, { customerUid: 'card-2', name: 'Premium' });
    other.reset();
    const second = await begin(place, { customerUid: 'card-3' });
    expect(second?.chargeNumber).toBe(first?.chargeNumber);
    // The next to use this browser may be somebody else.
    place.reset();
    const third = await begin(place, { customerUid: 'card-4' });
    expect(third?.chargeNumber).not.toBe(first?.chargeNumber);
  });
});

describe('a popup', () => {
  const popup = async (isActive: boolean | undefined, pg: 'payco' | 'kcp_billing' = 'payco') => {
    if (isActive !== undefined) page().navigator.userActivation = { isActive };
    const { place } = startPlace({ pg });
    const outcome = place.issue(order);
    await vi.advanceTimersByTimeAsync(0);
    return { place, outcome };
  };

  it('needs another click when the one has faded while the SDK was loading', async () => {
    const { outcome } = await popup(false);
    await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'needs_click' } });
    expect(page().requests).toEqual([]);
  });

  it.each([true, undefined])('opens while the click is fresh, or where nobody can tell: %s', async (isActive) => {
    const { place } = await popup(isActive);
    expect(place.getState().status).toBe('window');
  });

  describe('in Safari, which says that a click is active and refuses what comes after an answer of the network', () => {
    beforeEach(() => {
      page().navigator.userAgent = agents.safari;
    });

    it('needs another click, and opens in that one', async () => {
      const { place, outcome } = await popup(true);
      await expect(outcome).resolves.toMatchObject({ status: 'failed', error: { code: 'needs_click' } });
      expect(page().requests).toEqual([]);
      void place.issue(order);
      expect(place.getState().status).toBe('window');
    });

    it('is tried at the second click, also where that has to wait once more: nobody is asked for ever', async () => {
      page().navigator.userActivation = { isActive: true };
      const { place } = startPlace({ pg: 'payco', purchaseKey: 'plan' });
      const source = () => Promise.resolve(order);
      await expect(place.issue(source)).resolves.toMatchObject({ error: { code: 'needs_click' } });
      void place.issue(source);
      await vi.advanceTimersByTimeAsync(0);
      expect(place.getState().status).toBe('window');
    });

    it('opens where no PG’s popup is needed', async () => {
      const { place } = await popup(true, 'kcp_billing');
      expect(place.getState().status).toBe('window');
    });
  });

  it('is not what every PG opens', async () => {
    const { place } = await popup(false, 'kcp_billing');
    expect(place.getState().status).toBe('window');
  });
});

describe('a window that never shows', () => {
  it('is given up, on this page for good', async () => {
    const { client, place } = await startedPlace();
    const outcome = place.issue(order);
    await vi.advanceTimersByTimeAsync(15_000);
    const { attemptId } = await outcome;
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
    expect(client.log.get(attemptId)).toMatchObject({ status: 'settled', end: 'failed' });
  });

  it('is given up on a page that should have left, but its return is still awaited', async () => {
    page().navigator.userAgent = agents.phone;
    const { client, place } = await startedPlace();
    const { attemptId } = await place.issue(order);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'window_timeout' } });
    expect(client.log.get(attemptId)?.status).toBe('opened');
  });

  it('is not looked for once the attempt is over', async () => {
    const { place } = await startedPlace();
    const outcome = place.issue(order);
    const look = vi.spyOn(page().document, 'querySelectorAll');
    page().answer();
    await outcome;
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(look).not.toHaveBeenCalled();
    expect(place.getState().status).toBe('succeeded');
  });

  it('is not given up while it is there; who is to know hears of it once it is stale', async () => {
    const onStale = vi.fn();
    vi.spyOn(page().document, 'querySelectorAll').mockReturnValue([drawnDialog]);
    vi.stubGlobal('getComputedStyle', () => ({ display: 'block' }));
    const { place } = await startedPlace({ onStale: vi.fn(), staleAfter: 20_000 });
    void place.issue(orderOf({ merchantUid: 'm1', chargeMerchantUid: 'c1' }));
    place.setOptions({ ...place.options, onStale });
    await vi.advanceTimersByTimeAsync(19_999);
    expect(onStale).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    const named = { card: 'card-1', orderNumber: 'm1', chargeNumber: 'c1', pg: 'kcp_billing' };
    expect(onStale.mock.calls).toEqual([[{ ...named, attemptId: expect.any(String) }]]);
    expect(place.getState().status).toBe('window');
  });
});

describe('an answer that comes late', () => {
  it('is not taken for the one to the window that is open', async () => {
    const { client, place, events } = await startedPlace();
    const first = place.issue(order);
    await vi.advanceTimersByTimeAsync(15_000);
    const { attemptId } = await first;
    await vi.advanceTimersByTimeAsync(1000);
    void place.issue(orderOf({ customerUid: 'card-2' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(page().requests).toHaveLength(2);
    page().answer({}, 0);
    expect(place.getState().status).toBe('window');
    expect(events.at(-1)).toMatchObject({ type: 'late_answer', attemptId, issued: true });
    expect(client.log.get(attemptId)).toMatchObject({ status: 'issued', key: { impUid: 'imp_1' } });
  });
});

describe('cancel()', () => {
  it('closes the window, and not what never opened', async () => {
    const { place } = startPlace();
    const close = vi.spyOn(page().sdk, 'close');
    void place.issue(order);
    place.cancel();
    expect(place.getState()).toMatchObject({ status: 'cancelled', reason: 'host' });
    expect(close).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(0);
    void place.issue(order);
    await vi.advanceTimersByTimeAsync(0);
    expect(place.getState().status).toBe('window');
    place.cancel();
    expect(close).toHaveBeenCalledOnce();
  });

  it('comes too late for a charge, and is nothing to what is over', async () => {
    const { place, statuses } = await startedPlace({ charge: () => new Promise(() => {}) });
    const close = vi.spyOn(page().sdk, 'close');
    void place.issue(order);
    page().answer();
    place.cancel();
    place.reset();
    expect(close).not.toHaveBeenCalled();
    expect(place.getState().status).toBe('charging');
    expect(statuses().at(-1)).toBe('charging');
  });

  it('leaves a script that arrives later nothing to open', async () => {
    const { place } = startPlace();
    const outcome = place.issue(order);
    place.cancel();
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled' });
    await vi.advanceTimersByTimeAsync(0);
    expect(page().requests).toEqual([]);
  });
});

describe('reset()', () => {
  it('tells that the place is idle again, once', async () => {
    const { place, events } = await startedPlace();
    const outcome = place.issue(order);
    page().answer();
    const { attemptId } = await outcome;
    place.reset();
    expect(place.getState()).toEqual({ status: 'idle' });
    const idle = { type: 'status', previous: 'succeeded', status: 'idle', attemptId, pg: 'kcp_billing' };
    expect(events.at(-1)).toMatchObject(idle);
    const told = events.length;
    place.reset();
    expect(events).toHaveLength(told);
  });
});
