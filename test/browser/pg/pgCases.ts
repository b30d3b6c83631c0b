import type { BillingOrder, PgCode } from '../../../src/index.js';

/** Where the documents say the answer comes. `disputed`: they disagree, or say nothing, so it may come either way. */
type Documented = 'callback' | 'redirect' | 'disputed';

/** What development is warned of when such an order is placed. */
export type ExpectedAdvice = 'phone-bill' | 'undocumented';

/** One way to register at a PG, written by hand from the documents that docs/pg.md cites. */
export interface PgCase {
  readonly pg: PgCode;
  /** What the order has beside the fields that all orders here share. */
  readonly order: Partial<BillingOrder>;
  /** What the SDK is to get beside the fields that all requests here share. */
  readonly wire: Readonly<Record<string, unknown>> & { readonly amount: number };
  readonly phoneWire?: Readonly<Record<string, unknown>>;
  readonly desktop: Documented;
  readonly phone: Documented;
  readonly popup?: 'desktop' | 'phone' | 'both';
  readonly chargedAtIssue: boolean;
  readonly advice?: ExpectedAdvice;
  /** The only way that a disputed answer comes for this order. */
  readonly way?: 'callback' | 'redirect';
}

const shown = { chargedAtIssue: false } as const;
const taken = { chargedAtIssue: true } as const;
const stays = { desktop: 'callback', phone: 'callback' } as const;
const leavesOnPhones = { desktop: 'callback', phone: 'redirect' } as const;
const disputedOnPhones = { desktop: 'callback', phone: 'disputed' } as const;
const disputed = { desktop: 'disputed', phone: 'disputed' } as const;
const tel = '010-1234-5678';
const kcpQuick = { actionType: 'Register', encryptedCI: 'Y2k=', memberID: 'member-1' };

const person = { name: '김하늘', tel };

