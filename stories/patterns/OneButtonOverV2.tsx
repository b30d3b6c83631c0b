import { OrderSummary, SubscribeCardButton } from 'react-billing-key/v2';

/** The least that makes a checkout, over PortOne V2. The card has no name of yours: PortOne makes its `billingKey`. */
export function OneButtonOverV2({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const text = {
    ko: { plan: '모두의 구독 베이직', anyTime: '언제든 해지할 수 있어요.' },
    en: { plan: 'Everyone’s Basic', anyTime: 'You can cancel at any time.' },
  }[locale];
  const order = { name: text.plan, amount: 9900 };
  return (
    <div className="stack">
      <OrderSummary order={order} period="month" nextCharge={new Date('2027-01-15T00:00:00+09:00')} />
      <SubscribeCardButton
        pg="kcp_v2"
        channelKey="channel-key-kcp_v2"
        order={order}
        messages={{ status: { idle: text.anyTime } }}
      />
    </div>
  );
}
