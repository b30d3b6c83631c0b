import { userEvent } from 'vitest/browser';
import type { IamportCallback, IamportRequest, IamportResponse } from '../../../src/core/sdk/wire.js';
import type { FakeIamport, FakeIamportOptions } from '../../../src/testing/index.js';

export type ShopState = 'idle' | 'open' | 'registered' | 'cancelled' | 'failed';

/** A shop with one button, as it comes out of a tutorial. */
export interface Shop {
  state: ShopState;
  readonly imp: FakeIamport;
  /** Puts the script in, or finds it there. */
  readonly addScript: () => Promise<HTMLScriptElement>;
}

export interface WrongApp {
  readonly mistake: string;
  /** What gives it away. */
  readonly because: RegExp;
  readonly options?: FakeIamportOptions;
  /** The code as it was written, and as it is written by someone who knows the SDK. */
  readonly wrong: (shop: Shop) => ShopCode;
  readonly mended: (shop: Shop) => ShopCode;
  /** What the customer does. */
  readonly customer: (code: ShopCode, shop: Shop) => void | Promise<void>;
  /** How it has to end. */
  readonly end: ShopState | ((shop: Shop) => boolean);
}

/** What a page runs, and when. */
export interface ShopCode {
  /** When it comes up. */
  readonly mount?: () => void | Promise<void>;
  readonly unmount?: () => void;
  readonly click: () => void | Promise<void>;
  readonly cancel?: () => void;
}

let number = 0;

function order(changes: Partial<IamportRequest> = {}): IamportRequest {
  number += 1;
  const uid = `order${number}`;
  return { pg: 'html5_inicis', merchant_uid: uid, customer_uid: 'c1', name: '월 구독', amount: 1000, ...changes };
}

const init = ({ imp }: Shop) => imp.IMP.init('imp00000000');

/** The callback of someone who has read the table of answers. */
function judge({ success, imp_success, imp_uid, error_code, error_coe, error_msg }: IamportResponse): ShopState {
  const flags = [success, imp_success].map(String);
  const named = error_code != null || error_coe != null || error_msg != null;
  if (flags.includes('false') || (named && !flags.includes('true'))) {
    return /취소|결제포기|cancel/i.test(error_msg ?? '') ? 'cancelled' : 'failed';
  }
  return imp_uid ? 'registered' : 'failed';
}

function pay(shop: Shop, params = order(), judged: (answer: IamportResponse) => ShopState = judge): void {
  shop.state = 'open';
  const callback: IamportCallback = (answer) => {
    shop.state = judged(answer);
  };
  shop.imp.IMP.request_pay(params, callback);
}

/** Init once, one request at a time, everything else as given. */
function shopCode(shop: Shop, click: () => void | Promise<void> = () => pay(shop)): ShopCode {
  return {
    mount: () => init(shop),
    click: () => (shop.state === 'open' ? undefined : click()),
  };
}

const nothingLost = ({ imp }: Shop) =>
  imp.requests.length > 0 && imp.requests.every(({ state }) => state === 'answered');

async function clickForReal(run: () => void): Promise<void> {
  const button = document.createElement('button');
  button.textContent = 'pay';
  button.addEventListener('click', run);
  document.body.prepend(button);
  await userEvent.click(button);
  button.remove();
}

const spent = async () => {
  while (navigator.userActivation.isActive) await new Promise(requestAnimationFrame);
};

