import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { startCheckout } from '../../../../examples/checkout/startCheckout.js';
import { type Customer, createCustomer } from './customer.js';
import { type Generation, type SimulatedServer, v1 } from './gateways.js';
import { type Nowhere, startNowhere } from './startNowhere.js';
import { startV2Shop } from './startV2Shop.js';

/** A shop whose i'mport, or PortOne, is always the simulated one. */
export interface Shop {
  readonly url: string;
  readonly generation: Generation;
  readonly server: SimulatedServer;
  readonly nowhere: Nowhere;
  stopBackend(): Promise<void>;
  restartBackend(): Promise<void>;
}

interface ShopOptions {
  readonly shop: Shop;
  readonly generation: Generation;
  readonly folder: string | undefined;
}

/** The example over V1, impatient enough that its deadlines can be waited for. */
async function startV1Shop(databaseUrl: string, folder: string | undefined) {
  const checkout = await startCheckout({
    port: 0,
    watch: false,
    folder,
    databaseUrl,
    // What goes wrong here is meant to.
    backend: { chargeDeadline: 1500, readDeadline: 1500, log: () => {} },
  });
  const { simulator } = checkout;
  if (simulator === null) throw new Error("The shop has no simulated i'mport to count charges at.");
  return { ...checkout, simulator };
}

/** One shop a worker, and a customer of their own for each test. */
export const test = base.extend<{ customer: Customer }, ShopOptions>({
  /** What the shop is built on. */
  generation: [v1, { scope: 'worker', option: true }],
  /** Of another page than the example's. */
  folder: [undefined, { scope: 'worker', option: true }],

  shop: [
    async ({ generation, folder: page }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'reliability-'));
      const databaseUrl = `file:${join(folder, 'checkout.db')}`;
      const started = await (generation.api === 'v2' ? startV2Shop(databaseUrl) : startV1Shop(databaseUrl, page));
      const nowhere = await startNowhere();
      // Each server knows its own routes by name.
      const server = started.simulator.server as unknown as SimulatedServer;
      await use({ ...started, generation, server, nowhere });
      nowhere.close();
      await started.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  customer: async ({ context, shop }, use) => {
    const customer = createCustomer(context, shop);
    await use(customer);
    shop.server.clearFaults();
    // However it went: nobody is ever charged twice, and no page of ours throws.
    expect(customer.charges().length, 'charges of this customer').toBeLessThanOrEqual(1);
    expect(customer.pageErrors, 'errors thrown on the page').toEqual([]);
  },
});

export { expect };
