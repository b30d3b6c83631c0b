import { useBillingKey } from 'react-billing-key';

/** A button of the host's own, on the hook. */
export function Checkout() {
  const billing = useBillingKey({
    pg: 'kcp_billing',
    order: { customerUid: 'customer-1', name: '베이직', amount: 9900 },
    charge: async (issued) => ({ customerUid: issued.customerUid, amount: issued.amount }),
  });
  return (
    <main>
      <button {...billing.getButtonProps()}>카드 등록하고 구독하기</button>
      {billing.status === 'succeeded' && (
        <output id="receipt">
          {billing.data.customerUid}: {billing.data.amount}
        </output>
      )}
    </main>
  );
}
