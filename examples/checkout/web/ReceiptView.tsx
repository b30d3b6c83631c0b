import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef } from 'react';
import { getReceipt } from './api.js';
import { cardLabel, moment, won } from './format.js';

interface ReceiptViewProps {
  chargeMerchantUid: string;
  simulated: boolean;
  onDone(): void;
}

/** The receipt, read back from the backend: what it says happened is what happened. */
export function ReceiptView({ chargeMerchantUid, simulated, onDone }: ReceiptViewProps): ReactNode {
  const { data: receipt } = useQuery({
    queryKey: ['receipt', chargeMerchantUid],
    queryFn: () => getReceipt(chargeMerchantUid),
  });
  const heading = useRef<HTMLHeadingElement>(null);
  const isRead = receipt !== undefined;

  // The button that had the focus is gone: the result takes it, and is read out.
  useEffect(() => {
    if (isRead) heading.current?.focus();
  }, [isRead]);

  if (!isRead) {
    return (
      <p className="panel notice" aria-busy="true">
        영수증을 불러오고 있어요…
      </p>
    );
  }
  return (
    <section className="panel receipt" aria-labelledby="receipt-title">
      <span className="check" aria-hidden="true" />
      <h1 id="receipt-title" ref={heading} tabIndex={-1}>
        카드가 등록되고 {won(receipt.amount)}이 결제됐어요
      </h1>
      <p>{receipt.planName} 구독을 시작했어요.</p>
      <dl>
        <dt>결제 금액</dt>
        <dd>{won(receipt.amount)}</dd>
        <dt>결제 카드</dt>
        <dd>{cardLabel(receipt.cardName, receipt.cardNumber)}</dd>
        <dt>결제 시각</dt>
        <dd>{moment(receipt.settledAt ?? receipt.createdAt)}</dd>
        <dt>주문 번호</dt>
        <dd className="code">{receipt.chargeMerchantUid}</dd>
        <dt>결제 번호</dt>
        <dd className="code">{receipt.impUid}</dd>
      </dl>
      {receipt.receiptUrl && !simulated && (
        <a className="button secondary" href={receipt.receiptUrl} target="_blank" rel="noreferrer">
          매출전표 보기
        </a>
      )}
      <button type="button" className="button secondary" onClick={onDone}>
        다른 카드 등록하기
      </button>
    </section>
  );
}
