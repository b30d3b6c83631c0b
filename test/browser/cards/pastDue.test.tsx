import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { PastDue } from '../../../src/index.js';
import { renderBilling } from '../support/billing.js';
import { api, openKit } from '../support/kit.js';

const register = { pg: 'kcp_billing' } as const;
const banner = page.getByRole('region', { name: '결제되지 않은 구독' });
const pay = page.getByRole('button', { name: /BC카드.*결제하기/ });

/** A subscription whose second month was declined once. */
async function withDebt(reason = '한도초과') {
  const kit = openKit();
  const { cardId } = await kit.buy('monthly');
  const { nextCharge } = await kit.subscription();
  kit.simulator.decline({ reason });
  await kit.until(nextCharge?.at ?? '');
  expect((await kit.subscription()).status).toBe('past_due');
  expect(kit.simulator.countCharges()).toBe(1);
  return { kit, cardId };
}

describe('<PastDue />', () => {
  it('says what was tried, why it was declined, when it is tried again, and until when', async () => {
    const { kit } = await withDebt();
    await kit.render(<PastDue.Root register={register} />);
    await expect.element(banner).toHaveTextContent('모두의 구독 월간 9,900원 결제가 완료되지 않았어요.');
    await expect.element(banner).toHaveTextContent('카드사 안내 한도초과');
    await expect.element(banner).toHaveTextContent(/\d{4}년 \d+월 \d+일에 다시 결제를 시도해요./);
    await expect.element(banner).toHaveTextContent(/\d{4}년 \d+월 \d+일까지 결제하지 않으면 구독이 끝나요./);
  });

  it('is not there for a customer who owes nothing', async () => {
    const kit = openKit();
    await kit.buy('monthly');
    await kit.render(<PastDue.Root register={register} />);
    await vi.waitFor(() => expect(kit.calls).toContain('GET /subscriptions'));
    await expect.element(banner).not.toBeInTheDocument();
    expect(kit.imp.initCalls).toEqual([]);
  });

  it('charges the open period, once, on a double click, and says so', async () => {
    const { kit } = await withDebt();
    await kit.render(<PastDue.Root />);
    await pay.dblClick();
    await expect.element(banner).toHaveTextContent('모두의 구독 월간 결제가 완료됐어요. 구독이 계속돼요.');
    await expect.element(pay).not.toBeInTheDocument();
    expect(kit.simulator.countCharges()).toBe(2);
    expect(kit.calls.filter((call) => call.endsWith('/pay'))).toHaveLength(1);
    expect((await kit.subscription()).status).toBe('active');
    expect(document.activeElement).not.toBe(document.body);
  });

  it('makes no second payment when two tabs pay at once', async () => {
    const { kit } = await withDebt();
    // A tab is a tree of its own, with a query cache of its own.
    await kit.render(<PastDue.Root aria-label="first tab" />);
    await renderBilling(<PastDue.Root aria-label="second tab" />, { api, customerId: 'mina' });
    const tab = (name: string) => page.getByRole('region', { name });
    await expect.element(tab('second tab').getByRole('button')).toBeVisible();
    const buttons = ['first tab', 'second tab'].map((name) => tab(name).getByRole('button').element() as HTMLElement);
    for (const button of buttons) button.click();
    await expect.element(tab('first tab')).toHaveAttribute('data-status', 'paid');
    await expect.element(tab('second tab')).toHaveAttribute('data-status', 'paid');
    expect(kit.simulator.countCharges()).toBe(2);
    // Two providers on one page are a developer's mistake, and here they stand for two tabs.
    vi.mocked(console.warn).mockClear();
  });

  it('sends one payment when two banners of a page are clicked, and both say what came of it', async () => {
    const { kit } = await withDebt();
    await kit.render(
      <>
        <PastDue.Root aria-label="above" />
        <PastDue.Root aria-label="below" />
      </>,
    );
    const banners = ['above', 'below'].map((name) => page.getByRole('region', { name }));
    for (const one of banners) await expect.element(one.getByRole('button')).toBeVisible();
    const buttons = banners.map((one) => one.getByRole('button').element() as HTMLElement);
    kit.simulator.decline({ reason: '한도초과' });
    for (const button of buttons) button.click();
    for (const one of banners) await expect.element(one).toHaveAttribute('data-status', 'declined');
    expect(kit.calls.filter((call) => call.endsWith('/pay'))).toHaveLength(1);

    for (const button of buttons) button.click();
    for (const one of banners) await expect.element(one).toHaveAttribute('data-status', 'paid');
    expect(kit.calls.filter((call) => call.endsWith('/pay'))).toHaveLength(2);
    expect(kit.simulator.countCharges()).toBe(2);
  });

  it('sends nothing a second time when the answer is lost, and looks what came of it', async () => {
    const { kit } = await withDebt();
    kit.loseAnswer('/pay');
    await kit.render(<PastDue.Root />);
    await pay.click();
    await expect.element(banner).toHaveAttribute('data-status', 'paid');
    expect(kit.calls.filter((call) => call.endsWith('/pay'))).toHaveLength(1);
    expect(kit.simulator.countCharges()).toBe(2);
  });

  it.each([
    [408, {}],
    [409, {}],
    [403, { error: { code: 'forbidden', message: 'no' } }],
    [429, { error: { code: 'too_many_attempts', message: 'no' } }],
  ])('does not say that nothing was paid where a refusal (%i) comes beside a payment', async (status, body) => {
    const { kit } = await withDebt();
    kit.meddle((request) =>
      request.url.endsWith('/pay') ? kit.billing.fetch(request).then(() => Response.json(body, { status })) : undefined,
    );
    await kit.render(<PastDue.Root />);
    await pay.click();
    await expect.element(banner).toHaveAttribute('data-status', 'paid');
    expect(kit.simulator.countCharges()).toBe(2);
  });

  it('does not know what is not known, and a second click pays no second time', async () => {
    const { kit } = await withDebt();
    kit.meddle((request) =>
      request.url.endsWith('/pay') ? Promise.reject(new TypeError('Failed to fetch')) : undefined,
    );
    await kit.render(<PastDue.Root />);
    await pay.click();
    await expect.element(banner).toHaveTextContent('다시 눌러도 두 번 결제되지 않아요');
    kit.meddle(() => undefined);
    await pay.click();
    await expect.element(banner).toHaveAttribute('data-status', 'paid');
    expect(kit.simulator.countCharges()).toBe(2);
  });

  it('waits for a charge whose end i’mport has not told, and asks the card no second time', async () => {
    const { kit } = await withDebt();
    const fault = kit.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'answer-lost-after-commit' });
    await kit.render(<PastDue.Root />);
    await pay.click();
    await fault.met;
    await vi.waitFor(() => expect(kit.simulator.countCharges()).toBe(2));
    for (let minutes = 0; minutes < 5; minutes += 1)
      await kit.until(Date.now() + 40 * 24 * 3600_000 + minutes * 60_000);
    await expect.element(banner, { timeout: 8000 }).toHaveAttribute('data-status', 'paid');
    expect(kit.simulator.countCharges()).toBe(2);
  });

  it('says that it was declined again, in the PG’s words, as text', async () => {
    const { kit } = await withDebt();
    kit.simulator.decline({ reason: '<b>정지카드</b>' });
    await kit.render(<PastDue.Root />);
    await pay.click();
    await expect.element(banner).toHaveTextContent('이번에도 결제되지 않았어요');
    await expect.element(banner).toHaveTextContent('<b>정지카드</b>');
    expect(document.querySelector('b')).toBeNull();
    await pay.click();
    await expect.element(banner).toHaveAttribute('data-status', 'paid');
    expect(kit.simulator.countCharges()).toBe(2);
  });

  it('pays with another card that is there, which the subscription keeps', async () => {
    const { kit } = await withDebt();
    const other = await kit.addCard({
      card: { number_masked: '4444-44**-****-4444', name: '신한카드', behaviour: 'ok' },
    });
    await kit.render(<PastDue.Root />);
    await page.getByRole('button', { name: '신한카드 (4444) 결제하기' }).click();
    await expect.element(banner).toHaveAttribute('data-status', 'paid');
    expect((await kit.subscription()).cardId).toBe(other);
    expect(kit.simulator.charges({ customerUid: other })).toHaveLength(1);
  });

  it('pays with a new card, which takes the place of the one that was declined', async () => {
    const { kit, cardId } = await withDebt();
    kit.simulator.setCardBehaviour(cardId, 'limit-exceeded');
    await kit.render(<PastDue.Root register={register} />);
    await page.getByRole('button', { name: '새 카드로 결제하기' }).click();
    await expect.element(banner).toHaveAttribute('data-status', 'paid');
    const subscription = await kit.subscription();
    expect(subscription).toMatchObject({ status: 'active', isCharging: false });
    expect(subscription.cardId).not.toBe(cardId);
    expect(kit.simulator.countCharges()).toBe(2);
  });

  it('leaves a card that is being registered its way out, and its end, where the debt is paid from elsewhere meanwhile', async () => {
    const { kit } = await withDebt();
    kit.imp.configure({ outcome: undefined });
    const { cardId, subscriptionId } = await kit.subscription();
    await kit.render(<PastDue.Root register={register} />);
    await page.getByRole('button', { name: '새 카드로 결제하기' }).click();
    await kit.imp.nextRequest();
    await kit.billing.payNow({ ...kit.own, subscriptionId });
    window.dispatchEvent(new Event('visibilitychange'));
    await expect.element(pay).not.toBeInTheDocument();
    await expect.element(banner.getByRole('button', { name: '취소' })).toBeVisible();

    kit.meddle((request) =>
      request.url.endsWith('/charges')
        ? Promise.resolve(Response.json({ error: { code: 'charge_declined', message: 'Declined.' } }, { status: 402 }))
        : undefined,
    );
    await kit.imp.issue();
    await expect.element(banner.getByRole('status').last()).toHaveTextContent('카드');
    kit.meddle(() => undefined);
    await banner.getByRole('button').first().click();
    await expect.element(banner).not.toBeInTheDocument();
    expect((await kit.subscription()).cardId).not.toBe(cardId);
    expect(kit.simulator.countCharges()).toBe(2);
  });

  it('offers no second try to a card that can’t pay any more', async () => {
    const { kit } = await withDebt('유효기간 만료 (CC54)');
    await kit.render(<PastDue.Root register={register} />);
    await expect.element(banner).toHaveTextContent('이 카드로는 결제할 수 없어요');
    await expect.element(pay).not.toBeInTheDocument();
    await page.getByRole('button', { name: '새 카드로 결제하기' }).click();
    await expect.element(banner).toHaveAttribute('data-status', 'paid');
    expect(kit.simulator.countCharges()).toBe(2);
  });
});
