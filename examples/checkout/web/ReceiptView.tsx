import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { api, type Receipt } from './api.js';
import { cardLabel, moment, won } from './format.js';
import { Link } from './route.js';

interface ReceiptViewProps {
  receipt: Receipt;
  simulated: boolean;
}

/** The receipt, read back from the backend: what it says happened is what happened. */
export function ReceiptView({ receipt: claimed, simulated }: ReceiptViewProps): ReactNode {
  const { chargeMerchantUid } = claimed;
  const { data } = useQuery({
    queryKey: ['receipt', chargeMerchantUid],
    // A card that was registered and not charged has no charge to be read back.
    queryFn: () => (claimed.status === 'registered' ? claimed : api.getCharge(chargeMerchantUid)),
  });
  const heading = useRef<HTMLHeadingElement>(null);
  const receipt = data ?? undefined;
  const isRead = receipt !== undefined;

  // The button that had the focus is gone: the result takes it, and is read out.
  useEffect(() => {
    if (isRead) heading.current?.focus();
  }, [isRead]);

  if (receipt === undefined) {
    return (
      <p className="panel notice" aria-busy="true">
        영수증을 불러오고 있어요…
      </p>
    );
  }
  const isTrial = receipt.status === 'registered';
  return (
    <section className="panel receipt" aria-labelledby="receipt-title">
      <span className="check" aria-hidden="true" />
      <h1 id="receipt-title" ref={heading} tabIndex={-1}>
        {isTrial ? '무료 체험을 시작했어요' : `카드가 등록되고 ${won(receipt.amount)}이 결제됐어요`}
      </h1>
      <p>{isTrial ? '오늘 결제된 금액은 없어요.' : `${receipt.name} 구독을 시작했어요.`}</p>
      <dl>
        {isTrial || (
          <>
            <dt>결제 금액</dt>
            <dd>{won(receipt.amount)}</dd>
          </>
        )}
        <dt>결제 카드</dt>
        <dd>{cardLabel(receipt.cardName, receipt.cardNumber)}</dd>
        <dt>{isTrial ? '시작한 시각' : '결제 시각'}</dt>
        <dd>{moment(receipt.settledAt ?? receipt.createdAt)}</dd>
        {isTrial || (
          <>
            <dt>주문번호</dt>
            <dd className="code">{receipt.chargeMerchantUid}</dd>
            <dt>결제 번호</dt>
            <dd className="code">{receipt.impUid}</dd>
          </>
        )}
      </dl>
      {receipt.receiptUrl && !simulated && (
        <a className="button secondary" href={receipt.receiptUrl} target="_blank" rel="noreferrer">
          매출전표 보기
        </a>
      )}
      <Link className="button secondary" href="/subscription">
        내 구독 보기
      </Link>
    </section>
  );
}
