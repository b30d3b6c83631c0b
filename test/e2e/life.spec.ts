import type { Page } from '@playwright/test';
import type { Checkout } from '../../examples/checkout/startCheckout.js';
import { cards, expect, payWith, subscribe, test } from './support/checkout.js';

const day = 24 * 60 * 60 * 1000;
const receipt = /카드가 등록되고 9,900원이 결제됐어요/;
const region = (page: Page) => page.getByRole('region', { name: '내 구독' });
const banner = (page: Page) => page.getByRole('region', { name: '결제되지 않은 구독' });
const card = (page: Page, text: string | RegExp) => page.getByRole('listitem').filter({ hasText: text });

/** What i'mport knows of the customer of this test: the tests of a worker come one after the other. */
function openBooks({ simulator }: Checkout) {
  if (simulator === null) throw new Error("There is no simulated i'mport to look into.");
  const { server } = simulator;
  const before = new Set(server.keys.keys());
  const older = new Set(server.charges().map(({ customer_uid: uid }) => uid));
  return {
    server,
    /** The keys that are not revoked, the oldest first. */
    keys: () => [...server.keys.keys()].filter((uid) => !before.has(uid)),
    charges: () => server.charges().filter(({ customer_uid: uid }) => !before.has(uid ?? '') && !older.has(uid)),
  };
}

/** The page goes, as one does that is killed, and another one is opened. */
async function killAndReopen(page: Page, address: string): Promise<Page> {
  const next = await page.context().newPage();
  await page.close();
  await next.goto(address);
  await expect(next.getByRole('heading', { level: 1 })).toBeVisible();
  return next;
}

/** Lets a request of the page reach the backend, and kills the page before the answer. */
async function killAtAnswer(page: Page, path: string, act: () => Promise<unknown>, address: string): Promise<Page> {
  let carriedOut = () => {};
  const done = new Promise<void>((resolve) => {
    carriedOut = resolve;
  });
  let isOver = false;
  await page.route(path, async (route) => {
    if (isOver) return route.continue();
    isOver = true;
    await route.fetch();
    carriedOut();
  });
  await act();
  await done;
  return killAndReopen(page, address);
}

async function buy(page: Page, checkout: Checkout) {
  await page.goto(checkout.url);
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
}

/** The second month has been declined. */
async function fallBehind(page: Page, checkout: Checkout) {
  const books = openBooks(checkout);
  await buy(page, checkout);
  const [key = ''] = books.keys();
  books.server.setCardBehaviour(key, 'limit-exceeded');
  await checkout.advance(32 * day);
  return { books, key };
}

test('a trial charges nothing, and its first month when the trial is over', async ({ page, checkout }) => {
  const books = openBooks(checkout);
  await page.goto(checkout.url);
  await page.getByRole('radio', { name: /모두의 구독 체험/ }).check();
  const summary = page.locator('.rbk-order-summary');
  await expect(summary.locator('[data-row=dueToday]')).toContainText('0원');
  await expect(summary.locator('[data-row=afterTrial]')).toContainText('매월 9,900원');
  await page.getByRole('button', { name: '카드 등록하고 무료로 시작하기' }).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: '무료 체험을 시작했어요' })).toBeVisible();
  expect(books.charges()).toHaveLength(0);

  const next = await killAndReopen(page, `${checkout.url}/subscription`);
  await expect(region(next)).toHaveAttribute('data-status', 'trialing');
  await expect(region(next).getByText(/그날 첫 결제 금액: 9,900원/)).toBeVisible();
  await checkout.advance(13 * day);
  expect(books.charges()).toHaveLength(0);
  await checkout.advance(2 * day);
  expect(books.charges().map(({ amount }) => amount)).toEqual([9900]);
  await next.reload();
  await expect(region(next)).toHaveAttribute('data-status', 'active');
});

test('a trial whose page dies before the answer starts once, and charges nothing', async ({ page, checkout }) => {
  const books = openBooks(checkout);
  await page.goto(checkout.url);
  await page.getByRole('radio', { name: /모두의 구독 체험/ }).check();
  const start = async () => {
    await page.getByRole('button', { name: '카드 등록하고 무료로 시작하기' }).click();
    await payWith(page, cards.good);
  };
  const next = await killAtAnswer(page, '**/api/billing/charges', start, `${checkout.url}/subscription`);
  await expect(region(next)).toHaveAttribute('data-status', 'trialing');
  expect(books.charges()).toHaveLength(0);
  expect(books.keys()).toHaveLength(1);
});

test('a browser that says nothing is due begins no trial', async ({ page, checkout }) => {
  const books = openBooks(checkout);
  await page.goto(checkout.url);
  await page.route('**/api/billing/orders', async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      json: { ...(await response.json()), amount: 0, trial: { days: 90, amountAfter: 1 } },
    });
  });
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect.poll(() => books.charges().map(({ amount }) => amount)).toEqual([9900]);
  await page.goto(`${checkout.url}/subscription`);
  await expect(region(page)).toHaveAttribute('data-status', 'active');
});

