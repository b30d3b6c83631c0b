import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { type Customer, cards, resumeButton, sendCard, typeCard } from '../reliability/support/customer.js';
import { expect, type Shop, test } from '../reliability/support/shop.js';

test.use({ folder: fileURLToPath(new URL('./web', import.meta.url)) });

const agreed = [
  { id: 'billing', version: '2026-09' },
  { id: 'privacy', version: '3' },
];
const titles = {
  plan: '요금제를 골라 주세요',
  terms: '약관에 동의해 주세요',
  pay: '이대로 구독할까요?',
} as const;
type StepName = keyof typeof titles;

const trigger = (page: Page) => page.locator('[data-rbk="trigger"]');
const next = (page: Page) => page.getByRole('button', { name: '다음' });
const chargePath = '**/api/billing/charges';
const isReturn = /[?&]imp_uid=/;

async function expectStep(page: Page, step: StepName): Promise<void> {
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(titles[step]);
}

async function goTo(page: Page, step: StepName, agrees = true): Promise<void> {
  await expectStep(page, 'plan');
  if (step === 'plan') return;
  await next(page).click();
  await expectStep(page, 'terms');
  if (step === 'terms') return;
  if (agrees) {
    await page.getByRole('checkbox', { name: /정기결제/ }).click();
    await page.getByRole('checkbox', { name: /개인정보/ }).click();
  }
  await next(page).click();
  await expectStep(page, 'pay');
}

/** Presses the button, and stands on the PG's page. */
async function leaveForThePg(page: Page): Promise<void> {
  await trigger(page).click();
  await expect(page.getByRole('radio', { name: cards.good })).toBeVisible();
  await page.waitForLoadState();
}

async function payAtThePg(page: Page, card: string = cards.good): Promise<void> {
  await typeCard(page, card);
  await sendCard(page);
}

/** What the customer has to read stands in the step that is shown, and in view. */
async function expectToRead(page: Page, sentence: string | RegExp): Promise<void> {
  await expectStep(page, 'pay');
  const said = page.getByRole('status').filter({ hasText: sentence });
  await expect(said).toBeInViewport();
}

/** Consents of the charges that the pages of a customer send. */
function consentsSent(page: Page): unknown[] {
  const sent: unknown[] = [];
  page.context().on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/billing/charges')) {
      sent.push((request.postDataJSON() as { consents: unknown }).consents);
    }
  });
  return sent;
}

/** A page that has forgotten what was agreed to asks again: no window opens, and the customer reads why. */
async function expectToBeAskedAgain(page: Page): Promise<void> {
  await goTo(page, 'pay', false);
  const url = page.url();
  await trigger(page).click();
  await expectToRead(page, '필수 약관에 동의하면 계속할 수 있어요.');
  await expect(trigger(page)).toHaveAttribute('data-status', 'idle');
  expect(page.url()).toBe(url);
  // The way back to what is missing.
  await page.getByRole('button', { name: '이전' }).click();
  await page.getByRole('button', { name: '이전' }).click();
}

const success = '카드를 등록하고 구독을 시작했어요.';

async function expectPaid(page: Page, customer: Customer, sent: unknown[]): Promise<void> {
  await expectToRead(page, success);
  expect(customer.charges()).toHaveLength(1);
  expect(sent).toEqual([agreed]);
  expect(new URL(page.url()).search).toBe('');
}

interface Moment {
  readonly name: string;
  reach(page: Page, shop: Shop): Promise<void>;
  /** What the customer has left to do on the page that comes after. */
  readonly wayOn: 'from the start' | 'one click';
}

const moments: readonly Moment[] = [
  { name: 'the plan', reach: (page) => goTo(page, 'plan'), wayOn: 'from the start' },
  { name: 'the terms', reach: (page) => goTo(page, 'terms'), wayOn: 'from the start' },
  { name: 'the button, with the terms agreed to', reach: (page) => goTo(page, 'pay'), wayOn: 'from the start' },
  {
    name: 'the PG’s page',
    async reach(page) {
      await goTo(page, 'pay');
      await leaveForThePg(page);
    },
    wayOn: 'from the start',
  },
  {
    name: 'the way back from it',
    async reach(page) {
      await goTo(page, 'pay');
      await leaveForThePg(page);
      const held = new Promise<void>((resolve) => void page.route(isReturn, () => resolve()));
      // The click ends with its page, and not before.
      payAtThePg(page).catch(() => {});
      await held;
    },
    wayOn: 'one click',
  },
  {
    name: 'the charge on its way',
    async reach(page, shop) {
      await goTo(page, 'pay');
      await leaveForThePg(page);
      await page.route(chargePath, (route) => route.continue({ url: shop.nowhere.url }));
      await Promise.all([shop.nowhere.arrival(), payAtThePg(page)]);
      await expectToRead(page, '처리가 끝날 때까지 이 페이지를 닫지 말아 주세요.');
    },
    wayOn: 'one click',
  },
];

