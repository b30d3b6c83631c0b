import { MutationCache, MutationObserver, onlineManager, QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type ChargeOption, type IssuedKey, useBillingKey } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

interface Receipt {
  readonly paid: number;
}

function Checkout({ charge, chargeTimeout }: { charge: ChargeOption<Receipt>; chargeTimeout?: number }) {
  const billing = useBillingKey({ pg: 'kcp_billing', charge, chargeTimeout });
  const isPaused = billing.status === 'charging' && billing.isPaused;
  return (
    <>
      <button {...billing.getButtonProps(order)}>{isPaused ? 'paused' : billing.status}</button>
      {billing.status === 'succeeded' && <p>{`Paid ${billing.data.paid}`}</p>}
      {billing.status === 'failed' && <p>{`${billing.error.code}: ${billing.error.cause}`}</p>}
    </>
  );
}

const paid = async (issued: IssuedKey): Promise<Receipt> => ({ paid: issued.amount });
const never = () => new Promise<never>(() => {});

const bug = new Error('A bug of the host');
const throwBug = () => {
  throw bug;
};

const thrown: unknown[] = [];
const onThrown = (event: ErrorEvent) => {
  thrown.push(event.error);
};

beforeEach(() => {
  thrown.length = 0;
  addEventListener('error', onThrown);
});

afterEach(() => {
  removeEventListener('error', onThrown);
  onlineManager.setOnline(true);
});

async function subscribe(charge: ChargeOption<Receipt>, queryClient = new QueryClient()) {
  installSdk({ outcome: 'issued' });
  const screen = await renderBilling(<Checkout charge={charge} />, { queryClient });
  await page.getByRole('button', { name: 'idle' }).click();
  return screen;
}

/** Subscribes, and loses the network between the key and the charge. */
async function subscribeOffline(charge: ChargeOption<Receipt>, queryClient = new QueryClient(), shown = 'paused') {
  const imp = installSdk();
  const screen = await renderBilling(<Checkout charge={charge} />, { queryClient });
  await page.getByRole('button', { name: 'idle' }).click();
  await imp.nextRequest();
  onlineManager.setOnline(false);
  await imp.issue();
  await expect.element(page.getByRole('button', { name: shown })).toBeVisible();
  return screen;
}

const expectReceipt = () => expect.element(page.getByText('Paid 9900')).toBeVisible();

function records(): unknown[] {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith('react-billing-key/1/'));
  return keys.map((key) => JSON.parse(localStorage.getItem(key) ?? ''));
}

/** Vitest writes to the console what a test listens to itself. */
async function expectBugReportedOnce(): Promise<void> {
  await vi.waitFor(() => expect(thrown).toEqual([bug]));
  await expectNoLock();
  expect(thrown).toEqual([bug]);
  expect(console.error).toHaveBeenCalledTimes(1);
  vi.mocked(console.error).mockClear();
}

async function expectNoLock(): Promise<void> {
  await vi.waitFor(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    expect([...held, ...pending]).toEqual([]);
  });
}

describe('a charge whose mutationFn has resolved', () => {
  it('has succeeded although onSuccess throws, which the page is told once', async () => {
    await subscribe({ mutationFn: paid, onSuccess: throwBug });
    await expectReceipt();
    expect(records()).toEqual([expect.objectContaining({ status: 'settled', end: 'charged' })]);
    await expectBugReportedOnce();
  });

  it('has succeeded although onSettled throws', async () => {
    // Once, as TanStack Query calls it again for the error that comes of it.
    await subscribe({ mutationFn: paid, onSettled: vi.fn().mockImplementationOnce(throwBug) });
    await expectReceipt();
    await expectBugReportedOnce();
  });

  it('has succeeded although a callback of the mutation cache throws', async () => {
    await subscribe(paid, new QueryClient({ mutationCache: new MutationCache({ onSuccess: throwBug }) }));
    await expectReceipt();
    await expectBugReportedOnce();
  });

  it('has succeeded while onSuccess waits for ever', async () => {
    await subscribe({ mutationFn: paid, onSuccess: never, gcTime: 0 });
    await expectReceipt();
    expect(records()).toEqual([expect.objectContaining({ status: 'settled', end: 'charged' })]);
    await expectNoLock();
  });

  it('has succeeded at the first call that resolves', async () => {
    const mutationFn = vi.fn(paid).mockRejectedValueOnce(new Error('busy'));
    await subscribe({ mutationFn, retry: 1, retryDelay: 0, onSuccess: never });
    await expectReceipt();
    expect(mutationFn).toHaveBeenCalledTimes(2);
  });
});

