import { useState } from 'react';
import { SubscribeCardButton } from 'react-billing-key';

/**
 * The card in use, and another in its place. The new card has a `customerUid` of its own: the old one keeps working until the
 * new one is registered, and your server revokes it then.
 */
export function ChangeCard({ locale = 'ko' }: { locale?: 'ko' | 'en' }) {
  const text = {
    ko: {
      title: '내 카드',
      card: '모의카드 (4242)',
      newCard: '새 모의카드',
      next: '다음 결제일 2027년 1월 15일 · 9,900원',
      plan: '모두의 구독 베이직',
      note: '기존 카드는 새 카드를 등록한 뒤 삭제돼요.',
    },
    en: {
      title: 'Your card',
      card: 'Test card (4242)',
      newCard: 'The new test card',
      next: 'Next payment January 15, 2027 · ₩9,900',
      plan: 'Everyone’s Basic',
      note: 'Your current card is removed once the new one is registered.',
    },
  }[locale];
  const [isChanged, setChanged] = useState(false);
  const order = {
    customerUid: 'customer-1-card-2',
    name: text.plan,
    amount: 9900,
    metadata: { replaces: 'customer-1-card-1' },
  };
  return (
    <div className="stack">
      <h2>{text.title}</h2>
      <div className="card">
        <strong>{isChanged ? text.newCard : text.card}</strong>
        <p className="muted">{text.next}</p>
      </div>
      <SubscribeCardButton
        pg="kcp_billing"
        purpose="change"
        order={order}
        onSuccess={() => setChanged(true)}
        messages={{ status: { idle: text.note } }}
      />
    </div>
  );
}
