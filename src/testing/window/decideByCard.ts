import type { IamportRequest } from '../../iamport/wire.js';
import type { FakeFailed, FakeIssued } from '../FakeOutcome.js';
import type { FakeCard } from '../fakeCards.js';
import { chargesAtIssue } from '../providers.js';

const refusals = {
  'refused-at-issue': '[3001] 카드사 승인 거절: 유효기간이 지난 카드입니다',
  'declined-at-charge': '[3002] 카드사 승인 거절: 잔액이 부족합니다',
  'limit-exceeded': '[3003] 카드사 승인 거절: 한도를 초과했습니다',
} as const;

/** What a card comes to. One that can't be charged is refused at once by a PG that charges while it issues. */
export function decideByCard(
  { behaviour }: FakeCard,
  provider: string,
  params: IamportRequest,
): FakeIssued | FakeFailed {
  if (behaviour === 'ok') return { type: 'issued', card: behaviour };
  if (behaviour !== 'refused-at-issue' && !chargesAtIssue(provider, params)) return { type: 'issued', card: behaviour };
  return { type: 'refused', errorMsg: refusals[behaviour] };
}

/** The cross and Escape, where a PG tells them from its cancel button. */
export const closedByCustomer: FakeFailed = {
  type: 'cancelled',
  errorCode: 'USER_CANCEL',
  errorMsg: '[결제포기] 사용자가 결제창을 닫았습니다',
};
