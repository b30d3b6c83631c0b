import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { api, getHistory } from './api.js';
import { cardLabel, day, won } from './format.js';

const STATUS = {
  paid: '결제 완료',
  failed: '결제 실패',
  pending: '확인 중',
  refunded: '환불',
  registered: '카드 등록',
} as const;

/** The customer's past charges, as the backend has them. */
export function History(): ReactNode {
  const { data: charges = [] } = useQuery({
    queryKey: ['history'],
    queryFn: getHistory,
    // The backend finds out by itself what became of a charge whose answer was lost.
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === 'pending') ? 2000 : false),
  });

  // A charge that is settled may have begun a subscription, or paid for one.
  const queryClient = useQueryClient();
  const settled = charges.filter(({ status }) => status !== 'pending').length;
  useEffect(() => {
    if (settled > 0) void queryClient.invalidateQueries({ queryKey: api.subscriptions.queryKey });
  }, [queryClient, settled]);

  return (
    <section className="panel history" aria-labelledby="history-title">
      <h2 id="history-title">결제 내역</h2>
      {charges.length === 0 ? (
        <p className="empty">아직 결제한 내역이 없어요.</p>
      ) : (
        <ul>
          {charges.map((charge) => (
            <li key={charge.chargeMerchantUid} data-status={charge.status}>
              <span className="what">{charge.name}</span>
              <span className="how">
                {day(charge.createdAt)} · {cardLabel(charge.cardName, charge.cardNumber)}
              </span>
              <span className="amount">{won(charge.amount)}</span>
              <span className="status">{STATUS[charge.status]}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
