import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { type BillingEvent, type ChargeOption, type IssuedKey, useBillingKey } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

interface Receipt {
  readonly paid: number;
}

type Billing = ReturnType<typeof useBillingKey<'kcp_billing', Receipt>>;

function Checkout({
  charge,
  onState,
  id,
}: {
  charge: ChargeOption<Receipt>;
  onState?: (billing: Billing) => void;
  id?: string;
}) {
  const billing = useBillingKey({ pg: 'kcp_billing', charge, id });
  onState?.(billing);
  return (
    <div>
      <button {...billing.getButtonProps(order)}>{`Subscribe (${billing.status})`}</button>
      <button type="button" onClick={billing.cancel}>
        Cancel
      </button>
      {billing.status === 'failed' && <p>{billing.error.pgMessage ?? billing.error.code}</p>}
      {billing.status === 'succeeded' && <p>{`Paid ${billing.data.paid}`}</p>}
    </div>
  );
}

const paid = async (issued: IssuedKey): Promise<Receipt> => ({ paid: issued.amount });

function App({ shows }: { shows: boolean }) {
  return shows ? <Checkout id="plan" charge={paid} /> : <p>Elsewhere</p>;
}

const plans = [
  { name: 'Premium', amount: 99000 },
  { name: 'Basic', amount: 4900 },
];

/** One attempt for several buttons. */
function Plans({ charge }: { charge: ChargeOption<Receipt> }) {
  const billing = useBillingKey({ pg: 'kcp_billing', charge });
  return (
    <>
      {plans.map((plan) => (
        <button key={plan.name} {...billing.getButtonProps({ ...order, ...plan, customerUid: `card-${plan.name}` })}>
          {`${plan.name} (${billing.status})`}
        </button>
      ))}
      {billing.status === 'failed' && <p>{billing.error.code}</p>}
    </>
  );
}

/** The server says that no money moved. */
const declined = Object.assign(new Error('declined'), { status: 402 });