describe('the mutation of a charge', () => {
  it('takes its mutationFn, and whatever else, from the defaults of the query client', async () => {
    const queryClient = new QueryClient();
    const mutationFn = vi.fn(paid).mockRejectedValueOnce(new Error('busy'));
    queryClient.setMutationDefaults(['charge'], { mutationFn, retry: 1, retryDelay: 0 });
    await subscribe({ mutationKey: ['charge'] }, queryClient);
    await expectReceipt();
    expect(mutationFn).toHaveBeenCalledTimes(2);
  });

  it('gives mutationFn whatever this version of TanStack Query gives to one', async () => {
    const queryClient = new QueryClient();
    const ordinary = vi.fn(async () => undefined);
    await new MutationObserver(queryClient, { mutationFn: ordinary }).mutate();
    const mutationFn = vi.fn(paid);
    await subscribe({ mutationFn }, queryClient);
    await expectReceipt();
    expect(mutationFn.mock.calls[0]?.slice(1)).toEqual(ordinary.mock.lastCall?.slice(1));
  });

  it('fails with TanStack Query’s own error when there is no mutationFn', async () => {
    await subscribe({ mutationKey: ['charge'] });
    await expect.element(page.getByText('charge_failed: Error: No mutationFn found')).toBeVisible();
    await expectNoLock();
  });

  it('fails with what the last call threw, after its callbacks', async () => {
    const onError = vi.fn();
    const mutationFn = vi
      .fn(paid)
      .mockRejectedValueOnce(new Error('busy'))
      .mockRejectedValueOnce(new Error('declined'));
    await subscribe({ mutationFn, retry: 1, retryDelay: 0, onError });
    await expect.element(page.getByText('charge_failed: Error: declined')).toBeVisible();
    expect(onError).toHaveBeenCalledTimes(1);
    await expectNoLock();
    expect(thrown).toEqual([]);
  });

  it('fails with what onMutate threw, and sends nothing', async () => {
    const mutationFn = vi.fn(paid);
    await subscribe({ mutationFn, onMutate: () => Promise.reject(new Error('not now')) });
    await expect.element(page.getByText('charge_failed: Error: not now')).toBeVisible();
    expect(mutationFn).not.toHaveBeenCalled();
  });
});

