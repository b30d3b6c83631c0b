import type { FindRecord, GatewayReturn } from '../core/Gateway.js';
import type { JsonObject } from '../core/order.js';
import { addedPairs, keepHostPairs, readPairs, recordOf } from '../core/returns/addedPairs.js';
import { readResponse } from './readResponse.js';

/** Our own key in `redirectUrl`: PortOne V2 sends no order number back. */
const ownKey = 'rbk';

/** The fields of an answer, as a return from a PG's page carries them. Source: PortOne's app SDKs, which read them. */
const returnKeys: readonly string[] = [
  ownKey,
  'transactionType',
  'billingKey',
  'billingIssueToken',
  'paymentId',
  'txId',
  'code',
  'message',
  'pgCode',
  'pgMessage',
];

/** The address that the customer comes back to: the host's, with the attempt's order number. */
export function withOwnKey(redirectUrl: string, orderNumber: string): string {
  const url = new URL(redirectUrl);
  // By hand, since `URLSearchParams` would write the host's own keys anew.
  url.search = `${url.search ? `${url.search}&` : '?'}${ownKey}=${encodeURIComponent(orderNumber)}`;
  return url.href;
}

/** What a record has to know again of the host's own pairs, when the page comes back to this address. */
export function keepPairs(redirectUrl: string): JsonObject {
  return keepHostPairs(redirectUrl, returnKeys);
}

/**
 * Reads a return out of an address. Only what was added to the host's own address counts, and is taken out: the `billingKey`
 * above all, which has no business in the history.
 */
export function readReturn(href: string, find: FindRecord): GatewayReturn | undefined {
  const address = readPairs(href, returnKeys);
  const numbers = address.pairs.filter(({ name }) => name === ownKey).map(({ value }) => value);
  const record = recordOf(numbers, find, 'v2');
  const own = addedPairs(address.pairs, record?.kept, returnKeys);
  const response = Object.fromEntries(own.map(({ name, value }) => [name, value]));
  const isAnswered = ['billingKey', 'billingIssueToken', 'code'].some((name) => response[name] !== undefined);
  // `code` and `message` are common words: without our key, or the SDK's own, the address belongs to somebody else.
  const isReturn = record !== undefined || /^ISSUE_BILLING_KEY/.test(response.transactionType ?? '');
  if (!isAnswered || !isReturn) return undefined;
  return {
    record,
    orderNumber: record?.orderNumber ?? numbers.at(-1),
    answer: readResponse(response),
    cleanUrl: address.without(own),
  };
}
