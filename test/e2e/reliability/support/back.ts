import type { BrowserContext, LaunchOptions, Page } from '@playwright/test';
import { chromiumArgs, chromiumPath } from '../../../../scripts/chromiumPath.js';
import { subscribe } from './customer.js';
import { expect } from './shop.js';

/** Both the test runner and the headless shell turn the back/forward cache off unless told otherwise. */
export const withPageCache = async (): Promise<LaunchOptions> => ({
  executablePath: await chromiumPath(),
  args: [...chromiumArgs, '--enable-bfcache'],
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
});

/** From now on, each page notes whether it was shown from the back/forward cache. */
export const watchRestores = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    addEventListener('pageshow', ({ persisted }) => {
      if (location.protocol !== 'about:') sessionStorage.setItem('persisted', String(persisted));
    });
  });

export const wasRestored = (page: Page): Promise<string | null> =>
  page.evaluate(() => sessionStorage.getItem('persisted'));

/** What the SDK may leave on a page that it took over. */
export const leftovers = (page: Page): Promise<{ progress: boolean; dialogs: number }> =>
  page.evaluate(() => ({
    progress: document.body.classList.contains('imp-payment-progress'),
    dialogs: [...document.querySelectorAll('.imp-dialog, [role="dialog"]')].filter(
      (dialog) => getComputedStyle(dialog).display !== 'none',
    ).length,
  }));

export async function leaveForThePg(page: Page): Promise<void> {
  await subscribe(page).click();
  // The shop asks its server for the order first, and has radio buttons of its own.
  await expect(page.locator('[data-rbk="trigger"]')).toHaveCount(0);
  await expect(page.getByRole('radio').first()).toBeVisible();
  // Back out of a page that is still loading would go nowhere.
  await page.waitForLoadState();
}
