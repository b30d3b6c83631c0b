import type { IamportCallback, IamportRequest } from '../src/iamport/index.js';

/** As little of the SDK as can be, so that what is measured is the page's own work. */
export interface BenchSdk {
  /** When `request_pay` was called last. */
  requestedAt: number;
  request: IamportRequest | undefined;
  /** Calls back: a key was issued. */
  answer(): void;
}

export const sdk: BenchSdk = { requestedAt: 0, request: undefined, answer: () => {} };

export function installSdk(): void {
  const IMP = {
    init() {},
    agency() {},
    close() {},
    request_pay(request: IamportRequest, callback: IamportCallback) {
      sdk.requestedAt = performance.now();
      sdk.request = request;
      sdk.answer = () => callback({ success: true, imp_uid: 'imp_1', merchant_uid: request.merchant_uid });
    },
  };
  Object.assign(window, { IMP });
}