for (const { name, reach, wayOn } of moments) {
  test(`closed at ${name}, and opened anew`, async ({ customer, shop }) => {
    const first = await customer.open();
    const spare = await customer.tab();
    await reach(first, shop);
    await first.close();
    const sent = consentsSent(spare);
    await spare.goto(shop.url);
    if (wayOn === 'one click') {
      await resumeButton(spare).click();
      await expect(spare.getByRole('status').filter({ hasText: '결제를 마쳤어요' })).toBeInViewport();
      expect(sent).toEqual([agreed]);
      expect(customer.charges()).toHaveLength(1);
      return;
    }
    await expectToBeAskedAgain(spare);
    await goTo(spare, 'pay');
    await leaveForThePg(spare);
    await payAtThePg(spare);
    await expectPaid(spare, customer, sent);
  });
}

for (const { name, reach } of moments.filter(({ wayOn }) => wayOn === 'from the start')) {
  test(`reloaded at ${name}`, async ({ customer, shop }) => {
    const page = await customer.open();
    const sent = consentsSent(page);
    await reach(page, shop);
    await page.reload();
    if (name !== 'the PG’s page') {
      await expectToBeAskedAgain(page);
      await goTo(page, 'pay');
      await leaveForThePg(page);
    }
    await payAtThePg(page);
    await expectPaid(page, customer, sent);
  });
}

test('reloaded after the outcome: nothing is charged again, and the step is the first', async ({ customer }) => {
  const page = await customer.open();
  const sent = consentsSent(page);
  await goTo(page, 'pay');
  await leaveForThePg(page);
  await payAtThePg(page);
  await expectPaid(page, customer, sent);
  await page.reload();
  await expectStep(page, 'plan');
  expect(customer.charges()).toHaveLength(1);
  expect(sent).toHaveLength(1);
});

const ends = [
  {
    name: 'cancelled',
    async end(page: Page) {
      await page.getByRole('button', { name: '취소', exact: true }).click();
    },
    says: '카드 등록을 취소했어요.',
  },
  { name: 'refused', end: (page: Page) => payAtThePg(page, cards.refusedAtIssue), says: '카드를 등록하지 못했어요.' },
  {
    name: 'declined at the charge',
    end: (page: Page) => payAtThePg(page, cards.declinedAtCharge),
    says: '카드는 등록됐지만',
  },
] as const;

for (const { name, end, says } of ends) {
  test(`returned, ${name}: it is read in its step, and what was agreed to holds for the next try`, async ({
    customer,
  }) => {
    const page = await customer.open();
    const sent = consentsSent(page);
    await goTo(page, 'pay');
    await leaveForThePg(page);
    await end(page);
    await expectToRead(page, says);
    expect(customer.charges()).toHaveLength(0);

    const isDeclined = name === 'declined at the charge';
    await (isDeclined ? page.getByRole('button', { name: '다른 카드로 결제하기' }) : trigger(page)).click();
    await payAtThePg(page);
    await expectToRead(page, success);
    expect(sent).toEqual(isDeclined ? [agreed, agreed] : [agreed]);
    expect(customer.charges()).toHaveLength(1);
  });
}

test('Back from the PG’s page: nothing was agreed to for a page that has forgotten it', async ({ customer }) => {
  const page = await customer.open();
  const sent = consentsSent(page);
  await goTo(page, 'pay');
  await leaveForThePg(page);
  await page.goBack();
  await expectToBeAskedAgain(page);
  await goTo(page, 'pay');
  await leaveForThePg(page);
  await payAtThePg(page);
  await expectPaid(page, customer, sent);
});
