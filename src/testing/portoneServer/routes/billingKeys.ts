import {
  optionalBoolean,
  optionalInteger,
  optionalOneOf,
  optionalRecord,
  optionalText,
  optionalTexts,
  requiredText,
} from '../body.js';
import { rfc3339 } from '../ledger.js';
import type { BillingKeyInfo, BillingKeyPaymentMethod } from '../records.js';
import { Refusal } from '../refusal.js';
import type { PortOneWindowIssue } from '../windowIssue.js';
import { announceKey, announceTry, type Books, type Call, type Handler } from './call.js';
import { pageOf, readRange } from './page.js';

export const getBillingKey: Handler = ({ books, path }) => books.ledger.find(path.billingKey ?? '');

export const listBillingKeys: Handler = ({ books, fields, now }) => {
  const filter = optionalRecord(fields, 'filter') ?? {};
  const inRange = readRange(filter, now);
  const timeRangeField = optionalOneOf(filter, 'timeRangeField', timeRangeFields);
  const customerId = optionalText(filter, 'customerId');
  const status = optionalTexts(filter, 'status');
  const version = optionalOneOf(filter, 'version', ['V1', 'V2']);
  const providers = optionalTexts(filter, 'pgProviders');
  const methods = optionalTexts(filter, 'methods') ?? [];
  const order = optionalOneOf(optionalRecord(fields, 'sort') ?? {}, 'order', ['DESC', 'ASC']);
  const found = [...books.ledger.keys.values()].filter(
    (key) =>
      timesOf(key, timeRangeField).every(inRange) &&
      version !== 'V1' &&
      (customerId === undefined || key.customer.id === customerId) &&
      (status === undefined || status.length === 0 || status.includes(key.status)) &&
      (methods.length === 0 || key.methods.some(({ type }) => methods.includes(methodTypes[type]))) &&
      (providers === undefined ||
        providers.length === 0 ||
        key.channels.some(({ pgProvider }) => providers.includes(pgProvider))),
  );
  return pageOf(order === 'ASC' ? found : found.reverse(), fields);
};

const timeRangeFields = ['REQUESTED_AT', 'ISSUED_AT', 'DELETED_AT', 'STATUS_TIMESTAMP'] as const;

/** What has to be in the range. Which time counts where none is named is not documented: here all of them do. */
function timesOf(
  { requestedAt, issuedAt, deletedAt }: BillingKeyInfo,
  field: (typeof timeRangeFields)[number] | undefined,
): string[] {
  const changedAt = deletedAt ?? issuedAt;
  switch (field) {
    case 'REQUESTED_AT':
      return [requestedAt];
    case 'ISSUED_AT':
      return [issuedAt];
    case 'DELETED_AT':
      return [deletedAt ?? ''];
    case 'STATUS_TIMESTAMP':
      return [changedAt];
    case undefined:
      return [requestedAt, issuedAt, changedAt];
    default:
      return field satisfies never;
  }
}

/** As `BillingKeyPaymentMethodType` calls them. It has no word for PayPal: no filter finds that. */
const methodTypes: Readonly<Record<BillingKeyPaymentMethod['type'], string>> = {
  BillingKeyPaymentMethodCard: 'CARD',
  BillingKeyPaymentMethodEasyPay: 'EASY_PAY',
  BillingKeyPaymentMethodMobile: 'MOBILE',
  BillingKeyPaymentMethodPaypal: '',
};

export const deleteBillingKey: Handler = ({ books, path, query, now }) => {
  const key = books.ledger.usable(path.billingKey ?? '');
  books.schedules.assertNoneOf(key.billingKey);
  optionalOneOf({ requester: query.get('requester') }, 'requester', ['CUSTOMER', 'ADMIN']);
  key.status = 'DELETED';
  key.deletedAt = rfc3339(now);
  if (query.get('skipWebhook') !== 'true') announceKey(books, 'BillingKey.Deleted', key.billingKey, now);
  return { deletedAt: key.deletedAt };
};

export const confirmBillingKey: Handler = (call) => {
  const { issue, complete } = findPending(call);
  if (issue.payment !== undefined) throw mismatch('초회 결제가 포함된 빌링키 발급입니다.');
  const { billingKey } = complete();
  return { billingKey };
};

export const confirmIssueAndPay: Handler = (call) => {
  const { fields } = call;
  const { issue, complete } = findPending(call);
  const { payment } = issue;
  if (payment === undefined) throw mismatch('초회 결제가 없는 빌링키 발급입니다.');
  check('paymentId', optionalText(fields, 'paymentId'), payment.paymentId);
  check('currency', optionalText(fields, 'currency'), payment.currency);
  check('totalAmount', optionalInteger(fields, 'totalAmount'), payment.totalAmount);
  check('taxFreeAmount', optionalInteger(fields, 'taxFreeAmount'), payment.taxFreeAmount ?? 0);
  const { billingKey } = complete();
  return { billingKey, paymentId: payment.paymentId };
};

/** Takes what a window did into the books, and tells the merchant. */
export function takeIssue(books: Books, issue: PortOneWindowIssue, now: number, skipWebhook = false): void {
  const repeated = books.ledger.keys.has(issue.billingKey);
  const { key, first } = books.ledger.issue(issue, now);
  if (repeated || skipWebhook || issue.status === 'needs-confirmation') return;
  announceKey(books, key ? 'BillingKey.Issued' : 'BillingKey.Failed', issue.billingKey, now, issue.noticeUrls);
  if (first !== undefined) announceTry(books, first, issue.noticeUrls);
}

function findPending({ books, fields, now }: Call): { issue: PortOneWindowIssue; complete(): { billingKey: string } } {
  const found = books.ledger.pending.get(requiredText(fields, 'billingIssueToken'));
  if (found === undefined) throw new Refusal('BILLING_KEY_NOT_FOUND', '요청된 빌링키를 찾을 수 없습니다.');
  const { issue } = found;
  if (found.confirmed) throw new Refusal('BILLING_KEY_ALREADY_ISSUED', '이미 발급이 완료된 빌링키입니다.');
  check('isTest', optionalBoolean(fields, 'isTest'), issue.isTest !== false);
  const skipWebhook = optionalBoolean(fields, 'skipWebhook') === true;
  return {
    issue,
    complete() {
      if (now - found.since > books.confirmWithin) {
        throw new Refusal('PG_PROVIDER', 'PG사에서 오류를 전달하였습니다.', {
          pgCode: 'TIMEOUT',
          pgMessage: '승인 가능 시간이 지났습니다.',
        });
      }
      // A first payment that the card declines leaves no key, and a failed payment.
      takeIssue(books, issue, now, skipWebhook);
      found.confirmed = books.ledger.keys.has(issue.billingKey);
      const last = issue.payment && books.ledger.payments.get(issue.payment.paymentId);
      if (!found.confirmed && last?.status === 'FAILED') {
        throw new Refusal('PG_PROVIDER', 'PG사에서 오류를 전달하였습니다.', {
          pgCode: last.failure.pgCode,
          pgMessage: last.failure.pgMessage,
        });
      }
      return { billingKey: issue.billingKey };
    },
  };
}

function check<T>(name: string, given: T | undefined, known: T): void {
  if (given !== undefined && given !== known) throw mismatch(`${name}이(가) 일치하지 않습니다.`);
}

function mismatch(message: string): Refusal {
  return new Refusal('INFORMATION_MISMATCH', message);
}
