import type { CustomerAnnotation, PagedPaymentAnnotation } from '../annotations.js';
import { seconds } from '../clock.js';
import { Refusal } from '../envelope.js';
import { type Fields, optionalText, requiredText } from '../fields.js';
import type { Books, Call, Handler } from './call.js';

const PAGE = 20;

export const getCustomer: Handler = (call) => knownKey(call);

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
  const page = Math.max(1, Math.trunc(Number(call.query.get('page') ?? '1')) || 1);
  const found = [...call.books.ledger.payments.values()]
    .filter((payment) => payment.customer_uid === customer_uid)
    .reverse();
  return {
    total: found.length,
    previous: page > 1 ? page - 1 : 0,
    next: found.length > page * PAGE ? page + 1 : 0,
    list: found.slice((page - 1) * PAGE, page * PAGE),
  } satisfies PagedPaymentAnnotation;
};

export function issueFromCard(books: Books, customerUid: string, fields: Fields, now: number): CustomerAnnotation {
  if (customerUid === '' || customerUid.length > 80) throw new Refusal('customer_uid은(는) 80자를 넘을 수 없습니다.');
  const number = requiredText(fields, 'card_number', 19);
  const expiry = requiredText(fields, 'expiry', 7);
  if (!/^\d{4}-\d{4}-\d{4}-\d{1,4}$/.test(number))
    throw new Refusal('카드번호가 올바르지 않습니다. (dddd-dddd-dddd-dddd)');
  if (!/^\d{4}-\d{2}$/.test(expiry)) throw new Refusal('유효기간이 올바르지 않습니다. (YYYY-MM)');
  const provider = (optionalText(fields, 'pg', 80) ?? 'kcp').split('.')[0] ?? 'kcp';
  const at = seconds(now);
  const key: CustomerAnnotation = {
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
    inserted: books.ledger.keys.get(customerUid)?.inserted ?? at,
    updated: at,
  };
  books.ledger.putKey(key, 'ok');
  return key;
}

function knownKey({ books, path }: Call): CustomerAnnotation {
  const key = books.ledger.keys.get(path.customer_uid ?? '');
  if (key === undefined) throw new Refusal('등록되지 않은 구매자입니다.', 404);
  return key;
}