describe('a charge that waits for the network', () => {
  it('is sent once when the network is back', async () => {
    const charge = vi.fn(paid);
    await subscribeOffline(charge);
    onlineManager.setOnline(true);
    await expectReceipt();
    expect(charge).toHaveBeenCalledTimes(1);
  });

  it('is sent once although the query client was cleared', async () => {
    const queryClient = new QueryClient();
    const mutationFn = vi.fn(paid);
    await subscribeOffline({ mutationFn, gcTime: 0 }, queryClient);
    queryClient.clear();
    onlineManager.setOnline(true);
    await expectReceipt();
    expect(mutationFn).toHaveBeenCalledTimes(1);
    await expectNoLock();
  });

  it('is sent once although the app is gone', async () => {
    const charge = vi.fn(paid);
    const screen = await subscribeOffline(charge);
    await screen.unmount();
    onlineManager.setOnline(true);
    await vi.waitFor(() => expect(charge).toHaveBeenCalledTimes(1));
    await expectNoLock();
    expect(charge).toHaveBeenCalledTimes(1);
    const warnings = vi.mocked(console.warn).mock.calls.splice(0);
    expect(warnings).toEqual([[expect.stringContaining('ended as "succeeded" while no component showed it')]]);
  });

  it('is sent once although the app has another query client', async () => {
    const charge = vi.fn(paid);
    const screen = await subscribeOffline(charge);
    await screen.rerender(inProvider(<Checkout charge={charge} />, { queryClient: new QueryClient() }));
    onlineManager.setOnline(true);
    await expectReceipt();
    expect(charge).toHaveBeenCalledTimes(1);
  });

  it('says that it goes on while the server answers', async () => {
    let answer = (_receipt: Receipt) => {};
    const queryClient = new QueryClient();
    await subscribeOffline(() => new Promise((resolve) => (answer = resolve)), queryClient);
    queryClient.clear();
    onlineManager.setOnline(true);
    await expect.element(page.getByRole('button', { name: 'charging' })).toBeVisible();
    answer({ paid: 9900 });
    await expectReceipt();
  });

  it('waits again when the network goes before its retry', async () => {
    const queryClient = new QueryClient();
    const mutationFn = vi.fn(paid).mockImplementationOnce(async () => {
      onlineManager.setOnline(false);
      throw new TypeError('Failed to fetch');
    });
    await subscribe({ mutationFn, retry: 1, retryDelay: 0 }, queryClient);
    await expect.element(page.getByRole('button', { name: 'paused' })).toBeVisible();
    queryClient.clear();
    onlineManager.setOnline(true);
    await expectReceipt();
    expect(mutationFn).toHaveBeenCalledTimes(2);
  });

  it.each([true, false])(
    'is sent once, and never waits, when the network is back while onMutate is at work (cleared: %s)',
    async (isCleared) => {
      let begin = () => {};
      const mutationFn = vi.fn(paid);
      const onMutate = vi.fn(() => new Promise<void>((resolve) => (begin = resolve)));
      const onSuccess = vi.fn();
      const queryClient = new QueryClient();
      await subscribeOffline({ mutationFn, onMutate, onSuccess }, queryClient, 'charging');
      await vi.waitFor(() => expect(onMutate).toHaveBeenCalledOnce());
      if (isCleared) queryClient.clear();
      onlineManager.setOnline(true);
      // TanStack Query resumes what it has paused in a later task: that would be a second run.
      await new Promise(requestAnimationFrame);
      begin();
      await expectReceipt();
      await vi.waitFor(() => expect(queryClient.isMutating()).toBe(0));
      expect(mutationFn).toHaveBeenCalledTimes(1);
      if (isCleared) expect(onSuccess).toHaveBeenCalledTimes(1);
    },
  );

  it('waits for the mutations of its scope, and is what the later ones wait for', async () => {
    const queryClient = new QueryClient();
    const cache = queryClient.getMutationCache();
    const scope = { id: 'orders' };
    const order: string[] = [];
    const ends = new Map<string, () => void>();
    const hosts = (name: string) => {
      const mutationFn = () =>
        new Promise<void>((resolve) => {
          order.push(name);
          ends.set(name, resolve);
        });
      void cache.build(queryClient, { mutationFn, scope }).execute(undefined);
    };
    hosts('before');
    const mutationFn = async (issued: IssuedKey) => {
      order.push('charge');
      hosts('after');
      return paid(issued);
    };
    await subscribe({ mutationFn, scope }, queryClient);
    await vi.waitFor(() => expect(records()).toEqual([expect.objectContaining({ status: 'charging' })]));
    // What is no mutation of the scope changes nothing about the wait.
    await cache.build(queryClient, { mutationFn: async () => 'saved' }).execute(undefined);
    expect(order).toEqual(['before']);
    expect(cache.getAll().filter(({ state }) => state.isPaused)).toEqual([]);
    ends.get('before')?.();
    await expectReceipt();
    await vi.waitFor(() => expect(order).toEqual(['before', 'charge', 'after']));
    ends.get('after')?.();
  });

  it('waits for no mutation of another scope, and for none of its own that is over', async () => {
    const queryClient = new QueryClient();
    const cache = queryClient.getMutationCache();
    const scope = { id: 'orders' };
    void cache.build(queryClient, { mutationFn: never, scope: { id: 'letters' } }).execute(undefined);
    void cache.build(queryClient, { mutationFn: never }).execute(undefined);
    await cache.build(queryClient, { mutationFn: async () => null, scope }).execute(undefined);
    await subscribe({ mutationFn: paid, scope }, queryClient);
    await expectReceipt();
  });

  it('is sent without the network where the host says so, and waits for it before another try', async () => {
    const mutationFn = vi.fn(paid).mockRejectedValueOnce(new Error('Down'));
    await subscribeOffline({ mutationFn, networkMode: 'offlineFirst', retry: 1, retryDelay: 1 });
    expect(mutationFn).toHaveBeenCalledTimes(1);
    onlineManager.setOnline(true);
    await expectReceipt();
    expect(mutationFn).toHaveBeenCalledTimes(2);
  });

  it('never waits for the network where the host says so', async () => {
    const mutationFn = vi.fn(paid).mockRejectedValueOnce(new Error('Down'));
    await subscribeOffline(
      { mutationFn, networkMode: 'always', retry: 1, retryDelay: 1 },
      new QueryClient(),
      'succeeded',
    );
    expect(mutationFn).toHaveBeenCalledTimes(2);
  });

  it('is not sent any more once it was given up, whether it waits for its scope or for another try', async () => {
    const queryClient = new QueryClient();
    const cache = queryClient.getMutationCache();
    const scope = { id: 'orders' };
    let free = () => {};
    const before = cache.build(queryClient, {
      mutationFn: () =>
        new Promise<void>((resolve) => {
          free = resolve;
        }),
      scope,
    });
    void before.execute(undefined);
    const mutationFn = vi.fn((_: IssuedKey) => Promise.reject(new Error('Down')));
    installSdk({ outcome: 'issued' });
    const charge = { mutationFn, scope, retry: 10, retryDelay: 20 };
    await renderBilling(<Checkout charge={charge} chargeTimeout={50} />, { queryClient });
    await page.getByRole('button', { name: 'idle' }).click();
    const failed = page.getByRole('button', { name: 'failed' });
    await expect.element(failed).toBeVisible();
    free();
    // It has had its turn, and ended without a call.
    await vi.waitFor(() => expect(cache.getAll().map(({ state }) => state.status)).toEqual(['success', 'error']));
    expect(mutationFn).not.toHaveBeenCalled();

    await failed.click();
    await vi.waitFor(() => expect(mutationFn).toHaveBeenCalled());
    await vi.waitFor(() => expect(records()).toEqual([expect.objectContaining({ status: 'issued' })]));
    const { length } = mutationFn.mock.calls;
    await vi.waitFor(() => expect(cache.findAll({ status: 'pending' })).toEqual([]));
    expect(mutationFn.mock.calls).toHaveLength(length);
  });

  it('is sent when the cache no longer knows the mutation of its scope that it waited for', async () => {
    const queryClient = new QueryClient();
    const scope = { id: 'orders' };
    const before = queryClient.getMutationCache().build(queryClient, { mutationFn: never, scope });
    void before.execute(undefined);
    const mutationFn = vi.fn(paid);
    await subscribe({ mutationFn, scope }, queryClient);
    await vi.waitFor(() => expect(records()).toEqual([expect.objectContaining({ status: 'charging' })]));
    // A paused mutation would be stored, and sent a second time by the next page.
    expect(queryClient.getMutationCache().getAll()).toEqual([before]);
    queryClient.clear();
    await expectReceipt();
    expect(mutationFn).toHaveBeenCalledTimes(1);
  });
});

