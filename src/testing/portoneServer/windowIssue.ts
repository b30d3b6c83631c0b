import type { CardBehaviour } from '../server/issued.js';
import {
  type Fields,
  isRecord,
  optionalBoolean,
  optionalInteger,
  optionalOneOf,
  optionalText,
  optionalTexts,
  requiredCurrency,
  requiredInteger,
  requiredText,
} from './body.js';
import { readCustomer } from './customer.js';
import type { Customer } from './records.js';
import { Refusal } from './refusal.js';

/** The first payment of `requestIssueBillingKeyAndPay`. */
export interface WindowPayment {
  paymentId: string;
  transactionId: string;
  orderName: string;
  totalAmount: number;
  taxFreeAmount?: number | undefined;
  vatAmount?: number | undefined;
  currency: string;
}

/** What the payment window reports to `POST /_window/issued` when a customer has finished in it. */
export interface PortOneWindowIssue {
  /**
   * `issued`: the key exists. `needs-confirmation`: it will, when the server confirms `billingIssueToken`. `failed`: there is
   * none, and a first payment is a failed one.
   */
  status: 'issued' | 'needs-confirmation' | 'failed';
  billingKey: string;
  /** Beside `needs-confirmation`. */
  billingIssueToken?: string | undefined;
  channelKey?: string | undefined;
  /** As in `SelectedChannel`: `KCP_V2`, … */
  pgProvider: string;
  /** @default 'CARD' */
  method?: 'CARD' | 'EASY_PAY' | 'MOBILE' | 'PAYPAL' | undefined;
  issueId?: string | undefined;
  issueName?: string | undefined;
  customer?: Customer | undefined;
  customData?: string | undefined;
  noticeUrls?: readonly string[] | undefined;
  /** @default a card that pays */
  card?: { name?: string | undefined; number?: string | undefined; behaviour?: CardBehaviour | undefined } | undefined;
  /** Of `requestIssueBillingKeyAndPay` only. */
  payment?: WindowPayment | undefined;
  /** Beside `failed`. */
  pgCode?: string | undefined;
  pgMessage?: string | undefined;
  /** A channel for tests. @default true */
  isTest?: boolean | undefined;
}

const METHODS = ['CARD', 'EASY_PAY', 'MOBILE', 'PAYPAL'] as const;
const BEHAVIOURS = ['ok', 'declined-at-charge', 'limit-exceeded'] as const;

/** @throws Refusal that names the field which is wrong */
export function readWindowIssue(fields: Fields): PortOneWindowIssue {
  const status = optionalOneOf(fields, 'status', ['issued', 'needs-confirmation', 'failed']);
  if (status === undefined) throw new Refusal('INVALID_REQUEST', 'status가 필요합니다.');
  const card = isRecord(fields.card) ? fields.card : {};
  return {
    status,
    billingKey: requiredText(fields, 'billingKey'),
    billingIssueToken: status === 'needs-confirmation' ? requiredText(fields, 'billingIssueToken') : undefined,
    channelKey: optionalText(fields, 'channelKey'),
    pgProvider: requiredText(fields, 'pgProvider'),
    method: optionalOneOf(fields, 'method', METHODS),
    issueId: optionalText(fields, 'issueId'),
    issueName: optionalText(fields, 'issueName'),
    customer: readCustomer(fields),
    customData: optionalText(fields, 'customData'),
    noticeUrls: optionalTexts(fields, 'noticeUrls'),
    card: {
      name: optionalText(card, 'name'),
      number: optionalText(card, 'number'),
      behaviour: optionalOneOf(card, 'behaviour', BEHAVIOURS),
    },
    payment: isRecord(fields.payment) ? readPayment(fields.payment) : undefined,
    pgCode: optionalText(fields, 'pgCode'),
    pgMessage: optionalText(fields, 'pgMessage'),
    isTest: optionalBoolean(fields, 'isTest'),
  };
}

function readPayment(payment: Fields): WindowPayment {
  return {
    paymentId: requiredText(payment, 'paymentId'),
    transactionId: requiredText(payment, 'transactionId'),
    orderName: requiredText(payment, 'orderName'),
    totalAmount: requiredInteger(payment, 'totalAmount'),
    taxFreeAmount: optionalInteger(payment, 'taxFreeAmount'),
    vatAmount: optionalInteger(payment, 'vatAmount'),
    currency: requiredCurrency(payment, 'currency'),
  };
}
