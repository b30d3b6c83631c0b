import type { IamportResponse } from '../../iamport/wire.js';
import { findProvider } from '../providers.js';

/** How a PG's own page spells success in the address it returns to. */
export type SuccessKey = 'imp_success' | 'success' | 'none';

/** The merchant's address with the answer behind whatever query it already had; its own keys stay as they were written. */
export function buildReturnUrl(redirectUrl: string, base: string, response: IamportResponse, key: SuccessKey): string {
  const url = new URL(redirectUrl, base);
  const says = [response.success, response.imp_success].map(String);
  const failed = response.error_code != null || response.error_msg != null || says.includes('false');
  const answer = new URLSearchParams();
  if (response.imp_uid) answer.set('imp_uid', response.imp_uid);
  if (response.merchant_uid) answer.set('merchant_uid', response.merchant_uid);
  if (key !== 'none') answer.set(key, String(!failed));
  if (response.error_code != null) answer.set('error_code', response.error_code);
  if (response.error_msg != null) answer.set('error_msg', response.error_msg);
  url.search = url.search ? `${url.search}&${answer}` : `${answer}`;
  return url.href;
}

/** The current docs list no success key for the new PGs; the old SDK spelled it otherwise. */
export function usualSuccessKey(generation: '1.3' | '1.2', provider: string): SuccessKey {
  if (generation === '1.2') return 'success';
  return findProvider(provider).newAnswer ? 'none' : 'imp_success';
}
