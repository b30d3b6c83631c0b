import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { afterEach } from 'vitest';
import { cleanup, render } from 'vitest-browser-react';
import type { OrderFor } from '../../../src/index.js';
import { BillingProvider, type BillingProviderProps } from '../../../src/index.js';
import { type FakeIamport, type FakeIamportOptions, installFakeIamport } from '../../../src/testing/index.js';

export const order: OrderFor<'kcp_billing'> = {
  customerUid: 'customer-1-card-1',
  name: '모두의 구독 베이직',
  amount: 9900,
  buyer: { name: '김하늘', email: 'haneul@example.com', tel: '010-1234-5678' },
};

let installed: FakeIamport | undefined;

/** A fake SDK that is on the page already, with its frames loaded as soon as it is initialised. */
export function installSdk(options: FakeIamportOptions = {}): FakeIamport {
  removeSdkScripts();
  installed = installFakeIamport(options);
  return installed;
}

afterEach(async () => {
  await cleanup();
  installed?.uninstall();
  installed = undefined;
  removeSdkScripts();
  localStorage.clear();
});

/** Also before a test: what loads late can be put into the page after the test that asked for it. */
function removeSdkScripts(): void {
  const scripts = 'script[src*="/scripts/"], script[src^="blob:"], script[src^="https://cdn.iamport.kr/"]';
  for (const script of document.querySelectorAll(scripts)) script.remove();
}

interface BillingSetup extends Partial<BillingProviderProps> {
  readonly strict?: boolean;
  readonly queryClient?: QueryClient;
}

export function inProvider(children: ReactNode, { strict = false, queryClient, ...props }: BillingSetup = {}) {
  const tree = (
    <QueryClientProvider client={queryClient ?? new QueryClient()}>
      <BillingProvider userCode="imp00000000" {...props}>
        {children}
      </BillingProvider>
    </QueryClientProvider>
  );
  return strict ? <StrictMode>{tree}</StrictMode> : tree;
}

export function renderBilling(children: ReactNode, setup: BillingSetup = {}) {
  return render(inProvider(children, setup));
}
