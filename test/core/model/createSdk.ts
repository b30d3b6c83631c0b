import { getPage } from '../../../src/core/sdk/page.js';
import type { Iamport, IamportCallback, IamportRequest } from '../../../src/core/sdk/wire.js';
import type { SdkRequest, Tab } from './Tab.js';

interface Shared {
  readonly tab: () => Tab;
  readonly requests: SdkRequest[];
  readonly violations: string[];
  /** The channel list can't be fetched, so that what is asked for is swallowed until the SDK is started anew. */
  readonly swallows: () => boolean;
}

/** The SDK of one page, as far as its habits can hurt: it notes whoever meets one of them. */
export function createSdk({ tab, requests, violations, swallows }: Shared): Iamport {
  let isDead = false;
  const isOpen = () => requests.some((request) => request.tab === tab() && request.isVisible);
  return {
    init() {
      if (isOpen()) violations.push('init while a window is open');
      isDead = swallows();
    },
    agency() {},
    request_pay(params: IamportRequest, callback: IamportCallback = () => {}) {
      if (isOpen()) violations.push('two requests overlap');
      if (tab().isInsideCallback) violations.push('a request inside the callback');
      isDead ||= swallows();
      params.request_id = 'written by the SDK';
      const attemptId = getPage().open?.attemptId ?? '';
      requests.push({ tab: tab(), attemptId, params, callback, isVisible: !isDead, isLost: isDead });
    },
    close() {
      for (const request of requests) if (request.tab === tab()) request.isVisible = false;
    },
  };
}
