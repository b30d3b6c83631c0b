import { owned, receipt, register, resumeButton } from './customer.js';
import { expect, test } from './shop.js';

/** A storage that is full, or closed. */
export function testStorage(): void {
  test('a full storage: the attempt is kept in the tab, and charged once', async ({ customer }) => {
    const page = await customer.open();
    await page.evaluate(() => {
      let piece = 'x'.repeat(1024 * 1024);
      // Down to the last byte.
      for (let at = 0; piece.length > 0; at += 1) {
        try {
          localStorage.setItem(`filling ${at}`, piece);
        } catch {
          piece = piece.slice(0, piece.length / 2);
        }
      }
    });
    await register(page);
    await expect(receipt(page)).toBeVisible();
    expect(customer.charges()).toHaveLength(1);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('billing')))).toEqual([]);
  });

  test('a full storage does not take away what was kept before', async ({ customer, shop }) => {
    const page = await customer.open();
    await page.route('**/api/billing/charges', (route) => route.continue({ url: shop.nowhere.url }));
    await Promise.all([shop.nowhere.arrival(), register(page)]);
    await page.evaluate(() => {
      for (let length = 4 * 1024 * 1024; length >= 1; length = Math.floor(length / 2)) {
        try {
          localStorage.setItem(`filling ${length}`, 'x'.repeat(length));
        } catch {
          // Less, then.
        }
      }
    });
    await page.close();

    const back = await customer.open();
    await resumeButton(back).click();
    await expect(receipt(back)).toBeVisible();
    expect(customer.charges()).toHaveLength(1);
  });

  test('a storage that is blocked: the whole way works, and only a restart forgets', async ({ context, shop }) => {
    const { server } = shop;
    const before = server.countCharges();
    const errors: string[] = [];
    await context.addInitScript(() => {
      for (const kind of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, kind, {
          get() {
            throw new DOMException('The operation is insecure.', 'SecurityError');
          },
        });
      }
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(shop.url);
    await register(page);
    await expect(receipt(page)).toBeVisible();
    expect(server.countCharges() - before).toBe(1);

    await page.reload();
    await expect(owned(page)).toBeVisible();
    await expect(resumeButton(page)).toHaveCount(0);
    expect(server.countCharges() - before).toBe(1);
    expect(errors).toEqual([]);
  });
}
