import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../src/core/index.js';
import { createIamportSdk } from '../../../src/iamport/createIamportSdk.js';
import { getPage } from '../../../src/iamport/page.js';
import type { IamportCallback } from '../../../src/iamport/wire.js';
import { createPortOneSdk } from '../../../src/portone/createPortOneSdk.js';
import type { IssueUiCallbacks } from '../../../src/portone/wire.js';

/** The host's places for PayPal's buttons. The first is for a button that pays once, which the host has drawn by itself. */
let once: HTMLElement;
let cards: HTMLElement;

function addPlace(type: string): HTMLElement {
  const place = document.createElement('div');
  place.className = 'portone-ui-container';
  place.dataset.portoneUiType = type;
  document.body.append(place);
  return place;
}

beforeEach(() => {
  once = addPlace('PAYPAL_SPB');
  once.textContent = 'Pay once';
  cards = addPlace('PAYPAL_RT');
});

afterEach(async () => {
  for (const place of [once, cards]) place.remove();
  for (const name of ['IMP', 'PortOne']) Reflect.deleteProperty(window, name);
  await getPage().settling;
});

/** PayPal's button as an SDK draws it. The SDK leaves it there, and serves every click on it. */
function draw(onClick: () => void): void {
  const button = document.createElement('button');
  button.addEventListener('click', onClick);
  cards.replaceChildren(button);
}

/** Both gateways over an SDK that draws the button once it is told to. */
const generations = {
  'i’mport': () => {
    const key = { imp_uid: 'imp_1', merchant_uid: 'm1' };
    let drawIt = () => {};
    const loadUI = (_ui: string, _request: object, callback: IamportCallback) => {
      drawIt = () => draw(() => callback(key));
    };
    Object.assign(window, { IMP: { init() {}, request_pay() {}, loadUI } });
    const sdk = createIamportSdk({ userCode: 'imp1' });
    const request = { merchant_uid: 'm1', customer_uid: 'c1', name: 'Basic', amount: 9900 };
    const open = (ui: 'paypal-rt' | undefined, onAnswer: (answer: unknown) => void) =>
      sdk.open({ request, ui, onAnswer });
    return {
      sdk,
      draw: () => drawIt(),
      openButton: (onAnswer: () => void) => open('paypal-rt', onAnswer),
      openWindow: () => open(undefined, () => {}),
    };
  },
  'PortOne V2': () => {
    const key = { transactionType: 'ISSUE_BILLING_KEY', billingKey: 'billing-key-1' } as const;
    let drawIt = () => {};
    const loadIssueBillingKeyUI = async (_request: object, callbacks: IssueUiCallbacks) => {
      drawIt = () => draw(() => callbacks.onIssueBillingKeySuccess(key));
    };
    Object.assign(window, { PortOne: { loadIssueBillingKeyUI, requestIssueBillingKey: () => new Promise(() => {}) } });
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    const request = { storeId: 'store-1', channelKey: 'channel-key-1', billingKeyMethod: 'CARD' };
    return {
      sdk,
      draw: () => drawIt(),
      openButton: (onAnswer: (answer: Answer) => void) =>
        sdk.open({ call: 'loadIssueBillingKeyUI', request: { ...request, uiType: 'PAYPAL_RT' } }, onAnswer),
      openWindow: () => sdk.open({ call: 'requestIssueBillingKey', request }, () => {}),
    };
  },
};

describe.each(Object.entries(generations))('PayPal’s button over %s', (_, start) => {
  it('is the window once it is drawn, whatever other button of PayPal’s stands on the page', () => {
    const page = start();
    page.openButton(() => {});
    expect(page.sdk.isWindowVisible()).toBe(false);
    page.draw();
    expect(page.sdk.isWindowVisible()).toBe(true);
    page.sdk.close();
  });

  it('is no window of an attempt that asked for another, and stays when that one is cancelled', () => {
    const page = start();
    draw(() => {});
    page.openWindow();
    expect(page.sdk.isWindowVisible()).toBe(false);
    page.sdk.close();
    expect(cards.childElementCount).toBe(1);
  });

  it('is taken away with an attempt that is cancelled, and the host’s other one is not', () => {
    const page = start();
    page.openButton(() => {});
    page.draw();
    page.sdk.close();
    expect(cards.childElementCount).toBe(0);
    expect(once.textContent).toBe('Pay once');
  });

  it('of another attempt is not taken away when the one before is answered late', async () => {
    const page = start();
    page.openButton(() => {});
    page.draw();
    const before = cards.querySelector('button');
    page.sdk.close();
    page.openButton(() => {});
    page.draw();
    before?.click();
    await new Promise((resolve) => setTimeout(resolve));
    expect(cards.childElementCount).toBe(1);
    page.sdk.close();
  });

  it('is taken away after the answer: another click would register a card for an attempt that is over', async () => {
    const page = start();
    const onAnswer = vi.fn();
    page.openButton(onAnswer);
    page.draw();
    cards.querySelector('button')?.click();
    expect(onAnswer).toHaveBeenCalledOnce();
    await vi.waitUntil(() => cards.childElementCount === 0);
    expect(once.textContent).toBe('Pay once');
    expect(page.sdk.isWindowVisible()).toBe(false);
  });
});
