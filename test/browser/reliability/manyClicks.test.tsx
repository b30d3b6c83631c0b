import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { SubscribeCardButton } from '../../../src/index.js';
import '../../../src/styles.css';
import { installSdk, order, renderBilling } from '../support/billing.js';

describe('fifty clicks within a second over three buttons', () => {
  it('open one window, and charge once', async () => {
    const imp = installSdk();
    const charge = vi.fn(async () => 'paid');
    await renderBilling(
      <>
        <SubscribeCardButton id="place-1" pg="kcp_billing" order={order} />
        <SubscribeCardButton id="place-2" pg="kcp_billing" order={{ ...order, customerUid: 'customer-1-card-2' }} />
        <SubscribeCardButton id="place-3" pg="html5_inicis" order={{ ...order, customerUid: 'customer-1-card-3' }} />
      </>,
      { charge, strict: true },
    );
    await vi.waitUntil(() => imp.ready);
    const buttons = [...document.querySelectorAll<HTMLElement>('[data-rbk="trigger"]')];
    expect(buttons).toHaveLength(3);

    const from = performance.now();
    for (let click = 0; click < 50; click += 1) {
      buttons[click % 3]?.click();
      // Some in one task, some with a breath between them, as of a customer who is not sure.
      if (click % 7 === 0) await new Promise(requestAnimationFrame);
    }
    expect(performance.now() - from).toBeLessThan(1000);
    expect(imp.requests).toHaveLength(1);
    expect(imp.initCalls).toHaveLength(1);
    expect(imp.requests[0]?.params.customer_uid).toBe(order.customerUid);

    await imp.issue();
    await vi.waitUntil(() => buttons[0]?.dataset.status === 'succeeded');
    expect(charge).toHaveBeenCalledOnce();
    expect(imp.requests).toHaveLength(1);
  });
});

it('a double click on another card begins it, and does not call it off with the button that takes its place', async () => {
  const imp = installSdk();
  const makeOrder = vi
    .fn()
    .mockResolvedValueOnce(order)
    .mockReturnValue(new Promise(() => {}));
  const charge = () => Promise.reject(new Error('declined'));
  await renderBilling(<SubscribeCardButton pg="kcp_billing" order={makeOrder} purchaseKey="basic" charge={charge} />);
  const trigger = page.getByRole('button').first();
  await trigger.click();
  await imp.nextRequest();
  await imp.issue();
  await page.getByRole('button', { name: '다른 카드로 결제하기' }).dblClick();
  await expect.element(trigger).toHaveAttribute('data-status', 'loading');
  await page.getByRole('button', { name: '취소' }).click();
  await expect.element(trigger).toHaveAttribute('data-status', 'cancelled');
});
