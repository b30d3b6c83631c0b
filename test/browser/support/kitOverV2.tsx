import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { onTestFinished } from 'vitest';
import { cleanup, render } from 'vitest-browser-react';
import { createBillingServer } from '../../../src/server/createBillingServer.js';
import { portone } from '../../../src/server/gateway/portone.js';
import { memoryStore } from '../../../src/server/store/memoryStore.js';
import { type FakePortOneOptions, installFakePortOne } from '../../../src/testing/index.js';
import { createFakePortOneServer } from '../../../src/testing/server/index.js';
import { BillingProvider, billingApi } from '../../../src/v2.js';
import { answerFetch, base, plans } from './kit.js';

const gateway = 'https://api.portone.test';
const own = { customerId: 'mina' };

/** The kit itself over PortOne V2, and the simulated PortOne, in the page of the test. Nothing of ours is faked. */
export function openKitOverV2(options: FakePortOneOptions = {}) {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const simulator = createFakePortOneServer({ apiSecret: 'secret' });
  const billing = createBillingServer({
    gateways: [portone({ apiSecret: 'secret', storeId: simulator.storeId, apiUrl: gateway, now })],
    store: memoryStore({ now }),
    price: ({ planId }) => plans[planId] ?? null,
    onEvent: () => {},
    customerOf: () => own.customerId,
    mode: 'test',
    tickEvery: null,
  });
  const { calls } = answerFetch({ billing, simulator, gateway });
  const sdk = installFakePortOne({
    apiUrl: gateway,
    storeId: simulator.storeId,
    device: 'desktop',
    popup: 'allow',
    outcome: 'issued',
    ...options,
  });
  onTestFinished(async () => {
    await cleanup();
    sdk.uninstall();
    await billing.close();
    localStorage.clear();
  });

  return {
    billing,
    simulator,
    sdk,
    calls,
    async cards() {
      return billing.listCards(own);
    },
    async subscription() {
      const [first] = await billing.listSubscriptions(own);
      if (first === undefined) throw new Error('There is no subscription.');
      return first;
    },
    /** Moves both clocks there, and lets the kit do what is due. */
    async until(at: string) {
      const by = Math.max(0, Date.parse(at) - now());
      ahead += by;
      await simulator.clock.advance(by);
      await billing.tick();
    },
    render: (children: ReactNode) =>
      render(
        <QueryClientProvider client={new QueryClient()}>
          <BillingProvider storeId={simulator.storeId} api={api} customerId={own.customerId}>
            {children}
          </BillingProvider>
        </QueryClientProvider>,
      ),
  };
}

export const api = billingApi(base);
