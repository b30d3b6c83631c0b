import type { ReactNode } from 'react';
import { BillingKey, CardManager } from 'react-billing-key';
import type { ShopConfig } from './api.js';
import { registerWith } from './registerWith.js';

/** The customer's cards: which there are, what is paid with them; adding, changing, removing. */
export function CardPage({ config }: { config: ShopConfig }): ReactNode {
  return (
    <main className="page narrow">
      <h1>내 카드</h1>
      {/* A card whose registration an earlier page did not finish: the customer goes on without typing it again. */}
      <BillingKey.Recovery />
      <section className="panel">
        <CardManager register={registerWith(config)} />
      </section>
    </main>
  );
}
