'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { createUid, type IssuedKey, SubscribeCardButton } from 'react-billing-key';

interface Receipt {
  readonly customer: string;
  readonly amount: number;
}

async function order() {
  // A phone leaves this page, and comes back to it, or to where the query says.
  const backTo = new URLSearchParams(location.search).get('backTo') ?? location.pathname;
  return {
    customerUid: createUid(),
    name: 'Basic plan',
    amount: 9900,
    redirectUrl: location.origin + backTo,
  };
}

async function charge({ chargeMerchantUid }: IssuedKey): Promise<Receipt> {
  const response = await fetch('/api/charge', { method: 'POST', body: JSON.stringify({ chargeMerchantUid }) });
  if (!response.ok) throw new Error(`The charge was answered with ${response.status}.`);
  return response.json();
}

export function Subscribe() {
  const [receipt, setReceipt] = useState<Receipt>();
  const router = useRouter();
  return (
    <>
      <SubscribeCardButton
        pg="kcp_billing"
        order={order}
        purchaseKey={['basic']}
        charge={charge}
        onSuccess={setReceipt}
      />
      {receipt && (
        <output>
          {receipt.customer} paid {receipt.amount} won
          {/* Asks the server for this page again, at the address that the router remembers. */}
          <button type="button" onClick={() => router.refresh()}>
            Refresh
          </button>
        </output>
      )}
    </>
  );
}
