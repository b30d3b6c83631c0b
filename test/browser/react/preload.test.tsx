import { describe, expect, it, vi } from 'vitest';
import { type IssuedKey, useBillingKey } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

const receipt = async (issued: IssuedKey) => `Paid ${issued.amount}`;

function Checkout({ preload }: { preload?: 'mount' | 'intent' | 'manual' }) {
  const billing = useBillingKey({ pg: 'kcp_billing', charge: receipt, order, preload });
  return (
    <div>
      <button {...billing.getButtonProps()}>{billing.status}</button>
      {billing.status === 'succeeded' && <p>{billing.data}</p>}
      {billing.status === 'failed' && <p>{billing.error.code}</p>}
    </div>
  );
}

describe('preload', () => {
  it('begins when a button is mounted', async () => {
    const imp = installSdk();
    await renderBilling(<Checkout />);
    await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
  });

  it('leaves a page without a button alone', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<p>Blog</p>);
    expect(imp.initCalls).toHaveLength(0);
    await screen.rerender(inProvider(<Checkout />));
    await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
  });

  it('is the provider’s where the button says nothing, and the button’s where it does', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<Checkout />, { preload: 'manual' });
    expect(imp.initCalls).toHaveLength(0);
    await screen.rerender(inProvider(<Checkout preload="mount" />, { preload: 'manual' }));
    await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
  });

  it('waits for the customer to turn to the button with preload="intent"', async () => {
    const imp = installSdk();
    // Away from where the mouse was left: what appears under it is turned to at once.
    const away = (
      <div style={{ marginTop: 400 }}>
        <Checkout preload="intent" />
      </div>
    );
    const screen = await renderBilling(away);
    expect(imp.initCalls).toHaveLength(0);
    await screen.getByRole('button').hover();
    await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
  });

  it('loads at the click with preload="manual"', async () => {
    const imp = installSdk({ outcome: 'issued' });
    const screen = await renderBilling(<Checkout preload="manual" />);
    expect(imp.initCalls).toHaveLength(0);
    await screen.getByRole('button').click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
  });

  it('ends an SDK that queues in silence with window_timeout, and starts it anew for the next click', async () => {
    const imp = installSdk({ channelList: 'fails', outcome: 'issued' });
    const screen = await renderBilling(<Checkout />, { windowTimeout: 300 });
    await screen.getByRole('button').click();
    await expect.element(screen.getByText('window_timeout')).toBeVisible();
    imp.configure({ channelList: 'ok' });
    await screen.getByRole('button').click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
    expect(imp.initCalls).toHaveLength(2);
  });
});
