import { Activity, Fragment, type ReactNode, Suspense, use, useState, version } from 'react';
import { flushSync } from 'react-dom';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import {
  CardManager,
  Consent,
  type IssuedKey,
  SubscribeCardButton,
  Subscription,
  useBillingKey,
} from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import { subscriptionView } from '../support/subscriptionView.js';

const button = () => page.getByRole('button', { includeHidden: true }).first();
const charge = () => vi.fn(async () => ({ receipt: 'r1' }));

function Slow({ data }: { data: Promise<void> }) {
  use(data);
  return null;
}

interface ConsentCheckoutProps {
  makeOrder: () => Promise<typeof order>;
  isRequired?: boolean;
  charge?: (issued: IssuedKey) => Promise<unknown>;
}

function ConsentCheckout({ makeOrder, isRequired = true, charge: pay = charge() }: ConsentCheckoutProps) {
  const [agreed, setAgreed] = useState(['terms']);
  const { issue, status } = useBillingKey({
    pg: 'kcp_billing',
    order: makeOrder,
    purchaseKey: 'basic',
    terms: [{ id: 'terms', version: '1', required: isRequired }],
    agreed,
    charge: pay,
  });
  return (
    <>
      <button type="button" data-status={status} onClick={() => void issue()}>
        Pay
      </button>
      <input type="checkbox" checked={agreed.length > 0} onChange={() => setAgreed([])} />
    </>
  );
}

/** React 18 has neither `use` nor `Activity`. */
const itOnReact19 = it.skipIf(version.startsWith('18.'));

describe('a button whose host changes while the window is open', () => {
  itOnReact19('keeps its window while a boundary around it waits for something', async () => {
    const imp = installSdk();
    let arrive: () => void = () => {};
    const data = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const pay = charge();
    const tree = (isWaiting: boolean) =>
      inProvider(
        <Suspense fallback="…">
          {isWaiting && <Slow data={data} />}
          <SubscribeCardButton pg="kcp_billing" order={order} charge={pay} />
        </Suspense>,
      );
    const screen = await renderBilling(null);
    await screen.rerender(tree(false));
    await userEvent.click(button());
    await imp.nextRequest();
    await screen.rerender(tree(true));
    await imp.issue();
    arrive();
    await expect.element(button()).toHaveAttribute('data-status', 'succeeded');
    expect(pay).toHaveBeenCalledTimes(1);
  });

  itOnReact19('closes its window with an Activity that is hidden, and works when it is shown again', async () => {
    const imp = installSdk();
    const pay = charge();
    const tree = (mode: 'visible' | 'hidden') =>
      inProvider(
        <Activity mode={mode}>
          <SubscribeCardButton pg="kcp_billing" order={order} charge={pay} />
        </Activity>,
      );
    const screen = await renderBilling(null);
    await screen.rerender(tree('visible'));
    await userEvent.click(button());
    await imp.nextRequest();
    await screen.rerender(tree('hidden'));
    await vi.waitUntil(() => imp.closeCalls > 0);
    await screen.rerender(tree('visible'));
    await expect.element(button()).not.toHaveAttribute('aria-disabled');
    await userEvent.click(button());
    await imp.nextRequest();
    await imp.issue();
    await expect.element(button()).toHaveAttribute('data-status', 'succeeded');
    expect(pay).toHaveBeenCalledTimes(1);
  });

  it('tells of no consent that was taken back while the order was made', async () => {
    const imp = installSdk();
    const pay = vi.fn(async (_: IssuedKey) => ({ receipt: 'r1' }));
    let make: (made: typeof order) => void = () => {};
    const made = new Promise<typeof order>((resolve) => {
      make = resolve;
    });
    await renderBilling(<ConsentCheckout makeOrder={() => made} isRequired={false} charge={pay} />);
    await userEvent.click(button());
    await userEvent.click(page.getByRole('checkbox'));
    make(order);
    await imp.nextRequest();
    await imp.issue();
    await vi.waitFor(() => expect(pay).toHaveBeenCalledOnce());
    expect(pay.mock.calls[0]?.[0].consents).toEqual([]);
  });

  it('opens no window once the consent is taken back while the order is made', async () => {
    const imp = installSdk();
    let make: (made: typeof order) => void = () => {};
    const made = new Promise<typeof order>((resolve) => {
      make = resolve;
    });
    await renderBilling(<ConsentCheckout makeOrder={() => made} />);
    await userEvent.click(button());
    await expect.element(button()).toHaveAttribute('data-status', 'loading');
    await userEvent.click(page.getByRole('checkbox'));
    make(order);
    await expect.element(button()).toHaveAttribute('data-status', 'failed');
    expect(imp.requests).toHaveLength(0);
  });
});

