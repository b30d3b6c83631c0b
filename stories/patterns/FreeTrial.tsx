import { OrderSummary, SubscribeCardButton } from 'react-billing-key';

/** A trial: the card is registered today, and charged when the trial ends. Your server's order says so; the sentences follow it. */
export function FreeTrial({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const text = {
    ko: { plan: '모두의 구독 베이직' },
    en: { plan: 'Everyone’s Basic' },
  }[locale];
  const trialEnds = new Date('2027-01-15T00:00:00+09:00');
  const order = { customerUid: 'customer-1-card-1', name: text.plan, amount: 9900, dueToday: 0 };
  return (
    <div className="stack">
      <OrderSummary order={order} period="month" trialEnds={trialEnds} howToCancel />
      <SubscribeCardButton pg="kcp_billing" order={order} />
    </div>
  );
}
