'use client';

import { BillingKey, CardManager, Subscription } from 'react-billing-key';

/** What is subscribed to and what comes next, the cards, and the way out. */
export function CardPage() {
  return (
    <div className="mx-auto grid w-full max-w-xl gap-8">
      {/* A card whose registration an earlier page did not finish: the customer goes on without typing it again. */}
      <BillingKey.Recovery />
      <div className="grid gap-3">
        <h2 id="subscription-title" className="text-xl font-bold">
          내 구독
        </h2>
        <Subscription.Root aria-labelledby="subscription-title" />
      </div>
      <section className="grid gap-3" aria-labelledby="cards-title">
        <h2 id="cards-title" className="text-xl font-bold">
          내 카드
        </h2>
        <CardManager register={{ pg: 'kcp_billing' }} />
      </section>
    </div>
  );
}
