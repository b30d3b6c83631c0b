import type { IamportRequest, IamportResponse } from '../../iamport/wire.js';
import type { FakeFailed, FakeIssued, FakeNotOpened } from '../FakeOutcome.js';
import { chargesAtIssue, findProvider } from '../providers.js';
import { createImpUid } from './createImpUid.js';

/** What an answer is made from. */
export interface AnsweredRequest {
  readonly params: IamportRequest;
  readonly provider: string;
  readonly generation: '1.3' | '1.2';
}

/** What the callback gets, key by key as the table of answers has it. */
export function buildAnswer(request: AnsweredRequest, outcome: FakeIssued | FakeFailed): IamportResponse {
  switch (outcome.type) {
    case 'issued':
    case 'issuedNewStyle':
    case 'issuedImpSuccess':
      return issuedAnswer(request, outcome);
    case 'cancelled':
    case 'refused':
    case 'popupClosed':
    case 'newStyleFailure':
      return failedAnswer(request, outcome);
    default:
      return outcome satisfies never;
  }
}

/** What the SDK answers by itself, before any window opens. */
export function buildOwnAnswer(type: FakeNotOpened['type'], merchantUid: string): IamportResponse | undefined {
  const answer = { imp_uid: null, merchant_uid: merchantUid };
  switch (type) {
    case 'noChannel':
      return {
        imp_success: false,
        ...answer,
        error_coe: 'F1001',
        error_msg: '결제 가능한 PG사가 설정되어 있지 않습니다.',
      };
    case 'notReady':
      return { success: false, ...answer, error_code: 'NOT_READY', error_msg: '등록된 PG 설정이 없습니다.' };
    case 'popupNotOpened':
      return { ...answer, error_code: 'NOT READY', error_msg: '결제창을 열 수 없습니다. 팝업 차단을 해제해주세요.' };
    case 'popupBlocked':
    case 'alert':
      return undefined;
    default:
      return type satisfies never;
  }
}

function answersNewStyle({ provider, generation }: AnsweredRequest): boolean {
  return generation === '1.3' && findProvider(provider).newAnswer === true;
}

function issuedAnswer(request: AnsweredRequest, outcome: FakeIssued): IamportResponse {
  const { params, provider } = request;
  const claim = { imp_uid: outcome.impUid ?? createImpUid(), merchant_uid: params.merchant_uid };
  if (outcome.type === 'issuedNewStyle' || (outcome.type === 'issued' && answersNewStyle(request))) {
    return { ...claim, ...outcome.extra };
  }
  if (outcome.type === 'issuedImpSuccess') return { imp_success: true, ...claim, ...outcome.extra };
  return {
    success: true,
    ...claim,
    customer_uid: params.customer_uid,
    pg_provider: provider,
    pay_method: params.pay_method ?? 'card',
    status: 'paid',
    paid_amount: chargesAtIssue(provider, params) ? params.amount : 0,
    currency: params.currency ?? 'KRW',
    name: params.name,
    card_name: '모의카드',
    ...outcome.extra,
  };
}

const failures = {
  cancelled: { code: 'F400', message: '[결제포기] 사용자가 결제를 취소하셨습니다' },
  refused: { code: 'F400', message: '[3001] 카드사 승인 거절: 유효기간이 지난 카드입니다' },
  popupClosed: { code: null, message: '결제창이 닫혔습니다' },
  newStyleFailure: { code: 'F400', message: '결제창을 준비하지 못했습니다' },
} as const;

function failedAnswer(request: AnsweredRequest, outcome: FakeFailed): IamportResponse {
  const usual = failures[outcome.type];
  const code = outcome.errorCode === undefined ? usual.code : outcome.errorCode;
  const error = { ...(code !== null && { error_code: code }), error_msg: outcome.errorMsg ?? usual.message };
  const { merchant_uid } = request.params;
  const newStyle = outcome.type === 'newStyleFailure' || answersNewStyle(request);
  const flag = outcome.flag ?? (newStyle ? 'none' : 'success');
  // The new API answers with these keys and no others, unless a test asks for more.
  if (newStyle && outcome.impUid === undefined) return { ...failedFlag(flag), merchant_uid, ...error };
  const imp_uid = outcome.impUid === undefined ? createImpUid() : outcome.impUid;
  return { ...failedFlag(flag), imp_uid, merchant_uid, ...error };
}

function failedFlag(flag: NonNullable<FakeFailed['flag']>): IamportResponse {
  switch (flag) {
    case 'success':
      return { success: false };
    case 'imp_success':
      return { imp_success: false };
    case 'success-as-text':
      return { success: 'false' };
    case 'none':
      return {};
    default:
      return flag satisfies never;
  }
}
