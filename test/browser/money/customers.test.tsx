import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import {
  BillingProvider,
  type BillingProviderProps,
  type IssuedKey,
  type OrderFor,
  SubscribeCardButton,
  useBillingReturn,
} from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';
import {
  Checkout,
  declined,
  isListed,
  issuedAnswer,
  keepCallbacks,
  lost,
  press,
  receipt,
  records,
  register,
  shows,
  Unfinished,
} from './shop.js';

const orders: Record<string, OrderFor<'kcp_billing'>> = {
  kim: { ...order, customerUid: 'card-of-kim', name: 'Plan of Kim' },
  lee: { ...order, customerUid: 'card-of-lee', name: 'Plan of Lee' },
};

const charge = vi.fn<(issued: IssuedKey) => Promise<string>>();
const onSuccess = vi.fn();
const onLateSuccess = vi.fn();
let queryClient: QueryClient;
const address = location.href;

beforeEach(() => {
  charge.mockReset().mockImplementation(receipt);
  onSuccess.mockReset();
  onLateSuccess.mockReset();
  queryClient = new QueryClient();
  return () => history.replaceState(null, '', address);
});

type Customer = string | null | undefined;

/** The checkout of whoever is signed in, without a `key`: the library alone has to tell customers apart. */
function shopOf(customerId: Customer, more: Partial<BillingProviderProps> = {}, id: string | undefined = 'checkout') {
  const given = orders[customerId ?? ''] ?? order;
  return inProvider(
    <>
      <Checkout id={id} order={given} charge={charge} onSuccess={onSuccess} onLateSuccess={onLateSuccess} />
      <Unfinished charge={charge} />
    </>,
    { customerId, queryClient, ...more },
  );
}

const open = (customerId: Customer, more?: Partial<BillingProviderProps>) =>
  renderBilling(null).then(async (screen) => {
    await screen.rerender(shopOf(customerId, more));
    return screen;
  });

const chargedCards = () => charge.mock.calls.map(([{ customerUid }]) => customerUid);

describe('the next customer in the same browser, without a reload', () => {
  it.each([lost, declined])(
    'is not offered the key of the one before, and pays with a card of their own (%s)',
    async (cause) => {
      const imp = installSdk();
      const screen = await open('kim');
      charge.mockRejectedValueOnce(cause);
      await register(imp, 'Subscribe (idle)');
      await shows('Subscribe (retry)');

      await screen.rerender(shopOf('lee'));
      await shows('Subscribe (idle)');
      expect(isListed('Plan of Kim')).toBe(false);
      await register(imp, 'Subscribe (idle)');
      await shows('Subscribe (succeeded)');
      expect(chargedCards()).toEqual(['card-of-kim', 'card-of-lee']);
      const [first, second] = charge.mock.calls.map(([{ chargeMerchantUid }]) => chargeMerchantUid);
      expect(second).not.toBe(first);

      // The first one comes back, and finds theirs as it was.
      await screen.rerender(shopOf('kim'));
      await press('Subscribe (retry)');
      await shows(`Receipt of ${first}`);
      expect(charge.mock.lastCall?.[0]).toMatchObject({ customerUid: 'card-of-kim', chargeMerchantUid: first });
    },
  );

  it('does not see the receipt of the one before', async () => {
    const imp = installSdk();
    const screen = await open('kim');
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (succeeded)');
    await screen.rerender(shopOf('lee'));
    await shows('Subscribe (idle)');
    expect(page.getByText(/^Receipt of/).query()).toBeNull();
  });

  it('is not shown, and can’t pay, what the one before left unfinished', async () => {
    const imp = installSdk();
    const kim = await open('kim');
    charge.mockRejectedValueOnce(lost);
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (retry)');
    await kim.unmount();

    const later = await renderBilling(<Unfinished charge={charge} />, { customerId: 'lee' });
    expect(isListed('Plan of Kim')).toBe(false);
    await later.rerender(inProvider(<Unfinished charge={charge} />, { customerId: 'kim' }));
    await press('Pay Plan of Kim');
    await vi.waitFor(() => expect(records()).toMatchObject([{ status: 'settled', end: 'charged' }]));
  });

  it('is not asked about a charge of the one before that had no answer', async () => {
    const imp = installSdk();
    const screen = await open('kim');
    charge.mockRejectedValueOnce(lost);
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (retry)');
    await screen.rerender(shopOf('lee'));
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (succeeded)');
  });

  it('does not pay in the window of the one before, whose late key is kept for that one alone', async () => {
    const imp = installSdk();
    const callbacks = keepCallbacks(imp);
    const screen = await open('kim');
    await press('Subscribe (idle)');
    await imp.nextRequest();
    await screen.rerender(shopOf(null));
    const dialogs = [...document.querySelectorAll('.imp-dialog')];
    expect(dialogs.filter((dialog) => getComputedStyle(dialog).display !== 'none')).toEqual([]);

    callbacks[0]?.(issuedAnswer(imp, 0));
    await screen.rerender(shopOf('lee'));
    await shows('Subscribe (idle)');
    expect(isListed('Plan of Kim')).toBe(false);
    expect(charge).not.toHaveBeenCalled();
    await screen.rerender(shopOf('kim'));
    await expect.poll(() => isListed('Plan of Kim')).toBe(true);
    expect(charge).not.toHaveBeenCalled();
  });

  it('hears nothing of a charge of the one before that is answered now', async () => {
    const imp = installSdk();
    const screen = await open('kim');
    let answer = (_: string) => {};
    charge.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (charging)');
    await vi.waitFor(() => expect(charge).toHaveBeenCalledOnce());
    await screen.rerender(shopOf('lee'));
    await shows('Subscribe (idle)');
    answer('Receipt of Kim');
    await vi.waitFor(() => expect(records()).toMatchObject([{ status: 'settled', end: 'charged' }]));
    await shows('Subscribe (idle)');
    expect(onSuccess).not.toHaveBeenCalled();
    expect(onLateSuccess).not.toHaveBeenCalled();
    expect(page.getByText('Receipt of Kim').query()).toBeNull();
  });

  it('is told apart in a button without an id, too', async () => {
    const imp = installSdk();
    const screen = await renderBilling(null);
    const button = (customerId: string) =>
      inProvider(<SubscribeCardButton pg="kcp_billing" order={orders[customerId] ?? order} charge={charge} />, {
        customerId,
        queryClient,
      });
    await screen.rerender(button('kim'));
    charge.mockRejectedValueOnce(declined);
    await register(imp, '카드 등록하고 구독하기');
    await expect.element(page.getByRole('button', { name: '결제 다시 시도하기' })).toBeVisible();
    await screen.rerender(button('lee'));
    await register(imp, '카드 등록하고 구독하기');
    await vi.waitFor(() => expect(chargedCards()).toEqual(['card-of-kim', 'card-of-lee']));
  });
});

