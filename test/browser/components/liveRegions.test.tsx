import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { BillingKey } from '../../../src/index.js';
import type { FakeIamport } from '../../../src/testing/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

const trigger = () => page.getByRole('button', { name: /카드|다시/ });
const charge = async () => 'receipt';

async function beRefused(imp: FakeIamport): Promise<void> {
  await userEvent.click(trigger());
  await imp.nextRequest();
  await imp.refuse({ errorMsg: '한도 초과' });
}

it('renders each part once when a button is mounted', async () => {
  installSdk();
  const rendered = vi.fn(() => undefined);
  await renderBilling(
    <BillingKey.Root pg="kcp_billing" order={order} charge={charge} preload="manual">
      <BillingKey.Trigger className={rendered} />
      <BillingKey.Status />
      <BillingKey.ErrorMessage />
    </BillingKey.Root>,
  );
  await expect.element(trigger()).toBeVisible();
  expect(rendered).toHaveBeenCalledTimes(1);
});

it('says an error once where the part for errors comes with the error', async () => {
  const imp = installSdk();
  await renderBilling(
    <BillingKey.Root pg="kcp_billing" order={order} charge={charge}>
      {({ status }) => (
        <>
          <BillingKey.Trigger />
          <BillingKey.Status data-testid="status" />
          {status === 'failed' && <BillingKey.ErrorMessage data-testid="error" />}
        </>
      )}
    </BillingKey.Root>,
  );
  await beRefused(imp);
  await expect.element(page.getByTestId('error')).toHaveTextContent('한도 초과');
  await expect.element(page.getByTestId('status')).toBeEmptyDOMElement();
  await expect.element(trigger()).toHaveAccessibleDescription(/한도 초과/);
});

it('says an error in the other part where the one for errors goes', async () => {
  const imp = installSdk();
  const checkout = (hasErrorPart: boolean) => (
    <BillingKey.Root pg="kcp_billing" order={order} charge={charge}>
      <BillingKey.Trigger />
      <BillingKey.Status data-testid="status" />
      {hasErrorPart && <BillingKey.ErrorMessage />}
    </BillingKey.Root>
  );
  const screen = await renderBilling(checkout(true));
  await beRefused(imp);
  await expect.element(page.getByTestId('status')).toBeEmptyDOMElement();
  await screen.rerender(inProvider(checkout(false)));
  await expect.element(page.getByTestId('status')).toHaveTextContent('한도 초과');
  await expect.element(trigger()).toHaveAccessibleDescription(/한도 초과/);
});

it('still describes the button by a live region when another of its kind goes', async () => {
  const imp = installSdk();
  const checkout = (hasSecond: boolean) => (
    <BillingKey.Root pg="kcp_billing" order={order} charge={charge}>
      <BillingKey.Trigger />
      <BillingKey.Status data-testid="status" />
      {hasSecond && <BillingKey.Status />}
    </BillingKey.Root>
  );
  const screen = await renderBilling(checkout(true));
  await beRefused(imp);
  await expect.element(page.getByTestId('status')).toHaveTextContent('한도 초과');
  await screen.rerender(inProvider(checkout(false)));
  await expect.element(trigger()).toHaveAccessibleDescription(/한도 초과/);
});
