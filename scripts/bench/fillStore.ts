import type { Store } from '../../src/server/index.js';
import { insert } from '../../src/server/store/Store.js';

const BATCH = 200;

/** Charges that were paid long ago, each with its try, order and card. */
export async function fillStore(store: Store, count: number, from: number): Promise<void> {
  const now = await store.now();
  for (let begin = from; begin < from + count; begin += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, from + count - begin) }, (_, index) => begin + index);
    if (!(await store.commit(numbers.flatMap((number) => rowsOf(number, now)))))
      throw new Error('The rows were refused.');
  }
}

function rowsOf(number: number, now: number) {
  const id = `old${String(number).padStart(12, '0')}`;
  const customerId = `old${number % 10_000}`;
  const account = { customerId, gateway: 'iamport', account: 'iamport:fake_imp_key' };
  const createdAt = now - 1_000_000_000 - number;
  const card = { pg: 'kcp_billing', payMethod: 'card', name: 'BC카드', number: '5365-10**-****-1234', sandbox: true };
  return [
    insert('orders', {
      ...account,
      merchantUid: `o${id}`,
      customerUid: `k${id}`,
      chargeMerchantUid: `c${id}`,
      purpose: 'subscribe',
      status: 'registered',
      planId: 'basic',
      metadata: null,
      price: { name: '모두의 구독', amount: 9900, currency: 'KRW' },
      terms: [],
      subscriptionId: null,
      replacesCardId: null,
      impUid: `i${id}`,
      createdAt,
      expiresAt: createdAt,
      checkAt: null,
    }),
    insert('cards', {
      ...account,
      ...card,
      cardId: `k${id}`,
      billingKey: `k${id}`,
      merchantUid: `o${id}`,
      impUid: `i${id}`,
      status: 'active',
      defaultOf: null,
      createdAt,
      revokedAt: null,
      workAt: null,
      failures: 0,
    }),
    insert('charges', {
      ...account,
      chargeMerchantUid: `c${id}`,
      cardId: `k${id}`,
      merchantUid: `o${id}`,
      subscriptionId: null,
      period: null,
      planId: 'basic',
      name: '모두의 구독',
      amount: 9900,
      currency: 'KRW',
      taxFree: null,
      vat: null,
      status: 'paid',
      chargedAtIssue: false,
      tries: 1,
      callEndsAt: 0,
      lookAt: null,
      looks: 0,
      impUid: `p${id}`,
      failCode: null,
      failReason: null,
      refundedAmount: 0,
      cardName: card.name,
      cardNumber: card.number,
      receiptUrl: null,
      createdAt,
      settledAt: createdAt,
    }),
    insert('tries', {
      tryId: `c${id}:1`,
      chargeMerchantUid: `c${id}`,
      customerId,
      number: 1,
      cardId: `k${id}`,
      status: 'paid',
      impUid: `p${id}`,
      failCode: null,
      failReason: null,
      startedAt: createdAt,
      callEndsAt: createdAt,
      endedAt: createdAt,
    }),
  ];
}
