import type { CSSProperties } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { BillingKey, type CardView, en, ja, ko, PastDue, SubscribeCardButton, zh } from '../../../src/index.js';
import '../../../src/styles.css';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { subscriptionView } from '../support/subscriptionView.js';

/** WCAG's contrast of two colours, in whatever notation the browser gives them. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const declined = () => Promise.reject(new Error('declined'));

describe('the stylesheet', () => {
  it.each([ko, en])('never moves the button, and keeps no gap before an attempt, in $locale', async (locale) => {
    const imp = installSdk();
    let answer: ((error: Error) => void) | undefined;
    const charge = () =>
      new Promise<never>((_, reject) => {
        answer = reject;
      });
    const screen = await renderBilling(
      <div style={{ inlineSize: '328px' }}>
        <SubscribeCardButton pg="kcp_billing" order={order} charge={charge} locale={locale} />
        <p data-testid="below" style={{ margin: 0 }}>
          below
        </p>
      </div>,
    );
    const button = screen.getByRole('button').first();
    const place = () => {
      const { top, left, width, height, bottom } = button.element().getBoundingClientRect();
      return { top, left, width, height, bottom };
    };
    const below = () => screen.getByTestId('below').element().getBoundingClientRect().top;
    const before = place();
    // No gap before anything has happened.
    expect(below() - before.bottom).toBe(0);

    await userEvent.click(button);
    await imp.nextRequest();
    await expect.element(button).toHaveAttribute('data-status', 'window');
    expect(place(), 'window').toEqual(before);
    const inProgress = below();
    await imp.refuse({ errorMsg: '카드 유효기간을 확인해 주세요.' });
    await expect.element(button).toHaveAttribute('data-error', 'refused');
    expect(place(), 'refused').toEqual(before);

    await userEvent.click(button);
    await imp.nextRequest();
    expect(below(), 'window again').toBe(inProgress);
    await imp.issue();
    await expect.element(button).toHaveAttribute('data-status', 'charging');
    expect(place(), 'charging').toEqual(before);
    await vi.waitUntil(() => answer);
    answer?.(new Error('declined'));
    await expect.element(button).toHaveAttribute('data-error', 'charge_failed');
    expect(place(), 'charge failed').toEqual(before);
  });

  it.each([
    { locale: ko, wordBreak: 'keep-all' },
    { locale: ja, wordBreak: 'normal' },
    { locale: zh, wordBreak: 'normal' },
  ])('breaks between words where there are any: $locale.locale', async ({ locale, wordBreak }) => {
    installSdk();
    const screen = await renderBilling(
      <SubscribeCardButton pg="kcp_billing" order={order} charge={declined} locale={locale} />,
    );
    expect(getComputedStyle(screen.getByRole('button').element()).wordBreak).toBe(wordBreak);
  });

  it('keeps no room for parts that say nothing', async () => {
    installSdk();
    const screen = await renderBilling(
      <BillingKey.Root pg="kcp_billing" order={order} charge={declined}>
        <BillingKey.Trigger />
        <BillingKey.Status />
        <BillingKey.ErrorMessage />
        <p data-testid="below" style={{ margin: 0 }}>
          below
        </p>
      </BillingKey.Root>,
    );
    const { bottom } = screen.getByRole('button').element().getBoundingClientRect();
    expect(screen.getByTestId('below').element().getBoundingClientRect().top - bottom).toBe(8);
  });

  it.each([
    '#1f5fe0',
    '#fee500',
    '#03c75a',
    '#ff5a5f',
    '#000000',
    '#ffffff',
    '#767676',
    '#009600',
    '#7b61ff',
    '#ff9500',
  ])('makes a theme of one accent: %s', async (accent) => {
    installSdk();
    const screen = await renderBilling(
      <div style={{ '--rbk-accent': accent, '--rbk-duration': '0s' } as CSSProperties}>
        <SubscribeCardButton pg="kcp_billing" order={order} charge={declined} />
      </div>,
    );
    const button = screen.getByRole('button').first();
    const style = () => getComputedStyle(button.element());
    await userEvent.unhover(button);
    expect(contrast(style().color, style().backgroundColor)).toBeGreaterThanOrEqual(4.5);
    const resting = luminance(style().backgroundColor);
    await userEvent.hover(button);
    await expect.poll(() => Math.abs(luminance(style().backgroundColor) - resting)).toBeGreaterThan(0.002);
    expect(contrast(style().color, style().backgroundColor)).toBeGreaterThanOrEqual(4.5);
  });

  it('gives every target 44 px', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={declined} />);
    await userEvent.click(screen.getByRole('button').first());
    await imp.nextRequest();
    await imp.issue();
    await expect.element(screen.getByRole('button', { name: '다른 카드로 결제하기' })).toBeVisible();
    for (const target of screen.getByRole('button').elements()) {
      expect(target.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    }
  });

  it('lets a choice that can’t be made now look like the button beside it', async () => {
    const { screen } = await renderDebt();
    const choice = screen.getByRole('button', { name: 'two' });
    await expect.element(choice).toBeVisible();
    const pay = screen.getByRole('button').first();
    await pay.click();
    await expect.element(choice).toHaveAttribute('aria-disabled', 'true');
    const lookOf = (button: typeof pay) => {
      const { color, backgroundColor, cursor } = getComputedStyle(button.element());
      return { color, backgroundColor, cursor };
    };
    await expect.poll(() => lookOf(choice)).toEqual(lookOf(pay));
  });

  it('gives what is due the border of an error until it is paid', async () => {
    const { screen, answer } = await renderDebt();
    const banner = screen.getByRole('region');
    const border = () => getComputedStyle(banner.element()).borderColor;
    await expect.element(banner).toHaveAttribute('data-status', 'due');
    const due = border();
    await screen.getByRole('button').first().click();
    answer();
    await expect.element(banner).toHaveAttribute('data-status', 'paid');
    expect(border()).not.toBe(due);
  });
});

/** A subscription that is past due, and two cards that could pay for it. `answer`: says that it was paid. */
async function renderDebt() {
  const debt = { amount: 9900, currency: 'KRW', since: '2027-02-01T00:00:00.000Z', reason: '', canHeal: true };
  const pastDue = { ...debt, nextTryAt: null, deadlineAt: '2027-02-10T00:00:00.000Z' };
  const card = {
    number: null,
    pg: 'kcp_billing',
    payMethod: 'card',
    isDefault: false,
    usedBy: [],
    createdAt: debt.since,
  };
  const cards: CardView[] = ['one', 'two'].map((name) => ({ ...card, cardId: name, name }));
  let answer = () => {};
  const paid = new Promise<never>((resolve) => {
    answer = () => resolve({ status: 'paid' } as never);
  });
  const screen = await renderBilling(<PastDue.Root />, {
    customerId: 'mina',
    api: {
      savedCards: async () => cards,
      subscriptions: async () => [subscriptionView('s1', { status: 'past_due', pastDue })],
      payNow: () => paid,
    },
  });
  return { screen, answer };
}
