import type { WindowType } from '../../portone/wire.js';

/** What the fake knows of a PG's window in V2. Core keeps its own table for its own rules: a fake that shared it would share its mistakes. */
export interface PortOneProvider {
  readonly ko: string;
  readonly en: string;
  /** The only window a device may ask for, where PortOne's page on the PG says so. */
  readonly only?: Readonly<Record<'pc' | 'mobile', WindowType>> | undefined;
  /** Paths without which the PG refuses, on every device, and on one. */
  readonly requires?: readonly string[] | undefined;
  readonly requiresOn?: Readonly<Partial<Record<'pc' | 'mobile', readonly string[]>>> | undefined;
  /** What the texts of a request have to be, by their path. */
  readonly texts?: Readonly<Record<string, RegExp>> | undefined;
  /** The PG has only `requestIssueBillingKeyAndPay`, which takes the first payment with the key. */
  readonly pays?: boolean | undefined;
  /** What a phone bill is not taken without. Absent: the PG has none. */
  readonly phoneBill?: readonly string[] | undefined;
  readonly easyPay?: boolean | undefined;
}

const framed = { pc: 'IFRAME', mobile: 'REDIRECTION' } as const;
const phone = ['redirectUrl'];
const named = ['customer.fullName', 'customer.phoneNumber', 'customer.email'];
const phoneBill = ['billingKeyAndPayMethod', 'productType', ...named];
const ascii = /^[ -~]*$/;
const plain = /^[A-Za-z0-9]*$/;
const short = /^.{0,20}$/;

/** Source of each row: the PG's page under `opi/ko/integration/pg/v2` of PortOne's documents. */
const table: Readonly<Record<string, PortOneProvider>> = {
  INICIS_V2: {
    ko: 'KG이니시스',
    en: 'KG Inicis',
    requires: ['issueId', 'issueName', 'customer.fullName'],
    requiresOn: { pc: named, mobile: ['offerPeriod'] },
    texts: { issueId: ascii, paymentId: ascii },
    phoneBill,
  },
  KCP_V2: { ko: 'NHN KCP', en: 'NHN KCP', requires: ['issueId'], requiresOn: { mobile: ['issueName'] } },
  TOSSPAYMENTS: { ko: '토스페이먼츠', en: 'Toss Payments', only: framed, requiresOn: { mobile: phone } },
  SMARTRO_V2: {
    ko: '스마트로',
    en: 'Smartro',
    requires: ['issueId', 'customer.customerId'],
    texts: { issueId: plain, 'customer.customerId': short },
  },
  NICE_V2: {
    ko: '나이스페이먼츠',
    en: 'NICE Payments',
    requires: ['issueId', 'issueName', 'easyPay.easyPayProvider'],
    texts: { issueId: /^[A-Za-z0-9]{0,40}$/ },
    easyPay: true,
  },
  KPN: { ko: '한국결제네트웍스', en: 'KPN', requires: ['customer.customerId', 'customer.fullName'] },
  KSNET: { ko: 'KSNET', en: 'KSNET', only: framed, requiresOn: { mobile: phone } },
  WELCOME: {
    ko: '웰컴페이먼츠',
    en: 'Welcome Payments',
    requires: ['issueId', 'issueName', 'customer.fullName'],
    requiresOn: { pc: named, mobile: ['offerPeriod'] },
    texts: { issueId: ascii, paymentId: ascii },
    phoneBill,
  },
  GALAXIA: {
    ko: '갤럭시아머니트리',
    en: 'Galaxia Moneytree',
    requires: ['issueId', 'issueName', 'customer.customerId'],
    requiresOn: { mobile: phone },
    texts: { 'customer.customerId': short },
    phoneBill: ['billingKeyAndPayMethod', 'customer.customerId'],
  },
  KAKAOPAY: { ko: '카카오페이', en: 'KakaoPay', only: framed, requires: ['issueName'], easyPay: true },
  NAVERPAY: {
    ko: '네이버페이',
    en: 'Naver Pay',
    only: { pc: 'POPUP', mobile: 'REDIRECTION' },
    requires: ['issueId', 'issueName'],
    easyPay: true,
  },
  TOSSPAY_V2: {
    ko: '토스페이',
    en: 'Toss Pay',
    requires: ['customer.customerId'],
    requiresOn: { mobile: phone },
    easyPay: true,
  },
  PAYPAL_V2: { ko: '페이팔', en: 'PayPal', only: { pc: 'UI', mobile: 'UI' }, requires: ['issueId'] },
  EXIMBAY_V2: { ko: '엑심베이', en: 'Eximbay', requires: ['customer.fullName', 'customer.email'], pays: true },
  PAYLETTER_GLOBAL: {
    ko: '페이레터',
    en: 'Payletter',
    requires: ['customer.email'],
    texts: { paymentId: plain },
    pays: true,
  },
};

/** What is asked of every first payment, whichever PG takes it. */
export const paymentFields = ['paymentId', 'orderName', 'totalAmount', 'currency'];

/** A PG nobody knows is taken for a card PG: framed on a desktop, left for on a phone. */
export function findPortOneProvider(name: string): PortOneProvider {
  return table[name] ?? { ko: name, en: name, phoneBill: [] };
}

/** The PG of a key that `channels` does not list: its end, or KCP. */
export function providerOfKey(channelKey: string): string {
  const names = Object.keys(table).sort((a, b) => b.length - a.length);
  return names.find((name) => channelKey.toUpperCase().replaceAll('-', '_').endsWith(name)) ?? 'KCP_V2';
}

/** The window a device gets: the one asked for, or the PG's own. */
export function windowTypeOf(
  provider: PortOneProvider,
  asked: WindowType | undefined,
  device: 'pc' | 'mobile',
): WindowType {
  return asked ?? provider.only?.[device] ?? framed[device];
}
