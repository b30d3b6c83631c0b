import { useState } from 'react';
import { SubscribeCardButton } from 'react-billing-key/v2';

export function Checkout() {
  const [receipt, setReceipt] = useState<string>();
  return (
    <main>
      <SubscribeCardButton
        pg="kcp_v2"
        channelKey="channel-key-kcp_v2"
        order={{ name: '베이직', amount: 9900 }}
        charge={async ({ billingKey, paymentId, amount }) => {
          if (!billingKey || !paymentId) throw new Error('There is nothing to charge.');
          return `customer-1: ${amount}`;
        }}
        onSuccess={setReceipt}
      />
      {receipt !== undefined && <output id="receipt">{receipt}</output>}
    </main>
  );
}
