import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decideAndCommit, gatewayOf } from '../../src/server/Context.js';
import { BillingServerError, billingServerErrorCodes } from '../../src/server/errors.js';
import { HostTooSlow, inHostTime } from '../../src/server/hostTime.js';
import { type Gateway, memoryStore } from '../../src/server/index.js';
import { inTime } from '../../src/server/inTime.js';
import { assertDeadlines, isTimerLength, stopwatch } from '../../src/server/stopwatch.js';
import { insert, type Store, update } from '../../src/server/store/Store.js';
import { createUnderWay } from '../../src/server/underWay.js';
import { card } from './support/openCharges.js';

const never = () => new Promise<never>(() => undefined);

describe('what is waited for', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is waited for so long and no longer, and no timer is left of it', async () => {
    const late = () => new Error('Too late.');
    expect(await inTime(Promise.resolve(7), 1000, late)).toBe(7);
    await expect(inTime(Promise.reject(new Error('broken')), 1000, late)).rejects.toThrow('broken');
    expect(vi.getTimerCount()).toBe(0);
    const waiting = inTime(never(), 1000, late);
    const outcome = waiting.catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await outcome).toBe('Too late.');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('of the host’s has half a minute, and is named', async () => {
    expect(await inHostTime('price', () => 7)).toBe(7);
    await expect(
      inHostTime('price', () => {
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    const outcome = inHostTime('price', never).catch((error: Error) => error);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    const error = await outcome;
    expect(error).toBeInstanceOf(HostTooSlow);
    expect(error).toMatchObject({ name: 'HostTooSlow', message: 'price has not answered within 30 seconds.' });
  });

  it('before the server closes is all that is under way, also what fails, but not for ever', async () => {
    const { watch, idle } = createUnderWay();
    let end: (value: number) => void = () => undefined;
    const { slow, broken } = watch({
      slow: (value: number) => new Promise<number>((resolve) => (end = () => resolve(value))),
      broken: () => Promise.reject(new Error('broken')),
    });
    await idle(1000);
    expect(vi.getTimerCount()).toBe(0);
    const [seven, failed] = [slow(7), broken()];
    await expect(failed).rejects.toThrow('broken');
    let isIdle = false;
    const waiting = idle(1000).then(() => {
      isIdle = true;
    });
    await vi.advanceTimersByTimeAsync(500);
    expect(isIdle).toBe(false);
    end(7);
    expect(await seven).toBe(7);
    await waiting;
    expect(vi.getTimerCount()).toBe(0);
    void slow(8);
    const given = idle(1000);
    await vi.advanceTimersByTimeAsync(1000);
    await expect(given).resolves.toBeUndefined();
  });
});

describe('a stopwatch', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each([
    ['while the machine sleeps', 500, 20],
    ['while the clock is set back', -3000, 500],
  ])('goes on %s', (_, wall, monotonic) => {
    const [date, performed] = [vi.spyOn(Date, 'now'), vi.spyOn(performance, 'now')];
    date.mockReturnValue(10_000);
    performed.mockReturnValue(70);
    const watch = stopwatch();
    expect(watch.elapsed()).toBe(0);
    date.mockReturnValue(10_000 + wall);
    performed.mockReturnValue(70 + monotonic);
    expect(watch.elapsed()).toBe(500);
  });

  it('measures what a timer can hold', () => {
    for (const right of [1, 1.5, 2 ** 31 - 1]) expect(isTimerLength(right)).toBe(true);
    for (const wrong of [0, 0.5, -1, 2 ** 31, Number.NaN, '5']) expect(isTimerLength(wrong as number)).toBe(false);
    expect(() => assertDeadlines('shop', { one: 1, most: 2 ** 31 - 1 })).not.toThrow();
    expect(() => assertDeadlines('shop', { one: 1, other: 1.5 })).toThrow(
      expect.objectContaining({
        ...{ code: 'invalid_configuration', field: 'other' },
        message: 'shop: other is 1.5; it must be whole milliseconds from 1 to 2147483647.',
      }),
    );
  });
});

it('what the kit throws says what it is, and why it came to that', () => {
  const cause = new Error('The disk is full.');
  const error = new BillingServerError('internal', 'It is broken.', { cause, field: 'x', retryAfterSeconds: 3 });
  expect(error).toMatchObject({ code: 'internal', status: 500, cause, field: 'x', retryAfterSeconds: 3 });
  expect(String(error)).toBe('BillingServerError: It is broken.');
  expect(billingServerErrorCodes).toContain('internal');
});

it('a row belongs to the gateway of its name and account', () => {
  const gateways = [
    { name: 'iamport', account: 'a' },
    { name: 'portone', account: 'b' },
    { name: 'iamport', account: 'b' },
  ] as Gateway[];
  const of = (gateway: string, account: string) => gatewayOf({ gateways }, { gateway, account });
  expect(of('iamport', 'a')).toBe(gateways[0]);
  expect(of('portone', 'b')).toBe(gateways[1]);
  expect(of('iamport', 'b')).toBe(gateways[2]);
  expect(() => of('portone', 'a')).toThrow(
    expect.objectContaining({
      ...{ code: 'invalid_configuration', field: 'gateways' },
      message: expect.stringContaining('the account a at portone'),
    }),
  );
});

describe('what is decided by rows that others change', () => {
  /** A store whose commits are refused so many times first, because somebody was faster. */
  async function openStore(refusals: number) {
    const memory = memoryStore();
    await memory.commit([insert('cards', card)]);
    let commits = 0;
    const commit: Store['commit'] = async (writes) => {
      commits += 1;
      return commits <= refusals ? false : memory.commit(writes);
    };
    const decide = async () => {
      const row = await memory.get('cards', card.cardId);
      return {
        writes: row === null ? [] : [update('cards', row, { failures: row.failures + 1 })],
        result: row?.failures,
      };
    };
    return { store: { ...memory, commit }, decide, memory, commits: () => commits };
  }

  it('is decided anew until nobody came in between', async () => {
    const { store, decide, memory, commits } = await openStore(19);
    expect(await decideAndCommit(store, decide)).toBe(0);
    expect(commits()).toBe(20);
    expect((await memory.get('cards', card.cardId))?.failures).toBe(1);
  });

  it('is given up after twenty rounds, to be sent again', async () => {
    const { store, decide, memory, commits } = await openStore(99);
    await expect(decideAndCommit(store, decide)).rejects.toMatchObject({
      ...{ code: 'store_conflict', status: 503, retryAfterSeconds: 1 },
      message: 'The same rows were changed by others 20 times in a row. Send the same again.',
    });
    expect(commits()).toBe(20);
    expect(await memory.get('cards', card.cardId)).toEqual(card);
  });

  it('is committed only where there is something to write', async () => {
    const { store, commits } = await openStore(99);
    expect(await decideAndCommit(store, async () => ({ writes: [], result: 7 }))).toBe(7);
    expect(commits()).toBe(0);
  });
});
