import { cards, countCharges, expect, payWith, subscribe, test } from './support/checkout.js';

const receipt = '카드가 등록되고 9,900원이 결제됐어요';

test.beforeEach(async ({ page, checkout }) => {
  await page.goto(checkout.url);
});

test('a card is registered and charged, and the receipt is read back from the backend', async ({ page, checkout }) => {
  await subscribe(page).click();
  await payWith(page, cards.good);

  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
  expect(await countCharges(page, checkout)).toBe(1);

  await page.reload();
  await expect(page.getByText('9,900원').first()).toBeVisible();
  expect(await countCharges(page, checkout)).toBe(1);
});

test('on a phone the page really leaves, and on a desktop it stays', async ({ page, checkout, isMobile }) => {
  const visited: string[] = [];
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) visited.push(new URL(frame.url()).origin);
  });
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();

  const own = new URL(checkout.url).origin;
  expect(new Set(visited)).toEqual(isMobile ? new Set([checkout.simulator?.url, own]) : new Set());
  expect(await countCharges(page, checkout)).toBe(1);
});

test('a customer who cancels is told so, pays nothing, and can begin again', async ({ page, checkout }) => {
  await subscribe(page).click();
  await page.getByRole('button', { name: '취소', exact: true }).click();
  await expect(page.getByText('카드 등록을 그만뒀어요')).toBeVisible();
  expect(await countCharges(page, checkout)).toBe(0);

  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
});

test('a card that the PG refuses is not charged, and the PG’s words are shown', async ({ page, checkout }) => {
  await subscribe(page).click();
  await payWith(page, cards.refusedAtIssue);
  await expect(page.getByRole('status').filter({ hasText: '카드를 등록하지 못했어요' })).toContainText('유효기간');
  expect(await countCharges(page, checkout)).toBe(0);
});

test('a charge that is declined is tried again without the window', async ({ page, checkout }) => {
  await subscribe(page).click();
  await payWith(page, cards.declinedAtCharge);
  const retry = page.getByRole('button', { name: '결제 다시 시도하기' });
  await expect(retry).toBeVisible();
  expect(await countCharges(page, checkout)).toBe(0);

  const uid = [...(checkout.simulator?.server.keys.keys() ?? [])].at(-1) ?? '';
  checkout.simulator?.server.setCardBehaviour(uid, 'ok');
  const numbers: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/charge')) numbers.push(String(request.postDataJSON().chargeMerchantUid));
  });
  await retry.click();
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
  expect(numbers).toHaveLength(1);
  expect(await countCharges(page, checkout)).toBe(1);
});

test('an address that says "issued" charges nothing by itself', async ({ page, checkout }) => {
  await page.goto(`${checkout.url}/?plan=x&imp_uid=imp_forged&merchant_uid=forged&imp_success=true`);
  await expect(subscribe(page)).toBeVisible();
  await expect.poll(() => new URL(page.url()).search).toBe('?plan=x');
  expect(await countCharges(page, checkout)).toBe(0);
});

test('a subscription says what comes next, and can be ended', async ({ page, checkout }) => {
  await subscribe(page).click();
  await payWith(page, cards.good);
  await expect(page.getByRole('heading', { name: receipt })).toBeVisible();
  const subscription = page.getByRole('region', { name: '이용 중인 구독' });
  await expect(subscription.getByText(/다음 결제 \d{4}\. \d+\. \d+\. 9,900원/)).toBeVisible();

  await subscription.getByRole('button', { name: /해지$/ }).click();
  await page.getByRole('button', { name: '계속 이용하기' }).click();
  await expect(subscription.getByRole('button', { name: /해지$/ })).toBeFocused();

  await subscription.getByRole('button', { name: /해지$/ }).click();
  await page.getByRole('button', { name: '해지하기' }).click();
  await expect(page.getByText('더는 결제되지 않아요')).toBeFocused();
  await expect(subscription.getByText(/다음 결제/)).toHaveCount(0);
  const kept = await page.evaluate(() => localStorage.getItem('modu-subscription') ?? '');
  const customerUid = `${(JSON.parse(kept) as { browserId: string }).browserId}_card1`;
  expect(checkout.simulator?.server.keys.has(customerUid)).toBe(false);
  const schedules = checkout.simulator?.server.schedules.filter((entry) => entry.customer_uid === customerUid);
  expect(schedules?.map(({ schedule_status }) => schedule_status)).toEqual(['revoked']);
  expect(await countCharges(page, checkout)).toBe(1);
});
