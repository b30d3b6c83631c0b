import { type ReactNode, useState } from 'react';
import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { BillingKey, Consent, useCheckout } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';

const charge = vi.fn(async (_: { readonly consents?: unknown }) => 'paid');

interface PageProps {
  readonly terms: readonly { readonly id: string; readonly version: string; readonly required: boolean }[];
}

function Parts({ terms }: PageProps) {
  return (
    <BillingKey.Root pg="kcp_billing" order={order} charge={charge}>
      <Consent.Root terms={terms}>
        <Consent.Item value="billing">billing</Consent.Item>
        <Consent.Item value="privacy">privacy</Consent.Item>
      </Consent.Root>
      <BillingKey.Trigger>Pay</BillingKey.Trigger>
    </BillingKey.Root>
  );
}

function Hook({ terms }: PageProps) {
  const checkout = useCheckout({ pgs: ['kcp_billing'], order, terms, charge });
  return (
    <>
      <input aria-label="billing" {...checkout.getTermProps('billing')} />
      <input aria-label="privacy" {...checkout.getTermProps('privacy')} />
      <button {...checkout.getButtonProps()}>Pay</button>
    </>
  );
}

function Changing({ children }: { readonly children: (props: PageProps) => ReactNode }) {
  const [version, setVersion] = useState('monthly');
  const terms = [
    { id: 'billing', version, required: true },
    { id: 'privacy', version: '1', required: true },
  ];
  return (
    <>
      <button type="button" onClick={() => setVersion('yearly')}>
        Another plan
      </button>
      {children({ terms })}
    </>
  );
}

const box = (name: string) => page.getByRole('checkbox', { name: new RegExp(name) });

it.each([
  ['parts', (props: PageProps) => <Parts {...props} />],
  ['a hook', (props: PageProps) => <Hook {...props} />],
])('a wording that has changed since it was agreed to is asked for anew, by %s', async (_, children) => {
  charge.mockClear();
  installSdk({ outcome: 'issued' });
  await renderBilling(<Changing>{children}</Changing>, { strict: true });
  await box('billing').click();
  await box('privacy').click();
  await page.getByRole('button', { name: 'Another plan' }).click();
  await expect.element(box('billing')).not.toBeChecked();
  await expect.element(box('privacy')).toBeChecked();
  await page.getByRole('button', { name: 'Pay' }).click();
  await box('billing').click();
  await page.getByRole('button', { name: 'Pay' }).click();
  await vi.waitFor(() => expect(charge).toHaveBeenCalledOnce());
  expect(charge.mock.lastCall?.[0].consents).toEqual([
    { id: 'billing', version: 'yearly' },
    { id: 'privacy', version: '1' },
  ]);
});
