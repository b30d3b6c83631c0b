import { SubscribeCardButton, useBillingReturn } from 'react-billing-key';

/**
 * A page of its own for customers who come back from the PG's page, as the `redirectUrl` of your orders. Where nobody has come
 * back, it offers the start.
 */
export function ReturnPage({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const text = {
    ko: {
      charging: '결제하고 있어요. 이 페이지를 닫지 말아 주세요.',
      succeeded: '구독을 시작했어요.',
      again: '결제 다시 시도하기',
      failed: '결제가 완료되지 않았어요.',
      plan: '모두의 구독 베이직',
    },
    en: {
      charging: 'Paying. Please keep this page open.',
      succeeded: 'Your subscription has started.',
      again: 'Try the payment again',
      failed: 'The payment did not go through.',
      plan: 'Everyone’s Basic',
    },
  }[locale];
  const billing = useBillingReturn();
  if (billing.status === 'idle') {
    const order = { customerUid: 'customer-1-card-1', name: text.plan, amount: 9900 };
    return <SubscribeCardButton pg="kcp_billing" order={order} />;
  }
  return (
    <div className="stack">
      <h2 role="status">{billing.status in text ? text[billing.status as 'charging'] : text.failed}</h2>
      {billing.status === 'failed' && billing.issued && (
        <button type="button" className="plain-button" onClick={() => void billing.retryCharge()}>
          {text.again}
        </button>
      )}
    </div>
  );
}
