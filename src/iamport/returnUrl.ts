import type { FindRecord, GatewayReturn } from '../core/Gateway.js';
import { addedPairs, keepHostPairs, readPairs, recordOf } from '../core/returns/addedPairs.js';
import { readAnswer } from './readAnswer.js';
import type { IamportResponse } from './wire.js';

/**
 * The keys that a return from a PG's page carries. Both generations: `success` is the old spelling of `imp_success`.
 * Source: PortOne V1 docs, `auth` (redirect), and the SDK's own releases.
 */
const returnKeys: readonly string[] = ['imp_uid', 'merchant_uid', 'imp_success', 'success', 'error_code', 'error_msg'];

/**
 * Reads a return out of an address. The SDK adds its keys to what the address had: keys of the host's own that have the same
 * names are known by the record, and stay.
 */
export function readReturn(href: string, find: FindRecord): GatewayReturn | undefined {
  const address = readPairs(href, returnKeys);
  const numbers = address.pairs.filter(({ name }) => name === 'merchant_uid').map(({ value }) => value);
  const record = recordOf(numbers, find, 'v1');
  const own = addedPairs(address.pairs, record?.kept, returnKeys);
  const response: IamportResponse = Object.fromEntries(own.map(({ name, value }) => [name, value]));
  if (!isReturn(response)) return undefined;
  return {
    record,
    orderNumber: record?.orderNumber ?? (response.merchant_uid || undefined),
    answer: readAnswer(response, record?.orderNumber),
    cleanUrl: address.without(own),
  };
}

/** What a record has to know again of the host's own pairs, when the page comes back to this address. */
export const keepPairs = (redirectUrl: string) => keepHostPairs(redirectUrl, returnKeys);

/** `success` and the like are common words: without i'mport's own two numbers the address belongs to somebody else. */
function isReturn(response: IamportResponse): boolean {
  if (response.imp_uid) return true;
  return (
    'merchant_uid' in response && ['imp_success', 'success', 'error_code', 'error_msg'].some((key) => key in response)
  );
}
