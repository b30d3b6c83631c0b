import type { ReactNode } from 'react';
import { BillingProvider, SubscribeCardButton, useBillingKey } from 'react-billing-key/v2';

export function V2(): ReactNode {
  return (
    <BillingProvider storeId="store-0">
      <SubscribeCardButton
        pg="tosspayments"
        channelKey="channel-key-0"
        order={{ name: 'Basic', amount: 9900 }}
        charge={async (issued) => ({ paid: issued.paymentId })}
        onSuccess={(receipt) => console.log(receipt.paid)}
      />
      {/* @ts-expect-error: KPN needs the buyer's name and the customer's id */}
      <SubscribeCardButton pg="kpn" channelKey="channel-key-0" order={{ name: 'Basic', amount: 9900 }} />
    </BillingProvider>
  );
}

export function OwnV2(): ReactNode {
  const billing = useBillingKey({
    pg: 'tosspayments',
    channelKey: 'channel-key-0',
    charge: async (issued): Promise<string> => issued.paymentId,
  });
  return <button {...billing.getButtonProps()}>{billing.status === 'succeeded' ? billing.data : null}</button>;
}
