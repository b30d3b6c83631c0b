import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { startV2, type V2Checkout } from '../../examples/checkout/v2/startV2.js';
import { cards, payWith } from './support/checkout.js';

/** All of PortOne V2 but PortOne: the fake script and its window, the server kit over HTTP, and on a phone the page of the PG. */
const test = base.extend<{ shop: V2Checkout }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern
  shop: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'portone-'));
    const shop = await startV2({ port: 0, watch: false, databaseUrl: `file:${join(folder, 'v2.db')}` });
    await use(shop);
    await shop.close();
    await rm(folder, { recursive: true, force: true });
  },
});

const subscribe = 'button[data-status]';

test('a card is registered and charged once, and no key stays in the address', async ({ page, shop, isMobile }) => {
  const visited: string[] = [];
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) visited.push(frame.url());
  });
  await page.goto(shop.url);
  await page.locator(subscribe).click();
  await payWith(page, cards.good);
  await expect(page.getByText('9,900원을 결제했어요')).toBeVisible();
  expect(shop.simulator?.server.countCharges()).toBe(1);
  expect(shop.simulator?.server.keys.size).toBe(1);
  expect(new URL(page.url()).search).toBe('');
  const left = visited.some((url) => url.startsWith(shop.simulator?.url ?? ''));
  expect(left).toBe(isMobile);
});

test('a customer who cancels pays nothing, and can begin again', async ({ page, shop }) => {
  await page.goto(shop.url);
  await page.locator(subscribe).click();
  await page.getByRole('dialog').getByRole('button', { name: '취소', exact: true }).click();
  await expect(page.locator(subscribe)).toHaveAttribute('data-status', 'cancelled');
  expect(shop.simulator?.server.keys.size).toBe(0);
  await page.locator(subscribe).click();
  await payWith(page, cards.good);
  await expect(page.getByText('9,900원을 결제했어요')).toBeVisible();
  expect(shop.simulator?.server.countCharges()).toBe(1);
});

test('a card that is declined at the charge takes nothing, and a second click no second window', async ({
  page,
  shop,
}) => {
  await page.goto(shop.url);
  await page.locator(subscribe).click();
  await payWith(page, cards.declinedAtCharge);
  await expect(page.locator(subscribe).first()).toHaveAttribute('data-status', 'failed');
  expect(shop.simulator?.server.countCharges()).toBe(0);
  const [billingKey = ''] = shop.simulator?.server.keys.keys() ?? [];
  shop.simulator?.server.setCardBehaviour(billingKey, 'ok');
  await page.locator(subscribe).first().click();
  await expect(page.getByText('9,900원을 결제했어요')).toBeVisible();
  expect(shop.simulator?.server.keys.size).toBe(1);
  expect(shop.simulator?.server.countCharges()).toBe(1);
});
