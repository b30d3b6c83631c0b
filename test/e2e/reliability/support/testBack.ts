import type { BrowserContext } from '@playwright/test';
import { leaveForThePg, leftovers, wasRestored, watchRestores } from './back.js';
import { button, paidInHistory, receipt, register, sendCard, typeCard } from './customer.js';
import { expect, test } from './shop.js';

/** An open socket keeps a page out of the cache in Chromium up to some release after 143; a development server opens one. */
const allowCache = (context: BrowserContext) => context.routeWebSocket(/.*/, () => {});

/** The browser's own Back and Forward, into pages that it has kept. */
export function testBack(): void {
  test.beforeEach(({ context }) => watchRestores(context));

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

  test('Back after the receipt, to the page before the PG’s, and the button once more', async ({
    customer,
    context,
  }) => {
    await allowCache(context);
    const page = await customer.open();
    await register(page);
    await expect(receipt(page)).toBeVisible();
    await page.goBack({ waitUntil: 'commit' });
    await page.goBack({ waitUntil: 'commit' });
    // The page as it was left reads in the storage that its attempt was paid.
    await expect(button(page)).toHaveAttribute('data-error', 'already_settled');
    expect(await wasRestored(page)).toBe('true');

    // The server opens no second subscription.
    await button(page).click();
    await expect(button(page)).toHaveAttribute('data-status', 'failed');
    await expect(page.getByText('이미 이용 중인 구독이 있어요')).toBeVisible();
    await expect(paidInHistory(page)).toHaveCount(1);
    expect(customer.charges()).toHaveLength(1);
  });
}
