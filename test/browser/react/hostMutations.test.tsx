import {
  focusManager,
  type MutationCacheNotifyEvent,
  MutationObserver,
  onlineManager,
  QueryClient,
} from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type ChargeOption, type IssuedKey, useBillingKey } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';

function Checkout({ charge }: { charge: ChargeOption<string> }) {
  const billing = useBillingKey({ pg: 'kcp_billing', charge });
  const isPaused = billing.status === 'charging' && billing.isPaused;
  return <button {...billing.getButtonProps(order)}>{isPaused ? 'paused' : billing.status}</button>;
}

const paid = async (issued: IssuedKey) => issued.chargeMerchantUid;
const shows = (text: string) => expect.element(page.getByRole('button', { name: text })).toBeVisible();

afterEach(() => {
  onlineManager.setOnline(true);
  focusManager.setFocused(undefined);
});

async function subscribe(charge: ChargeOption<string>, queryClient: QueryClient) {
  const imp = installSdk();
  const screen = await renderBilling(<Checkout charge={charge} />, { queryClient });
  await page.getByRole('button', { name: 'idle' }).click();
  await imp.nextRequest();
  return { screen, imp };
}

/** A mutation of the host's, in the cache of the same client. */
function hosts(queryClient: QueryClient, mutationFn: () => Promise<unknown>) {
  return queryClient.getMutationCache().build(queryClient, { mutationFn, networkMode: 'always' }).execute(undefined);
}

describe('a charge beside mutations of the host', () => {
  it('is the one that goes on when the network is back', async () => {
    const queryClient = new QueryClient();
    const mutationFn = vi.fn(paid);
    const { imp } = await subscribe({ mutationFn }, queryClient);
    onlineManager.setOnline(false);
    await imp.issue();
    await shows('paused');
    const other = new MutationObserver(queryClient, { mutationFn: async () => 'saved', networkMode: 'always' });
    const leave = other.subscribe(() => {});
    await expect(other.mutate()).resolves.toBe('saved');
    await hosts(queryClient, async () => 'saved');
    queryClient.clear();
    onlineManager.setOnline(true);
    await shows('succeeded');
    expect(mutationFn).toHaveBeenCalledOnce();
    leave();
  });

  it('is tried again although nobody looks at the page: the money is waited for elsewhere', async () => {
    const queryClient = new QueryClient();
    const mutationFn = vi.fn(paid).mockImplementationOnce(async () => {
      focusManager.setFocused(false);
      throw new TypeError('Failed to fetch');
    });
    const { imp } = await subscribe({ mutationFn, retry: 1, retryDelay: 0 }, queryClient);
    await imp.issue();
    await shows('succeeded');
    expect(focusManager.isFocused()).toBe(false);
    expect(mutationFn).toHaveBeenCalledTimes(2);
  });
});

describe('when a charge is over', () => {
  it.each(['succeeded', 'failed'])('it listens to nothing any more: %s', async (end) => {
    const queryClient = new QueryClient();
    const cache = queryClient.getMutationCache();
    const { screen, imp } = await subscribe(async () => {
      if (end === 'failed') throw new Error('declined');
      return 'paid';
    }, queryClient);
    const seen: MutationCacheNotifyEvent['type'][] = [];
    const forget = cache.subscribe(({ type }) => void seen.push(type));
    await imp.issue();
    await shows(end);
    await vi.waitFor(() => expect(seen).toContain('observerRemoved'));
    forget();
    expect(cache.hasListeners()).toBe(false);
    await screen.unmount();
    expect(onlineManager.hasListeners()).toBe(false);
    expect(focusManager.hasListeners()).toBe(false);
  });
});
