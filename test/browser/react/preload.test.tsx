import { describe, expect, it, vi } from 'vitest';
import { inProvider, installSdk, renderBilling } from '../support/billing.js';
import { ReceiptCheckout } from '../support/ReceiptCheckout.js';

describe('preload', () => {
  it('begins when a button is mounted', async () => {
    const imp = installSdk();
    await renderBilling(<ReceiptCheckout />);
    await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
  });

  it('leaves a page without a button alone', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<p>Blog</p>);
    expect(imp.initCalls).toHaveLength(0);
    await screen.rerender(inProvider(<ReceiptCheckout />));
    await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
  });

  it('is the provider’s where the button says nothing, and the button’s where it does', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<ReceiptCheckout />, { preload: 'manual' });
    expect(imp.initCalls).toHaveLength(0);
    await screen.rerender(inProvider(<ReceiptCheckout preload="mount" />, { preload: 'manual' }));
    await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
  });

  it('waits for the customer to turn to the button with preload="intent"', async () => {
    const imp = installSdk();
    // Away from where the mouse was left: what appears under it is turned to at once.
    const away = (
      <div style={{ marginTop: 400 }}>
        <ReceiptCheckout preload="intent" />
      </div>
    );
    const screen = await renderBilling(away);
    expect(imp.initCalls).toHaveLength(0);
    await screen.getByRole('button').hover();
    await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
  });

  it('loads at the click with preload="manual"', async () => {
    const imp = installSdk({ outcome: 'issued' });
    const screen = await renderBilling(<ReceiptCheckout preload="manual" />);
    expect(imp.initCalls).toHaveLength(0);
    await screen.getByRole('button').click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
  });

  it('ends an SDK that queues in silence with window_timeout, and starts it anew for the next click', async () => {
    const imp = installSdk({ channelList: 'fails', outcome: 'issued' });
    const screen = await renderBilling(<ReceiptCheckout />, { windowTimeout: 300 });
    await screen.getByRole('button').click();
    await expect.element(screen.getByText('window_timeout')).toBeVisible();
    imp.configure({ channelList: 'ok' });
    await screen.getByRole('button').click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
    expect(imp.initCalls).toHaveLength(2);
  });
});
