import { button, type Customer, owned, paidInHistory, receipt, register } from './customer.js';
import { goOn } from './goOn.js';
import { expect, type Shop, test } from './shop.js';

/** Registers a card on the PG's page, and gives the address of the way back, which the tab does not live to go. */
async function dieOnTheWayBack(customer: Customer, shop: Shop): Promise<string> {
  const page = await customer.open();
  let address = '';
  await page.route(shop.generation.isReturn, (route) => {
    address = route.request().url();
    return route.abort();
  });
  await register(page);
  await expect.poll(() => address).not.toBe('');
  await page.close();
  return address;
}

/** The way back from the PG's page, taken by another tab, by several, and by another browser. */
export function testReturns(): void {
  test('the browser restores the tab that died on the way back: the charge is made by itself', async ({
    customer,
    shop,
  }) => {
    const address = await dieOnTheWayBack(customer, shop);
    const page = await customer.open(address);
    await goOn(page, 'by itself');
    expect(new URL(page.url()).search).toBe('');
    expect(customer.charges()).toHaveLength(1);

    // From the history, a bookmark or a chat: the same address is worth nothing a second time.
    for (const tab of [page, await customer.open(address)]) {
      await tab.goto(address);
      await expect(paidInHistory(tab)).toHaveCount(1);
      await expect(owned(tab)).toBeVisible();
      expect(new URL(tab.url()).search).toBe('');
    }
    expect(customer.charges()).toHaveLength(1);
  });

  for (const locks of ['with Web Locks', 'without Web Locks'] as const) {
    test(`three tabs come back with the same address at the same moment, ${locks}`, async ({
      customer,
      context,
      shop,
    }) => {
      if (locks === 'without Web Locks') {
        // As in old WebViews.
        await context.addInitScript(() => {
          Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });
        });
      }
      const address = await dieOnTheWayBack(customer, shop);
      const sent = shop.server.countCalls(shop.generation.charge);
      const tabs = [await customer.tab(), await customer.tab(), await customer.tab()];
      await Promise.all(tabs.map((tab) => tab.goto(address)));
      for (const tab of tabs) {
        await expect(
          receipt(tab).or(tab.getByText('이미 처리된 결제예요')).or(paidInHistory(tab)).first(),
        ).toBeVisible();
        await expect(tab.locator('[data-status="charging"]')).toHaveCount(0);
      }
      expect(customer.charges()).toHaveLength(1);
      expect(shop.server.countCalls(shop.generation.charge) - sent).toBe(1);
    });
  }

  test('a tab comes back while another one charges the same key', async ({ customer, shop }) => {
    const address = await dieOnTheWayBack(customer, shop);
    const sent = shop.server.countCalls(shop.generation.charge);
    const fault = shop.server.failNext({ route: shop.generation.charge, kind: 'slow' });
    const first = await customer.open(address);
    await fault.met;
    const second = await customer.open(address);
    fault.release();
    await expect(receipt(first)).toBeVisible();
    await expect(second.locator('[data-status="charging"]')).toHaveCount(0);
    expect(customer.charges()).toHaveLength(1);
    expect(shop.server.countCalls(shop.generation.charge) - sent).toBe(1);
  });

  test('the return lands in another browser: nothing is charged there, and the first browser goes on', async ({
    customer,
    shop,
    browser,
  }) => {
    const address = await dieOnTheWayBack(customer, shop);
    const outside = await browser.newContext();
    const stranger = await outside.newPage();
    const errors: string[] = [];
    stranger.on('pageerror', (error) => errors.push(error.message));
    await stranger.goto(address);
    await expect(button(stranger)).toHaveAttribute('data-status', 'idle');
    expect(stranger.url()).toBe(address);
    expect(errors).toEqual([]);
    expect(customer.charges()).toHaveLength(0);
    await outside.close();

    // Its page asks the server what became of the window.
    await goOn(await customer.open(), 'one click');
    expect(customer.charges()).toHaveLength(1);
  });
}
