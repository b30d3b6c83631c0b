import { expect, it, vi } from 'vitest';
import { type IssuedKey, useBillingKey } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

/** The server says that no money moved. */
const declined = Object.assign(new Error('Over the limit'), { status: 402 });

interface CheckoutProps {
  readonly charge: (issued: IssuedKey) => Promise<string>;
  readonly plan?: string;
  readonly purpose?: 'subscribe' | 'register';
}

/** A checkout that gives its order with the click: the hook is told the plan at most. */
function Checkout({ charge, plan, purpose }: CheckoutProps) {
  const purchaseKey = plan === undefined ? undefined : [plan];
  const billing = useBillingKey({ id: 'checkout', pg: 'kcp_billing', charge, purchaseKey, purpose });
  return (
    <>
      <button type="button" onClick={() => void billing.issue(order)}>
        Pay
      </button>
      {billing.canRetryCharge && (
        <button type="button" onClick={() => void billing.retryCharge()}>
          Try the card again
        </button>
      )}
      <p>{billing.status}</p>
    </>
  );
}

/** One page for many customers: whose a purchase is stands in its order alone. */
function Kiosk({ customerId }: { readonly customerId: string }) {
  const billing = useBillingKey({ pg: 'kcp_billing', charge: async () => 'receipt' });
  return <button {...billing.getButtonProps({ ...order, customerId })}>Pay</button>;
}

const makeOrder = async () => ({ ...order, customerId: 'mina' });
/** The server makes the order, and names the customer in it. */
function MadeOrder() {
  const billing = useBillingKey({ pg: 'kcp_billing', charge: async () => 'receipt', purchaseKey: 'basic' });
  return <button {...billing.getButtonProps(makeOrder)}>Pay</button>;
}

/** A page without types, whose order is `null` until it is there. */
function Untyped() {
  const untyped = { order: null as never, purchaseKey: 'basic' };
  const billing = useBillingKey({ pg: 'kcp_billing', charge: async () => 'receipt', ...untyped });
  return (
    <button type="button" onClick={() => void billing.issue(order)}>
      {billing.status}
    </button>
  );
}

it('a charge that failed can be made again', async () => {
  const imp = installSdk({ outcome: 'issued' });
  const charge = vi.fn(async () => 'receipt').mockRejectedValueOnce(declined);
  const screen = await renderBilling(<Checkout charge={charge} />);
  await screen.getByRole('button', { name: 'Pay' }).click();
  await screen.getByRole('button', { name: 'Try the card again' }).click();
  await expect.element(screen.getByText('succeeded')).toBeVisible();
  expect(charge).toHaveBeenCalledTimes(2);
  expect(imp.requests).toHaveLength(1);
});

it('a charge that failed is not made again for another plan that was chosen since', async () => {
  installSdk({ outcome: 'issued' });
  const charge = vi.fn(async () => 'receipt').mockRejectedValueOnce(declined);
  const screen = await renderBilling(<Checkout charge={charge} plan="basic" />);
  await screen.getByRole('button', { name: 'Pay' }).click();
  await expect.element(screen.getByRole('button', { name: 'Try the card again' })).toBeVisible();
  await screen.rerender(inProvider(<Checkout charge={charge} plan="plus" />));
  await expect.element(screen.getByText('failed')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Try the card again' }).elements()).toEqual([]);
});

it('a plan that was chosen since is not called paid', async () => {
  installSdk({ outcome: 'issued' });
  const charge = async () => 'receipt';
  const screen = await renderBilling(<Checkout charge={charge} plan="basic" />);
  await screen.getByRole('button', { name: 'Pay' }).click();
  await expect.element(screen.getByText('succeeded')).toBeVisible();
  await screen.rerender(inProvider(<Checkout charge={charge} plan="plus" />));
  await expect.element(screen.getByText('idle')).toBeVisible();
});

it('a purchase that the hook is told nothing of is done, whatever else the page says meanwhile', async () => {
  installSdk({ outcome: 'issued' });
  const charge = async () => 'receipt';
  const screen = await renderBilling(<Checkout charge={charge} />);
  await screen.getByRole('button', { name: 'Pay' }).click();
  await expect.element(screen.getByText('succeeded')).toBeVisible();
  await screen.rerender(inProvider(<Checkout charge={charge} purpose="register" />));
  await expect.element(screen.getByText('succeeded')).toBeVisible();
});

it('an order that names another customer is not called paid', async () => {
  installSdk({ outcome: 'issued' });
  const screen = await renderBilling(<Kiosk customerId="mina" />);
  const button = screen.getByRole('button');
  await button.click();
  await expect.element(button).toHaveAttribute('data-status', 'succeeded');
  await screen.rerender(inProvider(<Kiosk customerId="jun" />));
  await expect.element(button).toHaveAttribute('data-status', 'idle');
});

it('a purchase whose order the server makes, and in which it names the customer, stays done', async () => {
  installSdk({ outcome: 'issued' });
  const screen = await renderBilling(<MadeOrder />);
  await screen.getByRole('button').click();
  await expect.element(screen.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
  await screen.rerender(inProvider(<MadeOrder />));
  await expect.element(screen.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
});

it('an order that is `null` on a page without types takes no page down', async () => {
  installSdk({ outcome: 'issued' });
  const screen = await renderBilling(<Untyped />);
  await screen.getByRole('button').click();
  await expect.element(screen.getByText('succeeded')).toBeVisible();
});
