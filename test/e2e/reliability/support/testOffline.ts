import type { BrowserContext, Page } from '@playwright/test';
import { button, receipt, register } from './customer.js';
import { goOn } from './goOn.js';
import { expect, test } from './shop.js';

const issuedPath = '**/_window/issued';

/** The network goes in the moment between the issued key and its charge. */
async function registerAndLoseTheNetwork(page: Page, context: BrowserContext): Promise<void> {
  await page.route(issuedPath, async (route) => {
    const response = await route.fetch();
    await context.setOffline(true);
    await route.fulfill({ response });
  });
  await register(page);
  await expect(button(page)).toHaveText('인터넷 연결을 기다리고 있어요');
  await expect(button(page)).toHaveAttribute('data-status', 'charging');
  await expect(page.getByText('인터넷에 다시 연결되면 이어서 진행돼요.')).toBeVisible();
}

/** A network that goes between the issued key and its charge. */
export function testOffline(): void {
  test('a charge without a network waits, says so, and is made once when the network is back', async ({
    customer,
    context,
  }) => {
    const page = await customer.open();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/api/billing/charges')) sent.push(request.method());
    });
    await registerAndLoseTheNetwork(page, context);
    expect(sent).toEqual([]);
    expect(customer.charges()).toHaveLength(0);

    await context.setOffline(false);
    await expect(receipt(page)).toBeVisible();
    expect(sent).toEqual(['POST']);
    expect(customer.charges()).toHaveLength(1);
  });

  test('reloaded without a network, the charge is made once through the recovery', async ({
    customer,
    context,
    shop,
  }) => {
    const page = await customer.open();
    await registerAndLoseTheNetwork(page, context);
    // A page that goes may see the network for a last moment, and send its charge: without a backend it is lost.
    await shop.stopBackend();
    await expect(page.reload()).rejects.toThrow('ERR_INTERNET_DISCONNECTED');
    // The browser's own page has to have taken the place of ours.
    await expect.poll(() => page.evaluate(() => location.protocol).catch(() => '')).toBe('chrome-error:');
    await context.setOffline(false);
    await page.close();
    await shop.restartBackend();
    expect(customer.charges()).toHaveLength(0);

    await goOn(await customer.open(), 'one click');
    expect(customer.charges()).toHaveLength(1);
  });
}
