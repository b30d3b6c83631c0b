import { type Browser, type ConsoleMessage, chromium, type Page } from 'playwright';
import { chromiumArgs, chromiumPath } from '../chromiumPath.js';

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: chromiumArgs });
}

/** What a customer presses, in a language: the button of the page, then the one in the payment window. */
export const words = {
  ko: { subscribe: '카드 등록하고 구독하기', register: '카드 등록' },
  en: { subscribe: 'Register card and subscribe', register: 'Register card' },
};

interface BuyOptions {
  /** The page's language. @default 'ko' */
  readonly language?: keyof typeof words;
  readonly expected?: ((message: ConsoleMessage) => boolean) | undefined;
}

/**
 * The main job, as a customer does it: press the button, register a card in the (fake) payment window, and see that it was
 * charged.
 *
 * @throws when it does not end with the receipt, or when the page wrote to the console on the way what is not `expected`
 */
export async function buyInBrowser(
  browser: Browser,
  url: string,
  { language = 'ko', expected = () => false }: BuyOptions = {},
): Promise<void> {
  const page = await browser.newPage({ locale: 'ko-KR' });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !expected(message)) complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  try {
    page.setDefaultTimeout(15_000);
    await page.goto(url);
    await buy(page, language);
  } catch (cause) {
    const body = await page.locator('body').textContent();
    throw new Error([String(cause), ...complaints, `The page showed:\n${body}`].join('\n'), { cause });
  } finally {
    await page.close();
  }
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
}

async function buy(page: Page, language: keyof typeof words): Promise<void> {
  await page.getByRole('button', { name: words[language].subscribe }).click();
  const paymentWindow = page.getByRole('dialog');
  await paymentWindow.getByRole('checkbox').check();
  await paymentWindow.getByRole('button', { name: words[language].register, exact: true }).click();
  await page.locator('#receipt', { hasText: 'customer-1: 9900' }).waitFor();
  await page.locator('button[data-status="succeeded"]').waitFor();
}