describe('a charge that fails is tried again', () => {
  it.each([
    ['a number', 2, 3, 'failed'],
    ['a function', (failures: number) => failures < 3, 4, 'failed'],
    ['`true`', true, 5, 'succeeded'],
  ] as const)('as often as %s says', async (_, retry, calls, status) => {
    const mutationFn = vi.fn(async (issued: IssuedKey) => {
      if (mutationFn.mock.calls.length < 5) throw new Error('Down');
      return paid(issued);
    });
    await subscribe({ mutationFn, retry, retryDelay: 1 });
    await expect.element(page.getByRole('button', { name: status })).toBeVisible();
    expect(mutationFn).toHaveBeenCalledTimes(calls);
  });

  it.each([
    ['a number says', 150, [150, 150]],
    ['a function says', (failures: number) => 100 * (failures + 1), [100, 200]],
    ['TanStack Query has of its own', undefined, [1000, 2000]],
  ] as const)(
    'after the milliseconds that %s',
    async (_, retryDelay, least) => {
      const times: number[] = [];
      const mutationFn = async (issued: IssuedKey) => {
        times.push(performance.now());
        if (times.length < 3) throw new Error('Down');
        return paid(issued);
      };
      await subscribe({ mutationFn, retry: 2, ...(retryDelay && { retryDelay }) });
      await expect.element(page.getByText('Paid 9900'), { timeout: 8000 }).toBeVisible();
      const [first = 0, second = 0, third = 0] = times;
      // A timer may be a little early by another clock.
      expect(second - first).toBeGreaterThan(least[0] - 5);
      expect(third - second).toBeGreaterThan(least[1] - 5);
    },
    15_000,
  );
});
