import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, devices, type Page } from 'playwright';
import { expect } from 'vitest';
import { registerCard, words } from './buyInBrowser.js';
import { type Expected, watchPage } from './watchPage.js';

/** A way through a shop that has a sign-in, and an index route that redirects to its checkout. */
interface Way {
  readonly name: string;
  readonly device: keyof typeof devices;
  /** Where the payment page sends the customer. @default the checkout that they left */
  readonly backTo?: string;
  /** Whether the customer is signed out meanwhile. */
  readonly endsSession?: boolean;
}

export const ways: readonly Way[] = [
  { name: 'a desktop', device: 'Desktop Chrome' },
  { name: 'a phone', device: 'Pixel 7' },
  { name: 'a phone, back at a route that redirects', device: 'Pixel 7', backTo: '/' },
  { name: 'a phone, signed in again on the way back', device: 'Pixel 7', endsSession: true },
];

interface ShopOptions {
  readonly url: string;
  /** False where the app itself brings the fake, as in development. */
  readonly loadsSdk: boolean;
  readonly expected: Expected;
}

/** The main job in a shop of this folder: sign in, register a card, and see one charge, its receipt and a clean address. */
export async function shopInBrowser(browser: Browser, way: Way, { url, loadsSdk, expected }: ShopOptions) {
  const { isMobile, userAgent, viewport, hasTouch } = devices[way.device] ?? {};
  const context = await browser.newContext({ isMobile, userAgent, viewport, hasTouch, locale: 'ko-KR' });
  if (loadsSdk) await serveFakeSdk(context);
  const customer = `On ${way.name}, ${loadsSdk ? 'built' : 'in development'}`;

  const shop = async (page: Page) => {
    await page.goto(url);
    await signIn(page, customer);
    await page.getByRole('heading', { name: 'Basic plan' }).waitFor();
    if (way.backTo) await page.goto(`${url}checkout?backTo=${way.backTo}`);
    const subscribe = page.getByRole('button', { name: words.en.subscribe });
    // Until React has taken over what the server rendered, a click does nothing.
    await subscribe.evaluate(async (button) => {
      const isHydrated = () => Object.keys(button).some((key) => key.startsWith('__reactProps'));
      while (!isHydrated()) await new Promise(requestAnimationFrame);
    });
    await subscribe.click();
    await page.getByRole('checkbox').waitFor();
    if (way.endsSession) await context.clearCookies();
    await registerCard(page);
    if (way.endsSession) await signIn(page, customer);

    await page.getByText(`${customer} paid 9900 won`).waitFor();
    await page.waitForURL(`${url}checkout`);
    await refreshTwice(page);
  };
  await watchPage(context, expected, shop).finally(() => context.close());
}

async function signIn(page: Page, customer: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Customer' }).fill(customer);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Has the router load its address anew. The return that it remembers, once it has put it back, is forgotten for good. */
async function refreshTwice(page: Page): Promise<void> {
  const entries = await page.evaluate(() => history.length);
  await refresh(page);
  await page.waitForFunction(() => !location.href.includes('imp_'));
  const addresses: string[] = [];
  page.on('framenavigated', (frame) => addresses.push(frame.url()));
  await refresh(page);
  expect([...addresses, page.url()].filter((address) => address.includes('imp_'))).toEqual([]);
  expect(await page.evaluate(() => history.length)).toBe(entries);
}

async function refresh(page: Page): Promise<void> {
  const before = await page.getByRole('time').textContent();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page
    .getByRole('time')
    .filter({ hasNotText: before ?? '' })
    .waitFor();
  await page.getByText('Charges: 1').waitFor();
}

const sdk = 'https://cdn.iamport.kr/v1/';
const paymentPage = `<!doctype html><script>window.__FAKE_IAMPORT__ = { iKnowThisIsNotAPaymentWindow: true };</script>
<body><script src="iamport.js?page=payment&allow=1"></script></body>`;

/** In place of i'mport's script comes the fake one; where a phone leaves for, on another host, is its payment page. */
async function serveFakeSdk(context: BrowserContext): Promise<void> {
  const script = readFileSync('dist/fake-iamport.js', 'utf8');
  await context.route(`${sdk}**`, (route) => {
    const isPage = route.request().url().startsWith(`${sdk}fake-payment-page.html`);
    const [contentType, body] = isPage ? ['text/html', paymentPage] : ['text/javascript', script];
    return route.fulfill({ contentType, body });
  });
}
