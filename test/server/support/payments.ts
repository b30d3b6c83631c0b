import type { Gateway, Payment } from '../../../src/server/index.js';

export const START = 1_800_000_000_000;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The first try of charge1, as a gateway is asked for it. */
export const chargeRequest: Parameters<Gateway['charge']>[0] = {
  billingKey: 'card1',
  merchantUid: 'charge1',
  name: '월간 이용권',
  amount: 9900,
  currency: 'KRW',
  taxFree: null,
  vat: null,
  buyer: null,
  tag: 'charge1:1',
};

/** A payment of the first try of charge1, as a gateway knows it. */
export function paymentOf(changes: Partial<Payment> = {}): Payment {
  return {
    impUid: 'imp_1',
    merchantUid: 'charge1',
    billingKey: 'key1',
    isKeyCharge: true,
    status: 'paid',
    amount: 9900,
    cancelledAmount: 0,
    currency: 'KRW',
    sandbox: true,
    tag: 'charge1:1',
    failCode: null,
    failReason: null,
    receiptUrl: 'https://receipt.example/1',
    cardName: 'BC카드',
    cardNumber: '5365-****',
    ...changes,
  };
}

export const declined = (changes: Partial<Payment> = {}) =>
  paymentOf({ status: 'failed', failCode: '8035', failReason: '한도초과', receiptUrl: null, ...changes });
