import { afterEach, beforeEach, vi } from 'vitest';
import type { IamportRequest, IamportResponse } from '../../../src/iamport/wire.js';

export const agents = {
  desktop: 'Mozilla/5.0 (X11; Linux x86_64)',
  safari:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  phone: 'Mozilla/5.0 (Linux; Android 15; SM-S921N) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36',
};

/** One of the SDK's dialogs, with something drawn in it. */
export const drawnDialog = { querySelectorAll: () => [{ getBoundingClientRect: () => ({ width: 1, height: 1 }) }] };

/** The page that Node lacks, as far as the core looks at it, with an SDK that a test drives. */
export interface StubPage {
  readonly sdk: {
    init(): void;
    request_pay(request: IamportRequest, callback: (response: IamportResponse) => void): void;
    close(): void;
  };
  readonly requests: IamportRequest[];
  readonly window: EventTarget & { readonly location: { href: string; readonly protocol: string } };
  readonly document: EventTarget & { visibilityState: string; querySelectorAll(): unknown[] };
  readonly navigator: { userAgent: string; userActivation?: { isActive: boolean } };
  /** The SDK's answer to a request. @default the last one */
  answer(response?: IamportResponse, request?: number): void;
}

export function stubPage(): () => StubPage {
  let page: StubPage;
  beforeEach(() => {
    page = createPage();
    const { sdk, window, document, navigator } = page;
    vi.stubGlobal('window', Object.assign(window, { IMP: sdk }));
    vi.stubGlobal('location', window.location);
    vi.stubGlobal('navigator', navigator);
    vi.stubGlobal('document', document);
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, Symbol.for('react-billing-key/dev-warnings'));
    vi.unstubAllGlobals();
  });
  return () => page;
}

function createPage(): StubPage {
  const requests: IamportRequest[] = [];
  const callbacks: ((response: IamportResponse) => void)[] = [];
  const location = { href: 'https://shop.example/checkout', protocol: 'https:' };
  return {
    requests,
    sdk: {
      init() {},
      request_pay(request, onAnswer) {
        requests.push(request);
        callbacks.push(onAnswer);
      },
      close() {},
    },
    answer(response, request = -1) {
      const { merchant_uid = '', customer_uid = '' } = requests.at(request) ?? {};
      callbacks.at(request)?.({ success: true, imp_uid: 'imp_1', merchant_uid, customer_uid, ...response });
    },
    window: Object.assign(new EventTarget(), {
      location,
      history: {
        state: null,
        replaceState: (_state: unknown, _title: string, url: string) => {
          location.href = url;
        },
      },
    }),
    document: Object.assign(new EventTarget(), {
      scripts: [],
      visibilityState: 'visible',
      hasFocus: () => true,
      querySelector: (): unknown => null,
      querySelectorAll: (): unknown[] => [],
      body: { classList: { remove() {} } },
    }),
    navigator: Object.assign({
      userAgent: agents.desktop,
      locks: { request: (_: string, ...rest: unknown[]) => (rest.at(-1) as (lock: object) => unknown)({}) },
    }),
  };
}
