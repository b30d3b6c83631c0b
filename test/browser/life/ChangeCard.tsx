import { SubscribeCardButton, Subscription, useSubscription } from 'react-billing-key';
import { api } from './billing.js';

export function ChangeCard() {
  const { subscription, reload } = useSubscription();
  if (subscription === undefined) return null;
  const { subscriptionId, cardId } = subscription;
  return (
    <>
      <Subscription.Root>
        <Subscription.NextCharge />
        <Subscription.Card />
      </Subscription.Root>
      <SubscribeCardButton
        id="change-card"
        pg="kcp_billing"
        purpose="change"
        order={api.order(null, { purpose: 'change', subscriptionId, replacesCardId: cardId })}
        purchaseKey={['change', cardId]}
        charge={api.charge}
        onSuccess={() => void reload()}
      />
    </>
  );
}
