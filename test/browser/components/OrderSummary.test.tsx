import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { en, type Messages, OrderSummary, type OrderSummaryProps } from '../../../src/index.js';
import { renderBilling } from '../support/billing.js';

const trialEnds = new Date('2027-01-15T00:00:00+09:00');
const row = (key: string) =>
  page
    .getByRole('definition')
    .elements()
    .filter((element) => element.closest(`[data-row=${key}]`));
const textOf = (key: string) => row(key)[0]?.textContent;

describe('<OrderSummary />', () => {
  it('says of a trial what is due today, when it ends, what comes then, and how to cancel', async () => {
    const order = { name: 'Basic', amount: 9900, dueToday: 0 };
    await renderBilling(<OrderSummary order={order} period="month" trialEnds={trialEnds} howToCancel />);
    expect(textOf('dueToday')).toBe('0원');
    expect(textOf('trialEnds')).toBe('2027년 1월 15일까지');
    expect(textOf('afterTrial')).toBe('매월 9,900원');
    expect(textOf('firstCharge')).toBe('2027년 1월 15일');
    expect(textOf('howToCancel')).toBe('체험이 끝나기 전에 내 구독에서 해지하면 결제되지 않아요');
    // A price beside the words "amount" would read as if it were charged today.
    expect(textOf('amount')).toBeUndefined();
  });

  it.each<[OrderSummaryProps['period'], Messages | undefined, string | undefined, string]>([
    ['week', en, 'Weekly', '₩9,900 a week'],
    ['month', en, 'Monthly', '₩9,900 a month'],
    ['year', en, 'Yearly', '₩9,900 a year'],
    ['Every 3 months', en, 'Every 3 months', '₩9,900, Every 3 months'],
    [undefined, en, undefined, '₩9,900'],
    ['3개월마다', undefined, '3개월마다', '3개월마다 9,900원'],
  ])('says how often, and what it costs each time, as people do: %s', async (period, locale, billed, price) => {
    const order = { name: 'Basic', amount: 9900, dueToday: 0 };
    await renderBilling(<OrderSummary order={order} period={period} trialEnds={trialEnds} />, { locale });
    expect(textOf('period')).toBe(billed);
    expect(textOf('afterTrial')).toBe(price);
  });

  it.each([
    ['a part of it', { dueToday: 3300 }, '3,300원', '오늘'],
    ['nothing', { dueToday: 0 }, '0원', undefined],
    ['all of it', { dueToday: 9900 }, undefined, '오늘'],
  ])('says what is due today, also without a trial: %s', async (_, due, today, first) => {
    await renderBilling(<OrderSummary order={{ name: 'Basic', amount: 9900, ...due }} />);
    expect(textOf('amount')).toBe('9,900원');
    expect(textOf('dueToday')).toBe(today);
    expect(textOf('firstCharge')).toBe(first);
  });

  it('says what the price was, and what is taken off it', async () => {
    const order = { name: 'Basic', amount: 7900 };
    const discount = { amount: 2000, label: '첫 구독 할인' };
    await renderBilling(<OrderSummary order={order} discount={discount} howToCancel={<a href="/me">내 구독</a>} />);
    expect(textOf('listPrice')).toBe('9,900원');
    expect(textOf('discount')).toBe('−2,000원');
    expect(textOf('amount')).toBe('7,900원');
    await expect.element(page.getByText('첫 구독 할인')).toBeVisible();
    await expect.element(page.getByRole('link', { name: '내 구독' })).toBeVisible();
  });

  it('lets lines be replaced, added and left out', async () => {
    await renderBilling(
      <OrderSummary
        order={{ name: 'Basic', amount: 9900 }}
        rows={(rows) => [
          ...rows.filter(({ key }) => key !== 'firstCharge'),
          { key: 'seats', label: 'Seats', value: '4' },
        ]}
      />,
      { locale: en },
    );
    expect(textOf('firstCharge')).toBeUndefined();
    expect(textOf('seats')).toBe('4');
  });

  it('stands with a day and a currency that are not loaded yet', async () => {
    const order = { name: 'Basic', amount: 9900, currency: null as never };
    await renderBilling(<OrderSummary order={order} nextCharge={new Date('')} />);
    expect(textOf('nextCharge')).toContain('–');
    expect(textOf('amount')).toBe('9,900원');
  });
});
