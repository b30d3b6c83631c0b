import { type IssuedKey, type Preload, useBillingKey } from '../../../src/index.js';
import { order } from './billing.js';

const receipt = async (issued: IssuedKey) => `Paid ${issued.amount}`;

/** A button that names its status, with what became of the charge beside it. */
export function ReceiptCheckout({ preload, id }: { preload?: Preload; id?: string }) {
  const billing = useBillingKey({ pg: 'kcp_billing', charge: receipt, order, preload, id });
  return (
    <div>
      <button {...billing.getButtonProps()}>{billing.status}</button>
      {billing.status === 'succeeded' && <p>{billing.data}</p>}
      {billing.status === 'failed' && <p>{billing.error.code}</p>}
    </div>
  );
}
