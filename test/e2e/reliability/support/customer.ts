import type { BrowserContext, Locator, Page } from '@playwright/test';
import { cards, subscribe } from '../../support/checkout.js';
import { expect, type Shop } from './shop.js';

/** A person with a browser, whose pages come and go and whose storage stays. */
export interface Customer {
  /** Opens the shop in a new tab. */
  open(address?: string): Promise<Page>;
  /** A new tab, empty yet. */
  tab(): Promise<Page>;
  /**
   * Has the tab ready that is opened next. One that is asked for while another is half-way through a navigation, or goes down
   * there, may never come.
   */
  makeReady(): Promise<void>;
  /** What i'mport took from this person, whichever page it was for. */
  charges(): readonly unknown[];
  readonly pageErrors: string[];
}

export function createCustomer(context: BrowserContext, shop: Shop): Customer {
  const { server } = shop;
  // One customer after the other: what is charged from here on is theirs.
  const before = server.charges().length;
  let spare: Page | undefined;
  const pageErrors: string[] = [];
  async function tab(): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => pageErrors.push(error.message));
    return page;
  }

  return {
    pageErrors,
    tab,
    async makeReady() {
      spare = await tab();
    },
    async open(address = shop.url) {
      const page = spare ?? (await tab());
      spare = undefined;
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      return page;
    },
    charges: () => server.charges().slice(before),
  };
}

export const button = (page: Page): Locator => page.locator('[data-rbk="trigger"]');
export const resumeButton = (page: Page): Locator => page.getByRole('button', { name: '이어서 결제하기' });
/** In the place of the form, for who has a subscription. */
export const owned = (page: Page): Locator => page.getByRole('heading', { name: '이미 이용 중인 구독이 있어요' });
export const receipt = (page: Page): Locator =>
  page.getByRole('heading', { name: '카드가 등록되고 9,900원이 결제됐어요' });
export const paidInHistory = (page: Page): Locator => page.locator('[data-status="paid"]').getByText('결제 완료');

export { cards, subscribe };

/** Picks a card in the payment window and agrees, without sending it off. */
export async function typeCard(page: Page, card: string = cards.good): Promise<void> {
  await page.getByRole('radio', { name: card }).check();
  await page.getByRole('checkbox', { name: /동의합니다/ }).check();
}

export const sendCard = (page: Page): Promise<void> =>
  page.getByRole('button', { name: '카드 등록', exact: true }).click();

/** The whole way through the payment window. */
export async function register(page: Page, card: string = cards.good): Promise<void> {
  await subscribe(page).click();
  await typeCard(page, card);
  await sendCard(page);
}

/** Kills what draws the page, as a phone does that runs out of memory. */
export async function crash(page: Page): Promise<void> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  // `Page.crash` would wait for a navigation under way to end, and so would its event.
  const renderers = async () => {
    const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
    return processInfo.flatMap(({ type, id }) => (type === 'renderer' ? [id] : []));
  };
  const doomed = await renderers();
  expect(doomed.length).toBeGreaterThan(0);
  for (const id of doomed) process.kill(id, 'SIGKILL');
  await expect.poll(async () => (await renderers()).filter((id) => doomed.includes(id))).toEqual([]);
}