test('a card is changed in the middle of a month, and the next month is paid with the new one', async ({
  page,
  checkout,
}) => {
  const books = openBooks(checkout);
  await buy(page, checkout);
  const [old = ''] = books.keys();
  await checkout.advance(10 * day);
  await page.goto(`${checkout.url}/card`);
  await page.getByRole('button', { name: /카드 변경/ }).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('status').filter({ hasText: '다음 결제부터 새 카드로 결제돼요' })).toBeVisible();
  await expect(page.getByRole('listitem')).toHaveCount(1);
  await checkout.advance(1000);
  // The old key is revoked at i'mport, and nothing was charged for the change.
  expect(books.keys()).not.toContain(old);
  expect(books.charges()).toHaveLength(1);
  const [fresh = ''] = books.keys();

  await killAndReopen(page, checkout.url);
  await checkout.advance(22 * day);
  expect(
    books
      .charges()
      .map(({ customer_uid: uid }) => uid)
      .sort(),
  ).toEqual([old, fresh].sort());
});

test('a page that dies while the card is changed leaves one card, old or new, and no charge', async ({
  page,
  checkout,
}) => {
  const books = openBooks(checkout);
  await buy(page, checkout);
  await page.goto(`${checkout.url}/card`);
  const change = async () => {
    await page.getByRole('button', { name: /카드 변경/ }).click();
    await payWith(page, cards.good);
  };
  const next = await killAtAnswer(page, '**/api/billing/charges', change, `${checkout.url}/card`);
  await checkout.advance(1000);
  await next.reload();
  await expect(next.getByRole('listitem').filter({ hasText: '결제하는 구독: 모두의 구독 베이직' })).toHaveCount(1);
  expect(books.keys()).toHaveLength(1);
  expect(books.charges()).toHaveLength(1);
  await checkout.advance(32 * day);
  expect(books.charges()).toHaveLength(2);
});

test('a declined month is paid with another card, once', async ({ page, checkout }) => {
  const { books, key } = await fallBehind(page, checkout);
  await page.goto(`${checkout.url}/card`);
  await expect(banner(page)).toContainText('모두의 구독 베이직 9,900원 결제가 완료되지 않았어요');
  await expect(banner(page)).toContainText(/\d{4}년 \d+월 \d+일에 다시 결제를 시도해요/);
  await banner(page).getByRole('button', { name: '새 카드로 결제하기' }).click();
  await payWith(page, cards.good);
  await expect(banner(page)).toContainText('결제가 완료됐어요');
  expect(books.charges()).toHaveLength(2);

  const next = await killAndReopen(page, `${checkout.url}/subscription`);
  await expect(region(next)).toHaveAttribute('data-status', 'active');
  await expect(banner(next)).toHaveCount(0);
  await checkout.advance(day);
  expect(books.charges()).toHaveLength(2);
  expect(books.charges().filter(({ customer_uid: uid }) => uid === key)).toHaveLength(1);
});

test('a page that dies while it pays what is past due has paid it once', async ({ page, checkout }) => {
  const { books, key } = await fallBehind(page, checkout);
  books.server.setCardBehaviour(key, 'ok');
  await page.goto(checkout.url);
  const pay = () =>
    banner(page)
      .getByRole('button', { name: /결제하기/ })
      .first()
      .click();
  const next = await killAtAnswer(page, '**/pay', pay, `${checkout.url}/subscription`);
  await expect(region(next)).toHaveAttribute('data-status', 'active');
  await expect(banner(next)).toHaveCount(0);
  await checkout.advance(day);
  expect(books.charges()).toHaveLength(2);
});

test('a card in use is not removed; one that is not is revoked at i’mport', async ({ page, checkout }) => {
  const books = openBooks(checkout);
  await buy(page, checkout);
  const [used = ''] = books.keys();
  await page.goto(`${checkout.url}/card`);
  await page.getByRole('button', { name: /삭제$/ }).click();
  await expect(page.getByRole('group', { name: /결제하는 구독이 있어요: 모두의 구독 베이직/ })).toBeVisible();
  await expect(page.getByRole('button', { name: '삭제하기' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  // Whoever goes past the page is refused by the server.
  const refused = await page.evaluate(
    async (id) => (await fetch(`/api/billing/cards/${id}`, { method: 'DELETE' })).status,
    used,
  );
  expect(refused).toBe(409);
  expect(books.keys()).toEqual([used]);

  await page.getByRole('button', { name: '카드 등록하기' }).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('listitem')).toHaveCount(2);
  expect(books.charges()).toHaveLength(1);
  const unused = books.keys().find((uid) => uid !== used) ?? '';
  const remove = async () => {
    await card(page, /^(?!.*결제하는 구독)/)
      .getByRole('button', { name: /삭제$/ })
      .click();
    await page.getByRole('button', { name: '삭제하기' }).click();
  };
  const next = await killAtAnswer(page, `**/cards/${unused}`, remove, `${checkout.url}/card`);
  await expect(next.getByRole('listitem')).toHaveCount(1);
  await checkout.advance(1000);
  expect(books.keys()).toEqual([used]);
  expect(books.charges()).toHaveLength(1);
});

test('time and declines can be played from the test guide', async ({ page, checkout }) => {
  const books = openBooks(checkout);
  await buy(page, checkout);
  await page.goto(checkout.url);
  await page.getByText('모의 결제 이용 방법').click();
  await page.getByRole('button', { name: '다음 결제 거절하기' }).click();
  await expect(page.getByText('다음 결제는 거절돼요.')).toBeVisible();
  await page.getByRole('button', { name: '한 달 앞당기기' }).click();
  await expect(banner(page)).toContainText('카드사 안내 한도초과');
  expect(books.charges()).toHaveLength(1);
});
