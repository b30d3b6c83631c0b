import type PortOneModule from '@portone/browser-sdk/v2';
import { isIssueBillingKeyError, isPortOneError } from '@portone/browser-sdk/v2';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { IssueAndPayRequest, IssueRequest, LoadIssueUiRequest } from '../../../src/portone/wire.js';
import { createFakePortOne, type FakePortOne, type FakePortOneOptions } from '../../../src/testing/index.js';
import { type SdkBehaviourId, sdkBehaviours } from './behaviours.js';

let fake: FakePortOne;

function install(options: FakePortOneOptions = {}) {
  fake = createFakePortOne({ device: 'desktop', navigate: () => undefined, ...options });
  fake.install();
  // The types of PortOne's own package: the fake has all of it, as far as TypeScript can tell.
  return fake.PortOne satisfies typeof PortOneModule;
}

afterEach(() => fake?.uninstall());

const kcp: IssueRequest = {
  storeId: 'store-1',
  channelKey: 'channel-key-kcp_v2',
  billingKeyMethod: 'CARD',
  issueId: 'issue-1',
  issueName: 'Monthly plan',
};
const phoneBill: IssueAndPayRequest = {
  storeId: 'store-1',
  channelKey: 'channel-key-galaxia',
  paymentId: 'payment-1',
  orderName: 'Monthly plan',
  totalAmount: 9900,
  currency: 'KRW',
  billingKeyAndPayMethod: 'MOBILE',
  customer: { customerId: 'customer-1' },
};
const paypal: LoadIssueUiRequest = {
  uiType: 'PAYPAL_RT',
  storeId: 'store-1',
  channelKey: 'channel-key-paypal_v2',
  billingKeyMethod: 'PAYPAL',
  issueId: 'issue-1',
};
const back = 'https://shop.test/done?plan=month';

/** What a promise came to, if it did: a macrotask later. */
async function stateOf(promise: Promise<unknown>): Promise<'settled' | 'pending'> {
  const later = new Promise<'pending'>((resolve) => setTimeout(() => resolve('pending'), 20));
  return Promise.race([
    promise.then(
      () => 'settled' as const,
      () => 'settled' as const,
    ),
    later,
  ]);
}

/** The way back of a phone, as its query. */
async function returnOf(options: FakePortOneOptions, request: IssueRequest = kcp): Promise<Record<string, string>> {
  install({ device: 'phone', ...options }).requestIssueBillingKey({ redirectUrl: back, ...request });
  await vi.waitUntil(() => fake.navigations.length > 0);
  return Object.fromEntries(new URL(fake.navigations[0] ?? '').searchParams);
}

