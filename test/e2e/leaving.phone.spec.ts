import { cards, expect, payWith, subscribe, test } from './support/checkout.js';

const receipt = '카드가 등록되고 9,900원이 결제됐어요';

test('Back out of the PG’s page ends the attempt, and the button works at once', async ({
  page,
  checkout,
  countCharges,
}) => {
  await page.goto(checkout.url);
  await subscribe(page).click();
  await expect(page.getByRole('radio').first()).toBeVisible();
  // Back out of a page that is still loading would go nowhere.
  await page.waitForLoadState();
  await page.goBack();
  await expect(subscribe(page)).toBeEnabled();
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeInViewport();
  expect(countCharges()).toBe(1);
});
