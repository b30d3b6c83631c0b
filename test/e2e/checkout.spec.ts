import { cards, expect, payWith, subscribe, test } from './support/checkout.js';

const receipt = '카드가 등록되고 9,900원이 결제됐어요';

test.beforeEach(async ({ page, checkout }) => {
  await page.goto(checkout.url);
});

test('a card is registered and charged, and the receipt is read back from the backend', async ({
  page,
  countCharges,
}) => {
  await subscribe(page).click();
  await payWith(page, cards.good);

  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  expect(countCharges()).toBe(1);

  await page.reload();
  await expect(page.getByText('9,900원').first()).toBeVisible();
  expect(countCharges()).toBe(1);
});

test('on a phone the page really leaves, and on a desktop it stays', async ({
  page,
  checkout,
  countCharges,
  isMobile,
}) => {
  const visited: string[] = [];
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) visited.push(new URL(frame.url()).origin);
  });
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();

  const own = new URL(checkout.url).origin;
  expect(new Set(visited)).toEqual(isMobile ? new Set([checkout.simulator?.url, own]) : new Set());
  expect(countCharges()).toBe(1);
});

test('a customer who cancels is told so, pays nothing, and can begin again', async ({ page, countCharges }) => {
  await subscribe(page).click();
  await page.getByRole('dialog').getByRole('button', { name: '취소', exact: true }).click();
  await expect(page.getByText('카드 등록을 취소했어요')).toBeVisible();
  expect(countCharges()).toBe(0);

  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
});

test('a card that the PG refuses is not charged, and the PG’s words are shown', async ({ page, countCharges }) => {
  await subscribe(page).click();
  await payWith(page, cards.refusedAtIssue);
  await expect(page.getByRole('status').filter({ hasText: '카드를 등록하지 못했어요' })).toContainText('유효기간');
  expect(countCharges()).toBe(0);
});

test('a charge that is declined is tried again without the window', async ({ page, checkout, countCharges }) => {
  await subscribe(page).click();
  await payWith(page, cards.declinedAtCharge);
  const retry = page.getByRole('button', { name: '결제 다시 시도하기' });
  await expect(retry).toBeVisible();
  expect(countCharges()).toBe(0);

  const uid = [...(checkout.simulator?.server.keys.keys() ?? [])].at(-1) ?? '';
  checkout.simulator?.server.setCardBehaviour(uid, 'ok');
  const numbers: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/charges')) numbers.push(String(request.postDataJSON().chargeMerchantUid));
  });
  await retry.click();
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
  expect(numbers).toHaveLength(1);
  expect(countCharges()).toBe(1);
});

test('an address that says "issued" charges nothing by itself', async ({ page, checkout, countCharges }) => {
  await page.goto(`${checkout.url}/?plan=x&imp_uid=imp_forged&merchant_uid=forged&imp_success=true`);
  await expect(subscribe(page)).toBeVisible();
  // It names no attempt of this browser, so that the address is somebody else's business, and stays as it is.
  expect(new URL(page.url()).search).toBe('?plan=x&imp_uid=imp_forged&merchant_uid=forged&imp_success=true');
  expect(countCharges()).toBe(0);
});

test('a subscription says what comes next, and can be cancelled', async ({ page, checkout, countCharges }) => {
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
  // What comes next is the subscription, and not another card.
  await page.getByRole('link', { name: '내 구독 보기' }).click();
  const subscription = page.getByRole('region', { name: '내 구독' });
  await expect(subscription.getByText(/다음 결제: \d{4}년 \d+월 \d+일, 9,900원/)).toBeVisible();

  const cancel = subscription.getByRole('button', { name: '구독 해지' });
  await cancel.click();
  await page.getByRole('button', { name: '계속 이용하기' }).click();
  await expect(cancel).toBeFocused();

  await cancel.click();
  await page.getByRole('button', { name: '해지하기' }).click();
  await expect(subscription.getByRole('status')).toHaveText(/\d{4}년 \d+월 \d+일까지 이용할 수 있어요/);
  await expect(subscription.getByRole('button', { name: '계속 구독하기' })).toBeFocused();
  await expect(subscription.getByText(/다음 결제/)).toHaveCount(0);
  expect(countCharges()).toBe(1);
  // Nothing was booked at i'mport, so that nothing had to be withdrawn.
  expect(checkout.simulator?.server.schedules).toHaveLength(0);
});

test('what was cancelled can be gone on with, and be ended at once', async ({ page, checkout, countCharges }) => {
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
  await page.goto(`${checkout.url}/subscription`);
  const subscription = page.getByRole('region', { name: '내 구독' });
  const cancel = async () => {
    await subscription.getByRole('button', { name: '구독 해지' }).click();
    await page.getByRole('button', { name: '해지하기' }).click();
  };
  await cancel();
  await subscription.getByRole('button', { name: '계속 구독하기' }).click();
  await expect(subscription.getByText(/다음 결제: \d{4}년 \d+월 \d+일, 9,900원/)).toBeVisible();

  await cancel();
  await subscription.getByRole('button', { name: '지금 끝내기' }).click();
  await page.getByRole('button', { name: '바로 끝내기' }).click();
  await expect(subscription.getByRole('status')).toHaveText(/구독을 끝냈어요/);
  await page.reload();
  await expect(page.getByText('결제 완료')).toBeVisible();
  await expect(subscription).toHaveAttribute('data-status', 'ended');
  expect(countCharges()).toBe(1);
});

test('who has a subscription is sold no second one', async ({ page, countCharges }) => {
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
  await page.reload();
  await expect(page.getByText('이미 이용 중인 구독이 있어요')).toBeVisible();
  await expect(subscribe(page)).toHaveCount(0);
  await expect(page.locator('label', { hasText: '모두의 구독 베이직' })).toContainText('이용 중');
  expect(countCharges()).toBe(1);
});

test('a page that does not know yet is refused by the server before a window opens', async ({
  page,
  context,
  countCharges,
}) => {
  // The browser has its session by then, and is one customer in both pages.
  await expect(subscribe(page)).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(subscribe(other)).toBeVisible();
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
  await subscribe(other).click();
  await expect(other.getByText('이미 이용 중인 구독이 있어요')).toBeVisible();
  await expect(other.getByRole('radio', { name: cards.good })).toHaveCount(0);
  expect(countCharges()).toBe(1);
});

test('a customer is their own browser: another one sees nothing of it', async ({ page, checkout, browser }) => {
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
  const outside = await browser.newContext();
  const stranger = await outside.newPage();
  await stranger.goto(checkout.url);
  await expect(stranger.getByText('아직 결제한 내역이 없어요')).toBeVisible();
  await outside.close();
});
