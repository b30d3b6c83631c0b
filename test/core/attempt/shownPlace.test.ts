import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orderOf } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = orderOf();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const nextTask = () => vi.advanceTimersByTimeAsync(0);
const decline = () => Promise.reject(Object.assign(new Error('Declined.'), { status: 402 }));

describe('the components that show a place', () => {
  /** A component shows the place, on which an attempt has ended. */
  async function ended(charge: () => Promise<string> = async () => 'paid') {
    const made = await startedPlace({ charge });
    const show = () => made.place.mount({ options: made.place.options });
    const leave = show();
    void made.place.issue(order);
    page().answer();
    await nextTask();
    return { ...made, show, leave };
  }

  it('leave it idle once the last one is gone', async () => {
    const { place, show, leave } = await ended();
    const leaveToo = show();
    leave();
    await nextTask();
    expect(place.getState().status).toBe('succeeded');
    leaveToo();
    await nextTask();
    expect(place.getState().status).toBe('idle');
  });

  it('keep its end where the next one comes at once', async () => {
    const { place, show, leave } = await ended();
    leave();
    show();
    await nextTask();
    expect(place.getState().status).toBe('succeeded');
  });

  it('leave a key behind whose charge failed', async () => {
    const { place, leave } = await ended(decline);
    leave();
    await nextTask();
    expect(place.getState()).toMatchObject({ status: 'failed', issued: { impUid: 'imp_1' } });
  });

  it('are told of in development where none is left to show an end, and asked for an id', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    for (const [id, advice] of [
      [undefined, 'Give its hook or button an `id`'],
      ['checkout', 'Show the hook or button with its `id`, in the <BillingProvider> that was there when it began'],
    ]) {
      const { place } = await startedPlace({ id, purchaseKey: advice });
      const leave = place.mount({ options: place.options });
      void place.issue(order);
      leave();
      page().answer();
      await nextTask();
      expect(warn).toHaveBeenLastCalledWith(expect.stringContaining('An attempt ended as "succeeded"'));
      expect(warn).toHaveBeenLastCalledWith(expect.stringContaining(advice as string));
      expect(warn).toHaveBeenLastCalledWith(expect.stringMatching(/ or tell the customer in onUnseenOutcome of .*\.$/));
    }
    expect(warn).toHaveBeenCalledTimes(2);
  });
});

it('a place says of an attempt whose order is being made that nothing was agreed to, and nothing of a PG', async () => {
  const { place } = await startedPlace({ purchaseKey: 'basic' });
  void place.issue(() => new Promise(() => {}));
  await nextTask();
  expect(place.getState().status).toBe('loading');
  expect([place.consents(), place.pg()]).toEqual([[], undefined]);
});

describe('an end that no component showed', () => {
  const givenUp = { success: false, imp_success: false, error_msg: '사용자가 결제를 취소하셨습니다' };

  async function unseen() {
    const onUnseenOutcome = vi.fn();
    const made = await startedPlace();
    made.client.callbacks = { onUnseenOutcome };
    const leave = made.place.mount({ options: made.place.options });
    const outcome = made.place.issue(order);
    return { ...made, leave, outcome, onUnseenOutcome };
  }

  it('is told to the host, whoever ended it but the host', async () => {
    const { leave, outcome, onUnseenOutcome } = await unseen();
    leave();
    page().answer(givenUp);
    expect(await outcome).toMatchObject({ status: 'cancelled', reason: 'customer' });
    expect(onUnseenOutcome).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: 'customer' }));
  });

  it('is no news to the host that ended it', async () => {
    const { place, leave, onUnseenOutcome } = await unseen();
    leave();
    place.cancel();
    expect(place.getState().status).toBe('cancelled');
    expect(onUnseenOutcome).not.toHaveBeenCalled();
  });

  it('is none where a component shows it', async () => {
    const { outcome, onUnseenOutcome } = await unseen();
    page().answer(givenUp);
    await outcome;
    expect(onUnseenOutcome).not.toHaveBeenCalled();
  });

  it.each([
    ['succeeded', async () => 'paid'],
    ['failed', decline],
  ])('is told once its customer is back, where it %s while another was signed in', async (status, answer) => {
    const onUnseenOutcome = vi.fn();
    const callbacks = { onSuccess: vi.fn(), onError: vi.fn() };
    const answers: (() => void)[] = [];
    const charge = () => new Promise<void>((resolve) => void answers.push(resolve)).then(answer);
    const made = await startedPlace({ charge, ...callbacks });
    made.client.callbacks = { onUnseenOutcome };
    made.client.setCustomer('kim');
    const outcome = made.place.issue(order);
    page().answer();
    await nextTask();
    made.client.setCustomer('lee');
    answers[0]?.();
    await expect(outcome).resolves.toMatchObject({ status: 'cancelled', reason: 'left' });
    expect(onUnseenOutcome).not.toHaveBeenCalled();
    made.client.setCustomer('kim');
    expect(onUnseenOutcome).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status }));
    expect(callbacks.onSuccess).not.toHaveBeenCalled();
    expect(callbacks.onError).not.toHaveBeenCalled();
  });
});

