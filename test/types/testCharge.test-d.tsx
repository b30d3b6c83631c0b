/** `testCharge()` takes the keys of every gateway. Checked by `tsc` alone. */
import { SubscribeCardButton } from '../../src/index.js';
import { testCharge } from '../../src/testing/index.js';
import { SubscribeCardButton as SubscribeCardButtonV2 } from '../../src/v2.js';

const charge = testCharge();

export const accepted = (
  <>
    <SubscribeCardButton
      pg="kcp_billing"
      order={{ customerUid: 'c', name: 'Basic', amount: 9900 }}
      charge={charge}
      onSuccess={(receipt) => receipt.amount.toFixed()}
    />
    <SubscribeCardButtonV2
      pg="kcp_v2"
      channelKey="channel-key-1"
      order={{ name: 'Basic', amount: 9900 }}
      charge={charge}
      onSuccess={(receipt) => receipt.amount.toFixed()}
    />
  </>
);
