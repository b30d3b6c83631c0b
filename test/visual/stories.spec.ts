import { expect, type Page, test } from '@playwright/test';

const themes = ['light', 'dark'];
const languages = ['ko', 'en'];

/** All states, themes and languages are on one board. */
const boards = ['states--all-states', 'states--register', 'states--change', 'states--trial', 'tokens--all-tokens'];

/** What a customer sees whole, as on a phone: stories that say the same every day. */
const screens = [
  'parts-billingkey--idle',
  'parts-billingkey--charge-failed',
  'parts-billingkey--refused',
  'parts-consent--own-indicator',
  'parts-ordersummary--default',
  'parts-ordersummary--long-words',
  'parts-ordersummary--trial',
  'parts-paymentmethods--default',
  'parts-paymentmethods--right-to-left',
  'parts-recovery--idle',
  'parts-savedcards--empty',
  'parts-savedcards--in-use',
  'parts-savedcards--wallets',
  'patterns--in-a-dialog',
  'patterns--steps',
  'patterns--without-components',
];

for (const id of boards) {
  test(id, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(page, id, 'light', 'ko');
    await expect(page).toHaveScreenshot(`${id}.png`, { fullPage: true });
  });
}

for (const id of screens) {
  for (const theme of themes) {
    for (const language of languages) {
      test(`${id}, ${theme}, ${language}`, async ({ page }) => {
        await page.setViewportSize({ width: 360, height: 640 });
        await open(page, id, theme, language);
        await expect(page).toHaveScreenshot(`${id}-${theme}-${language}.png`, { fullPage: true });
      });
    }
  }
}

async function open(page: Page, id: string, theme: string, language: string) {
  const globals = `theme:${theme};locale:${language}`;
  await page.goto(`${process.env.STORYBOOK_URL}iframe.html?id=${id}&viewMode=story&globals=${globals}`);
  await page.waitForSelector('html[data-story=played]', { state: 'attached', timeout: 30_000 });
  await page.evaluate(async () => {
    await Promise.all([...document.fonts].map((font) => font.load()));
    await document.fonts.ready;
  });
}
