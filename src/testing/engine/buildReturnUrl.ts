import type { IamportResponse } from '../../core/sdk/wire.js';

/** How a PG's own page spells success in the address it returns to. */
export type SuccessKey = 'imp_success' | 'success' | 'none';

/** The merchant's address with the answer behind whatever query it already had; its own keys stay as they were written. */
export function buildReturnUrl(redirectUrl: string, base: string, response: IamportResponse, key: SuccessKey): string {
  const url = new URL(redirectUrl, base);
  const failed = response.error_code != null || response.error_msg != null;
  const answer = new URLSearchParams();
  if (response.imp_uid) answer.set('imp_uid', response.imp_uid);
  if (response.merchant_uid) answer.set('merchant_uid', response.merchant_uid);
  if (key !== 'none') answer.set(key, String(!failed));
  if (response.error_code != null) answer.set('error_code', response.error_code);
  if (response.error_msg != null) answer.set('error_msg', response.error_msg);
  url.search = url.search ? `${url.search}&${answer}` : `${answer}`;
  return url.href;
}
