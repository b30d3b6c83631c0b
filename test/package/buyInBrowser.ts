import type { Browser, Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { type Expected, watchPage } from './watchPage.js';

/** What a customer presses, in a language. */
export const words = {
  ko: { subscribe: '카드 등록하고 구독하기' },
  en: { subscribe: 'Register card and subscribe' },
};

interface BuyOptions {
  /** The page's language. @default 'ko' */
  readonly language?: keyof typeof words;
  readonly expected?: Expected | undefined;
  /** What the page shows once the card was charged. @default the receipt of this folder's apps */
  readonly receipt?: string | undefined;
}

/**
 * The main job, as a customer does it: press the button, register a card in the (fake) payment window, and see that it was
 * charged.
 */
export async function buyInBrowser(
  browser: Browser,
  url: string,
  { language = 'ko', expected = () => false, receipt = 'customer-1: 9900' }: BuyOptions = {},
): Promise<void> {
  const context = await browser.newContext({ locale: 'ko-KR' });
  const buy = async (page: Page) => {
    await page.goto(url);
    const subscribe = page.getByRole('button', { name: words[language].subscribe });
    const before = await widthOf(subscribe);
    await subscribe.click();
    await registerCard(page);
    const done = page.locator('button[data-status="succeeded"]');
    await done.waitFor();
    expect(await widthOf(done), 'the button is as wide as before').toBe(before);
    await page.getByText(receipt).first().waitFor();
  };
  await watchPage(context, expected, buy).finally(() => context.close());
}

const widthOf = async (button: Locator) => (await button.boundingBox())?.width;

/** In the payment window, or on the page that a phone left for. Its language may be another than the shop's. */
export async function registerCard(page: Page): Promise<void> {
  // The shop's own terms are checkboxes too.
  await page.locator('input[name=agree]').check();
  await page.getByRole('button', { name: /^(카드 등록|Register card)$/ }).click();
}
