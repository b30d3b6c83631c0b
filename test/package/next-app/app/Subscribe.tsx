'use client';

import { useState } from 'react';
import { type IssuedKey, SubscribeCardButton } from 'react-billing-key';

interface Receipt {
  readonly customerUid: string;
  readonly amount: number;
}

async function charge({ customerUid, amount }: IssuedKey): Promise<Receipt> {
  const response = await fetch('/api/charge', { method: 'POST', body: JSON.stringify({ customerUid, amount }) });
  if (!response.ok) throw new Error(`The charge was answered with ${response.status}.`);
  return response.json();
}

export function Subscribe({ name, amount }: { name: string; amount: number }) {
  const [receipt, setReceipt] = useState<Receipt>();
  return (
    <>
      <SubscribeCardButton
        pg="kcp_billing"
        order={{ customerUid: 'customer-1', name, amount }}
        charge={charge}
        onSuccess={setReceipt}
      />
      {receipt && (
        <output id="receipt">
          {receipt.customerUid}: {receipt.amount}
        </output>
      )}
    </>
  );
}
