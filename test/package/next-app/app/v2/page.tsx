'use client';

import { BillingProvider, SubscribeCardButton } from 'react-billing-key/v2';

/** Built, and not visited: PortOne V2 in a client component. */
export default function OverV2() {
  return (
    <BillingProvider storeId="store-00000000">
      <SubscribeCardButton
        pg="kcp_v2"
        channelKey="channel-key-kcp_v2"
        order={{ name: 'Basic', amount: 9900 }}
        charge={async ({ paymentId }) => paymentId}
      />
    </BillingProvider>
  );
}
