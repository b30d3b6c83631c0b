import type { OrderFor } from '../../src/index.js';

/** What the stories sell. */
export const order: OrderFor<'kcp_billing'> & OrderFor<'payco'> = {
  customerUid: 'customer-1-card-1',
  name: '모두의 구독 베이직',
  amount: 9900,
  buyer: { name: '김하늘', email: 'haneul@example.com', tel: '010-1234-5678' },
};
