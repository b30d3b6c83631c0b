import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../../src/core/attempt/BillingStorage.js';
import type { PlaceOptions } from '../../../src/core/attempt/Place.js';
import { orderOf } from '../support/samples.js';
import { startedPlace } from '../support/startPlace.js';
import { stubPage } from '../support/stubPage.js';

const page = stubPage();
const order = orderOf();
const told = { status: 'failed', error: { code: 'already_charged' } };
const opened = { status: 'window' };

let storage = memoryStorage();
beforeEach(() => {
  storage = memoryStorage();
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const nextTask = () => vi.advanceTimersByTimeAsync(0);
type Options = Partial<PlaceOptions<string>>;
/** A place that a component shows. */
async function shown(options: Options = {}, customer?: string) {
  const made = await startedPlace(options, storage);
  if (customer) made.client.setCustomer(customer);
  const show = () => made.place.mount({ options: made.place.options });
  return { ...made, show, leave: show() };
}

/** A charge is out of a component that is gone. */
async function left(options: Options = {}, customer?: string, given = order) {
  const answers: ((data: string) => void)[] = [];
  const charge = () => new Promise<string>((resolve) => void answers.push(resolve));
  const made = await shown({ charge, ...options }, customer);
  void made.place.issue(given);
  page().answer();
  await vi.advanceTimersByTimeAsync(100);
  made.leave();
  await nextTask();
  const pay = () => {
    answers[0]?.('paid');
    return vi.advanceTimersByTimeAsync(1000);
  };
  return { ...made, pay };
}

describe('a purchase that was paid while nothing showed it', () => {
  it('is told by the next click that is read: one that was given up while its order was made tells nobody', async () => {
    await (await left({ purchaseKey: 'basic' })).pay();
    const { place } = await shown({ purchaseKey: 'basic' });
    let give = (_: typeof order) => {};
    const click = place.issue(() => new Promise<typeof order>((resolve) => (give = resolve)));
    place.cancel();
    give(order);
    await expect(click).resolves.toMatchObject({ status: 'cancelled' });
    await nextTask();
    void place.issue(async () => order);
    await nextTask();
    expect(place.getState()).toMatchObject(told);
    void place.issue(async () => order);
    await nextTask();
    expect(place.getState()).toMatchObject(opened);
  });

  it('is none where a card was only registered: what is bought with it is not paid', async () => {
    await (await left({ purpose: 'register', purchaseKey: 'basic' })).pay();
    const { place } = await shown({ purchaseKey: 'basic' });
    void place.issue(order);
    expect(place.getState()).toMatchObject(opened);
  });

  it.each([
    ['a click that waited for its charge', { chargeMerchantUid: 'c1' }, { chargeMerchantUid: 'c2' }, 'already_charged'],
    ['its receipt', {}, {}, undefined],
  ])('is not told again after %s', async (_, first, second, code) => {
    const getCharge = async () => 'paid';
    const turns = new Map<string, Promise<unknown>>();
    Object.assign(page().navigator, {
      locks: {
        // A browser gives a lock to the next in another task.
        request(name: string, work: (lock: object) => Promise<unknown>) {
          const turn = Promise.resolve(turns.get(name)).then(() => new Promise((resolve) => setTimeout(resolve)));
          const done = turn.then(() => work({}));
          turns.set(
            name,
            done.catch(() => {}),
          );
          return done;
        },
      },
    });
    const { pay } = await left({ getCharge }, undefined, orderOf(first));
    const { place } = await shown({ getCharge });
    const click = place.issue(orderOf(second));
    if (code === undefined) page().answer();
    await pay();
    await expect(click).resolves.toMatchObject(code ? told : { status: 'succeeded' });
    void place.issue(orderOf());
    await nextTask();
    expect(place.getState()).toMatchObject(opened);
  });

  it('is told where the component that comes to its place shows nothing of it', async () => {
    const { place, leave, show } = await shown();
    void place.issue(order);
    leave();
    page().answer();
    await nextTask();
    expect(place.getState()).toMatchObject({ status: 'idle' });
    show();
    void place.issue(order);
    expect(place.getState()).toMatchObject(told);
  });

  it('is told to the host’s callback, also where an older copy of the package has begun to share the page', async () => {
    Object.assign(window, { [Symbol.for('react-billing-key/page-lock')]: { holder: undefined } });
    const onSuccess = vi.fn();
    await (await left({ onSuccess })).pay();
    expect(onSuccess).toHaveBeenCalledOnce();
  });
});

describe('a purchase that was paid while another customer was signed in', () => {
  it('is told to its own, in a provider that was made anew, and to nobody else', async () => {
    const { client, pay } = await left({}, 'kim');
    client.setCustomer('lee');
    await pay();
    const lee = await shown({}, 'lee');
    const kim = await shown({}, 'kim');
    void lee.place.issue(order);
    expect(lee.place.getState()).toMatchObject(opened);
    lee.place.cancel();
    void kim.place.issue(order);
    expect(kim.place.getState()).toMatchObject(told);
  });

  it('is told by the place that shows it to its customer again', async () => {
    const { client, place, pay, show } = await left({}, 'kim');
    show();
    client.setCustomer('lee');
    await pay();
    client.setCustomer('kim');
    expect(place.getState()).toMatchObject({ status: 'succeeded' });
    void place.issue(order);
    expect(place.getState()).toMatchObject(opened);
  });

  it('is not told by a place that another customer looks at', async () => {
    const { client, place, pay, show } = await left({}, 'kim');
    await pay();
    client.setCustomer('lee');
    show()();
    await nextTask();
    client.setCustomer('kim');
    show();
    void place.issue(order);
    expect(place.getState()).toMatchObject(told);
  });
});
