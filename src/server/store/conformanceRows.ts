import type { NewRow } from './Store.js';

let names = 0;
const run = Math.random().toString(36).slice(2);

/** A text that no row has: rows of earlier cases may be in the database. */
export function name(): string {
  names += 1;
  return `conformance-${run}-${names}`;
}

export function card(changes: Partial<NewRow<'cards'>> = {}): NewRow<'cards'> {
  return {
    cardId: name(),
    customerId: name(),
    gateway: 'iamport',
    account: 'iamport:key',
    billingKey: name(),
    merchantUid: null,
    impUid: name(),
    status: 'active',
    defaultOf: null,
    pg: 'kcp_billing',
    payMethod: 'card',
    name: 'BC카드',
    number: '5365-10**-****-1234',
    sandbox: false,
    createdAt: 1_700_000_000_000,
    revokedAt: null,
    workAt: null,
    failures: 0,
    ...changes,
  };
}

export function order(changes: Partial<NewRow<'orders'>>): NewRow<'orders'> {
  return {
    merchantUid: name(),
    customerId: name(),
    gateway: 'iamport',
    account: 'iamport:key',
    customerUid: name(),
    chargeMerchantUid: name(),
    purpose: 'subscribe',
    status: 'reserved',
    planId: 'basic',
    metadata: null,
    price: { name: '모두의 구독', amount: 9900, currency: 'KRW', period: { unit: 'month' } },
    terms: [{ id: 'tos', version: '1', required: true }],
    subscriptionId: null,
    replacesCardId: null,
    impUid: null,
    createdAt: 1_700_000_000_000,
    expiresAt: 1_700_000_000_000,
    checkAt: null,
    ...changes,
  };
}

export function newCharge(changes: Partial<NewRow<'charges'>>): NewRow<'charges'> {
  return {
    chargeMerchantUid: name(),
    customerId: name(),
    cardId: name(),
    gateway: 'iamport',
    account: 'iamport:key',
    merchantUid: null,
    subscriptionId: null,
    period: null,
    planId: null,
    name: '모두의 구독',
    amount: 9900,
    currency: 'KRW',
    taxFree: null,
    vat: null,
    status: 'pending',
    chargedAtIssue: false,
    tries: 1,
    callEndsAt: 1_700_000_000_000,
    lookAt: null,
    looks: 0,
    impUid: null,
    failCode: null,
    failReason: null,
    refundedAmount: 0,
    cardName: null,
    cardNumber: null,
    receiptUrl: null,
    createdAt: 1_700_000_000_000,
    settledAt: null,
    ...changes,
  };
}