function LeavingShop() {
  const [isPaid, setPaid] = useState(false);
  const leave = () => flushSync(() => setPaid(true));
  if (isPaid) return <p>Welcome</p>;
  return <SubscribeCardButton id="checkout" pg="kcp_billing" order={order} charge={charge()} onSuccess={leave} />;
}

it('an end that is shown was seen, also where its callback leaves the page at once', async () => {
  const imp = installSdk();
  const onUnseenOutcome = vi.fn();
  await renderBilling(<LeavingShop />, { onUnseenOutcome });
  await button().click();
  await imp.nextRequest();
  await imp.issue();
  await expect.element(page.getByText('Welcome')).toBeVisible();
  expect(onUnseenOutcome).not.toHaveBeenCalled();
});

type Pay = ReturnType<typeof charge>;
const pays = (key: string, pay: Pay, id?: string) => (
  <SubscribeCardButton key={key} id={id} pg="kcp_billing" order={order} charge={pay} />
);

it.each<[string, (key: string, pay: Pay) => ReactNode]>([
  ['a button that is made anew, as by an error boundary,', (key, pay) => inProvider(pays(key, pay))],
  [
    'a provider that is made anew, as by a `key` of the language,',
    (key, pay) => <Fragment key={key}>{inProvider(pays(key, pay, 'checkout'))}</Fragment>,
  ],
])('%s while its charge is out tells the customer that they have paid before they pay again', async (_, shop) => {
  vi.mocked(console.warn).mockImplementation(() => {});
  const imp = installSdk();
  let answer = (_receipt: { receipt: string }) => {};
  const pay = charge().mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const screen = await render(shop('first', pay));
  await button().click();
  await imp.nextRequest();
  await imp.issue();
  await vi.waitFor(() => expect(pay).toHaveBeenCalledOnce());
  await screen.rerender(shop('second', pay));
  answer({ receipt: 'r1' });
  const told = expect.stringContaining('ended as "succeeded"');
  await vi.waitFor(() => expect(console.warn).toHaveBeenCalledWith(told));
  await button().click();
  await expect.element(button()).toHaveAttribute('data-error', 'already_charged');
  expect(imp.requests).toHaveLength(1);

  // Whoever wants it once more is told once.
  await button().click();
  await imp.nextRequest();
  await imp.issue();
  await expect.element(button()).toHaveAttribute('data-status', 'succeeded');
  expect(pay).toHaveBeenCalledTimes(2);
  vi.mocked(console.warn).mockClear();
});

describe('a ref of the host’s', () => {
  const api = { savedCards: async () => [], subscriptions: async () => [subscriptionView('one')] };
  type Ref = (element: HTMLElement | null) => () => void;

  itOnReact19.each<[string, (ref: Ref) => ReactNode]>([
    ['CardManager', (ref) => <CardManager ref={ref} />],
    ['Subscription.Root', (ref) => <Subscription.Root ref={ref} />],
    [
      'Consent.Item',
      (ref) => (
        <Consent.Root>
          <Consent.Item ref={ref} value="billing">
            Terms
          </Consent.Item>
        </Consent.Root>
      ),
    ],
  ])('on %s is called once, and what it gave is called at the end', async (_, children) => {
    installSdk();
    const atEnd = vi.fn();
    const ref = vi.fn((_: HTMLElement | null) => atEnd);
    const setup = { api, customerId: 'mina' };
    const screen = await renderBilling(children(ref), setup);
    await screen.rerender(inProvider(children(ref), setup));
    expect(ref.mock.calls).toEqual([[expect.any(HTMLElement)]]);
    expect(atEnd).not.toHaveBeenCalled();
    await screen.rerender(inProvider(null, setup));
    expect(ref).toHaveBeenCalledOnce();
    expect(atEnd).toHaveBeenCalledOnce();
  });
});
