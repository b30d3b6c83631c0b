import type { OrderFor } from '../../src/index.js';

/** What the stories sell, in a form that every PG of theirs accepts. */
export const order: OrderFor<'kcp_billing'> & OrderFor<'payco'> & OrderFor<'kakaopay'> & OrderFor<'naverpay'> = {
  customerUid: 'customer-1-card-1',
  name: '모두의 구독 베이직',
  amount: 9900,
  buyer: { name: '김하늘', email: 'haneul@example.com', tel: '010-1234-5678' },
  naverProductCode: 'basic',
  naverProductCount: 1,
};

/** Fixed, so that a picture of today is the picture of tomorrow. */
export const nextCharge = new Date('2027-01-15T00:00:00+09:00');
