import type { BillingOrder } from '../../../src/iamport/order.js';
import type { PgCode } from '../../../src/iamport/pg/pgTable.js';

const base: BillingOrder = {
  customerUid: 'card-1',
  name: 'Monthly plan',
  amount: 9900,
  redirectUrl: 'https://shop.test/return',
};
const kcpQuick = { actionType: 'Register', encryptedCI: 'Y2k=', memberID: 'member-1' };

/** The least that each PG accepts, and the fields of it that the PG refuses to go without. Written by hand. */
export const validOrders: readonly (readonly [pg: PgCode, order: BillingOrder, required: readonly string[]])[] = [
  ['kcp_billing', base, []],
  ['html5_inicis', base, []],
  ['danal_tpay', base, []],
  ['danal', { ...base, digital: true }, ['digital']],
  ['jtnet', base, []],
  ['kicc', base, []],
  ['payco', base, []],
  ['kakaopay', base, []],
  ['chai', base, []],
  ['mobilians', { ...base, digital: true }, ['digital']],
  ['mobilians_v2', { ...base, payMethod: 'card', customerId: 'member-1' }, ['payMethod', 'customerId']],
  ['mobilians_v2', { ...base, payMethod: 'phone', digital: false }, ['payMethod', 'digital']],
  [
    'naverpay',
    { ...base, buyer: { tel: '010-0000-0000' }, naverProductCode: 'plan-1', naverProductCount: 1 },
    ['buyer.tel', 'naverProductCode', 'naverProductCount'],
  ],
  ['paymentwall', { ...base, buyer: { name: 'Gil Dong', email: 'a@b.test' } }, ['buyer.name', 'buyer.email']],
  ['tosspayments', base, []],
  ['smartro_v2', { ...base, customerId: 'member-1' }, ['customerId']],
  [
    'welcome',
    { ...base, payMethod: 'card', buyer: { name: '홍길동', tel: '010-0000-0000' } },
    ['payMethod', 'buyer.name', 'buyer.tel'],
  ],
  [
    'welcome',
    { ...base, payMethod: 'phone', digital: true, buyer: { name: '홍길동', tel: '010-0000-0000' } },
    ['payMethod', 'digital', 'buyer.name', 'buyer.tel'],
  ],
  ['settle_acc', base, []],
  ['tosspay_v2', { ...base, customerId: 'member-1' }, ['customerId']],
  ['toss_brandpay', { ...base, customerId: 'member-1' }, ['customerId']],
  ['paypal_v2', base, []],
  [
    'nice_v2',
    { ...base, payMethod: 'naverpay_card', customerId: 'member-1', buyer: { tel: '010-0000-0000' } },
    ['payMethod', 'customerId', 'buyer.tel'],
  ],
  ['galaxia', { ...base, payMethod: 'card', customerId: 'member-1' }, ['payMethod', 'customerId']],
  [
    'galaxia',
    { ...base, payMethod: 'phone', digital: true, customerId: 'member-1' },
    ['payMethod', 'digital', 'customerId'],
  ],
  ['payletter_global', { ...base, currency: 'USD', buyer: { email: 'a@b.test' } }, ['currency', 'buyer.email']],
  ['smilepay', { ...base, buyer: { tel: '010-0000-0000' } }, ['buyer.tel']],
  [
    'kcp_quick',
    { ...base, payMethod: 'card', bypass: { kcpQuick } },
    ['payMethod', 'bypass.kcpQuick.actionType', 'bypass.kcpQuick.encryptedCI', 'bypass.kcpQuick.memberID'],
  ],
];

/** The order that `validOrders` gives for a PG, with some fields replaced. */
export function validOrder(pg: PgCode, changes: Partial<BillingOrder> = {}): BillingOrder {
  const found = validOrders.find(
    ([code, order]) => code === pg && (!changes.payMethod || order.payMethod === changes.payMethod),
  );
  return { ...base, ...found?.[1], ...changes };
}

/** A copy of the order whose field at a path such as `buyer.tel` holds `value`. */
export function withField(order: BillingOrder, path: string, value: unknown): BillingOrder {
  const copy = structuredClone(order) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy);
  parent[last] = value;
  return copy as unknown as BillingOrder;
}
