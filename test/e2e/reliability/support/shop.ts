import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { Simulator } from '../../../../examples/checkout/simulator/startSimulator.js';
import { type Checkout, startCheckout } from '../../../../examples/checkout/startCheckout.js';
import { type Customer, createCustomer } from './customer.js';
import { type Nowhere, startNowhere } from './startNowhere.js';

/** The example, with an i'mport that is always the simulated one. */
export type Shop = Checkout & {
  readonly simulator: Simulator;
  readonly nowhere: Nowhere;
};

/** One shop a worker, impatient enough that its deadlines can be waited for, and a customer of their own for each test. */
export const test = base.extend<{ customer: Customer }, { shop: Shop }>({
  shop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'reliability-'));
      const checkout = await startCheckout({
        port: 0,
        watch: false,
        databaseUrl: `file:${join(folder, 'checkout.db')}`,
        // What goes wrong here is meant to.
        backend: { chargeDeadline: 1500, readDeadline: 1500, log: () => {} },
      });
      const { simulator } = checkout;
      if (simulator === null) throw new Error("The shop has no simulated i'mport to count charges at.");
      const nowhere = await startNowhere();
      await use({ ...checkout, simulator, nowhere });
      nowhere.close();
      await checkout.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  customer: async ({ context, shop }, use) => {
    const customer = createCustomer(context, shop);
    await use(customer);
    shop.simulator.server.clearFaults();
    // However it went: nobody is ever charged twice, and no page of ours throws.
    expect(customer.charges().length, 'charges of this customer').toBeLessThanOrEqual(1);
    expect(customer.pageErrors, 'errors thrown on the page').toEqual([]);
  },
});

export { expect };
