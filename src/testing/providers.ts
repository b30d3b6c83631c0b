import type { IamportRequest } from '../iamport/wire.js';

/** Asked of a PG: how it opens its window and how it answers. */
export interface Provider {
  readonly ko: string;
  readonly en: string;
  /** What an amount does at issue; by payment method where a PG takes several. @default 'shown' */
  readonly amount?: 'shown' | 'charged-above-0' | 'always-charged' | undefined;
  /** Where the window prints no amount. */
  readonly amountHiddenOn?: 'desktop' | 'phone' | 'both' | undefined;
  /** Opens with `window.open`. */
  readonly popup?: ((params: IamportRequest, phone: boolean) => boolean) | undefined;
  /** Whether the page is left for it. @default on phones */
  readonly leaves?: ((params: IamportRequest, phone: boolean) => boolean) | undefined;
  /** Goes by the new API in the current SDK, past the account's channels. */
  readonly newRoute?: ((params: IamportRequest) => boolean) | undefined;
  /** Answers without any success key in the current SDK. */
  readonly newAnswer?: boolean | undefined;
}

const always = () => true;
const never = () => false;
const desktopOnly = (_: IamportRequest, phone: boolean) => !phone;

/** The facts of a payment window that the fake lives by. Core keeps its own for its own rules: a fake that shared them would share its mistakes. */
const table: Readonly<Record<string, Provider>> = {
  kcp_billing: { ko: 'NHN KCP', en: 'NHN KCP', amountHiddenOn: 'desktop' },
  html5_inicis: { ko: 'KG이니시스', en: 'KG Inicis', amountHiddenOn: 'phone' },
  danal_tpay: { ko: '다날', en: 'Danal', amount: 'charged-above-0', leaves: never },
  danal: { ko: '다날 휴대폰결제', en: 'Danal phone billing', amount: 'always-charged', leaves: never },
  jtnet: { ko: 'JTNet', en: 'JTNet', amount: 'charged-above-0' },
  kicc: { ko: '이지페이(KICC)', en: 'EasyPay (KICC)' },
  payco: {
    ko: '페이코',
    en: 'PAYCO',
    leaves: never,
    popup: (params, phone) => (phone ? params.popup === true : params.popup !== false),
  },
  kakaopay: { ko: '카카오페이', en: 'KakaoPay', amount: 'charged-above-0' },
  chai: { ko: '차이', en: 'CHAI', leaves: (params) => params.popup !== true, popup: (params) => params.popup === true },
  mobilians: { ko: 'KG파이낸셜', en: 'KG Financial', amount: 'always-charged' },
  mobilians_v2: { ko: 'KG파이낸셜', en: 'KG Financial', amount: 'charged-above-0', popup: desktopOnly },
  naverpay: {
    ko: '네이버페이',
    en: 'Naver Pay',
    popup: (params) => params.naverPopupMode === true,
    leaves: (params, phone) => params.naverPopupMode === false || (phone && params.naverPopupMode !== true),
  },
  paymentwall: { ko: '페이먼트월', en: 'Paymentwall', amount: 'always-charged' },
  tosspayments: {
    ko: '토스페이먼츠',
    en: 'Toss Payments',
    newRoute: (params) => params.customer_uid === undefined,
    newAnswer: true,
  },
  smartro_v2: { ko: '스마트로', en: 'Smartro', newRoute: always, newAnswer: true },
  welcome: { ko: '웰컴페이먼츠', en: 'Welcome Payments', newRoute: always, newAnswer: true },
  settle_acc: { ko: '헥토파이낸셜', en: 'Hecto Financial', amount: 'charged-above-0', popup: desktopOnly },
  settle: { ko: '헥토파이낸셜', en: 'Hecto Financial', popup: desktopOnly },
  tosspay: { ko: '토스페이', en: 'Toss Pay', popup: desktopOnly },
  tosspay_v2: { ko: '토스페이', en: 'Toss Pay', popup: desktopOnly },
  paypal: {
    ko: '페이팔',
    en: 'PayPal',
    popup: (params) => params.popup === true,
    leaves: (params) => params.popup !== true,
  },
  paypal_v2: { ko: '페이팔', en: 'PayPal', amountHiddenOn: 'both', popup: always, leaves: never, newAnswer: true },
  nice_v2: { ko: '나이스페이먼츠', en: 'NICE Payments', newRoute: always, newAnswer: true },
  ksnet: { ko: 'KSNET', en: 'KSNET', newRoute: always, newAnswer: true },
  toss_brandpay: { ko: '토스 브랜드페이', en: 'Toss BrandPay', newRoute: always, newAnswer: true, leaves: never },
  galaxia: { ko: '갤럭시아머니트리', en: 'Galaxia Moneytree', newAnswer: true },
  payletter_global: { ko: '페이레터', en: 'Payletter', amount: 'always-charged', newAnswer: true },
  smilepay: { ko: '스마일페이', en: 'SmilePay' },
  smartro: { ko: '스마트로', en: 'Smartro', popup: always },
  kcp_quick: { ko: 'NHN KCP 퀵페이', en: 'NHN KCP QuickPay', popup: desktopOnly },
  daou: { ko: '키움페이', en: 'KiwoomPay', popup: desktopOnly },
};

/** A code nobody knows is taken for a card PG: framed on a desktop, left for on a phone. */
export function findProvider(code: string): Provider {
  return table[code] ?? { ko: code, en: code };
}

/** Whether the PG takes the money while it issues the key. */
export function chargesAtIssue(code: string, params: Pick<IamportRequest, 'amount' | 'pay_method'>): boolean {
  // A phone bill can't be registered without charging it, at whichever PG.
  const amount = params.pay_method === 'phone' ? 'always-charged' : (findProvider(code).amount ?? 'shown');
  return amount === 'always-charged' || (amount === 'charged-above-0' && Number(params.amount) > 0);
}