describe('while nobody is signed in, or the session is still loading', () => {
  it('nothing opens, nothing is listed, and nothing is told', async () => {
    const imp = installSdk();
    leaveRecord({ status: 'issued', key: { impUid: 'imp_1' }, name: 'Plan of nobody' });
    await open(null);
    await press('Subscribe (idle)');
    await shows('no_customer');
    expect(imp.requests).toEqual([]);
    expect(isListed('Plan of nobody')).toBe(false);
  });

  it('a return is held, and charged for its customer once that one is known', async () => {
    const imp = installSdk();
    const screen = await open('kim');
    await press('Subscribe (idle)');
    const request = await imp.nextRequest();
    await screen.unmount();
    imp.IMP.close?.();
    const query = `imp_uid=imp_1&merchant_uid=${request.params.merchant_uid}&imp_success=true`;
    history.replaceState(null, '', `${location.pathname}?${query}`);

    const later = await open(null, { charge });
    await vi.waitFor(() => expect(location.search).toBe(''));
    await later.rerender(shopOf('lee', { charge }));
    await shows('Subscribe (idle)');
    expect(charge).not.toHaveBeenCalled();
    await later.rerender(shopOf('kim', { charge }));
    await shows('Subscribe (succeeded)');
    expect(chargedCards()).toEqual(['card-of-kim']);
  });
});

it('a customer’s id is stored as a hash alone', async () => {
  const imp = installSdk();
  const screen = await open('kim');
  await register(imp, 'Subscribe (idle)');
  await shows('Subscribe (succeeded)');
  const [record] = records();
  expect(record?.customer).toMatch(/^[0-9a-z]{14}$/);
  await screen.rerender(shopOf('member-kim-7'));
  await register(imp, 'Subscribe (idle)');
  await shows('Subscribe (succeeded)');
  expect(JSON.stringify({ ...localStorage })).not.toContain('member-kim-7');
  expect(new Set(records().map(({ customer }) => customer)).size).toBe(2);
});

it('without a customer’s id a key belongs to the browser, whoever uses it: what leaving it out costs', async () => {
  leaveRecord({ status: 'issued', key: { impUid: 'imp_1' }, name: 'Plan of somebody' });
  await renderBilling(<Unfinished charge={charge} />);
  expect(isListed('Plan of somebody')).toBe(true);
});

