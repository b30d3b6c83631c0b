/** The hook carries the PG's demands to every place that takes an order. Checked by `tsc` alone. */
import type { BillingOrder } from '../../src/iamport/order.js';
import { customPg } from '../../src/iamport/pg/customPg.js';
import { useBillingKey } from '../../src/v1/v1.js';

const base = { customerUid: 'card-1', name: 'Monthly plan', amount: 9900 };
const charge = async () => ({ paid: true });

export function useKcp() {
  const key = useBillingKey({ pg: 'kcp_billing', charge });
  void key.issue({ ...base, payMethod: 'card' });
  // @ts-expect-error card only
  void key.issue({ ...base, payMethod: 'phone' });
  // @ts-expect-error it can't charge while issuing
  key.getButtonProps({ ...base, initialCharge: 'at-issue' });
}

export function useNaver() {
  const order = { ...base, buyer: { tel: '010' }, naverProductCode: 'plan-1', naverProductCount: 1 };
  const key = useBillingKey({ pg: 'naverpay', order, charge });
  void key.issue();
  // @ts-expect-error buyer.tel and the product
  void key.issueAsync(base);
  // @ts-expect-error the product
  useBillingKey({ pg: 'naverpay', order: { ...base, buyer: { tel: '010' } }, charge });
}

export function useUnlisted(order: BillingOrder) {
  const key = useBillingKey({ pg: customPg({ code: 'ksnet_v3' }), order, charge });
  void key.issue({ ...base, payMethod: 'anything' });
  // @ts-expect-error no such PG
  useBillingKey({ pg: 'ksnet_v3', order, charge });
}
