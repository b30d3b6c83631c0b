import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { recordAnnouncements } from '../../../.storybook/environment/recordAnnouncements.js';
import {
  CardManager,
  type CardView,
  type ManageApi,
  PastDue,
  type Receipt,
  Subscription,
  useSavedCards,
  useSubscription,
} from '../../../src/index.js';
import { inProvider, renderBilling } from '../support/billing.js';
import { subscriptionView } from '../support/subscriptionView.js';

const card = (cardId: string, isDefault = false): CardView => ({
  cardId,
  name: `Card ${cardId}`,
  number: null,
  pg: 'kcp_billing',
  payMethod: 'card',
  isDefault,
  usedBy: [],
  createdAt: '2027-01-01T00:00:00.000Z',
});

const three = async () => [card('one', true), card('two'), card('three')];
const makeDefault = (name: string) => page.getByRole('button', { name: new RegExp(`Card ${name}.*기본`) });
const refusal = Object.assign(new Error('no'), { status: 403 });
const later = () => new Promise<never>(() => {});
const choose = page.getByRole('button', { name: '해지하기' });

describe('<CardManager />', () => {
  it('says once what came of a double click', async () => {
    let answer = () => {};
    const makeDefaultCard = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
    await renderBilling(<CardManager />, { api: { savedCards: three, makeDefaultCard }, customerId: 'mina' });
    await expect.element(makeDefault('two')).toBeVisible();
    const button = makeDefault('two').element() as HTMLElement;
    const said = recordAnnouncements(document.body);
    button.click();
    button.click();
    await vi.waitFor(() => expect(makeDefaultCard).toHaveBeenCalledOnce());
    answer();
    await vi.waitFor(() => expect(said.length).toBeGreaterThan(0));
    expect(said).toEqual(['Card two: 기본 카드로 지정했어요.']);
  });

  it('shows the last of two that are made the default', async () => {
    const api: Partial<ManageApi> = { savedCards: three, makeDefaultCard: () => new Promise(() => {}) };
    await renderBilling(<CardManager />, { api, customerId: 'mina' });
    await makeDefault('two').click();
    await makeDefault('three').click();
    await expect.element(page.getByRole('listitem').nth(2)).toHaveAttribute('data-default');
    await expect.element(page.getByRole('listitem').nth(1)).not.toHaveAttribute('data-default');
  });

  it('opens its question with a double click, too', async () => {
    await renderBilling(<CardManager />, { api: { savedCards: async () => [card('one')], removeCard: later } });
    await page.getByRole('button', { name: /삭제/ }).dblClick();
    await expect.element(page.getByRole('group')).toBeVisible();
  });

  it('closes its own question with Escape, and not the host’s dialog around it', async () => {
    const api: Partial<ManageApi> = { savedCards: async () => [card('one')], removeCard: async () => {} };
    const show = (dialog: HTMLDialogElement | null) => {
      if (dialog && !dialog.open) dialog.showModal();
    };
    await renderBilling(
      <dialog ref={show}>
        <CardManager />
      </dialog>,
      { api, customerId: 'mina' },
    );
    await page.getByRole('button', { name: /삭제/ }).click();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: '삭제하기' })).not.toBeInTheDocument();
    expect(document.querySelector('dialog')?.open).toBe(true);
  });
});

describe('what came of a click', () => {
  const ended = { status: 'ended', endedAt: '2027-01-15T00:00:00.000Z' } as const;
  it.each([
    ['taken it back', {}, ''],
    ['ended it', ended, '구독을 끝냈어요. 더 이상 결제되지 않아요.'],
  ] as const)('is not said any more of a cancellation when another tab has %s', async (_, since, said) => {
    const queryClient = new QueryClient();
    let now = subscriptionView('one');
    const api: Partial<ManageApi> = {
      subscriptions: async () => [now],
      cancelSubscription: async () => {
        now = subscriptionView('one', { status: 'ending', endsAt: '2027-02-01T00:00:00.000Z' });
      },
    };
    await renderBilling(<Subscription.Root />, { api, customerId: 'mina', queryClient });
    await page.getByRole('button', { name: '구독 해지', exact: true }).click();
    await choose.click();
    await expect.element(page.getByRole('status')).toHaveTextContent(/구독을 해지했어요/);
    now = subscriptionView('one', since);
    await queryClient.invalidateQueries();
    await expect.element(page.getByRole('region')).toHaveAttribute('data-status', now.status);
    expect(page.getByRole('status').element().textContent).toBe(said);
  });

  it('is not said any more when another tab has cancelled again what was resumed', async () => {
    const queryClient = new QueryClient();
    const ending = subscriptionView('one', { status: 'ending', endsAt: '2027-02-01T00:00:00.000Z' });
    let now = ending;
    const resumeSubscription = async () => {
      now = subscriptionView('one');
    };
    const api: Partial<ManageApi> = { subscriptions: async () => [now], resumeSubscription };
    await renderBilling(<Subscription.Root />, { api, customerId: 'mina', queryClient });
    await page.getByRole('button', { name: '계속 구독하기' }).click();
    await expect.element(page.getByRole('status')).toHaveTextContent('해지를 취소했어요. 구독이 계속돼요.');
    now = ending;
    await queryClient.invalidateQueries();
    await expect.element(page.getByRole('region')).toHaveAttribute('data-status', 'ending');
    expect(page.getByRole('status').element().textContent).toBe('');
  });

  it('is shown also where the list can’t be asked again', async () => {
    const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    let isDown = false;
    const break_ = async () => {
      isDown = true;
    };
    const savedCards = () => (isDown ? Promise.reject(new Error('503')) : three());
    const api: Partial<ManageApi> = { savedCards, removeCard: break_, makeDefaultCard: break_ };
    await renderBilling(<CardManager />, { api, customerId: 'mina', queryClient });
    await makeDefault('two').click();
    await expect.element(page.getByText(/Card two: 기본 카드로/)).toBeVisible();
    await page.getByRole('button', { name: /Card one.*삭제/ }).click();
    await page.getByRole('button', { name: '삭제하기' }).click();
    await expect.element(page.getByText(/Card one.*삭제했어요/)).toBeVisible();
    await expect.element(page.getByRole('listitem').first()).toHaveTextContent('Card two');
    await expect.element(page.getByRole('listitem').first()).toHaveAttribute('data-default');
    await expect.element(page.getByRole('listitem').nth(1)).not.toHaveAttribute('data-default');
  });
});

