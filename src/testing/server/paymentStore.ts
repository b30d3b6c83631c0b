import type { PaymentAnnotation } from './annotations.js';

/** Every payment record, found by any of its three numbers without a walk through all of them. */
export interface PaymentStore {
  /** By `imp_uid`, in the order they were made. */
  readonly all: Map<string, PaymentAnnotation>;
  add(payment: PaymentAnnotation): void;
  /** Every try under one order number, oldest first. */
  ofMerchantUid(merchantUid: string): readonly PaymentAnnotation[];
  /** Every payment with one key, oldest first. */
  ofCustomerUid(customerUid: string): readonly PaymentAnnotation[];
}

export function createPaymentStore(): PaymentStore {
  const all = new Map<string, PaymentAnnotation>();
  const byMerchantUid = new Map<string, PaymentAnnotation[]>();
  const byCustomerUid = new Map<string, PaymentAnnotation[]>();

  return {
    all,
    add(payment) {
      const replaced = all.get(payment.imp_uid);
      all.set(payment.imp_uid, payment);
      put(byMerchantUid, payment.merchant_uid, payment, replaced);
      if (payment.customer_uid !== null) put(byCustomerUid, payment.customer_uid, payment, replaced);
    },
    ofMerchantUid: (merchantUid) => byMerchantUid.get(merchantUid) ?? [],
    ofCustomerUid: (customerUid) => byCustomerUid.get(customerUid) ?? [],
  };
}

function put<T>(index: Map<string, T[]>, key: string, value: T, replaced: T | undefined): void {
  const entries = index.get(key) ?? [];
  const at = replaced === undefined ? -1 : entries.indexOf(replaced);
  if (at === -1) entries.push(value);
  else entries[at] = value;
  index.set(key, entries);
}
