import {
  type Fields,
  optionalInteger,
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
}

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
  };
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
