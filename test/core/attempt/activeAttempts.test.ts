import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orderOf } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { agents, stubPage } from '../support/stubPage.js';

const page = stubPage();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

type Place = Awaited<ReturnType<typeof startedPlace>>['place'];

/** Begins an attempt with a card, and waits until its window is open. */
async function open(place: Place, customerUid: string) {
  const outcome = place.issue(orderOf({ customerUid }));
  await vi.advanceTimersByTimeAsync(0);
  expect(place.getState().status).toBe('window');
  return { outcome };
}

/** An attempt from its click to its end, and until the SDK has settled. */
async function run(place: Place, customerUid: string, response = {}) {
  const { outcome } = await open(place, customerUid);
  page().answer(response);
  const end = await outcome;
  await vi.advanceTimersByTimeAsync(0);
  return end;
}

describe('the active attempts of a page', () => {
  it('is not an attempt that is over, while another is under way', async () => {
    const { client, place } = await startedPlace();
    const givenUp = { success: false, imp_success: false, error_msg: '사용자가 결제를 취소하셨습니다' };
    const { attemptId } = await run(place, 'card-1', givenUp);
    await open(place, 'card-2');
    expect(client.activeAttempts.includes(attemptId)).toBe(false);
  });

  it('is the charge put aside for an attempt under way, and not a click that was refused', async () => {
    const { client, place } = await startedPlace({ charge: () => Promise.reject(new Error('declined')) });
    const failed = await run(place, 'card-1');
    const mistake = vi.spyOn(console, 'error').mockImplementation(() => {});
    const refused = await place.issue(orderOf({ customerUid: '' }));
    expect(refused).toMatchObject({ status: 'failed', error: { code: 'invalid_request' } });
    expect(mistake).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'invalid_request' }));
    expect(place.getState()).toMatchObject({ attemptId: failed.attemptId, error: { code: 'invalid_request' } });
    await open(place, 'card-2');
    expect(client.activeAttempts.includes(failed.attemptId)).toBe(true);
    expect(client.activeAttempts.includes(refused.attemptId)).toBe(false);
  });

  it('is still the charge that failed after a click that was refused: it can be tried again', async () => {
    const charge = vi.fn().mockRejectedValueOnce(new Error('declined')).mockResolvedValue('paid');
    const { place } = await startedPlace({ charge });
    const { attemptId } = await run(place, 'card-1');
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await place.issue(orderOf({ customerUid: '' }));
    await expect(place.retryCharge()).resolves.toMatchObject({ status: 'succeeded', attemptId });
  });
});

describe('a charge that failed, and was put away with reset()', () => {
  it('is not active while another attempt is under way: it is listed among the unfinished ones', async () => {
    const { client, place } = await startedPlace({ charge: () => Promise.reject(new Error('declined')) });
    const failed = await run(place, 'card-1');
    place.reset();
    await open(place, 'card-2');
    expect(client.activeAttempts.includes(failed.attemptId)).toBe(false);
  });
});

describe('a page that goes', () => {
  const wipe = ({ storage }: Awaited<ReturnType<typeof startedPlace>>['client']) => {
    for (const key of storage.keys()) storage.remove(key);
  };
  const stored = ({ storage }: Awaited<ReturnType<typeof startedPlace>>['client']) =>
    [...storage.keys()].map((key) => key.split('/').at(-1));

  it('puts the attempts back that it works on into a storage which was emptied, and the one that waits for them', async () => {
    const { client, place } = await startedPlace({ charge: () => Promise.reject(new Error('declined')) });
    const failed = await run(place, 'card-1');
    wipe(client);
    page().window.dispatchEvent(new Event('pagehide'));
    expect(stored(client)).toEqual([failed.attemptId]);
    await open(place, 'card-2');
    wipe(client);
    page().window.dispatchEvent(new Event('pagehide'));
    expect(stored(client)).toHaveLength(2);
    expect(stored(client)).toContain(failed.attemptId);
  });

  it('puts nothing back that is over', async () => {
    const { client, place } = await startedPlace();
    await run(place, 'card-1');
    wipe(client);
    page().window.dispatchEvent(new Event('pagehide'));
    expect(stored(client)).toEqual([]);
  });
});

describe('a client', () => {
  it('works on an attempt until its end, and not on one that has left for the PG’s page', async () => {
    const { client, place } = await startedPlace();
    expect(client.isWorking()).toBe(false);
    const { outcome } = await open(place, 'card-1');
    expect(client.isWorking()).toBe(true);
    page().answer();
    await outcome;
    expect(client.isWorking()).toBe(false);
    await vi.runAllTimersAsync();
    page().navigator.userAgent = agents.phone;
    void place.issue(orderOf({ customerUid: 'card-2' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(place.getState().status).toBe('redirecting');
    expect(client.isWorking()).toBe(false);
  });
});

describe('who shows an attempt', () => {
  it('hears of a pause once, which is no new status', async () => {
    let pause: (isPaused: boolean) => void = () => {};
    const { place, events } = await startedPlace({
      charge: (_, onPaused) => {
        pause = onPaused;
        return new Promise(() => {});
      },
    });
    await open(place, 'card-1');
    page().answer();
    await vi.advanceTimersByTimeAsync(0);
    const told = events.length;
    const heard = vi.fn();
    place.subscribe(heard);
    pause(true);
    pause(true);
    expect(place.getState()).toMatchObject({ status: 'charging', isPaused: true });
    expect(heard).toHaveBeenCalledOnce();
    expect(events).toHaveLength(told);
  });

  it('hears nothing where an idle place is reset', async () => {
    const { place } = await startedPlace();
    const heard = vi.fn();
    place.subscribe(heard);
    place.reset();
    expect(heard).not.toHaveBeenCalled();
  });

  it('hears of no success a second time', async () => {
    let answer: (data: string) => void = () => {};
    const onSuccess = vi.fn();
    const charge = () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      });
    const { place } = await startedPlace({ charge, onSuccess, chargeTimeout: 1000 });
    await open(place, 'card-1');
    page().answer();
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
    const late = answer;
    const retried = place.retryCharge();
    await vi.advanceTimersByTimeAsync(0);
    late('paid');
    await expect(retried).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
    answer('paid again');
    await vi.advanceTimersByTimeAsync(0);
    expect(place.getState()).toMatchObject({ data: 'paid' });
    expect(onSuccess).toHaveBeenCalledOnce();
  });
});
