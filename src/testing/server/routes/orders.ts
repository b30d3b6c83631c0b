import type { ScheduleResultAnnotation } from '../annotations.js';
import { Refusal } from '../envelope.js';
import { type Fields, optionalNumber, optionalText, requiredNumber, requiredText } from '../fields.js';
import type { Tax } from '../ledger.js';

/** What every charge, made now or later, is told of the order. */
export type OrderFields = Pick<
  ScheduleResultAnnotation,
  'merchant_uid' | 'amount' | 'name' | 'currency' | 'custom_data' | BuyerField
>;

type BuyerField = 'buyer_name' | 'buyer_email' | 'buyer_tel' | 'buyer_addr' | 'buyer_postcode';

/** Reads an order. Only a payment with raw card data (`onetime`) may leave out its name. */
export function readOrder(fields: Fields, { named = true }: { named?: boolean } = {}): OrderFields {
  const amount = requiredNumber(fields, 'amount');
  const currency = optionalText(fields, 'currency', 3) ?? 'KRW';
  if (currency === 'KRW' && !Number.isInteger(amount)) throw new Refusal('결제금액은 정수여야 합니다. (KRW)');
  return {
    merchant_uid: requiredText(fields, 'merchant_uid', 40),
    amount,
    name: named ? requiredText(fields, 'name', 40) : (optionalText(fields, 'name', 40) ?? ''),
    currency,
    buyer_name: optionalText(fields, 'buyer_name', 16),
    buyer_email: optionalText(fields, 'buyer_email', 64),
    buyer_tel: optionalText(fields, 'buyer_tel', 16),
    buyer_addr: optionalText(fields, 'buyer_addr', 128),
    buyer_postcode: optionalText(fields, 'buyer_postcode', 8),
    custom_data: optionalText(fields, 'custom_data'),
  };
}

export function readTax(fields: Fields, amount: number): Tax {
  const taxFree = optionalNumber(fields, 'tax_free') ?? 0;
  const vat = optionalNumber(fields, 'vat_amount');
  if (taxFree < 0 || taxFree > amount) throw new Refusal('tax_free는 결제금액을 넘을 수 없습니다.');
  if (vat !== null && (vat < 0 || vat > amount - taxFree)) throw new Refusal('vat_amount가 올바르지 않습니다.');
  return { taxFree, vat };
}

/** What some PGs demand with a charge, by their code, as the description of `/subscribe/payments/again` marks it. */
const DEMANDS: Readonly<Record<string, readonly (BuyerField | 'product_type' | 'browser_ip')[]>> = {
  ksnet: ['buyer_name', 'product_type'],
  paymentwall: ['buyer_email', 'browser_ip'],
  smartro_v2: ['buyer_name', 'buyer_email', 'buyer_tel'],
  welcome: ['buyer_name'],
};

/** Throws when the order lacks something that the key's PG demands. */
export function assertDemandsMet(provider: string, order: OrderFields, fields: Fields): void {
  // A map from outside: `constructor` is no PG.
  const demands = Object.hasOwn(DEMANDS, provider) ? (DEMANDS[provider] ?? []) : [];
  for (const name of demands) {
    const value = name === 'product_type' || name === 'browser_ip' ? optionalText(fields, name) : order[name];
    if (value === null) throw new Refusal(`${provider}: 필수 파라미터가 누락되었습니다: ${name}`);
  }
  if (provider === 'smartro_v2' && !/^[A-Za-z0-9]+$/.test(order.merchant_uid)) {
    throw new Refusal('smartro_v2: merchant_uid에는 영문과 숫자만 쓸 수 있습니다.');
  }
  if (provider === 'paypal_v2' && order.currency === 'KRW') {
    throw new Refusal('paypal_v2: 지원하지 않는 통화입니다: KRW');
  }
}