describe('what a place says of the attempt that it shows', () => {
  const terms = [
    { id: 'billing', version: '2', required: true },
    { id: 'news', version: '1' },
  ];

  it('is nothing before there is one, and after it was put away', async () => {
    const { client, place } = await startedPlace({ terms, agreed: ['billing'] });
    const says = () => [place.isReturned(), place.consents(), place.pg()];
    expect(says()).toEqual([false, [], undefined]);
    expect(place.isFor({ purchase: 'x', order: undefined })).toBe(false);
    void place.issue(order);
    page().answer();
    await nextTask();
    expect(client.log.all()).toHaveLength(1);
    expect(says()).toEqual([false, [{ id: 'billing', version: '2' }], 'kcp_billing']);
    place.reset();
    expect(says()).toEqual([false, [], undefined]);
  });

  it('is what it is for', async () => {
    const { client, place } = await startedPlace({ purpose: 'change' });
    void place.issue({ ...order, customerId: 'kim' });
    const { purchase = '' } = client.log.all()[0] ?? {};
    const purpose = 'change';
    expect(place.isFor({ purchase, purpose, order: undefined })).toBe(true);
    expect(place.isFor({ purchase, purpose, order: { customerId: 'kim' } })).toBe(true);
    expect(place.isFor({ purchase, purpose, order: { customerId: 'lee' } })).toBe(false);
    expect(place.isFor({ purchase, purpose, order: {} })).toBe(false);
    expect(place.isFor({ purchase, order: undefined })).toBe(false);
    expect(place.isFor({ purchase: `${purchase}!`, purpose, order: undefined })).toBe(false);
  });

  it('is that it subscribes, unless it is said otherwise', async () => {
    const { client, place } = await startedPlace();
    void place.issue(order);
    const { purchase = '' } = client.log.all()[0] ?? {};
    expect(place.isFor({ purchase, order })).toBe(true);
    expect(place.isFor({ purchase, purpose: 'register', order })).toBe(false);
  });
});

describe('who clicks', () => {
  it('begins nothing for the next customer with a click that the host has held up', async () => {
    const { client, place, statuses } = await startedPlace();
    client.setCustomer('kim');
    const component = { customer: { id: 'kim' }, options: place.options };
    place.mount(component);
    client.setCustomer('lee');
    const outcome = await place.issue(order, component);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'no_customer' } });
    expect([page().requests, client.log.all(), statuses()]).toEqual([[], [], []]);
    client.setCustomer('kim');
    void place.issue(order, component);
    expect(page().requests).toHaveLength(1);
  });

  it('is told that a charge is under way, and not that there is nothing to try again', async () => {
    const { place } = await startedPlace({ charge: () => new Promise(() => {}) });
    void place.issue(order);
    page().answer();
    await nextTask();
    await expect(place.retryCharge()).resolves.toMatchObject({ error: { code: 'busy' } });
  });
});

describe('a charge whose answer comes late', () => {
  function lateCharge() {
    const answers: ((data: string) => void)[] = [];
    const charge = () => new Promise<string>((resolve) => void answers.push(resolve));
    return { charge, answer: () => answers[0]?.('paid') };
  }

  it('makes the attempt succeed where that is still shown', async () => {
    const { charge, answer } = lateCharge();
    const { place } = await startedPlace({ charge, chargeTimeout: 1000 });
    void place.issue(order);
    page().answer();
    await vi.advanceTimersByTimeAsync(1000);
    expect(place.getState()).toMatchObject({ status: 'failed', error: { code: 'charge_failed' } });
    answer();
    await nextTask();
    expect(place.getState()).toMatchObject({ status: 'succeeded', data: 'paid' });
  });

  it('is told to the host, once its customer is there, where the place has gone on', async () => {
    const { charge, answer } = lateCharge();
    const onLateSuccess = vi.fn();
    const { client, place, events } = await startedPlace({ charge, chargeTimeout: 1000, onLateSuccess });
    client.setCustomer('kim');
    void place.issue(order);
    const [{ attemptId } = {}] = client.log.all();
    page().answer();
    await vi.advanceTimersByTimeAsync(1000);
    place.reset();
    client.setCustomer('lee');
    answer();
    await nextTask();
    expect(events).toContainEqual(expect.objectContaining({ type: 'late_charge', attemptId }));
    expect(onLateSuccess).not.toHaveBeenCalled();
    client.setCustomer('kim');
    expect(onLateSuccess).toHaveBeenCalledExactlyOnceWith('paid', expect.objectContaining({ attemptId }));
  });
});
