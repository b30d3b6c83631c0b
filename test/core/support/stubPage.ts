import { afterEach, beforeEach, vi } from 'vitest';
import type { IamportRequest, IamportResponse } from '../../../src/core/sdk/wire.js';

export const agents = {
  desktop: 'Mozilla/5.0 (X11; Linux x86_64)',
  phone: 'Mozilla/5.0 (Linux; Android 15; SM-S921N) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36',
};

/** The page that Node lacks, as far as the core looks at it, with an SDK that a test drives. */
export interface StubPage {
  readonly sdk: {
    init(): void;
    request_pay(request: IamportRequest, callback: (response: IamportResponse) => void): void;
    close(): void;
  };
  readonly requests: IamportRequest[];
  readonly window: EventTarget;
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
    vi.stubGlobal('location', { href: 'https://shop.example/checkout', protocol: 'https:' });
    vi.stubGlobal('navigator', navigator);
    vi.stubGlobal('document', document);
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, Symbol.for('react-billing-key/doctor'));
    vi.unstubAllGlobals();
  });
  return () => page;
}

function createPage(): StubPage {
  const requests: IamportRequest[] = [];
  const callbacks: ((response: IamportResponse) => void)[] = [];
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
    window: new EventTarget(),
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
