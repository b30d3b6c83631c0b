import { type DehydrateOptions, dehydrate, hydrate, onlineManager, QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { BillingKey, type IssuedKey, memoryStorage, useBillingKey } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

const mutationKey = ['charge'];
const name = 'REACT_QUERY_OFFLINE_CACHE';

afterEach(() => onlineManager.setOnline(true));

/** What TanStack's persister does: it writes the cache after every change of it. Everything that it ever wrote comes back. */
function persist(queryClient: QueryClient, options?: DehydrateOptions): string[] {
  const written: string[] = [];
  const write = () => {
    const text = JSON.stringify({ buster: '', timestamp: Date.now(), clientState: dehydrate(queryClient, options) });
    written.push(text);
    localStorage.setItem(name, text);
  };
  queryClient.getQueryCache().subscribe(write);
  queryClient.getMutationCache().subscribe(write);
  return written;
}

/** What it does on the next page: it reads the cache, and the host resumes what was paused. */
async function restore(queryClient: QueryClient): Promise<void> {
  hydrate(queryClient, JSON.parse(localStorage.getItem(name) ?? '{}').clientState);
  await queryClient.resumePausedMutations();
}

function Checkout({ charge }: { charge: (issued: IssuedKey) => Promise<string> }) {
  const billing = useBillingKey({ pg: 'kcp_billing', charge: { mutationKey, mutationFn: charge } });
  const isPaused = billing.status === 'charging' && billing.isPaused;
  return <button {...billing.getButtonProps(order)}>{isPaused ? 'paused' : billing.status}</button>;
}

const shows = (text: string) => expect.element(page.getByRole('button', { name: text, exact: true })).toBeVisible();

/** A customer subscribes, and the network goes before the charge. */
async function subscribeOffline(queryClient: QueryClient, charge = vi.fn(async (_: IssuedKey) => 'paid')) {
  const imp = installSdk();
  const screen = await renderBilling(<Checkout charge={charge} />, { queryClient, storage: memoryStorage() });
  await page.getByRole('button').click();
  await imp.nextRequest();
  onlineManager.setOnline(false);
  await imp.issue();
  await shows('paused');
  return { screen, charge };
}

describe('a cache that is persisted', () => {
  it('is never written a charge, waiting, made or failed', async () => {
    const queryClient = new QueryClient();
    const written = persist(queryClient);
    const charge = vi.fn(async (_: IssuedKey) => 'paid').mockRejectedValueOnce(new Error('declined'));
    await subscribeOffline(queryClient, charge);
    onlineManager.setOnline(true);
    await shows('failed');
    onlineManager.setOnline(false);
    await page.getByRole('button').click();
    await shows('paused');
    onlineManager.setOnline(true);
    await shows('succeeded');
    expect(written.length).toBeGreaterThan(3);
    for (const text of written) expect(JSON.parse(text).clientState).toEqual({ mutations: [], queries: [] });
  });

  it('holds nothing of the buyer, whatever the host has it keep', async () => {
    const queryClient = new QueryClient();
    const written = persist(queryClient, { shouldDehydrateMutation: () => true });
    await subscribeOffline(queryClient);
    onlineManager.setOnline(true);
    await shows('succeeded');
    expect(written.join()).toContain(order.customerUid);
    for (const text of Object.values(order.buyer ?? {})) expect(written.join()).not.toContain(text);
  });
});

describe('a page that died while the charge waited for the network', () => {
  it.each([
    ['paused mutations alone', undefined],
    ['every mutation', { shouldDehydrateMutation: () => true }],
  ])('is charged once by what the host has persisted and what is recovered: %s', async (_, options) => {
    const dead = new QueryClient();
    persist(dead, options);
    const { screen, charge: ofDeadPage } = await subscribeOffline(dead);
    const persisted = localStorage.getItem(name) ?? '';
    await screen.unmount();
    onlineManager.setOnline(true);
    const [[issued] = []] = await vi.waitUntil(() => ofDeadPage.mock.calls.length === 1 && ofDeadPage.mock.calls);
    // Of the page that is gone: nobody saw how its charge ended.
    await vi.waitFor(() => expect(vi.mocked(console.warn).mock.calls.splice(0)).toHaveLength(1));
    localStorage.setItem(name, persisted);
    const { attemptId, merchantUid, chargeMerchantUid, impUid } = issued ?? ({} as IssuedKey);
    leaveRecord({
      status: 'charging',
      attemptId,
      orderNumber: merchantUid,
      chargeNumber: chargeMerchantUid,
      key: { impUid },
      chargeSentAt: Date.now(),
    });

    const charge = vi.fn(async ({ chargeMerchantUid: number }: IssuedKey) => number);
    const queryClient = new QueryClient();
    queryClient.setMutationDefaults(mutationKey, { mutationFn: charge });
    const onSuccess = vi.fn();
    await renderBilling(<BillingKey.Recovery charge={{ mutationKey }} onSuccess={onSuccess} />, { queryClient });
    await restore(queryClient);
    await page.getByRole('button').first().click();
    await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledOnce());
    expect(charge.mock.calls.map(([sent]) => sent.chargeMerchantUid)).toEqual([chargeMerchantUid]);
  });
});
