import { QueryClient } from '@tanstack/react-query';
import { Component, type ReactNode } from 'react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { CardManager, PastDue, Subscription, type SubscriptionView } from '../../../src/index.js';
import { installSdk, renderBilling } from '../support/billing.js';
import { api, openKit } from '../support/kit.js';
import { subscriptionView } from '../support/subscriptionView.js';

class Boundary extends Component<{ readonly children: ReactNode }> {
  override state = { hasFailed: false };
  static getDerivedStateFromError() {
    return { hasFailed: true };
  }
  override render() {
    return this.state.hasFailed ? <p>The page is down</p> : this.props.children;
  }
}

const everything = (
  <Boundary>
    <p>The page</p>
    <CardManager />
    <Subscription.Root />
    <PastDue.Root />
  </Boundary>
);
const json = (text: string, status = 200, type = 'application/json') =>
  Promise.resolve(new Response(text, { status, headers: { 'content-type': type } }));
const reload = page.getByRole('button', { name: '다시 불러오기' });
let isAsked = false;

describe('a server that answers with', () => {
  it.each([
    ['an object in place of a list', '{"ok":true}', 200],
    ['null', 'null', 200],
    ['a text', '"signed out"', 200],
    ['a list of nothing', '[null]', 200],
    ['a list of something else', '[{"id":1}]', 200],
    ['nothing', '', 200],
    ['a page', '<!doctype html><title>Sign in</title>', 200],
    ['401', '{"error":{"code":"unauthorized","message":"no"}}', 401],
    ['403 and a page', '<html>', 403],
    ['404', '{}', 404],
    ['429', '{"error":{"code":"too_many_attempts","message":"no"}}', 429],
  ])('%s takes nothing down, and can be asked again', async (_, body, status) => {
    const kit = openKit();
    await kit.buy('monthly');
    let isBroken = true;
    kit.meddle(() => (isBroken ? json(body, status) : undefined));
    await kit.render(everything);
    await expect.element(page.getByText('카드를 불러오지 못했어요').first()).toBeVisible();
    await expect.element(page.getByText('The page', { exact: true })).toBeVisible();
    isBroken = false;
    for (const button of reload.elements()) (button as HTMLElement).click();
    await expect.element(page.getByText('모두의 구독 월간').first()).toBeVisible();
  });

  it('an error takes nothing down, where the host has every query and mutation throw', async () => {
    const kit = openKit();
    await kit.addCard();
    let isDown = true;
    kit.meddle(() => (isDown ? json('{}', 500) : undefined));
    const queryClient = new QueryClient({
      defaultOptions: { queries: { throwOnError: true }, mutations: { throwOnError: true } },
    });
    const quick = {
      ...api,
      savedCards: { ...api.savedCards, retry: false },
      subscriptions: { ...api.subscriptions, retry: false },
    };
    await renderBilling(everything, { api: quick, customerId: 'mina', queryClient });
    await expect.element(page.getByText('카드를 불러오지 못했어요').first()).toBeVisible();
    isDown = false;
    for (const button of reload.elements()) (button as HTMLElement).click();
    await page.getByRole('button', { name: /삭제/ }).click();
    isDown = true;
    await page.getByRole('button', { name: '삭제하기' }).click();
    await expect.element(page.getByText(/카드를 삭제하지 못했어요/)).toBeVisible();
    await expect.element(page.getByText('The page', { exact: true })).toBeVisible();
  });

  it('the list, is asked again, wherever the host caches it', async () => {
    const kit = openKit();
    await kit.addCard();
    const own = { ...api, savedCards: { ...api.savedCards, queryKey: ['cards', undefined, new Date(0)] } };
    await kit.render(<CardManager />, { api: own });
    await page.getByRole('button', { name: /삭제/ }).click();
    await page.getByRole('button', { name: '삭제하기' }).click();
    await expect.element(page.getByText('등록한 카드가 없어요')).toBeVisible();
  });

  it.each([
    ['what was asked for', (request: Request) => request.method === 'DELETE'],
    ['the list either', (request: Request) => request.method === 'DELETE' || isAsked],
  ])('nothing at all holds no button for ever, nor %s', async (_, isHeld) => {
    const kit = openKit();
    await kit.addCard();
    isAsked = false;
    kit.meddle((request) => {
      if (!isHeld(request)) return undefined;
      isAsked = true;
      return new Promise(() => {});
    });
    await kit.render(<CardManager />);
    const remove = page.getByRole('button', { name: /삭제/ });
    await remove.click();
    const confirm = page.getByRole('button', { name: '삭제하기' });
    await expect.element(confirm).toBeVisible();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    (confirm.element() as HTMLElement).click();
    await vi.advanceTimersByTimeAsync(120_000);
    vi.useRealTimers();
    await expect.element(page.getByText(/카드를 삭제하지 못했어요/)).toBeVisible();
    await expect.element(remove).toBeEnabled();
  });
});

describe('a list with', () => {
  const own = (given: object) => ({ ...api, savedCards: async () => [], subscriptions: async () => [], ...given });
  const down = page.getByText('The page is down');

  it.each([
    ['no word of a next charge', { nextCharge: undefined }],
    ['a period of its own', { period: { unit: 'months', count: 1 } }],
    ['a period that is a text', { period: 'month' }],
    ['a currency that there is not', { currency: 'won!' }],
    ['a consent without an amount', { consent: {} }],
    ['a past due without an amount', { status: 'past_due', pastDue: {} }],
  ])('%s takes no page down', async (_, change) => {
    installSdk();
    const subscriptions = async () => [{ ...subscriptionView('one'), ...change }] as SubscriptionView[];
    await renderBilling(everything, { api: own({ subscriptions }), customerId: 'mina' });
    await expect.element(page.getByText(/Plan one|구독을 불러오지 못했어요/).first()).toBeVisible();
    expect(down.query()).toBeNull();
  });

  it.each([
    ['uses that are a text', { usedBy: 'one' }],
    ['a PG that is a number', { pg: 7 }],
  ])('%s takes no page down', async (_, change) => {
    installSdk();
    const card = {
      cardId: 'one',
      pg: 'kcp_billing',
      payMethod: 'card',
      name: 'BC',
      number: null,
      usedBy: [],
      ...change,
    };
    await renderBilling(everything, { api: own({ savedCards: async () => [card] }), customerId: 'mina' });
    await expect.element(page.getByText('카드를 불러오지 못했어요')).toBeVisible();
    expect(down.query()).toBeNull();
  });
});