export const wrongApps: readonly WrongApp[] = [
  {
    mistake: 'calls init on each click',
    because: /init was called again/,
    wrong: (shop) => ({
      click() {
        init(shop);
        pay(shop);
      },
    }),
    mended: (shop) => shopCode(shop),
    async customer(code, { imp }) {
      await code.click();
      await imp.nextRequest();
      await code.click();
      imp.configure({ outcome: 'issued' });
      if (imp.requests.length === 1) await imp.issue();
    },
    end: nothingLost,
  },
  {
    mistake: 'takes a missing error_code for success',
    because: /'registered' to be 'failed'/,
    options: { channels: [{ provider: 'danal', type: 'certification' }] },
    wrong: (shop) =>
      shopCode(shop, () => pay(shop, order(), ({ error_code }) => (error_code != null ? 'failed' : 'registered'))),
    mended: (shop) => shopCode(shop),
    customer: (code) => code.click(),
    end: 'failed',
  },
  {
    mistake: 'freezes its order, or keeps it in a store that does',
    because: /writes into the object/,
    options: { outcome: 'issued' },
    wrong: (shop) => shopCode(shop, () => pay(shop, Object.freeze(order()))),
    mended: (shop) => shopCode(shop, () => pay(shop, { ...Object.freeze(order()) })),
    customer: (code) => code.click(),
    end: 'registered',
  },
  {
    mistake: 'registers two cards at once',
    because: /only|same millisecond|reloads its frames/,
    options: { outcome: 'issued' },
    wrong: (shop) =>
      shopCode(shop, () => {
        pay(shop, order({ customer_uid: 'c1' }));
        pay(shop, order({ customer_uid: 'c2' }));
      }),
    mended: (shop) =>
      shopCode(shop, () => {
        const second = () => pay(shop, order({ customer_uid: 'c2' }));
        shop.imp.IMP.request_pay(order({ customer_uid: 'c1' }), () => void setTimeout(second));
      }),
    customer: (code) => code.click(),
    end: (shop) => nothingLost(shop) && shop.imp.requests.length === 2,
  },
  {
    mistake: 'names no address to return to',
    because: /no m_redirect_url/,
    options: { device: 'phone', outcome: 'issued', navigate() {} },
    wrong: (shop) => shopCode(shop, () => pay(shop, order({ pg: 'kcp_billing' }))),
    mended: (shop) =>
      shopCode(shop, () => pay(shop, order({ pg: 'kcp_billing', m_redirect_url: 'https://shop.test/return' }))),
    customer: (code) => code.click(),
    end: ({ imp }) => imp.navigations.some((address) => address.includes('imp_uid=')),
  },
  {
    mistake: 'sends its amount as a string',
    because: /'failed' to be 'registered'/,
    options: { outcome: 'issued' },
    wrong: (shop) =>
      shopCode(shop, () => {
        const params = order();
        Reflect.set(params, 'amount', '9900');
        pay(shop, params);
      }),
    mended: (shop) => shopCode(shop, () => pay(shop, order({ amount: Number('9900') }))),
    customer: (code) => code.click(),
    end: 'registered',
  },
  {
    mistake: 'takes the script away when it unmounts',
    because: /init was called again/,
    wrong: (shop) => {
      let script: HTMLScriptElement | undefined;
      return {
        async mount() {
          script = await shop.addScript();
          init(shop);
        },
        unmount() {
          script?.remove();
          Reflect.deleteProperty(window, 'IMP');
        },
        click: () => pay(shop),
      };
    },
    mended: (shop) => shopCode(shop),
    async customer(code, { imp }) {
      await code.click();
      await imp.nextRequest();
      // Another route, or StrictMode.
      code.unmount?.();
      if (code.unmount) await code.mount?.();
      await imp.issue();
    },
    end: 'registered',
  },
  {
    mistake: 'tries again inside the callback',
    because: /inside the callback/,
    options: { outcomes: ['cancelled', 'issued', 'issued'] },
    wrong: (shop) =>
      shopCode(shop, () => {
        shop.imp.IMP.request_pay(order(), (answer) => {
          if (judge(answer) === 'cancelled') pay(shop);
        });
      }),
    mended: (shop) =>
      shopCode(shop, () => {
        shop.imp.IMP.request_pay(order(), (answer) => {
          if (judge(answer) === 'cancelled') setTimeout(() => pay(shop));
        });
      }),
    customer: (code) => code.click(),
    end: 'registered',
  },
  {
    mistake: 'reads success and nothing else',
    because: /'failed' to be 'registered'/,
    options: { outcome: 'issued' },
    wrong: (shop) =>
      shopCode(shop, () => pay(shop, order({ pg: 'welcome' }), ({ success }) => (success ? 'registered' : 'failed'))),
    mended: (shop) => shopCode(shop, () => pay(shop, order({ pg: 'welcome' }))),
    customer: (code) => code.click(),
    end: 'registered',
  },
  {
    mistake: 'asks for the window before init',
    because: /before IMP.init/,
    options: { outcome: 'issued' },
    // As an effect of a child does, which runs before its parent's.
    wrong: (shop) => ({
      mount() {
        pay(shop);
        init(shop);
      },
      click() {},
    }),
    mended: (shop) => ({
      mount() {
        init(shop);
        pay(shop);
      },
      click() {},
    }),
    customer: (code) => code.click(),
    end: 'registered',
  },
  {
    mistake: 'opens a popup long after the click',
    because: /blocked the popup/,
    options: { outcome: 'issued' },
    wrong: (shop) =>
      shopCode(shop, async () => {
        // A slow order service, in reality.
        await spent();
        pay(shop, order({ pg: 'payco' }));
      }),
    mended: (shop) => shopCode(shop, () => pay(shop, order({ pg: 'payco' }))),
    customer: (code) => clickForReal(() => void code.click()),
    end: 'registered',
  },
  {
    mistake: 'expects IMP.close() to call back',
    because: /'open' to be 'cancelled'/,
    wrong: (shop) => ({ ...shopCode(shop), cancel: () => shop.imp.IMP.close?.() }),
    mended: (shop) => ({
      ...shopCode(shop),
      cancel() {
        shop.imp.IMP.close?.();
        shop.state = 'cancelled';
      },
    }),
    async customer(code, { imp }) {
      await code.click();
      await imp.nextRequest();
      code.cancel?.();
    },
    end: 'cancelled',
  },
];
