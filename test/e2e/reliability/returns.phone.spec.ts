import { button, type Customer, paidInHistory, receipt, register } from './support/customer.js';
import { goOn } from './support/goOn.js';
import { expect, test } from './support/shop.js';

const isReturn = /[?&]imp_uid=/;
const again = 'POST /subscribe/payments/again';

/** Registers a card on the PG's page, and gives the address of the way back, which the tab does not live to go. */
async function dieOnTheWayBack(customer: Customer): Promise<string> {
  const page = await customer.open();
  let address = '';
  await page.route(isReturn, (route) => {
    address = route.request().url();
    return route.abort();
  });
  await register(page);
  await expect.poll(() => address).not.toBe('');
  await page.close();
  return address;
}

test('the browser restores the tab that died on the way back: the charge is made by itself', async ({ customer }) => {
  const address = await dieOnTheWayBack(customer);
  const page = await customer.open(address);
  await goOn(page, 'by itself');
  expect(new URL(page.url()).search).toBe('');
  expect(customer.charges()).toHaveLength(1);

  // From the history, a bookmark or a chat: the same address is worth nothing a second time.
  for (const tab of [page, await customer.open(address)]) {
    await tab.goto(address);
    await expect(paidInHistory(tab)).toHaveCount(1);
    await expect(button(tab)).toHaveAttribute('data-status', 'idle');
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
    const address = await dieOnTheWayBack(customer);
    const sent = shop.simulator.server.countCalls(again);
    const tabs = [await customer.tab(), await customer.tab(), await customer.tab()];
    await Promise.all(tabs.map((tab) => tab.goto(address)));
    for (const tab of tabs) {
      await expect(receipt(tab).or(tab.getByText('이미 처리한 결제예요')).or(paidInHistory(tab)).first()).toBeVisible();
      await expect(tab.locator('[data-status="charging"]')).toHaveCount(0);
    }
    expect(customer.charges()).toHaveLength(1);
    expect(shop.simulator.server.countCalls(again) - sent).toBe(1);
  });
}

test('a tab comes back while another one charges the same key', async ({ customer, shop }) => {
  const address = await dieOnTheWayBack(customer);
  const sent = shop.simulator.server.countCalls(again);
  const fault = shop.simulator.server.failNext({ route: again, kind: 'slow' });
  const first = await customer.open(address);
  await fault.met;
  const second = await customer.open(address);
  fault.release();
  await expect(receipt(first)).toBeVisible();
  await expect(second.locator('[data-status="charging"]')).toHaveCount(0);
  expect(customer.charges()).toHaveLength(1);
  expect(shop.simulator.server.countCalls(again) - sent).toBe(1);
});

test('the return lands in another browser: nothing is charged there, and the first browser goes on', async ({
  customer,
  browser,
}) => {
  const address = await dieOnTheWayBack(customer);
  const outside = await browser.newContext();
  const stranger = await outside.newPage();
  const errors: string[] = [];
  stranger.on('pageerror', (error) => errors.push(error.message));
  await stranger.goto(address);
  await expect(button(stranger)).toHaveAttribute('data-status', 'idle');
  await expect.poll(() => new URL(stranger.url()).search).toBe('');
  expect(errors).toEqual([]);
  expect(customer.charges()).toHaveLength(0);
  await outside.close();

  await goOn(await customer.open(), 'card again');
  expect(customer.charges()).toHaveLength(1);
});
