import { useMutationState } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ServerError } from './api.js';
import { chargeKey } from './charge.js';

const REASONS: Readonly<Record<string, string>> = {
  no_billing_key: '등록된 카드를 찾지 못했어요. 카드를 다시 등록해 주세요.',
  issue_unknown: '카드 등록 기록을 찾지 못했어요. 카드를 다시 등록해 주세요.',
  issue_failed: '카드가 등록되지 않았어요. 카드를 다시 등록해 주세요.',
  amount_mismatch: '결제된 금액이 상품 가격과 달라요. 고객센터에서 확인한 뒤 환불해 드릴게요.',
  charge_unsettled: '결제 결과를 아직 확인하지 못했어요. 다시 시도해도 두 번 결제되지 않아요.',
  iamport_unavailable: '결제사에 연결하지 못했어요. 다시 시도해도 두 번 결제되지 않아요.',
};

/** Why the last charge failed, in the card company's words where it has some. The button says what can be done about it. */
export function ChargeFailure(): ReactNode {
  const last = useMutationState({
    filters: { mutationKey: chargeKey },
    select: ({ state }) => (state.status === 'error' ? state.error : null),
  }).at(-1);
  if (!last) return null;
  if (!(last instanceof ServerError)) return <p className="reason">서버에 연결하지 못했어요.</p>;
  if (last.code === 'charge_declined') return <p className="reason">카드사 안내: {last.message}</p>;
  return <p className="reason">{REASONS[last.code] ?? '문제가 계속되면 고객센터에 알려 주세요.'}</p>;
}
