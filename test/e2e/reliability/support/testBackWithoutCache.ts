import { leaveForThePg, leftovers, wasRestored, watchRestores } from './back.js';
import { button, receipt, register } from './customer.js';
import { expect, test } from './shop.js';

/** Back, in a browser that has kept no page. */
export function testBackWithoutCache(): void {
  test.beforeEach(({ context }) => watchRestores(context));

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
}
