import { ko, OrderSummary, SubscribeCardButton } from 'react-billing-key';
import { api } from './billing.js';

interface Plan {
  readonly id: string;
  readonly name: string;
  /** Of a month, when the trial is over. */
  readonly amount: number;
  readonly trialEnds: Date;
}

export function StartTrial({ plan, onStarted }: { plan: Plan; onStarted(): void }) {
  const { id, name, amount, trialEnds } = plan;
  return (
    <>
      <OrderSummary order={{ name, amount, dueToday: 0 }} period="month" trialEnds={trialEnds} howToCancel />
      <SubscribeCardButton
        id="start-trial"
        pg="kcp_billing"
        order={api.order(id)}
        purchaseKey={[id]}
        messages={ko.purposes.trial}
        charge={api.charge}
        onSuccess={onStarted}
      />
    </>
  );
}