describe('a charge of the one before that waits', () => {
  const tree = (customerId: Customer, option: BillingProviderProps['charge']) =>
    inProvider(<Checkout id="checkout" charge={option} />, { customerId, queryClient });

  it('for the network is not sent in the session of the next one, and is there when the first is back', async () => {
    const imp = installSdk();
    onTestFinished(() => onlineManager.setOnline(true));
    const screen = await renderBilling(null);
    await screen.rerender(tree('kim', charge));
    onlineManager.setOnline(false);
    await register(imp, 'Subscribe (idle)');
    await vi.waitFor(() => expect(records()).toMatchObject([{ status: 'charging' }]));
    await screen.rerender(tree('lee', charge));
    onlineManager.setOnline(true);
    await vi.waitFor(() => expect(records()).toMatchObject([{ status: 'issued' }]));
    expect(charge).not.toHaveBeenCalled();

    await screen.rerender(tree('kim', charge));
    expect(vi.mocked(console.warn).mock.calls).toEqual([[expect.stringContaining('ended as "failed"')]]);
    vi.mocked(console.warn).mockClear();
    await press('Subscribe (retry)');
    await shows('Subscribe (succeeded)');
    expect(charge).toHaveBeenCalledTimes(1);
  });

  it('for another try is not sent again in the session of the next one', async () => {
    const imp = installSdk();
    charge.mockRejectedValue(lost);
    const option = { mutationFn: charge, retry: 3, retryDelay: 50 };
    const screen = await renderBilling(null);
    await screen.rerender(tree('kim', option));
    await register(imp, 'Subscribe (idle)');
    await vi.waitFor(() => expect(charge).toHaveBeenCalledTimes(1));
    await screen.rerender(tree('lee', option));
    await vi.waitFor(() => expect(records()).toMatchObject([{ status: 'issued' }]));
    expect(charge).toHaveBeenCalledTimes(1);
  });
});

describe('a session that is asked for anew, and is nobody’s for a moment', () => {
  const tree = (customerId: Customer) => inProvider(<Checkout charge={charge} />, { customerId, queryClient });

  it.each([
    ['retry', () => Promise.reject(declined)],
    ['succeeded', () => Promise.resolve('paid')],
  ] as const)('leaves what a button without an `id` shows: %s', async (status, answer) => {
    const imp = installSdk();
    const screen = await renderBilling(null);
    await screen.rerender(tree('kim'));
    let settle = () => {};
    charge.mockImplementationOnce(() => new Promise<void>((resolve) => (settle = resolve)).then(answer));
    await register(imp, 'Subscribe (idle)');
    await vi.waitFor(() => expect(charge).toHaveBeenCalledTimes(1));
    await screen.rerender(tree(null));
    await shows('Subscribe (idle)');
    await screen.rerender(tree('kim'));
    await shows('Subscribe (charging)');
    settle();
    await shows(`Subscribe (${status})`);
  });

  it('is warned of where it is left out, since nobody’s attempts are everybody’s then', async () => {
    const screen = await renderBilling(null);
    await screen.rerender(tree('kim'));
    await screen.rerender(tree(null));
    await screen.rerender(tree('kim'));
    expect(console.warn).not.toHaveBeenCalled();
    await screen.rerender(tree(undefined));
    expect(vi.mocked(console.warn).mock.calls).toEqual([
      [expect.stringContaining('Pass null while nobody is signed in')],
    ]);
    vi.mocked(console.warn).mockClear();
  });
});

describe('a customer who is known late, and was left out until then', () => {
  const late = [[expect.stringContaining('Pass null while the session is loading')]];

  it('is warned of where a window was opened meanwhile', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<Checkout charge={charge} />, { queryClient });
    await press('Subscribe (idle)');
    await imp.nextRequest();
    await screen.rerender(inProvider(<Checkout charge={charge} />, { customerId: 'kim', queryClient }));
    expect(vi.mocked(console.warn).mock.calls.splice(0)).toEqual(late);
  });

  it('is warned of where a return was taken up meanwhile', async () => {
    installSdk();
    leaveRecord();
    history.replaceState(null, '', '?imp_uid=imp_1&merchant_uid=registration1&imp_success=true');
    const screen = await renderBilling(<Checkout charge={charge} />, { queryClient });
    await shows('Subscribe (succeeded)');
    await screen.rerender(inProvider(<Checkout charge={charge} />, { customerId: 'kim', queryClient }));
    expect(vi.mocked(console.warn).mock.calls.splice(0)).toEqual(late);
  });
});

