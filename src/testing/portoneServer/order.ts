import {
  type Fields,
  optionalInteger,
  optionalOneOf,
  optionalText,
  optionalTexts,
  requiredCurrency,
  requiredInteger,
  requiredRecord,
  requiredText,
} from './body.js';
import { readCustomer } from './customer.js';
import type { Customer, PaymentAmount } from './records.js';
import { Refusal } from './refusal.js';

/** What a charge is told: the body of `POST /payments/{paymentId}/billing-key`, or the `payment` of a schedule. */
export interface ChargeOrder {
  paymentId: string;
  billingKey: string;
  channelKey: string | undefined;
  orderName: string;
  amount: PaymentAmount;
  currency: string;
  customer: Customer;
  customData: string | undefined;
  noticeUrls: string[] | undefined;
  locale: string | undefined;
  productType: string | undefined;
}

const LOCALES = ['KO_KR', 'EN_US', 'ZH_CN', 'ZH_TW', 'JA_JP', 'RU_RU', 'TH_TH', 'VI_VN'] as const;

export function readOrder(paymentId: string, fields: Fields): ChargeOrder {
  const amount = requiredRecord(fields, 'amount');
  return {
    paymentId,
    billingKey: requiredText(fields, 'billingKey'),
    channelKey: optionalText(fields, 'channelKey'),
    orderName: requiredText(fields, 'orderName'),
    amount: buildAmount({
      total: requiredInteger(amount, 'total'),
      taxFree: optionalInteger(amount, 'taxFree'),
      vat: optionalInteger(amount, 'vat'),
    }),
    currency: requiredCurrency(fields, 'currency'),
    customer: readCustomer(fields),
    customData: optionalText(fields, 'customData'),
    noticeUrls: optionalTexts(fields, 'noticeUrls'),
    locale: optionalOneOf(fields, 'locale', LOCALES),
    productType: optionalOneOf(fields, 'productType', ['PHYSICAL', 'DIGITAL']),
  };
}

const buyer = ['name', 'email', 'phoneNumber'] as const;

/** What a PG demands of every charge of its keys. Source: the PG's page under `opi/ko/integration/pg/v2` of PortOne's documents. */
const demands = new Map<string, readonly ((typeof buyer)[number] | 'locale' | 'productType')[]>([
  ['INICIS_V2', buyer],
  ['WELCOME', buyer],
  ['SMARTRO_V2', buyer],
  ['KSNET', ['name', 'productType']],
  ['EXIMBAY_V2', ['name', 'email', 'locale']],
]);

/** The PGs whose `paymentId` is letters and digits. */
const plainIds: ReadonlySet<string> = new Set(['SMARTRO_V2', 'PAYLETTER_GLOBAL']);

/** @throws Refusal when the charge lacks what the key's PG demands */
export function assertDemandsMet(provider: string, order: ChargeOrder): void {
  const given = { ...order.customer, locale: order.locale, productType: order.productType };
  const missing = demands.get(provider)?.find((name) => !given[name]);
  if (missing !== undefined) {
    throw new Refusal('INVALID_REQUEST', `${provider}: 필수 파라미터가 누락되었습니다: ${missing}`);
  }
  if (plainIds.has(provider) && !/^[A-Za-z0-9]+$/.test(order.paymentId)) {
    throw new Refusal('INVALID_REQUEST', `${provider}: paymentId에는 영문과 숫자만 쓸 수 있습니다.`);
  }
}

export interface AmountInput {
  total: number;
  taxFree?: number | undefined;
  vat?: number | undefined;
}

/** Source of the eleventh: `vatAmount` of PortOne's browser SDK ("미입력 시 과세 금액의 1/11"). */
export function buildAmount({
  total,
  taxFree = 0,
  vat = Math.round((total - taxFree) / 11),
}: AmountInput): PaymentAmount {
  if (total === 0) throw new Refusal('INVALID_REQUEST', 'amount.total은(는) 0보다 커야 합니다.');
  if (taxFree + vat > total || vat < 0) {
    throw new Refusal('SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT', '면세 금액과 부가세의 합이 전체 결제 금액을 초과합니다.');
  }
  return {
    total,
    taxFree,
    vat,
    supply: total - taxFree - vat,
    discount: 0,
    paid: total,
    cancelled: 0,
    cancelledTaxFree: 0,
  };
}
