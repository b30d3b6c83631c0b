import type { ReactNode } from 'react';
import { type BillingKeyError, BillingProvider, en, SubscribeCardButton, useBillingKey } from 'react-billing-key';
import 'react-billing-key/styles.css';

interface Receipt {
  readonly paid: number;
}

export function Checkout(): ReactNode {
  return (
    <BillingProvider userCode="imp00000000" locale={en}>
      <SubscribeCardButton
        pg="kcp_billing"
        order={{ customerUid: 'customer-1', name: 'Basic', amount: 9900 }}
        charge={async (issued): Promise<Receipt> => ({ paid: issued.amount })}
        onSuccess={(receipt) => console.log(receipt.paid)}
        onError={(error: BillingKeyError) => console.error(error.code)}
      />
      {/* @ts-expect-error: NaverPay needs the buyer's telephone number */}
      <SubscribeCardButton pg="naverpay" order={{ customerUid: 'customer-1', name: 'Basic', amount: 9900 }} />
    </BillingProvider>
  );
}

export function Own(): ReactNode {
  const billing = useBillingKey({ pg: 'kcp_billing', charge: async (): Promise<Receipt> => ({ paid: 1 }) });
  if (billing.status === 'succeeded') return billing.data.paid;
  return <button {...billing.getButtonProps()} />;
}
