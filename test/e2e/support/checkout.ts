import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { type Checkout, startCheckout } from '../../../examples/checkout/startCheckout.js';

/** The example with a backend, a database and an i'mport of its own for each test file's worker. */
export const test = base.extend<{ countCharges: () => number }, { checkout: Checkout }>({
  checkout: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'checkout-'));
      const checkout = await startCheckout({
        port: 0,
        watch: false,
        databaseUrl: `file:${join(folder, 'checkout.db')}`,
      });
      await use(checkout);
      await checkout.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  /** Payments that i'mport took since the test began: the tests of a worker come one after the other. */
  countCharges: [
    async ({ checkout }, use) => {
      const before = checkout.simulator?.server.countCharges() ?? 0;
      await use(() => (checkout.simulator?.server.countCharges() ?? 0) - before);
    },
    { auto: true },
  ],
});

export { expect };

export const cards = {
  good: '4242-4242-4242-4242',
  declinedAtCharge: '4000-0000-0000-0002',
  refusedAtIssue: '4000-0000-0000-0069',
} as const;

export const subscribe = (page: Page) => page.getByRole('button', { name: '카드 등록하고 구독하기' });

/** Picks a test card in the payment window, wherever it is: a dialog on a desktop, a page of its own on a phone. */
export async function payWith(page: Page, card: string): Promise<void> {
  await page.getByRole('radio', { name: card }).check();
  await page.getByRole('checkbox', { name: /동의합니다/ }).check();
  await page.getByRole('button', { name: '카드 등록', exact: true }).click();
}
