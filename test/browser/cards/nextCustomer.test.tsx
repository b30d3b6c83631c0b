import { keepPreviousData, QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  CardManager,
  type CardView,
  type ManageApi,
  PastDue,
  type Receipt,
  Subscription,
  type SubscriptionView,
} from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import { subscriptionView } from '../support/subscriptionView.js';

/** Who the server takes the session for. */
let session: string;
const later = () => new Promise<never>(() => {});

const cardOf = (customer: string): CardView => ({
  cardId: `card-of-${customer}`,
  name: `Bank of ${customer}`,
  number: '5365-10**-****-1001',
  pg: 'kcp_billing',
  payMethod: 'card',
  isDefault: false,
  usedBy: [],
  createdAt: '2027-01-01T00:00:00.000Z',
});

const subscriptionOf = (customer: string, change: Partial<SubscriptionView> = {}) =>
  subscriptionView(`subscription-of-${customer}`, {
    name: `Plan of ${customer}`,
    cardId: `card-of-${customer}`,
    ...change,
  });

const behind: Partial<SubscriptionView> = {
  status: 'past_due',
  pastDue: {
    amount: 9900,
    currency: 'KRW',
    since: '2027-02-01T00:00:00.000Z',
    nextTryAt: null,
    deadlineAt: '2027-02-10T00:00:00.000Z',
    reason: '',
    canHeal: true,
  },
};

const refusal = Object.assign(new Error('no'), { status: 403, code: 'forbidden' });

function apiWith(change: Partial<ManageApi>): Partial<ManageApi> {
  return {
    savedCards: async () => [cardOf(session)],
    subscriptions: async () => [subscriptionOf(session)],
    ...change,
  };
}

async function open(children: React.ReactNode, api: Partial<ManageApi>, queryClient = new QueryClient()) {
  session = 'kim';
  const screen = await renderBilling(children, { api, customerId: 'kim', queryClient });
  return {
    async signIn(customerId: string | null) {
      session = customerId ?? '';
      await screen.rerender(inProvider(children, { api, customerId, queryClient }));
    },
  };
}

const shows = (text: string | RegExp) => expect.element(page.getByText(text).first()).toBeInTheDocument();
const text = () => document.body.textContent ?? '';

