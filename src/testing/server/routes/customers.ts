import type { CustomerAnnotation, PagedPaymentAnnotation } from '../annotations.js';
import { seconds } from '../clock.js';
import { Partly, Refusal } from '../envelope.js';
import { type Fields, optionalText, requiredText } from '../fields.js';
import type { Books, Call, Handler } from './call.js';
import { listed, paged, pageOrFirst } from './lists.js';

const UNKNOWN = '등록되지 않은 구매자입니다.';

export const getCustomer: Handler = (call) => knownKey(call);

/** Several keys at once; 207 when some of them are unknown, 404 when all are. */
export const getCustomers: Handler = ({ books, query }) => {
  const asked = listed(query, 'customer_uid');
  const found = asked.flatMap((customerUid) => books.ledger.keys.get(customerUid) ?? []);
  if (found.length === 0) throw new Refusal(UNKNOWN, 404);
  return found.length === asked.length ? found : new Partly(found);
};

export const deleteCustomer: Handler = (call) => {
  const key = knownKey(call);
  call.books.ledger.keys.delete(key.customer_uid);
  return key;
};

/** Issues a key from raw card data, without a window. */
export const postCustomer: Handler = ({ books, path, fields, now }) =>
  issueFromCard(books, path.customer_uid ?? '', fields, now);

export const getCustomerPayments: Handler = (call) => {
  const { customer_uid } = knownKey(call);
  const found = [...call.books.ledger.payments.ofCustomerUid(customer_uid)].reverse();
  return paged(found, pageOrFirst(call.query)) satisfies PagedPaymentAnnotation;
};

export function issueFromCard(books: Books, customerUid: string, fields: Fields, now: number): CustomerAnnotation {
  if (customerUid === '' || customerUid.length > 80) throw new Refusal('customer_uid은(는) 80자를 넘을 수 없습니다.');
  const key = readRawCard(books, customerUid, fields, now);
  books.ledger.putKey(key, 'ok');
  return books.ledger.card(customerUid).key;
}

/** The key that raw card data would make. */
export function readRawCard(books: Books, customerUid: string, fields: Fields, now: number): CustomerAnnotation {
  const number = requiredText(fields, 'card_number', 19);
  const expiry = requiredText(fields, 'expiry', 7);
  if (!/^\d{4}-\d{4}-\d{4}-\d{1,4}$/.test(number))
    throw new Refusal('카드번호가 올바르지 않습니다. (dddd-dddd-dddd-dddd)');
  if (!/^\d{4}-\d{2}$/.test(expiry)) throw new Refusal('유효기간이 올바르지 않습니다. (YYYY-MM)');
  const provider = (optionalText(fields, 'pg', 80) ?? 'kcp').split('.')[0] ?? 'kcp';
  const at = seconds(now);
  return {
    customer_uid: customerUid,
    pg_provider: provider,
    pg_id: `FAKE_${provider}`,
    sandbox: books.sandbox,
    customer_id: optionalText(fields, 'customer_id'),
    card_name: '테스트카드',
    card_code: null,
    card_number: `${number.slice(0, 7)}**-****-${number.slice(15)}`,
    card_type: 0,
    customer_name: optionalText(fields, 'customer_name', 20),
    customer_tel: optionalText(fields, 'customer_tel', 20),
    customer_email: optionalText(fields, 'customer_email', 200),
    customer_addr: optionalText(fields, 'customer_addr', 200),
    customer_postcode: optionalText(fields, 'customer_postcode', 8),
    inserted: at,
    updated: at,
  };
}

function knownKey({ books, path }: Call): CustomerAnnotation {
  const key = books.ledger.keys.get(path.customer_uid ?? '');
  if (key === undefined) throw new Refusal(UNKNOWN, 404);
  return key;
}
