import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { BillingProvider, billingApi, PastDue } from '../../../src/index.js';
import { createBillingServer, iamport, memoryStore } from '../../../src/server/index.js';
import { createFakeIamportServer } from '../../../src/testing/server/index.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();

const mina = { customerId: 'mina' };

/** The kit and the fake i'mport in the test's own page, with clocks that are moved together. */
function openShop() {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const server = createFakeIamportServer();
  const billing = createBillingServer({
    gateways: [iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: 'https://api.iamport.test' })],
    store: memoryStore({ now }),
    price: () => ({ name: 'Basic plan', amount: 9900, period: { unit: 'month' } }),
    customerOf: () => mina.customerId,
    mode: 'test',
    tickEvery: null,
  });
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith('https://api.iamport.test') ? server.fetch(request) : billing.fetch(request);
  });
  onTestFinished(() => billing.close());
  return {
    server,
    billing,
    /** Buys a month, without a window. */
    async subscribe() {
      const { merchantUid, customerUid } = await billing.createOrder({ ...mina, planId: 'basic' });
      server.registerIssued({
        imp_uid: 'imp_000000000001',
        merchant_uid: merchantUid,
        customer_uid: customerUid,
        pg_provider: 'kcp_billing',
        pay_method: 'card',
        name: 'Basic plan',
        amount: 9900,
        currency: 'KRW',
        card: { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' },
        charged: false,
        status: 'paid',
      });
      await billing.charge({ ...mina, merchantUid, impUid: 'imp_000000000001' });
    },
    /** Moves both clocks on, and lets the kit do what is due. */
    async later(days: number) {
      ahead += days * 24 * 60 * 60 * 1000;
      await server.clock.advance(days * 24 * 60 * 60 * 1000);
      await billing.tick();
    },
  };
}

it('pays a month that was declined, once', async () => {
  const { server, subscribe, later } = openShop();
  await subscribe();
  server.decline({ reason: '한도 초과' });
  await later(32);
  expect(server.countCharges()).toBe(1);

  await render(
    <QueryClientProvider client={new QueryClient()}>
      <BillingProvider userCode="imp00000000" api={billingApi('/api/billing')} customerId="mina">
        <PastDue.Root />
      </BillingProvider>
    </QueryClientProvider>,
  );
  await expect.element(page.getByRole('region')).toHaveTextContent('한도 초과');
  await page.getByRole('button', { name: 'BC카드 (1234) 결제하기' }).click();
  await expect.element(page.getByRole('region')).toHaveAttribute('data-status', 'paid');
  expect(server.countCharges()).toBe(2);
});
