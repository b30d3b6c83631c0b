import { pageLock } from '../../../../src/core/attempt/pageLock.js';
import { createIamportGateway } from '../../../../src/iamport/createIamportGateway.js';
import type { Iamport, IamportCallback, IamportRequest, IamportResponse } from '../../../../src/iamport/wire.js';
import { drawnDialog } from '../../support/stubPage.js';
import type { SdkRequest } from '../Tab.js';
import type { Generation, SdkShared, TestKey, Word } from './Generation.js';

/** i'mport. */
export function v1({ takesAtIssue }: { readonly takesAtIssue: boolean }): Generation {
  return {
    api: 'v1',
    options: { pg: takesAtIssue ? 'danal_tpay' : 'kcp_billing' },
    unproven: [],
    createGateway: () => createIamportGateway({ userCode: 'imp1' }),
    createSdk: (shared) => ({ IMP: createSdk(shared) }),
    orderOf: (order, customerUid, chargeMerchantUid) => ({
      ...order,
      customerUid,
      ...(takesAtIssue && { initialCharge: 'at-issue' }),
      ...(chargeMerchantUid && { chargeMerchantUid }),
    }),
    read(key: TestKey) {
      const { chargeMerchantUid: number, merchantUid: orderNumber, impUid } = key as Extract<TestKey, { api: 'v1' }>;
      return { number, orderNumber, key: { impUid } };
    },
    returnUrl(request, isGood, isForged) {
      const url = new URL(request.redirectUrl);
      const impUid = isForged ? 'imp_x' : String(request.key.impUid);
      if (isGood || isForged) url.searchParams.append('imp_uid', impUid);
      url.searchParams.append('merchant_uid', isForged ? 'm_x' : request.number);
      url.searchParams.append('imp_success', String(isGood));
      if (!isGood) url.searchParams.append('error_msg', '결제포기');
      return url.href;
    },
  };
}

function createSdk({ tab, requests, violations, health, onRequest }: SdkShared): Iamport {
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
      const request: SdkRequest = {
        tab: tab(),
        attemptId: pageLock().holder?.attemptId ?? '',
        number: params.merchant_uid,
        card: params.customer_uid,
        name: String(params.name),
        amount: params.amount,
        redirectUrl: String(params.m_redirect_url),
        key: { impUid: `imp_${params.merchant_uid}` },
        drawn: { display: 'block', ...drawnDialog },
        tell: (says) => callback(responseOf(request, says)),
        isVisible: !isDead,
        isLost: isDead,
      };
      requests.push(request);
      onRequest(request);
    },
    close() {
      for (const request of requests) if (request.tab === tab()) request.isVisible = false;
    },
  };
}

function responseOf({ number: merchant_uid, key }: SdkRequest, says: Word): IamportResponse {
  const imp_uid = String(key.impUid);
  switch (says) {
    case 'issued':
      return { success: true, imp_uid, merchant_uid };
    case 'newStyle':
      return { imp_uid, merchant_uid };
    case 'cancelled':
      return { success: false, imp_uid: null, merchant_uid, error_msg: '사용자가 결제를 취소하셨습니다' };
    case 'refused':
      return { imp_success: false, imp_uid, merchant_uid, error_code: 'F500', error_msg: '한도 초과' };
    case 'garbage':
      return { success: 'maybe', imp_uid: '' };
    case 'others':
      return { success: true, imp_uid, merchant_uid: 'of another attempt' };
    default:
      return says satisfies never;
  }
}
