import { useState } from 'react';
import { SubscribeCardButton } from '../../src/index.js';
import { charge } from '../world/api.js';
import { order } from '../world/order.js';

/**
 * The card in use, and another in its place. The new card has a `customerUid` of its own: the old one keeps working until
 * the new one is charged, and your server revokes it then.
 */
export function SavedCards() {
  const [card, setCard] = useState({ uid: 'customer-1-card-1', name: '모의카드 (4242)' });
  return (
    <div className="stack">
      <h2>내 카드</h2>
      <div className="card">
        <strong>{card.name}</strong>
        <p className="muted">다음 결제일 2027년 1월 15일 · 9,900원</p>
      </div>
      <SubscribeCardButton
        pg="kcp_billing"
        order={{ ...order, customerUid: 'customer-1-card-2', metadata: { replaces: card.uid } }}
        charge={charge}
        onUnmount="cancel"
        onSuccess={(_, { customerUid }) => setCard({ uid: customerUid, name: '새 모의카드' })}
        messages={{
          button: { succeeded: '카드를 바꿨어요' },
          status: {
            idle: '지금 카드는 새 카드 등록이 끝난 뒤에 지워요.',
            succeeded: '다음 결제부터 새 카드로 결제해요.',
          },
        }}
      >
        카드 바꾸기
      </SubscribeCardButton>
    </div>
  );
}
