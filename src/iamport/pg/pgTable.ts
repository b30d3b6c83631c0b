import type { PgRow } from './PgRow.js';

/** Order numbers that are cut or refused unless they are plain: both of ours are order numbers at the PG. */
const plainOrderNumbers = {
  merchantUid: { alphanumeric: true },
  chargeMerchantUid: { alphanumeric: true },
} as const;

/**
 * Every PG through which i'mport issues a billing key in a payment window, by its `pg` code: what decides something at
 * run time and nothing else, so that a page which uses one PG carries no prose of the others. Names are in `pgNames`,
 * sources, disputes and advice in docs/data/pgFacts.ts.
 */
export const pgTable = {
  kcp_billing: { payMethods: ['card'], desktop: 'callback', phone: 'redirect', amount: 'display-only' },
  html5_inicis: {
    payMethods: ['card'],
    desktop: 'callback',
    phone: 'disputed',
    amount: 'display-only',
  },
  danal_tpay: {
    payMethods: ['card'],
    desktop: 'callback',
    phone: 'disputed',
    amount: 'charged-if-positive',
  },
  danal: {
    payMethods: ['phone'],
    desktop: 'callback',
    phone: 'callback',
    amount: 'always-charged',
  },
  jtnet: {
    payMethods: ['card'],
    desktop: 'callback',
    phone: 'redirect',
    amount: 'charged-if-positive',
  },
  kicc: { payMethods: ['card'], desktop: 'callback', phone: 'redirect', amount: 'display-only' },
  payco: { payMethods: ['card'], desktop: 'callback', phone: 'callback', amount: 'display-only', popup: 'desktop' },
  kakaopay: { payMethods: [], desktop: 'callback', phone: 'redirect', amount: 'charged-if-positive' },
  chai: {
    payMethods: ['trans'],
    desktop: 'disputed',
    phone: 'disputed',
    amount: 'display-only',
  },
  mobilians: {
    payMethods: ['phone'],
    desktop: 'callback',
    phone: 'disputed',
    amount: 'always-charged',
  },
  mobilians_v2: {
    payMethods: ['card', 'phone'],
    desktop: 'callback',
    phone: 'redirect',
    amount: { card: 'charged-if-positive', phone: 'always-charged' },
    popup: 'desktop',
    requiresFor: { card: ['customerId'] },
    limits: { customerId: { bytes: 20 }, merchantUid: { min: 4 }, chargeMerchantUid: { min: 4 } },
    minAmount: 100,
  },
  naverpay: {
    payMethods: [],
    desktop: 'either',
    phone: 'either',
    amount: 'display-only',
    requires: ['buyer.tel', 'naverProductCode', 'naverProductCount'],
    minAmount: 10,
  },
  paymentwall: {
    payMethods: ['card'],
    desktop: 'callback',
    phone: 'disputed',
    amount: 'always-charged',
    requires: ['buyer.name', 'buyer.email'],
  },
  tosspayments: { payMethods: ['card'], desktop: 'callback', phone: 'redirect', amount: 'display-only' },
  smartro_v2: {
    payMethods: ['card'],
    desktop: 'callback',
    phone: 'redirect',
    amount: 'display-only',
    requires: ['customerId'],
    allows: { currency: ['KRW'] },
    limits: { customerId: { max: 20 }, ...plainOrderNumbers },
  },
  welcome: {
    payMethods: ['card', 'phone'],
    desktop: 'callback',
    phone: 'redirect',
    amount: { card: 'display-only', phone: 'always-charged' },
    requires: ['buyer.name', 'buyer.tel'],
    allows: { currency: ['KRW'] },
  },
  settle_acc: {
    payMethods: ['trans'],
    desktop: 'callback',
    phone: 'disputed',
    amount: 'charged-if-positive',
    popup: 'desktop',
  },
  tosspay_v2: {
    payMethods: ['tosspay'],
    desktop: 'callback',
    phone: 'redirect',
    amount: 'display-only',
    popup: 'desktop',
    requires: ['customerId'],
    limits: { customerId: { max: 50 } },
  },
  toss_brandpay: {
    payMethods: ['toss_brandpay'],
    desktop: 'callback',
    phone: 'callback',
    amount: 'display-only',
    requires: ['customerId'],
    allows: { currency: ['KRW'] },
    limits: { customerId: { min: 2, max: 50, alphanumericOr: '-_=.@' } },
  },
  paypal_v2: {
    payMethods: ['paypal'],
    desktop: 'callback',
    phone: 'callback',
    amount: 'display-only',
    popup: 'always',
    ui: 'paypal-rt',
  },
  nice_v2: {
    payMethods: ['kakaopay', 'naverpay_card', 'naverpay_point'],
    desktop: 'callback',
    phone: 'redirect',
    amount: 'unknown',
    requires: ['customerId', 'buyer.tel'],
    limits: { name: { bytes: 40, without: '%&|$-+=[]' } },
  },
  galaxia: {
    payMethods: ['card', 'phone'],
    desktop: 'callback',
    phone: 'redirect',
    amount: { card: 'display-only', phone: 'always-charged' },
    requires: ['customerId'],
    allows: { currency: ['KRW'] },
    limits: { customerId: { max: 20 } },
  },
  payletter_global: {
    payMethods: [],
    desktop: 'disputed',
    phone: 'disputed',
    amount: 'always-charged',
    requires: ['currency', 'buyer.email'],
    allows: { currency: ['KRW', 'USD', 'JPY'] },
    limits: plainOrderNumbers,
  },
  smilepay: {
    payMethods: ['card'],
    desktop: 'callback',
    phone: 'disputed',
    amount: 'unknown',
    requires: ['buyer.tel'],
  },
  kcp_quick: {
    payMethods: ['card', 'trans'],
    desktop: 'callback',
    phone: 'redirect',
    amount: 'unknown',
    popup: 'desktop',
    requires: ['bypass.kcpQuick.actionType', 'bypass.kcpQuick.encryptedCI', 'bypass.kcpQuick.memberID'],
    allows: { 'bypass.kcpQuick.actionType': ['Register', 'RegisterAutoPay'] },
    limits: { 'bypass.kcpQuick.memberID': { max: 16 } },
  },
} as const satisfies Record<string, PgRow>;

/** A PG this package knows, by i'mport's `pg` code. For any other there is `customPg`. */
export type PgCode = keyof typeof pgTable;