describe.each([false, true])('with a provider that has a `key` (strict: %s)', (strict) => {
  const keyed = (customerId: string) => {
    const provided = (
      <BillingProvider key={customerId} userCode="imp00000000" customerId={customerId}>
        <Checkout id="checkout" order={orders[customerId] ?? order} charge={charge} onSuccess={onSuccess} />
      </BillingProvider>
    );
    const tree = <QueryClientProvider client={queryClient}>{provided}</QueryClientProvider>;
    return strict ? <StrictMode>{tree}</StrictMode> : tree;
  };
  const shownDialogs = () =>
    [...document.querySelectorAll('.imp-dialog')].filter((dialog) => getComputedStyle(dialog).display !== 'none');

  it('the window of the one before closes, and what it still says charges nothing', async () => {
    const imp = installSdk();
    const callbacks = keepCallbacks(imp);
    const screen = await render(keyed('kim'));
    await press('Subscribe (idle)');
    await imp.nextRequest();
    await screen.rerender(keyed('lee'));
    expect(shownDialogs()).toEqual([]);
    callbacks[0]?.(issuedAnswer(imp, 0));
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (succeeded)');
    expect(chargedCards()).toEqual(['card-of-lee']);
    expect(records().find(({ name }) => name === 'Plan of Kim')).toMatchObject({ status: 'issued' });
  });

  it('a charge of the one before that waits is not sent, and the next one hears nothing of it', async () => {
    const imp = installSdk();
    onTestFinished(() => onlineManager.setOnline(true));
    const screen = await render(keyed('kim'));
    onlineManager.setOnline(false);
    await register(imp, 'Subscribe (idle)');
    await vi.waitFor(() => expect(records()).toMatchObject([{ status: 'charging' }]));
    await screen.rerender(keyed('lee'));
    onlineManager.setOnline(true);
    await vi.waitFor(() => expect(records()).toMatchObject([{ status: 'issued' }]));
    expect(charge).not.toHaveBeenCalled();
    expect(onSuccess).not.toHaveBeenCalled();
  });

  it('a return of the one before that nothing has taken up is not told to the next', async () => {
    const imp = installSdk();
    const onUndeliveredReturn = vi.fn();
    const page = (customerId: string) => (
      <QueryClientProvider client={queryClient}>
        <BillingProvider
          key={customerId}
          userCode="imp00000000"
          customerId={customerId}
          onUndeliveredReturn={onUndeliveredReturn}
        />
      </QueryClientProvider>
    );
    const screen = await render(keyed('kim'));
    await press('Subscribe (idle)');
    const { params } = await imp.nextRequest();
    await screen.unmount();
    history.replaceState(null, '', `?imp_uid=imp_1&merchant_uid=${params.merchant_uid}&imp_success=true`);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const later = await render(page('kim'));
    await vi.waitFor(() => expect(records()).toMatchObject([{ status: 'issued' }]));
    await later.rerender(page('lee'));
    vi.advanceTimersByTime(5000);
    expect(onUndeliveredReturn).not.toHaveBeenCalled();
  });

  it('and that goes, a charge that is out is still told', async () => {
    const imp = installSdk();
    let answer = (_: string) => {};
    charge.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const screen = await render(keyed('kim'));
    await register(imp, 'Subscribe (idle)');
    await vi.waitFor(() => expect(charge).toHaveBeenCalledTimes(1));
    await screen.rerender(<p>Another page</p>);
    answer('paid');
    await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledTimes(1));
    expect(vi.mocked(console.warn).mock.calls).toEqual([[expect.stringContaining('ended as "succeeded"')]]);
    vi.mocked(console.warn).mockClear();
  });
});

function ReturnPage() {
  const { unknownReturn } = useBillingReturn({ charge });
  return <p>{unknownReturn?.orderNumber ?? 'nothing'}</p>;
}

describe('a return that this browser did not begin', () => {
  const returnPage = (customerId: Customer) => inProvider(<ReturnPage />, { customerId, queryClient });

  it.each<[string, Customer]>([
    ['of a customer', 'kim'],
    ['of one who is not known yet', null],
  ])('%s is shown to them, and not to the next', async (_, first) => {
    installSdk();
    history.replaceState(null, '', `${location.pathname}?imp_uid=imp_1&merchant_uid=elsewhere1&imp_success=true`);
    const screen = await render(returnPage(first));
    await expect.element(screen.getByText('elsewhere1')).toBeVisible();
    await screen.rerender(returnPage('kim'));
    await expect.element(screen.getByText('elsewhere1')).toBeVisible();
    await screen.rerender(returnPage('lee'));
    await expect.element(screen.getByText('nothing')).toBeVisible();
  });
});
