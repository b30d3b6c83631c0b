import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { BillingKey, PaymentMethods, SubscribeCardButton } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';

const trigger = () => page.getByRole('button').first();

it('the focus on the way out goes back to the button when the SDK can’t be loaded', async () => {
  const sdk = { scriptUrl: '/scripts/hanging.js', scriptTimeout: 700, preload: 'manual' } as const;
  await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={async () => 'receipt'} />, sdk);
  await userEvent.click(trigger());
  (page.getByRole('button', { name: '취소' }).element() as HTMLElement).focus();
  await expect.element(trigger()).toHaveAttribute('data-status', 'failed');
  await expect.element(trigger()).toHaveFocus();
});

it('the focus stays in a root without a trigger when its charge is repeated', async () => {
  const imp = installSdk();
  const charge = vi.fn(async () => 'receipt').mockRejectedValueOnce(new Error('declined'));
  await renderBilling(
    <BillingKey.Root pg="kcp_billing" order={order} charge={charge} data-testid="root">
      {({ issue }) => (
        <>
          <button type="button" onClick={() => void issue()}>
            Go
          </button>
          <BillingKey.Status />
          <BillingKey.RetryCharge />
        </>
      )}
    </BillingKey.Root>,
  );
  await userEvent.click(trigger());
  await imp.nextRequest();
  await imp.issue();
  await userEvent.click(page.getByRole('button', { name: '결제 다시 시도하기' }));
  await expect.element(page.getByTestId('root')).toHaveAttribute('data-status', 'succeeded');
  await expect.element(page.getByTestId('root')).toHaveFocus();
});

it.each([
  ['items of the host, fewer than there are PGs', {}],
  ['a choice that is not on offer', { pgs: ['kakaopay', 'naverpay'], value: 'kcp_billing' } as const],
])('Tab reaches the methods with %s', async (_, props) => {
  await renderBilling(
    <PaymentMethods.Root {...(props as object)}>
      <PaymentMethods.Item value="kakaopay" />
      <PaymentMethods.Item value="naverpay" />
    </PaymentMethods.Root>,
  );
  await userEvent.tab();
  await expect.element(page.getByRole('radio').first()).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByRole('radio').last()).toHaveFocus();
});

it.each(['Alt', 'Control', 'Meta'])(
  'an arrow key with %s is the browser’s: Back, and what else it does with it',
  async (key) => {
    await renderBilling(<PaymentMethods.Root pgs={['kcp_billing', 'kakaopay']} defaultValue="kcp_billing" />);
    await userEvent.tab();
    const taken: boolean[] = [];
    const look = (event: KeyboardEvent) => event.key.startsWith('Arrow') && taken.push(event.defaultPrevented);
    window.addEventListener('keydown', look);
    await userEvent.keyboard(`{${key}>}{ArrowUp}{/${key}}`);
    window.removeEventListener('keydown', look);
    expect(taken).toEqual([false]);
    await expect.element(page.getByRole('radio').first()).toBeChecked();
  },
);
