import type { BillingClient } from '../createBillingClient.js';
import type { AttemptRecord } from '../records/AttemptRecord.js';
import { keepLateKey } from '../records/keepKey.js';
import { runHostCode } from '../runHostCode.js';
import { type Answer, readAnswer } from '../sdk/readAnswer.js';
import type { IamportResponse } from '../sdk/wire.js';
import { readReturnUrl } from './returnUrl.js';

/** How the page's address is read and replaced, for routers that keep it in a state of their own. */
export interface UrlAdapter {
  /** The whole address, `https://…`. */
  read(): string;
  /** Puts another in its place, without a new entry in the history. */
  replace(url: string): void;
}

/** A return that names an open attempt of this browser. */
export interface KnownReturn {
  readonly record: AttemptRecord;
  readonly answer: Answer;
  readonly response: IamportResponse;
}

/**
 * A return that names no open attempt of this browser: forged, replayed, expired, or begun in another browser (an in-app
 * one, say). It is never charged. What it says is unproven: let your server look the order up.
 */
export interface UnknownReturn {
  readonly says: Answer['type'];
  readonly impUid: string | undefined;
  readonly merchantUid: string | undefined;
  /** `settled`: an attempt of this browser that is over. `unmatched`: none of this browser's. */
  readonly reason: 'settled' | 'unmatched';
  readonly response: IamportResponse;
}

export type TakenReturn = { readonly known: KnownReturn } | { readonly unknown: UnknownReturn };

/** Takes a return out of the page's address, which is cleaned first so that no reload can bring it again. */
export function takeReturn(client: BillingClient, address: UrlAdapter): TakenReturn | undefined {
  const found = readReturnUrl(address.read());
  if (!found) return undefined;
  // A router that can't replace it, not mounted yet, must not cost the customer the key.
  runHostCode(() => address.replace(found.cleanUrl));

  const { response } = found;
  const merchantUid = response.merchant_uid || undefined;
  const answer = readAnswer(response);
  const record = merchantUid ? client.log.findByMerchantUid(merchantUid) : undefined;
  // Once a key was issued, an address that says otherwise can't take it back.
  if (record && (record.status === 'opened' || (record.status !== 'settled' && answer.type === 'issued'))) {
    return { known: { record, answer, response } };
  }
  // Given up here, finished at the PG: nobody waits for the key, but it is somebody's card, to be recovered.
  if (record && answer.type === 'issued') keepLateKey(client.log, record, answer.impUid);
  client.emit({ type: 'unknown_return' });
  const reason = record ? 'settled' : 'unmatched';
  return { unknown: { says: answer.type, impUid: response.imp_uid || undefined, merchantUid, reason, response } };
}

/** The window's own address, through the History API. The entry's state is the router's: it is kept. */
export const windowAddress: UrlAdapter = {
  read: () => window.location.href,
  replace: (url) => window.history.replaceState(window.history.state, '', url),
};
