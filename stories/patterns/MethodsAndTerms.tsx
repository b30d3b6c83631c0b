import { useState } from 'react';
import { BillingKey, Consent, OrderSummary, PaymentMethods } from 'react-billing-key';

const pgs = ['kcp_billing', 'kakaopay', 'naverpay'] as const;
const terms = [
  { id: 'billing', version: '2026-09', required: true },
  { id: 'privacy', version: '2026-09', required: true },
  { id: 'news' },
];

/** A checkout of the parts: summary, method, terms, button. The terms and their versions reach `charge` as `consents`. */
export function MethodsAndTerms({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const text = {
    ko: {
      plan: '모두의 구독 베이직',
      billing: '정기결제 이용약관',
      privacy: '개인정보 제3자 제공',
      news: '혜택 알림 받기',
    },
    en: {
      plan: 'Everyone’s Basic',
      billing: 'Recurring payment terms',
      privacy: 'Sharing of personal data',
      news: 'News and offers',
    },
  }[locale];
  const [pg, setPg] = useState<(typeof pgs)[number]>('kcp_billing');
  const order = {
    customerUid: 'customer-1-card-1',
    name: text.plan,
    amount: 9900,
    buyer: { tel: '010-1234-5678' },
    naverProductCode: 'basic',
    naverProductCount: 1,
  };
  return (
    <BillingKey.Root className="stack" pg={pg} order={order}>
      <OrderSummary order={order} period="month" nextCharge={new Date('2027-01-15T00:00:00+09:00')} />
      <PaymentMethods.Root pgs={pgs} value={pg} onValueChange={setPg} />
      <Consent.Root terms={terms}>
        <Consent.All />
        <Consent.Item value="billing">{text.billing}</Consent.Item>
        <Consent.Link term={text.billing} href="#billing" />
        <Consent.Item value="privacy">{text.privacy}</Consent.Item>
        <Consent.Link term={text.privacy} href="#privacy" />
        <Consent.Item value="news">{text.news}</Consent.Item>
      </Consent.Root>
      <BillingKey.Trigger />
      <BillingKey.Status />
      <BillingKey.AnotherCard />
      <BillingKey.Cancel />
    </BillingKey.Root>
  );
}
