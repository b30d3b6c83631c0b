import type { ReactNode } from 'react';
import type { Subscription } from './api.js';
import { cardLabel, day, won } from './format.js';
import { useSubscriptions } from './useSubscriptions.js';

const STATUS = { paid: '결제 완료', failed: '결제 실패', pending: '확인 중' } as const;

/** The past charges of all cards of this browser, as the backend has them. */
export function History({ customerUids }: { customerUids: string[] }): ReactNode {
  const charges = useSubscriptions(customerUids)
    .flatMap((subscription) => [...subscription.charges, ...madeRenewals(subscription)])
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));

  return (
    <section className="panel history" aria-labelledby="history-title">
      <h2 id="history-title">결제 내역</h2>
      {charges.length === 0 ? (
        <p className="empty">아직 결제한 내역이 없어요.</p>
      ) : (
        <ul>
          {charges.map((charge) => (
            <li key={charge.chargeMerchantUid} data-status={charge.status}>
              <span className="what">{charge.planName}</span>
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

function madeRenewals({ charges, renewals }: Subscription) {
  const card = charges[0];
  return renewals.flatMap(({ merchantUid, status, settledAt, ...rest }) =>
    card && settledAt !== null && (status === 'paid' || status === 'failed')
      ? [{ ...card, ...rest, status, chargeMerchantUid: merchantUid, createdAt: settledAt }]
      : [],
  );
}
