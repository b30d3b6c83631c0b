import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { type FakePortOne, type FakePortOneOptions, installFakePortOne } from '../../../src/testing/index.js';
import { createFakePortOneServer } from '../../../src/testing/server/index.js';
import {
  BillingKey,
  BillingProvider,
  type IssuedKey,
  PaymentMethods,
  SubscribeCardButton,
  useBillingKey,
  useCheckout,
} from '../../../src/v2.js';

let fake: FakePortOne | undefined;

function install(options: FakePortOneOptions = {}): FakePortOne {
  fake = installFakePortOne({ device: 'desktop', popup: 'allow', locale: 'ko', ...options });
  return fake;
}

afterEach(async () => {
  await cleanup();
  fake?.uninstall();
  fake = undefined;
  localStorage.clear();
  document.querySelector('.portone-ui-container')?.remove();
  vi.unstubAllGlobals();
});

const show = (children: ReactNode) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BillingProvider storeId="store-1">{children}</BillingProvider>
    </QueryClientProvider>,
  );

const order = { name: '모두의 구독 베이직', amount: 9900 };
const channelKey = 'channel-key-kcp_v2';

function Checkout() {
  const checkout = useCheckout({
    pgs: ['kcp_v2', 'kakaopay'],
    channelKey: { kcp_v2: 'channel-key-kcp_v2', kakaopay: 'channel-key-kakaopay' },
    order,
    charge: async (issued: IssuedKey) => issued.pg,
  });
  return (
    <>
      <label>
        <input {...checkout.getMethodProps('kakaopay')} /> KakaoPay
      </label>
      <button {...checkout.getButtonProps()}>Pay</button>
    </>
  );
}

function Hook() {
  const billing = useBillingKey({ pg: 'kcp_v2', channelKey, order, charge: async () => 'paid' });
  return <button {...billing.getButtonProps()}>Pay</button>;
}

