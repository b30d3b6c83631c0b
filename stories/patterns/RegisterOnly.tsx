import { SubscribeCardButton } from 'react-billing-key';

/** A card to keep, for later: nothing is charged, and every sentence says so. */
export function RegisterOnly({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const name = { ko: '카드 등록', en: 'Card for later' }[locale];
  return (
    <SubscribeCardButton
      pg="kcp_billing"
      purpose="register"
      order={{ customerUid: 'customer-1-card-1', name, amount: 0 }}
    />
  );
}
