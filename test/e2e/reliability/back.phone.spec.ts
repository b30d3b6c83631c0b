import type { BrowserContext, Page } from '@playwright/test';
import { chromiumArgs, chromiumPath } from '../../../scripts/chromiumPath.js';
import { button, paidInHistory, receipt, register, sendCard, subscribe, typeCard } from './support/customer.js';
import { expect, test } from './support/shop.js';

// Both the test runner and the headless shell turn the back/forward cache off unless told otherwise.
test.use({
  launchOptions: {
    executablePath: await chromiumPath(),
    args: [...chromiumArgs, '--enable-bfcache'],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  },
});

test.beforeEach(async ({ context }) => {
  await context.addInitScript(() => {
    addEventListener('pageshow', ({ persisted }) => {
      if (location.protocol !== 'about:') sessionStorage.setItem('persisted', String(persisted));
    });
  });
});

/** An open socket keeps a page out of the cache, and a development server opens one. */
const allowCache = (context: BrowserContext) => context.routeWebSocket(/.*/, () => {});

const wasRestored = (page: Page) => page.evaluate(() => sessionStorage.getItem('persisted'));

/** What the SDK may leave on a page that it took over. */
const leftovers = (page: Page) =>
  page.evaluate(() => ({
    progress: document.body.classList.contains('imp-payment-progress'),
    dialogs: [...document.querySelectorAll('.imp-dialog')].filter(
      (dialog) => getComputedStyle(dialog).display !== 'none',
    ).length,
  }));

async function leaveForThePg(page: Page): Promise<void> {
  await subscribe(page).click();
  await expect(page.getByRole('radio').first()).toBeVisible();
}

test('Back out of the PG’s page, into the page as it was left', async ({ customer, context }) => {
  await allowCache(context);
  const page = await customer.open();
  await leaveForThePg(page);
  await page.goBack({ waitUntil: 'commit' });

  await expect(button(page)).toHaveAttribute('data-status', 'cancelled');
  expect(await wasRestored(page)).toBe('true');
  expect(await leftovers(page)).toEqual({ progress: false, dialogs: 0 });
  expect(customer.charges()).toHaveLength(0);

  await register(page);
  await expect(receipt(page)).toBeVisible();
  expect(customer.charges()).toHaveLength(1);
});

test('Back out of the PG’s page, into a page that is loaded anew', async ({ customer }) => {
  const page = await customer.open();
  await leaveForThePg(page);
  await page.goBack();

  await expect(button(page)).toHaveAttribute('data-status', 'idle');
  expect(await wasRestored(page)).toBe('false');
  expect(await leftovers(page)).toEqual({ progress: false, dialogs: 0 });

  await register(page);
  await expect(receipt(page)).toBeVisible();
  expect(customer.charges()).toHaveLength(1);
});

test('Back and forth, time after time, and then a card', async ({ customer, context }) => {
  await allowCache(context);
  const page = await customer.open();
  for (let round = 0; round < 3; round += 1) {
    await leaveForThePg(page);
    await page.goBack({ waitUntil: 'commit' });
    await expect(button(page)).toHaveAttribute('data-status', 'cancelled');
  }
  // Forward is the PG's page of the attempt that was left: what is registered there still counts.
  await page.goForward({ waitUntil: 'commit' });
  await typeCard(page);
  await sendCard(page);
  await expect(receipt(page)).toBeVisible();
  expect(customer.charges()).toHaveLength(1);
});

test('Back after the receipt, to the page before the PG’s, and the button once more', async ({ customer, context }) => {
  await allowCache(context);
  const page = await customer.open();
  await register(page);
  await expect(receipt(page)).toBeVisible();
  await page.goBack({ waitUntil: 'commit' });
  await page.goBack({ waitUntil: 'commit' });
  await expect(button(page)).toHaveAttribute('data-status', 'cancelled');
  expect(await wasRestored(page)).toBe('true');

  // That page does not know what became of its attempt: the number of the charge is what keeps it from a second one.
  await register(page);
  await expect(receipt(page)).toBeVisible();
  await expect(paidInHistory(page)).toHaveCount(1);
  expect(customer.charges()).toHaveLength(1);
});
