import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BillingKey, useSubscription } from 'react-billing-key';
import { api, type Receipt, type ShopConfig } from './api.js';
import { History } from './History.js';
import { Owned } from './Owned.js';
import { PlanPicker } from './PlanPicker.js';
import { ReceiptView } from './ReceiptView.js';
import { SubscribeForm } from './SubscribeForm.js';
import { TestGuide } from './TestGuide.js';

/** Pick a plan, register a card, read the receipt. */
export function Checkout({ config }: { config: ShopConfig }): ReactNode {
  const { plans, simulated } = config;
  const queryClient = useQueryClient();
  const { subscription } = useSubscription();
  const [planId, setPlanId] = useState(plans[0]?.id);
  const [receipt, setReceipt] = useState<Receipt>();
  const [isTrying, setTrying] = useState(false);
  const plan = plans.find(({ id }) => id === planId);
  const owned = subscription?.status === 'ended' ? undefined : subscription;

  function refresh(): void {
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'config' });
  }
  function onPaid(paid: Receipt): void {
    setReceipt(paid);
    setTrying(false);
    refresh();
  }

  return (
    <main className="page">
      {receipt === undefined ? (
        <>
          <h1>어떤 구독으로 시작할까요?</h1>
          {/* Cards that were registered here and whose charge never ended: after a crash, a closed tab, a dead network. */}
          <BillingKey.Recovery charge={api.charge} onSuccess={onPaid} />
          <div className="columns">
            <PlanPicker plans={plans} planId={planId} ownedId={owned?.planId} onPick={setPlanId} />
            {/* A form that is being used stays, whatever another tab has done: it says itself what the server refuses. */}
            {owned && !isTrying ? (
              <Owned subscription={owned} />
            ) : (
              plan && (
                <SubscribeForm
                  config={config}
                  plan={plan}
                  onTry={() => setTrying(true)}
                  onPaid={onPaid}
                  onRefused={() => {
                    setTrying(true);
                    refresh();
                  }}
                />
              )
            )}
          </div>
        </>
      ) : (
        <ReceiptView receipt={receipt} simulated={simulated} />
      )}
      <History />
      {simulated && <TestGuide onMoved={refresh} />}
    </main>
  );
}