const tests: Record<SdkBehaviourId, () => Promise<void>> = {
  async 'load/global'() {
    install();
    expect(window.PortOne).toBe(fake.PortOne);
    expect(Object.keys(fake.PortOne).sort()).toEqual([
      'loadIssueBillingKeyUI',
      'loadPaymentUI',
      'requestIdentityVerification',
      'requestIssueBillingKey',
      'requestIssueBillingKeyAndPay',
      'requestPayment',
      'updateLoadIssueBillingKeyUIRequest',
      'updateLoadPaymentUIRequest',
    ]);
  },
  async 'load/first-stays'() {
    install();
    expect(createFakePortOne().install()).toBe(false);
    expect(window.PortOne).toBe(fake.PortOne);
  },
  async 'load/no-init'() {
    install({ storeId: 'store-1', outcome: 'issued' });
    await expect(fake.PortOne.requestIssueBillingKey({ ...kcp, storeId: 'store-2' })).rejects.toMatchObject({
      code: 'StoreNotFound',
    });
    await expect(fake.PortOne.requestIssueBillingKey(kcp)).resolves.toBeDefined();
  },

  async 'request/asks-first'() {
    install();
    void fake.PortOne.requestIssueBillingKey(kcp);
    expect(fake.requests[0]?.state).toBe('opening');
    expect(await fake.nextRequest()).toMatchObject({ state: 'open', provider: 'KCP_V2' });
  },
  async 'request/rejects'() {
    for (const device of ['desktop', 'phone'] as const) {
      install({ device });
      const request = fake.PortOne.requestIssueBillingKey({ ...kcp, issueId: undefined, redirectUrl: back });
      await expect(request).rejects.toThrow('issueId is required');
      expect(fake.navigations).toEqual([]);
      fake.uninstall();
    }
  },
  async 'request/error-class'() {
    install({ outcome: 'rejected' });
    const error: unknown = await fake.PortOne.requestIssueBillingKey(kcp).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(isPortOneError(error) && isIssueBillingKeyError(error)).toBe(true);
    expect(error).toMatchObject({ code: 'BadRequest', transactionType: 'ISSUE_BILLING_KEY' });
  },
  async 'request/network-error'() {
    install({ outcome: 'networkError' });
    const error: unknown = await fake.PortOne.requestIssueBillingKey(kcp).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(isPortOneError(error)).toBe(false);
  },
  async 'request/required'() {
    install({ device: 'desktop', outcome: 'issued' });
    const inicis = { ...kcp, channelKey: 'channel-key-inicis_v2', customer: { fullName: '홍길동' } };
    await expect(fake.PortOne.requestIssueBillingKey(inicis)).rejects.toThrow('customer.phoneNumber');
    fake.configure({ device: 'phone' });
    await expect(fake.PortOne.requestIssueBillingKey(inicis)).rejects.toThrow('offerPeriod');
    fake.configure({ device: 'desktop' });
    const named = { firstName: '길동', lastName: '홍', phoneNumber: '010', email: 'a@b.kr' };
    await expect(fake.PortOne.requestIssueBillingKey({ ...inicis, customer: named })).resolves.toBeDefined();
  },
  async 'request/texts'() {
    install({ outcome: 'issued' });
    const smartro = { ...kcp, channelKey: 'channel-key-smartro_v2', customer: { customerId: 'a'.repeat(21) } };
    await expect(fake.PortOne.requestIssueBillingKey(smartro)).rejects.toThrow('issueId');
    const plain = { ...smartro, issueId: 'issue1' };
    await expect(fake.PortOne.requestIssueBillingKey(plain)).rejects.toThrow('customer.customerId');
    const short = { ...plain, customer: { customerId: 'a'.repeat(20) } };
    await expect(fake.PortOne.requestIssueBillingKey(short)).resolves.toBeDefined();
  },
  async 'request/phone-bill'() {
    install({ outcome: 'issued' });
    const pay = fake.PortOne.requestIssueBillingKeyAndPay;
    await expect(pay({ ...phoneBill, customer: {} })).rejects.toThrow('customer.customerId');
    const customer = { fullName: '홍길동', phoneNumber: '010', email: 'a@b.kr' };
    const inicis = { ...phoneBill, channelKey: 'channel-key-inicis_v2', customer };
    await expect(pay(inicis)).rejects.toThrow('productType');
    await expect(pay({ ...inicis, productType: 'PRODUCT_TYPE_DIGITAL' })).resolves.toBeDefined();
    await expect(pay({ ...phoneBill, channelKey: 'channel-key-kcp_v2' })).rejects.toThrow('does not support the call');
  },
  async 'request/required-code'() {
    install();
    const request = fake.PortOne.requestIssueBillingKey({ ...kcp, channelKey: undefined });
    await expect(request).rejects.toMatchObject({ code: 'BadRequest' });
  },
  async 'request/window-type'() {
    install({ outcome: 'issued' });
    const toss = { ...kcp, channelKey: 'channel-key-tosspayments', windowType: { pc: 'POPUP' as const } };
    await expect(fake.PortOne.requestIssueBillingKey(toss)).rejects.toThrow('POPUP is not supported');
    await expect(fake.PortOne.requestIssueBillingKey({ ...toss, windowType: { pc: 'IFRAME' } })).resolves.toMatchObject(
      { transactionType: 'ISSUE_BILLING_KEY' },
    );
  },
  async 'request/unknown-channel'() {
    install({ channels: { mine: 'KCP_V2' }, outcome: 'issued' });
    await expect(fake.PortOne.requestIssueBillingKey(kcp)).rejects.toMatchObject({ code: 'ChannelNotFound' });
    await expect(fake.PortOne.requestIssueBillingKey({ ...kcp, channelKey: 'mine' })).resolves.toBeDefined();
  },
  async 'request/integer-amount'() {
    install();
    await expect(fake.PortOne.requestIssueBillingKey({ ...kcp, displayAmount: 9.99 })).rejects.toThrow('integer');
    await expect(fake.PortOne.requestIssueBillingKeyAndPay({ ...phoneBill, totalAmount: 0.5 })).rejects.toThrow(
      'integer',
    );
  },
  async 'request/force-redirect-errors'() {
    install();
    const request = { ...kcp, issueId: undefined, redirectUrl: back, forceRedirect: true };
    await expect(fake.PortOne.requestIssueBillingKey(request)).rejects.toThrow();
    expect(fake.navigations).toEqual([]);
  },
  async 'request/two-at-once'() {
    install();
    const first = fake.PortOne.requestIssueBillingKey(kcp);
    const second = fake.PortOne.requestIssueBillingKey({ ...kcp, issueId: 'issue-2' });
    await fake.nextRequest();
    await fake.nextRequest();
    await fake.issue({ billingKey: 'of the second' });
    await fake.issue({ billingKey: 'of the first' });
    expect([await first, await second]).toMatchObject([
      { billingKey: 'of the first' },
      { billingKey: 'of the second' },
    ]);
  },

  async 'answer/issued'() {
    install({ outcome: 'issued' });
    const answer = await fake.PortOne.requestIssueBillingKey(kcp);
    expect(answer).toEqual({
      transactionType: 'ISSUE_BILLING_KEY',
      billingKey: expect.stringMatching(/^billing-key-/),
    });
  },
  async 'answer/code'() {
    install({ outcome: 'refused' });
    expect(await fake.PortOne.requestIssueBillingKey(kcp)).toMatchObject({ code: 'PGProviderError', billingKey: '' });
  },
  async 'answer/code-beside-key'() {
    install({ outcome: 'codeBesideKey' });
    expect(await fake.PortOne.requestIssueBillingKey(kcp)).toMatchObject({
      code: expect.any(String),
      billingKey: expect.stringMatching(/^billing-key-/),
    });
  },
  async 'answer/cancelled'() {
    install();
    const answer = fake.PortOne.requestIssueBillingKey(kcp);
    await fake.nextRequest();
    await fake.cancel();
    expect((await answer)?.message).toContain('취소');
  },
  async 'answer/pg-message'() {
    install();
    const answer = fake.PortOne.requestIssueBillingKey(kcp);
    await fake.nextRequest();
    await fake.refuse({ pgCode: '8035', pgMessage: '<b>한도</b> & 초과' });
    expect(await answer).toMatchObject({ pgCode: '8035', pgMessage: '<b>한도</b> & 초과' });
  },
  async 'answer/undefined'() {
    install({ outcome: 'undefined' });
    expect(await fake.PortOne.requestIssueBillingKey(kcp)).toBeUndefined();
  },
  async 'answer/needs-confirmation'() {
    install({ channels: { mine: { provider: 'KCP_V2', manualConfirmation: true } }, outcome: 'issued' });
    expect(await fake.PortOne.requestIssueBillingKey({ ...kcp, channelKey: 'mine' })).toEqual({
      transactionType: 'ISSUE_BILLING_KEY',
      billingKey: 'NEEDS_CONFIRMATION',
      billingIssueToken: expect.any(String),
    });
  },
  async 'answer/and-pay'() {
    install({ outcome: 'issued' });
    expect(await fake.PortOne.requestIssueBillingKeyAndPay(phoneBill)).toEqual({
      transactionType: 'ISSUE_BILLING_KEY_AND_PAY',
      billingKey: expect.stringMatching(/^billing-key-/),
      paymentId: 'payment-1',
      txId: expect.any(String),
    });
  },
  async 'answer/and-pay-confirmation'() {
    install({ outcome: 'needsConfirmation' });
    expect(await fake.PortOne.requestIssueBillingKeyAndPay(phoneBill)).toMatchObject({
      billingKey: 'NEEDS_CONFIRMATION',
      txId: 'NEEDS_CONFIRMATION',
    });
  },
  async 'answer/never'() {
    install({ outcome: 'silent' });
    const answer = fake.PortOne.requestIssueBillingKey(kcp);
    expect(await fake.nextRequest()).toMatchObject({ state: 'open' });
    expect(await stateOf(answer)).toBe('pending');
  },
  async 'answer/unheard'() {
    install({ outcome: 'issuedUnheard' });
    const answer = fake.PortOne.requestIssueBillingKey(kcp);
    await vi.waitUntil(() => fake.requests[0]?.state === 'lost');
    expect(await stateOf(answer)).toBe('pending');
  },

  async 'phone/leaves'() {
    install({ device: 'phone', outcome: 'issued' });
    const answer = fake.PortOne.requestIssueBillingKey({ ...kcp, redirectUrl: back });
    await vi.waitUntil(() => fake.requests[0]?.state === 'left');
    expect(await stateOf(answer)).toBe('pending');
  },
  async 'phone/keys'() {
    expect(await returnOf({ outcome: 'issued' })).toEqual({
      plan: 'month',
      transactionType: 'ISSUE_BILLING_KEY',
      billingKey: expect.stringMatching(/^billing-key-/),
    });
  },
  async 'phone/keys-failed'() {
    expect(await returnOf({ outcome: 'refused' })).toEqual({
      plan: 'month',
      transactionType: 'ISSUE_BILLING_KEY',
      code: 'PGProviderError',
      message: expect.any(String),
      pgCode: '3001',
      pgMessage: expect.any(String),
    });
  },
  async 'phone/keys-confirmation'() {
    expect(await returnOf({ outcome: 'needsConfirmation' })).toMatchObject({
      billingKey: 'NEEDS_CONFIRMATION',
      billingIssueToken: expect.any(String),
    });
  },
  async 'phone/no-order'() {
    expect(JSON.stringify(await returnOf({ outcome: 'issued' }))).not.toContain('issue-1');
  },
  async 'phone/own-keys'() {
    const query = await returnOf(
      { outcome: 'cancelled' },
      { ...kcp, redirectUrl: 'https://shop.test/?rbk=a1&code=mine' },
    );
    expect(query.rbk).toBe('a1');
    expect(new URL(fake.navigations[0] ?? '').searchParams.getAll('code')).toEqual(['mine', 'FAILURE_TYPE_PG']);
  },
  async 'phone/no-address'() {
    install({ device: 'phone', outcome: 'issued' });
    const answer = fake.PortOne.requestIssueBillingKey(kcp);
    await vi.waitUntil(() => fake.requests[0]?.state === 'lost');
    expect(await stateOf(answer)).toBe('pending');
  },
  async 'phone/force-redirect'() {
    install({ outcome: 'issued' });
    void fake.PortOne.requestIssueBillingKey({ ...kcp, redirectUrl: back, forceRedirect: true });
    await vi.waitUntil(() => fake.navigations.length > 0);
    expect(fake.navigations[0]).toContain('billingKey=');
  },

  async 'popup/naverpay'() {
    install({ popup: 'allow' });
    void fake.PortOne.requestIssueBillingKey({ ...kcp, channelKey: 'channel-key-naverpay' });
    await fake.nextRequest();
    expect(fake.popups).toMatchObject([{ provider: 'NAVERPAY', blocked: false }]);
  },
  async 'popup/blocked'() {
    install({ popup: 'block', outcome: 'issued' });
    const answer = fake.PortOne.requestIssueBillingKey({ ...kcp, channelKey: 'channel-key-naverpay' });
    await vi.waitUntil(() => fake.requests[0]?.state === 'lost');
    expect(await stateOf(answer)).toBe('pending');
  },

  async 'ui/button'() {
    await withContainer(async () => {
      install();
      await fake.PortOne.loadIssueBillingKeyUI(paypal, callbacks());
      await expect.element(page.getByRole('button', { name: 'PayPal' })).toBeVisible();
      expect(fake.requests[0]?.state).toBe('button');
    });
  },
  async 'ui/success'() {
    await withContainer(async () => {
      install({ outcome: 'issued' });
      const heard = callbacks();
      await fake.PortOne.loadIssueBillingKeyUI(paypal, heard);
      await userEvent.click(page.getByRole('button', { name: 'PayPal' }));
      await vi.waitUntil(() => heard.onIssueBillingKeySuccess.mock.calls.length > 0);
      expect(heard.onIssueBillingKeySuccess.mock.calls[0]?.[0]).toMatchObject({
        billingKey: expect.stringMatching(/^billing-key-/),
      });
    });
  },
  async 'ui/fail'() {
    await withContainer(async () => {
      install({ outcome: 'cancelled' });
      const heard = callbacks();
      await fake.PortOne.loadIssueBillingKeyUI(paypal, heard);
      await userEvent.click(page.getByRole('button', { name: 'PayPal' }));
      await vi.waitUntil(() => heard.onIssueBillingKeyFail.mock.calls.length > 0);
      expect(isIssueBillingKeyError(heard.onIssueBillingKeyFail.mock.calls[0]?.[0])).toBe(true);
      expect(heard.onIssueBillingKeySuccess).not.toHaveBeenCalled();
    });
  },
  async 'ui/update'() {
    await withContainer(async () => {
      install();
      await fake.PortOne.loadIssueBillingKeyUI(paypal, callbacks());
      await fake.PortOne.updateLoadIssueBillingKeyUIRequest({ ...paypal, issueId: 'issue-2' });
      await userEvent.click(page.getByRole('button', { name: 'PayPal' }));
      expect((await fake.nextRequest()).params.issueId).toBe('issue-2');
    });
  },
  async 'ui/no-container'() {
    install();
    await expect(fake.PortOne.loadIssueBillingKeyUI(paypal, callbacks())).rejects.toThrow('.portone-ui-container');
  },
};

function callbacks() {
  return { onIssueBillingKeySuccess: vi.fn(), onIssueBillingKeyFail: vi.fn() };
}

async function withContainer(run: () => Promise<void>): Promise<void> {
  const place = document.createElement('div');
  place.className = 'portone-ui-container';
  document.body.append(place);
  try {
    await run();
  } finally {
    place.remove();
  }
}

describe('the fake of PortOne’s V2 SDK', () => {
  it.each(Object.keys(sdkBehaviours) as SdkBehaviourId[])('%s', (id) => tests[id]());
});