/** The price is 9,900. An `amount` of 0 is what keeps a PG from taking money that the backend is to take. */
export const pgCases: readonly PgCase[] = [
  { pg: 'kcp_billing', order: {}, wire: { pay_method: 'card', amount: 9900 }, ...leavesOnPhones, ...shown },
  { pg: 'html5_inicis', order: {}, wire: { pay_method: 'card', amount: 9900 }, ...disputedOnPhones, ...shown },
  { pg: 'danal_tpay', order: {}, wire: { pay_method: 'card', amount: 0 }, ...disputedOnPhones, ...shown },
  {
    pg: 'danal_tpay',
    order: { initialCharge: 'at-issue' },
    wire: { pay_method: 'card', amount: 9900 },
    ...disputedOnPhones,
    ...taken,
  },
  {
    pg: 'danal',
    order: { digital: true },
    wire: { pay_method: 'phone', digital: true, amount: 9900 },
    ...stays,
    ...taken,
    advice: 'phone-bill',
  },
  {
    pg: 'jtnet',
    order: {},
    wire: { pay_method: 'card', amount: 0 },
    ...leavesOnPhones,
    ...shown,
    advice: 'undocumented',
  },
  {
    pg: 'jtnet',
    order: { initialCharge: 'at-issue' },
    wire: { pay_method: 'card', amount: 9900 },
    ...leavesOnPhones,
    ...taken,
    advice: 'undocumented',
  },
  { pg: 'kicc', order: {}, wire: { pay_method: 'card', amount: 9900 }, ...leavesOnPhones, ...shown },
  { pg: 'payco', order: {}, wire: { pay_method: 'card', amount: 9900 }, ...stays, popup: 'desktop', ...shown },
  { pg: 'kakaopay', order: {}, wire: { amount: 0 }, ...leavesOnPhones, ...shown },
  { pg: 'kakaopay', order: { initialCharge: 'at-issue' }, wire: { amount: 9900 }, ...leavesOnPhones, ...taken },
  {
    pg: 'chai',
    order: {},
    wire: { pay_method: 'trans', amount: 9900 },
    ...disputed,
    way: 'redirect',
    ...shown,
    advice: 'undocumented',
  },
  {
    pg: 'chai',
    order: { popup: true },
    wire: { pay_method: 'trans', popup: true, amount: 9900 },
    ...disputed,
    way: 'callback',
    ...shown,
    advice: 'undocumented',
  },
  {
    pg: 'mobilians',
    order: { digital: false },
    wire: { pay_method: 'phone', digital: false, amount: 9900 },
    ...disputedOnPhones,
    ...taken,
    advice: 'phone-bill',
  },
  {
    pg: 'mobilians_v2',
    order: { payMethod: 'card', customerId: 'member-1' },
    wire: { pay_method: 'card', customer_id: 'member-1', amount: 0 },
    ...leavesOnPhones,
    popup: 'desktop',
    ...shown,
  },
  {
    pg: 'mobilians_v2',
    order: { payMethod: 'card', customerId: 'member-1', initialCharge: 'at-issue' },
    wire: { pay_method: 'card', customer_id: 'member-1', amount: 9900 },
    ...leavesOnPhones,
    popup: 'desktop',
    ...taken,
  },
  {
    pg: 'mobilians_v2',
    order: { payMethod: 'phone', digital: true },
    wire: { pay_method: 'phone', digital: true, amount: 9900 },
    ...leavesOnPhones,
    popup: 'desktop',
    ...taken,
    advice: 'phone-bill',
  },
  {
    pg: 'naverpay',
    order: { buyer: { tel }, naverProductCode: 'plan-1', naverProductCount: 1 },
    wire: {
      buyer_tel: tel,
      naverProductCode: 'plan-1',
      naverProductCount: 1,
      naverPopupMode: true,
      amount: 9900,
    },
    phoneWire: { naverPopupMode: false },
    ...leavesOnPhones,
    popup: 'desktop',
    ...shown,
  },
  {
    pg: 'naverpay',
    order: { buyer: { tel }, naverProductCode: 'plan-1', naverProductCount: 1, naverPopupMode: true },
    wire: {
      buyer_tel: tel,
      naverProductCode: 'plan-1',
      naverProductCount: 1,
      naverPopupMode: true,
      amount: 9900,
    },
    ...stays,
    popup: 'both',
    ...shown,
  },
  {
    pg: 'naverpay',
    order: { buyer: { tel }, naverProductCode: 'plan-1', naverProductCount: 1, naverPopupMode: false },
    wire: {
      buyer_tel: tel,
      naverProductCode: 'plan-1',
      naverProductCount: 1,
      naverPopupMode: false,
      amount: 9900,
    },
    desktop: 'redirect',
    phone: 'redirect',
    ...shown,
  },
  {
    pg: 'paymentwall',
    order: { buyer: { name: 'Gil Dong', email: 'gil@shop.example' } },
    wire: { pay_method: 'card', buyer_name: 'Gil Dong', buyer_email: 'gil@shop.example', amount: 9900 },
    ...disputedOnPhones,
    ...taken,
  },
  { pg: 'tosspayments', order: {}, wire: { pay_method: 'card', amount: 9900 }, ...leavesOnPhones, ...shown },
  {
    pg: 'smartro_v2',
    order: { customerId: 'member-1' },
    wire: { pay_method: 'card', customer_id: 'member-1', amount: 9900 },
    ...leavesOnPhones,
    ...shown,
  },
  {
    pg: 'welcome',
    order: { payMethod: 'card', buyer: person },
    wire: { pay_method: 'card', buyer_name: '김하늘', buyer_tel: tel, amount: 9900 },
    ...leavesOnPhones,
    ...shown,
  },
  {
    pg: 'welcome',
    order: { payMethod: 'phone', digital: true, buyer: person },
    wire: { pay_method: 'phone', digital: true, buyer_name: '김하늘', buyer_tel: tel, amount: 9900 },
    ...leavesOnPhones,
    ...taken,
    advice: 'phone-bill',
  },
  {
    pg: 'settle_acc',
    order: {},
    wire: { pay_method: 'trans', amount: 0 },
    ...disputedOnPhones,
    popup: 'desktop',
    ...shown,
  },
  {
    pg: 'settle_acc',
    order: { initialCharge: 'at-issue' },
    wire: { pay_method: 'trans', amount: 9900 },
    ...disputedOnPhones,
    popup: 'desktop',
    ...taken,
  },
  {
    pg: 'tosspay_v2',
    order: { customerId: 'member-1' },
    wire: { pay_method: 'tosspay', customer_id: 'member-1', amount: 9900 },
    ...leavesOnPhones,
    popup: 'desktop',
    ...shown,
  },
  {
    pg: 'toss_brandpay',
    order: { customerId: 'member-1' },
    wire: { pay_method: 'toss_brandpay', customer_id: 'member-1', amount: 9900 },
    ...stays,
    ...shown,
  },
  { pg: 'paypal_v2', order: {}, wire: { pay_method: 'paypal', amount: 9900 }, ...stays, popup: 'both', ...shown },
  {
    pg: 'nice_v2',
    order: { payMethod: 'kakaopay', customerId: 'member-1', buyer: { tel } },
    wire: { pay_method: 'kakaopay', customer_id: 'member-1', buyer_tel: tel, amount: 0 },
    ...leavesOnPhones,
    ...shown,
  },
  {
    pg: 'nice_v2',
    order: { payMethod: 'naverpay_card', customerId: 'member-1', buyer: { tel } },
    wire: { pay_method: 'naverpay_card', customer_id: 'member-1', buyer_tel: tel, amount: 0 },
    ...leavesOnPhones,
    ...shown,
  },
  {
    pg: 'nice_v2',
    order: { payMethod: 'naverpay_point', customerId: 'member-1', buyer: { tel } },
    wire: { pay_method: 'naverpay_point', customer_id: 'member-1', buyer_tel: tel, amount: 0 },
    ...leavesOnPhones,
    ...shown,
  },
  {
    pg: 'galaxia',
    order: { payMethod: 'card', customerId: 'member-1' },
    wire: { pay_method: 'card', customer_id: 'member-1', amount: 9900 },
    ...leavesOnPhones,
    ...shown,
  },
  {
    pg: 'galaxia',
    order: { payMethod: 'phone', digital: true, customerId: 'member-1' },
    wire: { pay_method: 'phone', digital: true, customer_id: 'member-1', amount: 9900 },
    ...leavesOnPhones,
    ...taken,
    advice: 'phone-bill',
  },
  {
    pg: 'payletter_global',
    order: { currency: 'USD', buyer: { email: 'gil@shop.example' } },
    wire: { currency: 'USD', buyer_email: 'gil@shop.example', amount: 9900 },
    ...disputed,
    ...taken,
    advice: 'undocumented',
  },
  {
    pg: 'smilepay',
    order: { buyer: { tel } },
    wire: { pay_method: 'card', buyer_tel: tel, amount: 0 },
    ...disputedOnPhones,
    ...shown,
    advice: 'undocumented',
  },
  {
    pg: 'kcp_quick',
    order: { payMethod: 'card', bypass: { kcpQuick } },
    wire: { pay_method: 'card', bypass: { kcpQuick }, amount: 0 },
    ...leavesOnPhones,
    popup: 'desktop',
    ...shown,
  },
  {
    pg: 'kcp_quick',
    order: { payMethod: 'trans', bypass: { kcpQuick } },
    wire: { pay_method: 'trans', bypass: { kcpQuick }, amount: 0 },
    ...leavesOnPhones,
    popup: 'desktop',
    ...shown,
  },
];
