import { onlineManager, QueryClient } from '@tanstack/react-query';
import { Activity, Suspense, use, version } from 'react';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { hash } from '../../../src/core/lib/hash.js';
import type { IssuedKey } from '../../../src/index.js';
import { inProvider, installSdk, order } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';
import { Checkout, press, receipt, records, register, shows } from './shop.js';

const charge = vi.fn<(issued: IssuedKey) => Promise<string>>();
beforeEach(() => void charge.mockReset().mockImplementation(receipt));

const address = location.href;
afterEach(() => history.replaceState(null, '', address));

interface Screen {
  readonly customerId: string | null;
  /** Hides the provider, until it is resolved or another one is shown. */
  readonly waitsFor?: Promise<void>;
}

function Wait({ data }: { readonly data: Promise<void> | undefined }) {
  if (data) use(data);
  return null;
}

function createShop() {
  const queryClient = new QueryClient();
  const billing = ({ customerId, waitsFor }: Screen) =>
    inProvider(
      <>
        <Wait data={waitsFor} />
        <Checkout id="checkout" order={order} charge={charge} />
      </>,
      { customerId, queryClient, onUnseenOutcome() {} },
    );
  return {
    inSuspense: (screen: Screen) => <Suspense fallback="…">{billing(screen)}</Suspense>,
    inActivity: ({ customerId, waitsFor }: Screen) => (
      <Activity mode={waitsFor ? 'hidden' : 'visible'}>{billing({ customerId })}</Activity>
    ),
  };
}

const ways = ['inSuspense', 'inActivity'] as const;

// React 18 has neither `use` nor `Activity`.
describe.skipIf(version.startsWith('18.')).each(ways)(
  'a provider that is hidden (%s) when the next customer signs in',
  (how) => {
    /** The next customer signs in while the page waits. The result shows it to them. */
    async function begin(work: (imp: ReturnType<typeof installSdk>) => Promise<void>) {
      const imp = installSdk();
      const shop = createShop()[how];
      const screen = await render(shop({ customerId: 'kim' }));
      await work(imp);
      let arrive = () => {};
      const waitsFor = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      if (how === 'inActivity') await screen.rerender(shop({ customerId: 'kim', waitsFor }));
      await screen.rerender(shop({ customerId: 'lee', waitsFor }));
      return {
        imp,
        async show(customerId: string) {
          arrive();
          await screen.rerender(shop({ customerId }));
        },
      };
    }

    it('closes the window of the one before, and opens one for the next', async () => {
      const { imp, show } = await begin(async (sdk) => {
        await press('Subscribe (idle)');
        await sdk.nextRequest();
      });
      await vi.waitFor(() => expect(imp.closeCalls).toBe(1));
      await show('lee');
      await register(imp, 'Subscribe (idle)');
      await shows('Subscribe (succeeded)');
      expect(charge).toHaveBeenCalledOnce();
    });

    it('sends no charge of the one before that waits for the network, and keeps its key for them', async () => {
      onTestFinished(() => onlineManager.setOnline(true));
      const { show } = await begin(async (sdk) => {
        onlineManager.setOnline(false);
        await register(sdk, 'Subscribe (idle)');
        await vi.waitFor(() => expect(records()).toMatchObject([{ status: 'charging' }]));
      });
      onlineManager.setOnline(true);
      await vi.waitFor(() => expect(records()).toMatchObject([{ status: 'issued' }]));
      await show('lee');
      await shows('Subscribe (idle)');
      expect(charge).not.toHaveBeenCalled();
      await show('kim');
      await press('Subscribe (retry)');
      await shows('Subscribe (succeeded)');
      expect(charge).toHaveBeenCalledOnce();
    });

    it('has what came back from the PG’s page charged where its customer sees it', async () => {
      leaveRecord({ customer: hash('kim'), placeId: 'checkout' });
      history.replaceState(null, '', '?imp_uid=imp_1&merchant_uid=registration1&imp_success=true');
      installSdk();
      const shop = createShop()[how];
      const screen = await render(shop({ customerId: null }));
      await vi.waitFor(() => expect(location.search).toBe(''));
      let arrive = () => {};
      const waitsFor = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      await screen.rerender(shop({ customerId: 'kim', waitsFor }));
      arrive();
      await screen.rerender(shop({ customerId: 'kim' }));
      await shows('Subscribe (succeeded)');
      expect(charge).toHaveBeenCalledOnce();
    });
  },
);
