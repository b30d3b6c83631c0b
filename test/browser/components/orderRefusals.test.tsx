import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { BillingApiError, SubscribeCardButton } from '../../../src/index.js';
import { installSdk, renderBilling } from '../support/billing.js';

const said = () => page.getByRole('status');

async function pressWith(cause: unknown) {
  installSdk();
  const order = () => Promise.reject(cause);
  await renderBilling(
    <SubscribeCardButton pg="kcp_billing" order={order} purchaseKey={['basic']} charge={async () => 'paid'} />,
  );
  await userEvent.click(page.getByRole('button').first());
}

// The developer is told, too: in their own words, and once a page.
afterEach(() => void vi.mocked(console.warn).mockClear());

describe('an order that the server refuses, and will refuse again,', () => {
  it.each([
    ['subscription_exists', '이미 구독하고 있어요. 내 구독에서 확인해 주세요.'],
    ['trial_used', '무료 체험은 한 번만 이용할 수 있어요. 다른 상품을 골라 주세요.'],
  ] as const)('is told as what it is: %s', async (code, sentence) => {
    await pressWith(new BillingApiError(code, 'No.', { status: 409 }));
    await expect.element(said()).toHaveTextContent(sentence);
  });

  it.each([
    ['for another reason', new BillingApiError('internal', 'Something went wrong.', { status: 500 })],
    ['with the name of what every object has', Object.assign(new Error('No.'), { code: 'constructor' })],
    ['with nothing', undefined],
  ])('and not one that failed %s', async (_, cause) => {
    await pressWith(cause);
    await expect.element(said()).toHaveTextContent('주문 정보를 만들지 못했어요. 잠시 후 다시 눌러 주세요.');
  });
});
