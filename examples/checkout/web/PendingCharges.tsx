import type { ReactNode } from 'react';
import { usePendingBillingKeys } from 'react-billing-key';
import type { Receipt } from './api.js';
import { won } from './format.js';

/** Cards that were registered here and whose charge never ended: after a crash, a closed tab, a dead network. */
export function PendingCharges({ onPaid }: { onPaid(receipt: Receipt): void }): ReactNode {
  const pending = usePendingBillingKeys<Receipt>({ onSuccess: onPaid });
  return pending.map(({ record, isCharging, charge, dismiss }) => (
    <section key={record.attemptId} className="panel pending" aria-label="끝나지 않은 결제">
      <p>
        <strong>{record.name}</strong> 카드는 등록했지만 {won(record.amount)} 결제가 끝나지 않았어요.
      </p>
      <div className="actions">
        <button
          type="button"
          className="button"
          aria-disabled={isCharging}
          onClick={() => !isCharging && void charge()}
        >
          {isCharging ? '결제하고 있어요' : '결제 이어서 하기'}
        </button>
        {!isCharging && (
          <button type="button" className="button secondary" onClick={dismiss}>
            그만두기
          </button>
        )}
      </div>
    </section>
  ));
}
