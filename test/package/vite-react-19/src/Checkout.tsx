import { useState } from 'react';
import { type IssuedKey, SubscribeCardButton } from 'react-billing-key';

interface Receipt {
  readonly customerUid: string;
  readonly amount: number;
}

/** Stands for a backend, which would ask i'mport for the truth and then charge. */
async function charge(issued: IssuedKey): Promise<Receipt> {
  return { customerUid: issued.customerUid, amount: issued.amount };
}

export function Checkout() {
  const [receipt, setReceipt] = useState<Receipt>();
  return (
    <main>
      <SubscribeCardButton
        pg="kcp_billing"
        order={{ customerUid: 'customer-1', name: '베이직', amount: 9900 }}
        charge={charge}
        onSuccess={setReceipt}
      />
      {receipt && (
        <output id="receipt">
          {receipt.customerUid}: {receipt.amount}
        </output>
      )}
    </main>
  );
}
