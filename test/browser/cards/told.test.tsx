import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { CardManager, PastDue, Subscription } from '../../../src/index.js';
import { renderBilling } from '../support/billing.js';
import { api, openKit } from '../support/kit.js';

const register = { pg: 'kcp_billing' } as const;
const region = page.getByRole('region', { name: '내 구독' });
const status = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const failure = () => Promise.resolve(new Response('{}', { status: 500 }));

describe('a customer is told', () => {
  it('what another plan costs, by its own period', async () => {
    const kit = openKit();
    await kit.buy('monthly');
    const { subscriptionId } = await kit.subscription();
    await kit.billing.changePlan({ ...kit.own, subscriptionId, planId: 'weekly' });
    await kit.render(<Subscription.Root />);
    await expect.element(region).toHaveTextContent('모두의 구독 주간, 매주 2,900원');
  });

  it('that it is cancelled, also where the list can’t be asked again', async () => {
    const kit = openKit();
    await kit.buy('monthly');
    const { savedCards, subscriptions } = api;
    const quick = { ...api, savedCards: { ...savedCards, retry: 0 }, subscriptions: { ...subscriptions, retry: 0 } };
    await kit.render(<Subscription.Root />, { api: quick });
    await press('구독 해지');
    kit.meddle(({ method }) => (method === 'GET' ? failure() : undefined));
    await press('해지하기');
    await expect.element(status(/구독을 해지했어요/)).toBeVisible();
    await expect.element(region).toHaveAttribute('data-status', 'ending');
  });

  it('that what was paid with a card still is, where only a part of it could be moved to the new one', async () => {
    const kit = openKit();
    const { cardId } = await kit.buy('monthly');
    const audio = await kit.buy('audio');
    await kit.billing.changeSubscriptionCard({ ...kit.own, subscriptionId: audio.subscriptionId ?? '', cardId });
    await kit.billing.removeCard({ ...kit.own, cardId: audio.cardId });
    kit.meddle(({ url }) => (url.endsWith('/card') ? failure() : undefined));
    await kit.render(<CardManager register={register} />);
    await page.getByRole('button', { name: /카드 변경/ }).click();
    await expect.element(status('결제할 카드를 바꾸지 못했어요')).toBeVisible();
    const used = new Set((await kit.billing.listSubscriptions(kit.own)).map((one) => one.cardId));
    expect(used.size).toBe(2);
  });

  it('of a card that was registered while the first list was on its way', async () => {
    const kit = openKit();
    let answer: ((response: Response) => void) | undefined;
    kit.meddle(({ url }) =>
      answer || !url.endsWith('/cards') ? undefined : new Promise((resolve) => (answer = resolve)),
    );
    await kit.render(<CardManager register={register} />);
    await press('카드 등록하기');
    await expect.element(status(/카드를 등록했어요/)).toBeVisible();
    answer?.(Response.json([]));
    await expect.element(page.getByRole('listitem')).toHaveTextContent('기본 카드');
  });

  it('what was paid of two debts, and what is still due', async () => {
    const kit = openKit();
    const cards = [await kit.buy('monthly'), await kit.buy('audio')].map(({ cardId }) => cardId);
    for (const card of cards) kit.simulator.setCardBehaviour(card, 'limit-exceeded');
    const due = (await kit.billing.listSubscriptions(kit.own)).map(({ nextCharge }) =>
      Date.parse(nextCharge?.at ?? ''),
    );
    await kit.until(Math.max(...due));
    for (const card of cards) kit.simulator.setCardBehaviour(card, 'ok');
    await kit.render(<PastDue.Root />);
    const banner = page.getByRole('region', { name: '결제되지 않은 구독' });
    const pay = page.getByRole('button', { name: /결제하기/ }).first();
    await expect.element(banner).toHaveTextContent(/^오디오북 4,900원 결제가 완료되지 않았어요/);
    await pay.click();
    await expect
      .element(banner)
      .toHaveTextContent(/^오디오북 결제가 완료됐어요. 구독이 계속돼요.모두의 구독 월간 9,900원 결제가 완료되지/);
    await pay.click();
    await expect.element(banner).toHaveTextContent(/^모두의 구독 월간 결제가 완료됐어요/);
  });

  it('that the price has changed meanwhile, and of no consent to what was not agreed to', async () => {
    const kit = openKit();
    await kit.buy('weekly');
    const { nextCharge } = await kit.subscription();
    const from = new Date(Date.parse(nextCharge?.at ?? '') - 1000);
    const raise = (amount: number) => kit.billing.changePrice({ planId: 'weekly', amount, from });
    await raise(3900);
    const queryClient = new QueryClient();
    await renderBilling(<Subscription.Root />, { api, customerId: 'mina', queryClient });
    await expect.element(region).toHaveTextContent('3,900원');
    await raise(4900);
    await press('동의하기');
    await expect.element(status('그 사이에 구독이 바뀌었어요')).toBeVisible();
    await expect.element(region).toHaveTextContent('4,900원');
    await press('동의하기');
    await expect.element(status('동의했어요.')).toBeVisible();
    await raise(5900);
    await queryClient.invalidateQueries();
    await expect.element(region).toHaveTextContent('5,900원');
    await expect.element(page.getByRole('button', { name: '동의하기' })).toBeVisible();
    await expect.element(page.getByRole('status')).toBeEmptyDOMElement();
  });
});

it('the developer is told which function is missing', async () => {
  const kit = openKit();
  await kit.buy('monthly');
  const { cancelSubscription: _, ...rest } = api;
  await kit.render(<Subscription.Root />, { api: rest });
  await press('구독 해지');
  const error = vi.spyOn(console, 'error').mockReturnValue();
  await press('해지하기');
  await expect.element(status('구독을 변경하지 못했어요')).toBeVisible();
  expect(error).toHaveBeenCalledWith(expect.stringContaining('cancelSubscription'));
  error.mockClear();
});
