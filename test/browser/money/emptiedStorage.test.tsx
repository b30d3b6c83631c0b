import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type IssuedKey, SubscribeCardButton } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { Checkout, lost, press, receipt, records, register, shows } from './shop.js';

const charge = vi.fn<(issued: IssuedKey) => Promise<string>>();

beforeEach(() => void charge.mockReset().mockImplementation(receipt));

const leave = () => window.dispatchEvent(new PageTransitionEvent('pagehide'));

/** As a shop does that signs a customer out. */
function empty(count: number): void {
  const before = records();
  expect(before).toHaveLength(count);
  localStorage.clear();
  leave();
  expect(records()).toEqual(before);
}

describe('a storage that the shop empties before the page goes still knows, on the next one', () => {
  it('an attempt that the page leaves for', async () => {
    const imp = installSdk({ device: 'phone' });
    await renderBilling(<Checkout charge={charge} />);
    await press('Subscribe (idle)');
    await imp.nextRequest();
    empty(1);
  });

  it('a charge that is out', async () => {
    const imp = installSdk();
    let answer = (_: string) => {};
    charge.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    await renderBilling(<Checkout charge={charge} />);
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (charging)');
    empty(1);
    answer('paid');
    await shows('Subscribe (succeeded)');
    localStorage.clear();
    leave();
    expect(records()).toEqual([]);
  });

  it('a key whose charge had no answer, also while the window for another card is open', async () => {
    const imp = installSdk();
    charge.mockRejectedValueOnce(lost);
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charge} />);
    await register(imp, '카드 등록하고 구독하기');
    await expect.element(page.getByRole('button').first()).toHaveAttribute('data-status', 'failed');
    empty(1);
    await press('다른 카드로 결제하기');
    await vi.waitFor(() => expect(imp.requests).toHaveLength(2));
    empty(2);
  });
});
