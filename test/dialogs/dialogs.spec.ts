import { expect, type Page, test } from '@playwright/test';

/** What the page is made of outside of the SDK's dialog and the host's root. */
const surroundings = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify({
      html: document.documentElement.getAttributeNames(),
      body: document.body.getAttribute('style'),
      bodyClass: document.body.className,
      children: [...document.body.children].map((child) => [
        child.tagName,
        child.className.split(' ')[0],
        child.getAttribute('style'),
      ]),
      home: document.querySelector('.imp-dialog')?.parentElement?.tagName,
      hostDialog: document.querySelector('dialog')?.getAttribute('style') ?? null,
    }).replace(/imp-dialog[^"]*/g, 'imp-dialog'),
  );

const button = (page: Page) => page.locator('button[data-status]');

/** Fills the form by key and pointer, as a customer does. */
async function register(page: Page): Promise<void> {
  const window = page.locator('.fake-payment-window').getByRole('dialog');
  await expect(window).toBeVisible();
  for (const [label, typed] of [
    [/Expiry/, '0131'],
    [/birth/, '850505'],
    [/PIN/, '12'],
  ] as const) {
    const field = window.getByLabel(label);
    await field.click();
    await field.press('ControlOrMeta+a');
    await page.keyboard.type(typed);
    await expect.poll(async () => (await field.inputValue()).replace(/\D/g, '')).toBe(typed);
  }
  await window.getByRole('checkbox').check();
  await window.getByRole('button', { name: /Register|Pay/ }).click();
}

for (const dialog of ['radix', 'mui', 'native', 'inert', 'popover', 'trap']) {
  test(`${dialog}: the payment window in the page is typed into, and the page is as it was`, async ({ page }) => {
    await page.goto(`/?dialog=${dialog}&pg=danal_tpay`);
    await expect(button(page)).toBeVisible();
    await page.waitForFunction(() => document.querySelector('.imp-dialog iframe'));
    const before = await surroundings(page);
    await button(page).click();
    await register(page);
    await expect(button(page)).toHaveAttribute('data-status', 'succeeded');
    await expect.poll(() => surroundings(page)).toBe(before);
    if (dialog === 'native') await expect(page.locator('dialog')).toHaveAttribute('data-closings', '0');
  });
}

for (const dialog of ['radix', 'mui', 'native', 'inert', 'popover']) {
  test(`${dialog}, with a modal dialog that comes with the click and says to wait`, async ({ page }) => {
    await page.goto(`/?dialog=${dialog}&pg=danal_tpay&wait`);
    await expect(button(page)).toBeVisible();
    await page.waitForFunction(() => document.querySelector('.imp-dialog iframe'));
    const before = await surroundings(page);
    await button(page).click();
    await expect(page.getByText('Please wait.')).toHaveCount(1);
    await register(page);
    await expect(button(page)).toHaveAttribute('data-status', 'succeeded');
    await expect.poll(() => surroundings(page)).toBe(before);
  });
}

test.describe('on a phone, a PG that leaves the page', () => {
  test.skip(({ isMobile }) => !isMobile);

  test('is drawn by the fake on a page load of its own, in the provider’s language, and comes back with another', async ({
    page,
  }) => {
    const loads: string[] = [];
    page.on('load', () => void loads.push(new URL(page.url()).search));
    await page.goto('/?dialog=native&plan=basic');
    await button(page).click();
    await register(page);
    await expect(button(page)).toHaveAttribute('data-status', 'succeeded');
    expect(loads).toHaveLength(3);
    expect(loads[1]).toMatch(/^\?dialog=native&plan=basic&fake-iamport=/);
    expect(loads[2]).toContain('imp_uid=');
    expect(new URL(page.url()).search).toBe('?dialog=native&plan=basic');
  });

  test('is left with Back, and asked again', async ({ page }) => {
    await page.goto('/?dialog=native');
    await button(page).click();
    await expect(page.locator('[data-fake-iamport]')).toBeVisible();
    await page.goBack();
    await expect(page.locator('[data-fake-iamport]')).toHaveCount(0);
    await button(page).click();
    await register(page);
    await expect(button(page)).toHaveAttribute('data-status', 'succeeded');
  });
});