describe('the next customer, without a reload', () => {
  it('is not shown what the one before was answered, also where the host keeps previous data', async () => {
    const queryClient = new QueryClient({ defaultOptions: { queries: { placeholderData: keepPreviousData } } });
    let isSlow = false;
    const api = apiWith({ savedCards: () => (isSlow ? later() : Promise.resolve([cardOf(session)])) });
    const { signIn } = await open(<CardManager />, api, queryClient);
    await shows(/Bank of kim/);
    isSlow = true;
    await signIn('lee');
    expect(text()).not.toContain('Bank of kim');
    await signIn(null);
    expect(text()).not.toContain('Bank of kim');
  });

  it('is not told what came of a card of the one before', async () => {
    const api = apiWith({ removeCard: () => Promise.reject(refusal) });
    const { signIn } = await open(<CardManager />, api);
    await page.getByRole('button', { name: /삭제/ }).click();
    await page.getByRole('button', { name: '삭제하기' }).click();
    await shows(/카드를 삭제하지 못했어요/);
    expect(text()).toContain('Bank of kim (1001): ');
    await signIn('lee');
    await shows(/Bank of lee/);
    expect(text()).not.toContain('kim');
    expect(text()).not.toContain('카드를 삭제하지 못했어요');
  });

  it('is not told what came of a subscription of the one before', async () => {
    const api = apiWith({ cancelSubscription: () => Promise.reject(refusal) });
    const { signIn } = await open(<Subscription.Root />, api);
    await page.getByRole('button', { name: '구독 해지', exact: true }).click();
    await page.getByRole('button', { name: '해지하기' }).click();
    await expect.element(page.getByRole('status')).not.toBeEmptyDOMElement();
    await signIn('lee');
    await shows(/Plan of lee/);
    await expect.element(page.getByRole('status')).toBeEmptyDOMElement();
  });

  it('is not told what the one before has paid', async () => {
    let isPaid = false;
    const api = apiWith({
      subscriptions: async () => [subscriptionOf(session, session === 'kim' && !isPaid ? behind : {})],
      payNow: async () => {
        isPaid = true;
        return { status: 'paid' } as Receipt;
      },
    });
    const { signIn } = await open(
      <>
        <PastDue.Root />
        <Subscription.Root />
      </>,
      api,
    );
    await page.getByRole('button', { name: /결제하기/ }).click();
    await shows(/Plan of kim 결제가 완료됐어요/);
    await signIn('lee');
    await shows(/Plan of lee/);
    expect(text()).not.toContain('Plan of kim');
    await signIn('kim');
    await shows(/Plan of kim 결제가 완료됐어요/);
  });

  it('can act while a request of the one before has no answer', async () => {
    const cancelSubscription = vi.fn((id: string) => (id.endsWith('kim') ? later() : Promise.resolve()));
    const { signIn } = await open(<Subscription.Root />, apiWith({ cancelSubscription }));
    const cancel = async () => {
      await page.getByRole('button', { name: '구독 해지', exact: true }).click();
      await page.getByRole('button', { name: '해지하기' }).click();
    };
    await cancel();
    await signIn('lee');
    await shows(/Plan of lee/);
    await cancel();
    await vi.waitFor(() => expect(cancelSubscription.mock.lastCall?.[0]).toBe('subscription-of-lee'));
  });

  it('can pay while a payment of the one before has no answer', async () => {
    const payNow = vi.fn(({ subscriptionId }: { subscriptionId: string }) =>
      subscriptionId.endsWith('kim') ? later() : Promise.resolve({ status: 'paid' } as Receipt),
    );
    const api = apiWith({ payNow, subscriptions: async () => [subscriptionOf(session, behind)] });
    const { signIn } = await open(<PastDue.Root />, api);
    await page.getByRole('button').click();
    await signIn('lee');
    await page.getByRole('button', { name: /결제하기/ }).click();
    await vi.waitFor(() => expect(payNow.mock.lastCall?.[0].subscriptionId).toBe('subscription-of-lee'));
  });
});

it('what is due is not paid in the session of the next customer, who has signed in while the new card was looked up', async () => {
  const imp = installSdk();
  let release: (() => void) | undefined;
  let isReady = Promise.resolve();
  const paidBy = vi.fn();
  const api = apiWith({
    async subscriptions() {
      const all = [subscriptionOf(session, behind)];
      await isReady;
      return all;
    },
    async payNow() {
      paidBy(session);
      return { status: 'paid' } as Receipt;
    },
  });
  const charge = async () => {
    isReady = new Promise((resolve) => (release = resolve));
    return { cardId: 'new', subscriptionId: 'subscription-of-kim' } as never;
  };
  const banner = <PastDue.Root register={{ pg: 'kcp_billing', order: async () => order, charge }} />;
  const { signIn } = await open(banner, api);
  await page.getByRole('button', { name: '새 카드로 결제하기' }).click();
  await imp.nextRequest();
  await imp.issue();
  await vi.waitFor(() => expect(release).toBeDefined());
  await expect.element(page.getByRole('region')).toHaveAttribute('data-status', 'paying');
  await signIn('lee');
  release?.();
  await expect.element(page.getByRole('region')).toHaveAttribute('data-status', 'due');
  await signIn('kim');
  await expect.element(page.getByRole('region')).not.toHaveAttribute('data-status', 'paying');
  expect(paidBy).not.toHaveBeenCalled();
});

it('nobody is shown what was answered before it was said who is here', async () => {
  const queryClient = new QueryClient();
  const api = apiWith({ savedCards: async () => [cardOf('kim')] });
  const show = (customerId: null | undefined) =>
    screen.rerender(inProvider(<CardManager />, { api, customerId, queryClient }));
  const screen = await renderBilling(null);
  await show(undefined);
  await shows('Bank of kim');
  await show(null);
  expect(text()).not.toContain('Bank of kim');
});
