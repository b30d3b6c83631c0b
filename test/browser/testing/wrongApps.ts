import { userEvent } from 'vitest/browser';
import type { FakeIamportOptions } from '../../../src/testing/index.js';
import { init, judge, order, pay, type Shop, type ShopCode, shopCode } from './shop.js';

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
  readonly end: Shop['state'] | ((shop: Shop) => boolean);
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