describe('a component that shows another subscription', () => {
  const subscriptions = async () => ['one', 'two'].map((id) => subscriptionView(id));
  const queryClient = new QueryClient();

  async function open(api: Partial<ManageApi>, part: (id: string) => React.ReactNode) {
    queryClient.clear();
    const screen = await renderBilling(null);
    const show = (id: string) => screen.rerender(inProvider(part(id), { api, customerId: 'mina', queryClient }));
    await show('one');
    return show;
  }

  it('does not ask about it what it asked about the first', async () => {
    const show = await open({ subscriptions }, (id) => <Subscription.Root subscriptionId={id} />);
    await page.getByRole('button', { name: '구독 해지', exact: true }).click();
    await expect.element(choose).toBeVisible();
    await show('two');
    await expect.element(page.getByText('Plan two')).toBeVisible();
    await expect.element(choose).not.toBeInTheDocument();
  });

  it('does not say of it what came of the first', async () => {
    const cancelSubscription = () => Promise.reject(refusal);
    const show = await open({ subscriptions, cancelSubscription }, (id) => <Subscription.Root subscriptionId={id} />);
    await page.getByRole('button', { name: '구독 해지', exact: true }).click();
    await choose.click();
    await expect.element(page.getByRole('status')).not.toBeEmptyDOMElement();
    await show('two');
    await expect.element(page.getByText('Plan two')).toBeVisible();
    await expect.element(page.getByRole('status')).toBeEmptyDOMElement();
  });

  it('does not say that it was paid', async () => {
    let isPaid = false;
    const pastDue = { amount: 9900, currency: 'KRW', since: '2027-02-01T00:00:00.000Z', nextTryAt: null, reason: '' };
    const owed = { ...pastDue, deadlineAt: '2027-02-10T00:00:00.000Z', canHeal: true };
    const api: Partial<ManageApi> = {
      subscriptions: async () => [
        subscriptionView('one', isPaid ? {} : { status: 'past_due', pastDue: owed }),
        subscriptionView('two'),
      ],
      payNow: async () => {
        isPaid = true;
        return { status: 'paid' } as Receipt;
      },
    };
    const show = await open(api, (id) => <PastDue.Root subscriptionId={id} />);
    await page.getByRole('button', { name: /결제하기/ }).click();
    await expect.element(page.getByText(/Plan one 결제가 완료됐어요/)).toBeVisible();
    await show('two');
    await expect.element(page.getByText(/Plan one/)).not.toBeInTheDocument();
  });
});

const told: boolean[] = [];

/** Two cards to choose from, in both of the ways that a page of the host's has. */
function Choices() {
  const { move, cards } = useSavedCards();
  const { changeCard } = useSubscription();
  if (cards.length === 0) return null;
  return Object.entries({ move: (to: string) => move('one', to), changeCard }).flatMap(([name, choose]) =>
    ['two', 'three'].map((to) => (
      <button key={name + to} type="button" onClick={() => void choose(to).then((isDone) => told.push(isDone))}>
        {`${name} ${to}`}
      </button>
    )),
  );
}

describe('another card that is chosen while the first is on its way', () => {
  it.each(['move', 'changeCard'])('is not told as done by %s, as nobody was asked for it', async (name) => {
    let settle = () => {};
    const changeSubscriptionCard = vi.fn(() => new Promise<void>((resolve) => (settle = resolve)));
    const api: Partial<ManageApi> = {
      savedCards: async () => [{ ...card('one', true), usedBy: ['s1'] }, card('two'), card('three')],
      subscriptions: async () => [subscriptionView('s1')],
      changeSubscriptionCard,
    };
    told.splice(0);
    await renderBilling(<Choices />, { api, customerId: 'mina' });
    await page.getByRole('button', { name: `${name} two` }).click();
    await page.getByRole('button', { name: `${name} three` }).click();
    await vi.waitFor(() => expect(told).toEqual([false]));
    await page.getByRole('button', { name: `${name} two` }).click();
    settle();
    await vi.waitFor(() => expect(told).toEqual([false, true, true]));
    expect(changeSubscriptionCard.mock.calls).toEqual([
      [expect.objectContaining({ cardId: 'two' }), expect.anything()],
    ]);
  });
});
