import { SubscribeCardButton } from 'react-billing-key';
import { api } from './billing.js';

export function RegisterCard({ onRegistered }: { onRegistered(cardId: string): void }) {
  return (
    <SubscribeCardButton
      id="register-card"
      pg="kcp_billing"
      purpose="register"
      order={api.order(null, { purpose: 'register' })}
      purchaseKey={['register']}
      charge={api.charge}
      onSuccess={({ cardId }) => onRegistered(cardId)}
    />
  );
}
