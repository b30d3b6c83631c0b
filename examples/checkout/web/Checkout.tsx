import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { PageConfig, Plan, Receipt } from './api.js';
import { History } from './History.js';
import { PendingCharges } from './PendingCharges.js';
import { PlanPicker } from './PlanPicker.js';
import { ReceiptView } from './ReceiptView.js';
import { SubscribeForm } from './SubscribeForm.js';
import { Subscriptions } from './Subscriptions.js';
import { TestGuide } from './TestGuide.js';
import { useCards } from './useCards.js';

/** Pick a plan, register a card, read the receipt. */
export function Checkout({ config, plans }: { config: PageConfig; plans: Plan[] }): ReactNode {
  const queryClient = useQueryClient();
  const cards = useCards();
  const [planId, setPlanId] = useState(plans[0]?.id);
  const [paid, setPaid] = useState<string>();
  const plan = plans.find(({ id }) => id === planId);

  function onPaid(receipt: Receipt): void {
    cards.add(receipt.customerUid);
    setPaid(receipt.chargeMerchantUid);
    void queryClient.invalidateQueries({ queryKey: ['subscription'] });
  }

  return (
    <main className="page">
      {paid === undefined ? (
        <>
          <h1>어떤 구독으로 시작할까요?</h1>
          <PendingCharges onPaid={onPaid} />
          <div className="columns">
            <PlanPicker plans={plans} planId={planId} onPick={setPlanId} />
            {plan && <SubscribeForm config={config} plan={plan} customerUid={cards.next} onPaid={onPaid} />}
          </div>
        </>
      ) : (
        <ReceiptView chargeMerchantUid={paid} simulated={config.simulated} onDone={() => setPaid(undefined)} />
      )}
      <Subscriptions customerUids={cards.registered} />
      <History customerUids={cards.registered} />
      {config.simulated && <TestGuide customerUid={cards.next} />}
    </main>
  );
}
