import type { IssueAndPayResponse, IssueResponse } from '../../../portone/wire.js';
import type { FakePortOneFailed, FakePortOneIssued } from '../FakePortOneOutcome.js';
import type { Entry } from './Entry.js';

/** The part of an entry that an answer is made from; a payment page has no more than this. */
export type AnsweredRequest = Pick<Entry, 'call' | 'params' | 'billingKey' | 'transactionId'>;

type Failure = Required<Pick<FakePortOneFailed, 'code' | 'message' | 'pgCode' | 'pgMessage'>>;

/** PortOne declares no code for a customer who closed the window; this is one that hosts were seen to test for. */
const failures: Readonly<Record<FakePortOneFailed['type'], Failure>> = {
  cancelled: {
    code: 'FAILURE_TYPE_PG',
    message: '[결제포기] 사용자가 결제를 취소하셨습니다',
    pgCode: 'PAY_PROCESS_CANCELED',
    pgMessage: '사용자가 결제를 취소하셨습니다',
  },
  refused: {
    code: 'PGProviderError',
    message: 'PG사에서 오류를 전달하였습니다.',
    pgCode: '3001',
    pgMessage: '[3001] 카드사 승인 거절: 유효기간이 지난 카드입니다',
  },
  codeBesideKey: {
    code: 'ParsePgRawIssueBillingKeyResponseFailed',
    message: 'PG사의 응답을 해석하지 못했습니다.',
    pgCode: '9999',
    pgMessage: '알 수 없는 응답',
  },
};

export const needsConfirmation = 'NEEDS_CONFIRMATION';

/** The token of a key that its server has to confirm. */
export const issueTokenOf = ({ transactionId }: Pick<Entry, 'transactionId'>): string =>
  `billing-issue-token-${transactionId}`;

/** What the promise resolves to. A key that is the answer's own is `outcome.billingKey`, or the one made for the request. */
export function buildResponse(
  request: AnsweredRequest,
  outcome: FakePortOneIssued | FakePortOneFailed,
): IssueResponse | IssueAndPayResponse {
  switch (outcome.type) {
    case 'issued':
      return complete(request, { billingKey: outcome.billingKey ?? request.billingKey });
    case 'needsConfirmation':
      return complete(request, { billingKey: needsConfirmation, billingIssueToken: issueTokenOf(request) });
    case 'cancelled':
    case 'refused':
    case 'codeBesideKey': {
      const usual = failures[outcome.type];
      return complete(request, {
        billingKey: outcome.type === 'codeBesideKey' ? request.billingKey : '',
        code: outcome.code ?? usual.code,
        message: outcome.message ?? usual.message,
        pgCode: outcome.pgCode ?? usual.pgCode,
        pgMessage: outcome.pgMessage ?? usual.pgMessage,
      });
    }
    default:
      return outcome satisfies never;
  }
}

function complete(
  { call, params, transactionId }: AnsweredRequest,
  answer: Omit<IssueResponse, 'transactionType'>,
): IssueResponse | IssueAndPayResponse {
  if (call !== 'requestIssueBillingKeyAndPay') return { transactionType: 'ISSUE_BILLING_KEY', ...answer };
  const txId = answer.billingKey === needsConfirmation ? needsConfirmation : transactionId;
  return { transactionType: 'ISSUE_BILLING_KEY_AND_PAY', paymentId: params.paymentId ?? '', txId, ...answer };
}

/** The merchant's address with the answer's fields behind whatever query it already had. */
export function buildReturnUrl(redirectUrl: string, response: object): string {
  const url = new URL(redirectUrl, location.href);
  const answer = new URLSearchParams();
  for (const [key, value] of Object.entries(response)) {
    if (typeof value === 'string' && value !== '') answer.set(key, value);
  }
  url.search = url.search ? `${url.search}&${answer}` : `${answer}`;
  return url.href;
}