describe('react-billing-key/v2', () => {
  it('has the button of V1: a card is entered in the window, and charged', async () => {
    const server = createFakePortOneServer();
    vi.stubGlobal('fetch', (input: RequestInfo, init?: RequestInit) => server.fetch(new Request(input, init)));
    install({ ui: true, apiUrl: 'https://api.portone.test' });
    const charge = vi.fn(async ({ billingKey }: IssuedKey) => {
      expect(server.keys.get(billingKey ?? '')).toMatchObject({ status: 'ISSUED', issueName: order.name });
      return { paid: true };
    });
    const onSuccess = vi.fn();
    await show(
      <SubscribeCardButton pg="kcp_v2" channelKey={channelKey} order={order} charge={charge} onSuccess={onSuccess} />,
    );
    await page.getByRole('button').click();
    const dialog = page.getByRole('dialog');
    await expect.element(dialog).toHaveAccessibleName('NHN KCP 모의 결제창');
    await expect.element(dialog.getByText('9,900원')).toBeVisible();
    await dialog.getByRole('checkbox').click();
    await dialog.getByRole('button', { name: '카드 등록' }).click();
    await vi.waitUntil(() => onSuccess.mock.calls.length === 1);
    expect(charge).toHaveBeenCalledTimes(1);
    expect(document.querySelector('.fake-payment-window')).toBeNull();
  });

  it('calls ways to pay as customers do, with the contract’s name where two would be called the same', async () => {
    install();
    await show(<PaymentMethods.Root pgs={['kcp_v2', 'kakaopay', 'naverpay']} />);
    const names = () =>
      page
        .getByRole('radio')
        .elements()
        .map(({ textContent }) => textContent);
    expect(names()).toEqual(['신용·체크카드', '카카오페이', '네이버페이']);
    await cleanup();
    await show(<PaymentMethods.Root pgs={['kcp_v2', 'tosspayments']} />);
    expect(names()).toEqual(['신용·체크카드 (NHN KCP)', '신용·체크카드 (토스페이먼츠)']);
  });

  it('says in the customer’s words that they gave up, and registers with the next click', async () => {
    install({ outcomes: ['cancelled', 'issued'] });
    const charge = vi.fn(async () => 'paid');
    await show(<SubscribeCardButton pg="kcp_v2" channelKey={channelKey} order={order} charge={charge} />);
    const button = page.getByRole('button');
    await button.click();
    await expect.element(button).toHaveAttribute('data-status', 'cancelled');
    await button.click();
    await expect.element(button).toHaveAttribute('data-status', 'succeeded');
    expect(charge).toHaveBeenCalledTimes(1);
  });

  it('puts no words of the SDK into a PG’s mouth, and keeps them for the developer', async () => {
    const message = '빌링키 발급 창 호출에 실패하였습니다. Failed to fetch';
    install({ outcome: { type: 'rejected', code: 'UnknownError', message } });
    const onError = vi.fn();
    const pay = async () => 'paid';
    await show(
      <SubscribeCardButton pg="kcp_v2" channelKey={channelKey} order={order} charge={pay} onError={onError} />,
    );
    await page.getByRole('button').click();
    await expect.element(page.getByRole('status')).not.toBeEmptyDOMElement();
    expect(page.getByRole('status').element().textContent).not.toMatch(/카드사 안내|Failed to fetch/);
    expect(onError.mock.lastCall?.[0]).toMatchObject({ code: 'sdk_error', pgMessage: message });
  });

  it('ends an attempt whose window lies under a modal dialog, where nobody can click it', async () => {
    install({ outcome: 'silent' });
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const open = (dialog: HTMLDialogElement | null) => {
      if (dialog && !dialog.open) dialog.showModal();
    };
    await render(
      <QueryClientProvider client={new QueryClient()}>
        <BillingProvider storeId="store-1" windowTimeout={500}>
          <dialog ref={open}>
            <SubscribeCardButton
              pg="tosspayments"
              channelKey="channel-key-tosspayments"
              order={order}
              charge={vi.fn()}
            />
          </dialog>
        </BillingProvider>
      </QueryClientProvider>,
    );
    const button = page.getByRole('button').first();
    await button.click();
    // As the SDK draws it: a frame in the body.
    const frame = document.createElement('iframe');
    frame.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%; z-index: 2147483647';
    document.body.append(frame);
    await expect.element(button).toHaveAttribute('data-error', 'window_timeout');
    expect(frame.isConnected).toBe(false);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('<dialog>'));
    warn.mockClear();
  });

  it('charges with the same paymentId again, without another window', async () => {
    install({ outcome: 'issued' });
    const ids: string[] = [];
    const charge = vi.fn(async ({ paymentId }: IssuedKey) => {
      ids.push(paymentId);
      if (ids.length === 1) throw new Error('declined');
      return 'paid';
    });
    await show(<SubscribeCardButton pg="kcp_v2" channelKey={channelKey} order={order} charge={charge} />);
    const button = page.getByRole('button').first();
    await button.click();
    await expect.element(button).toHaveAttribute('data-status', 'failed');
    await button.click();
    await expect.element(button).toHaveAttribute('data-status', 'succeeded');
    expect(new Set(ids).size).toBe(1);
    expect(fake?.requests).toHaveLength(1);
  });

  it('composes the parts, with a key for each channel that is on offer', async () => {
    install({ outcome: 'issued' });
    await show(<Checkout />);
    await page.getByRole('radio').click();
    const button = page.getByRole('button');
    await button.click();
    await expect.element(button).toHaveAttribute('data-status', 'succeeded');
    expect(fake?.requests[0]).toMatchObject({ provider: 'KAKAOPAY', params: { channelKey: 'channel-key-kakaopay' } });
  });

  it('names the field when the channel has no key', async () => {
    install();
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const onError = vi.fn();
    await show(
      <BillingKey.Root pg="kcp_v2" channelKey="" order={order} charge={async () => 'paid'} onError={onError}>
        <BillingKey.Trigger />
      </BillingKey.Root>,
    );
    await page.getByRole('button').click();
    await vi.waitUntil(() => onError.mock.calls.length === 1);
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ code: 'invalid_request', field: 'channelKey' });
    expect(fake?.requests).toEqual([]);
    error.mockClear();
  });

  it('keeps no key in events', async () => {
    install({ outcome: 'issued' });
    const events: unknown[] = [];
    await render(
      <QueryClientProvider client={new QueryClient()}>
        <BillingProvider storeId="store-1" onEvent={(event) => void events.push(event)}>
          <Hook />
        </BillingProvider>
      </QueryClientProvider>,
    );
    await page.getByRole('button').click();
    await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
    expect(events.length).toBeGreaterThan(2);
    expect(JSON.stringify(events)).not.toContain('billing-key-');
  });
});
