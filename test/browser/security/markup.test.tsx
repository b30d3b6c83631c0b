import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SubscribeCardButton, useBillingReturn } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

const markup = '<img src="x" onerror="window.pwned = true"><script>window.pwned = true</script>';
const button = () => page.getByRole('button').first();

/** Text is what a reader sees; were it markup, there would be an element. */
function expectText(): void {
  expect(document.body.textContent).toContain(markup);
  expect(document.querySelector('img[src="x"]')).toBeNull();
  expect(window).not.toHaveProperty('pwned');
}

function ReturnPage() {
  const { unknownReturn } = useBillingReturn({ charge: async () => 'paid' });
  return <p>{unknownReturn?.key?.impUid ?? 'nothing'}</p>;
}

describe('markup stays text', () => {
  it('in what the PG says', async () => {
    const imp = installSdk();
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={async () => 'paid'} />);
    await userEvent.click(button());
    await imp.nextRequest();
    await imp.refuse({ errorCode: markup, errorMsg: markup });
    await expect.element(button()).toHaveAttribute('data-status', 'failed');
    expectText();
  });

  it('in what the address says on the way back', async () => {
    const query = new URLSearchParams({
      merchant_uid: 'registration1',
      error_code: markup,
      error_msg: markup,
    });
    leaveRecord();
    const urlAdapter = { read: () => `https://shop.example/checkout?${query}`, replace: () => {} };
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={async () => 'paid'} />, {
      urlAdapter,
      preload: 'manual',
    });
    await expect.element(button()).toHaveAttribute('data-status', 'failed');
    expectText();
  });

  it('in what an unknown return says, as a host would show it', async () => {
    const query = new URLSearchParams({ imp_uid: markup, merchant_uid: markup, imp_success: 'true' });
    await renderBilling(<ReturnPage />, {
      urlAdapter: { read: () => `https://shop.example/?${query}`, replace: () => {} },
      preload: 'manual',
    });
    await expect.element(page.getByText(markup)).toBeVisible();
    expectText();
  });

  it('in the sentences of a host', async () => {
    installSdk();
    await renderBilling(
      <SubscribeCardButton
        pg="kcp_billing"
        order={order}
        messages={{ button: { idle: markup } }}
        charge={async () => 'paid'}
      />,
    );
    await expect.element(button()).toHaveTextContent(markup);
    expectText();
  });

  it('in the order that the fake window shows', async () => {
    const imp = installSdk({ ui: true });
    const named = { ...order, name: '<img src="x" onerror="alert(1)">' };
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={named} charge={async () => 'paid'} />);
    await userEvent.click(button());
    await expect.element(page.getByRole('dialog').getByText(named.name)).toBeVisible();
    const shadow = document.querySelector('.fake-payment-window')?.shadowRoot;
    expect(shadow?.querySelector('img')).toBeNull();
    await imp.cancel();
  });
});
