import { pageLock } from '../../../src/core/attempt/pageLock.js';
import type { Iamport, IamportCallback, IamportRequest } from '../../../src/iamport/wire.js';
import type { SdkHealth } from './commands.js';
import type { SdkRequest, Tab } from './Tab.js';

interface Shared {
  readonly tab: () => Tab;
  readonly requests: SdkRequest[];
  readonly violations: string[];
  readonly health: () => SdkHealth;
  /** A window is asked for. */
  readonly onRequest: (request: SdkRequest) => void;
}

/** The SDK of one page, as far as its habits can hurt: it notes whoever meets one of them. */
export function createSdk({ tab, requests, violations, health, onRequest }: Shared): Iamport {
  let isDead = false;
  const isOpen = () => requests.some((request) => request.tab === tab() && request.isVisible);
  return {
    init() {
      if (isOpen()) violations.push('init while a window is open');
      if (health() === 'throws') throw new Error('The SDK is broken.');
      isDead = health() === 'swallows';
    },
    agency() {},
    request_pay(params: IamportRequest, callback: IamportCallback = () => {}) {
      if (isOpen()) violations.push('two requests overlap');
      if (tab().isInsideCallback) violations.push('a request inside the callback');
      isDead ||= health() === 'swallows';
      params.request_id = 'written by the SDK';
      const attemptId = pageLock().holder?.attemptId ?? '';
      const request = { tab: tab(), attemptId, params, callback, isVisible: !isDead, isLost: isDead };
      requests.push(request);
      onRequest(request);
    },
    close() {
      for (const request of requests) if (request.tab === tab()) request.isVisible = false;
    },
  };
}
