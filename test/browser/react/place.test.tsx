import { expect, it } from 'vitest';
import { useBillingKey } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

function Checkout({ id }: { readonly id: string }) {
  const billing = useBillingKey({ id, pg: 'kcp_billing', charge: async () => 'receipt' });
  return <button {...billing.getButtonProps(order)}>{billing.status}</button>;
}

it('a hook that is given another id shows another place', async () => {
  installSdk({ outcome: 'cancelled' });
  const screen = await renderBilling(<Checkout id="shop" />);
  await screen.getByRole('button', { name: 'idle' }).click();
  await expect.element(screen.getByText('cancelled')).toBeVisible();
  await screen.rerender(inProvider(<Checkout id="account" />));
  await expect.element(screen.getByText('idle')).toBeVisible();
});