describe('useBillingKey', () => {
  it('issues a key, hands it to charge, and shows what charge returned', async () => {
    const imp = installSdk();
    const charge = vi.fn(paid);
    const screen = await renderBilling(<Checkout charge={charge} />);

    await screen.getByRole('button', { name: 'Subscribe (idle)' }).click();
    const request = await imp.nextRequest();
    await expect.element(screen.getByRole('button', { name: 'Subscribe (window)' })).toBeVisible();
    await imp.issue();

    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
    expect(charge).toHaveBeenCalledTimes(1);
    const [issued] = charge.mock.calls[0] ?? [];
    expect(issued).toMatchObject({
      customerUid: order.customerUid,
      merchantUid: request.params.merchant_uid,
      impUid: expect.stringMatching(/^imp_/),
      pg: 'kcp_billing',
      payMethod: 'card',
      name: order.name,
      amount: 9900,
      currency: 'KRW',
      chargedAtIssue: false,
      chargeMerchantUid: expect.stringMatching(/^[0-9a-z]{24}$/),
      via: 'callback',
      api: 'v1',
      purpose: 'subscribe',
      consents: [],
    });
    expect(JSON.stringify(issued)).not.toContain(order.buyer?.email);
    expect(issued?.chargeMerchantUid).not.toBe(issued?.merchantUid);
  });

  it('calls request_pay in the task of the click when the SDK is ready', async () => {
    const imp = installSdk();
    let billing: Billing | undefined;
    await renderBilling(<Checkout charge={paid} onState={(state) => (billing = state)} />);
    await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
    await vi.waitFor(() => expect(imp.ready).toBe(true));

    void billing?.issue(order);
    expect(imp.requests).toHaveLength(1);
  });

  it('ends as cancelled when the customer cancels, and the button works again', async () => {
    const imp = installSdk({ outcomes: ['cancelled', 'issued'] });
    const screen = await renderBilling(<Checkout charge={paid} />);
    await screen.getByRole('button', { name: 'Subscribe (idle)' }).click();
    await screen.getByRole('button', { name: 'Subscribe (cancelled)' }).click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
    expect(imp.requests).toHaveLength(2);
  });

  it('shows the PG’s own words of a refusal as text', async () => {
    const message = '<img src=x onerror="window.hacked = true"> 한도 초과';
    installSdk({ outcome: { type: 'refused', errorCode: 'F400', errorMsg: message } });
    const charge = vi.fn(paid);
    const screen = await renderBilling(<Checkout charge={charge} />);
    await screen.getByRole('button', { name: 'Subscribe (idle)' }).click();
    await expect.element(screen.getByText(message)).toBeVisible();
    expect(document.querySelector('img')).toBeNull();
    expect(charge).not.toHaveBeenCalled();
  });

  it('charges again under the same number, without a window, after a charge that failed', async () => {
    const imp = installSdk({ outcome: 'issued' });
    const charge = vi.fn(paid).mockRejectedValueOnce(new Error('declined'));
    const screen = await renderBilling(<Checkout charge={charge} />);
    await screen.getByRole('button', { name: 'Subscribe (idle)' }).click();
    await expect.element(screen.getByText('charge_failed')).toBeVisible();
    await screen.getByRole('button', { name: 'Subscribe (failed)' }).click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();

    expect(imp.requests).toHaveLength(1);
    const numbers = charge.mock.calls.map(([issued]) => issued.chargeMerchantUid);
    expect(numbers).toHaveLength(2);
    expect(new Set(numbers).size).toBe(1);
  });

  it('sends one request however often the button is pressed', async () => {
    const imp = installSdk();
    let billing: Billing | undefined;
    const screen = await renderBilling(<Checkout charge={paid} onState={(state) => (billing = state)} />);
    const button = screen.getByRole('button', { name: /Subscribe/ }).element() as HTMLButtonElement;
    for (let press = 0; press < 50; press += 1) button.click();
    expect(await billing?.issue(order)).toMatchObject({ status: 'failed', error: { code: 'busy' } });
    await imp.nextRequest();
    expect(imp.requests).toHaveLength(1);
    await expect.element(screen.getByRole('button', { name: 'Subscribe (window)' })).toBeVisible();
  });

  it('lets one of two buttons on a page open the window', async () => {
    const imp = installSdk();
    const screen = await renderBilling(
      <>
        <Checkout charge={paid} id="header" />
        <Checkout charge={paid} id="footer" />
      </>,
    );
    const [first, second] = screen.getByRole('button', { name: /Subscribe/ }).elements() as HTMLButtonElement[];
    first?.click();
    second?.click();
    await imp.nextRequest();
    await expect.element(screen.getByText('busy')).toBeVisible();
    expect(imp.requests).toHaveLength(1);
    await imp.issue();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
    second?.click();
    await imp.nextRequest();
    expect(imp.requests).toHaveLength(2);
    expect(console.warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('has a card already'));
    vi.mocked(console.warn).mockClear();
    // With an `id` it would live on after this test, and end in the next one.
    await imp.cancel();
    await expect.element(screen.getByRole('button', { name: 'Subscribe (cancelled)' })).toBeVisible();
  });

  it('initialises once, and charges once, in StrictMode', async () => {
    const imp = installSdk({ outcome: 'issued' });
    const charge = vi.fn(paid);
    const screen = await renderBilling(<Checkout charge={charge} />, { strict: true });
    await screen.getByRole('button', { name: 'Subscribe (idle)' }).click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
    expect(imp.initCalls).toHaveLength(1);
    expect(charge).toHaveBeenCalledTimes(1);
  });

  it('lets an attempt with an id live on when its component goes while the window is open', async () => {
    const imp = installSdk();
    const charge = vi.fn(paid);
    const states: string[] = [];
    const screen = await renderBilling(
      <Checkout charge={charge} id="plan" onState={({ status }) => states.push(status)} />,
    );
    await screen.getByRole('button', { name: 'Subscribe (idle)' }).click();
    await imp.nextRequest();
    await screen.unmount();
    const seen = states.length;
    await imp.issue();
    await vi.waitFor(() => expect(charge).toHaveBeenCalledTimes(1));
    expect(states).toHaveLength(seen);
    await vi.waitFor(() => expect(console.warn).toHaveBeenCalledOnce());
    const warnings = vi.mocked(console.warn).mock.calls.splice(0);
    expect(warnings).toEqual([[expect.stringContaining('ended as "succeeded" while no component showed it')]]);
  });

  it('gives an attempt back to a later component with the same id', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<App shows />);
    await screen.getByRole('button', { name: 'Subscribe (idle)' }).click();
    await imp.nextRequest();
    await screen.rerender(inProvider(<App shows={false} />));
    await expect.element(screen.getByText('Elsewhere')).toBeVisible();
    await screen.rerender(inProvider(<App shows />));
    await expect.element(screen.getByRole('button', { name: 'Subscribe (window)' })).toBeVisible();
    await imp.issue();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
  });

  it('closes the window with cancel(), which the SDK does not answer', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<Checkout charge={paid} />);
    await screen.getByRole('button', { name: 'Subscribe (idle)' }).click();
    await imp.nextRequest();
    // The SDK's dialog lies over the page: the host's own code cancels, not a click through it.
    (screen.getByRole('button', { name: 'Cancel' }).element() as HTMLButtonElement).click();
    await expect.element(screen.getByRole('button', { name: 'Subscribe (cancelled)' })).toBeVisible();
    expect(imp.closeCalls).toBe(1);
  });

  it('names the field of a bad order before anything happens', async () => {
    const imp = installSdk();
    let billing: Billing | undefined;
    await renderBilling(<Checkout charge={paid} onState={(state) => (billing = state)} />);
    const wrong = { ...order, customerUid: 'x'.repeat(81), amount: '9900' as unknown as number };
    const outcome = await billing?.issue(wrong);
    expect(outcome).toMatchObject({
      status: 'failed',
      error: {
        code: 'invalid_request',
        field: 'customerUid',
        problems: [
          { field: 'customerUid', rule: 'too-long', limit: 80 },
          { field: 'amount', rule: 'not-a-number' },
        ],
        message: expect.stringContaining('customerUid: must be at most 80 characters'),
      },
    });
    expect(imp.requests).toHaveLength(0);
    expect(console.error).toHaveBeenCalledTimes(1);
    vi.mocked(console.error).mockClear();
    expect(console.warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('amount is the text "9900"'));
    vi.mocked(console.warn).mockClear();
  });

  it('rejects from issueAsync and never from issue', async () => {
    installSdk({ outcomes: ['cancelled', 'issued', 'issued'] });
    let billing: Billing | undefined;
    const charge = vi.fn(paid).mockRejectedValueOnce(new Error('no'));
    await renderBilling(<Checkout charge={charge} onState={(state) => (billing = state)} />);
    await expect(billing?.issueAsync(order)).rejects.toMatchObject({ code: 'cancelled' });
    await expect(billing?.issueAsync(order)).rejects.toMatchObject({ code: 'charge_failed', cause: new Error('no') });
    await expect(billing?.issueAsync(order)).resolves.toEqual({ paid: 9900 });
  });

  it('runs charge as a mutation of the host’s query client', async () => {
    installSdk({ outcome: 'issued' });
    const queryClient = new QueryClient();
    const onSuccess = vi.fn();
    const charge = { mutationKey: ['charge'], mutationFn: paid, retry: 1, meta: { area: 'billing' }, onSuccess };
    const screen = await renderBilling(<Checkout charge={charge} />, { queryClient });
    await screen.getByRole('button', { name: 'Subscribe (idle)' }).click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
    const [mutation] = queryClient.getMutationCache().findAll({ mutationKey: ['charge'] });
    // The receipt is there with the answer, and the mutation is done when the host's callbacks are.
    await vi.waitFor(() => expect(mutation?.state.status).toBe('success'));
    expect(mutation?.meta).toEqual({ area: 'billing' });
    expect(onSuccess).toHaveBeenCalledTimes(1);
  });

  it('tells what happens with times, and nothing of the buyer', async () => {
    const imp = installSdk({ outcome: 'issued' });
    const events: BillingEvent[] = [];
    const screen = await renderBilling(<Checkout charge={paid} />, { onEvent: (event) => events.push(event) });
    await vi.waitFor(() => expect(imp.ready).toBe(true));
    await screen.getByRole('button', { name: 'Subscribe (idle)' }).click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
    const statuses = events.filter((event) => event.type === 'status').map(({ status }) => status);
    expect(statuses).toEqual(['loading', 'window', 'charging', 'succeeded']);
    expect(events.every(({ at }) => Number.isFinite(at))).toBe(true);
    const told = JSON.stringify(events) + JSON.stringify({ ...localStorage });
    for (const secret of Object.values(order.buyer ?? {})) expect(told).not.toContain(secret);
  });

  it('charges the order of the button that was pressed, not the one whose charge failed', async () => {
    const imp = installSdk();
    const charge = vi.fn(paid).mockRejectedValueOnce(declined);
    const screen = await renderBilling(<Plans charge={charge} />);
    await screen.getByRole('button', { name: 'Premium' }).click();
    await imp.nextRequest();
    await imp.issue();
    await screen.getByRole('button', { name: 'Basic (failed)' }).click();
    await vi.waitUntil(() => imp.requests.length === 2);
    await imp.issue();
    await expect.element(screen.getByRole('button', { name: 'Basic (succeeded)' })).toBeVisible();
    expect(charge.mock.calls.map(([{ amount }]) => amount)).toEqual([99000, 4900]);
  });

  it('is done for the button that was pressed alone: another plan can still be bought', async () => {
    const imp = installSdk();
    const charge = vi.fn(paid);
    const screen = await renderBilling(<Plans charge={charge} />);
    const premium = screen.getByRole('button', { name: 'Premium' });
    const basic = screen.getByRole('button', { name: 'Basic' });
    await premium.click();
    await imp.nextRequest();
    await imp.issue();
    await expect.element(premium).toHaveAttribute('data-status', 'succeeded');
    await expect.element(basic).toHaveAttribute('data-status', 'idle');
    // It says that it is done, and does nothing: a click that waits for an enabled button would wait for ever.
    (premium.element() as HTMLElement).click();
    await basic.click();
    await vi.waitUntil(() => imp.requests.length === 2);
    await imp.issue();
    await expect.element(basic).toHaveAttribute('data-status', 'succeeded');
    expect(charge.mock.calls.map(([{ amount }]) => amount)).toEqual([99000, 4900]);
  });

  it('tells of a charge that may have been made before another purchase is begun with the next click', async () => {
    const imp = installSdk();
    const charge = vi.fn(paid).mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const screen = await renderBilling(<Plans charge={charge} />);
    await screen.getByRole('button', { name: 'Premium' }).click();
    await imp.nextRequest();
    await imp.issue();
    await screen.getByRole('button', { name: 'Basic (failed)' }).click();
    await expect.element(screen.getByText('unresolved_charge')).toBeVisible();
    expect(imp.requests).toHaveLength(1);
    await screen.getByRole('button', { name: 'Basic (failed)' }).click();
    await vi.waitUntil(() => imp.requests.length === 2);
    await imp.issue();
    await expect.element(screen.getByRole('button', { name: 'Basic (succeeded)' })).toBeVisible();
    expect(charge.mock.calls.map(([{ amount }]) => amount)).toEqual([99000, 4900]);
  });
});
