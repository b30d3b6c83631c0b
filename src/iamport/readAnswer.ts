import type { Answer } from '../core/Gateway.js';
import type { IamportResponse } from './wire.js';

const cancelCodes: ReadonlySet<string> = new Set(['PAY_CANCEL', 'PAY_PROCESS_CANCELED', 'USER_CANCEL']);
const cancelWords = /취소|결제\s*포기|cancel/i;

/**
 * One rule for every PG, old or new, callback or query string. Refused when a flag says false, or when an error is named
 * and no flag says true; issued otherwise, and then only with an `imp_uid` and for no other order than `merchantUid`.
 *
 * Source: PortOne V1 docs, `payrt` (keys of the answer), and the SDK's own releases for `error_coe` and the missing flags.
 */
export function readAnswer(response: IamportResponse, merchantUid?: string): Answer {
  const flags = [response.success, response.imp_success].map(asFlag);
  // `error_coe` is how the SDK itself spells the code when the account has no payment channel.
  const pgCode = asText(response.error_code) ?? asText(response.error_coe);
  const pgMessage = asText(response.error_msg);
  const namesError = pgCode !== undefined || pgMessage !== undefined;

  if (flags.includes(false) || (namesError && !flags.includes(true))) return refusal(pgCode, pgMessage);

  const impUid = asText(response.imp_uid);
  const answeredUid = asText(response.merchant_uid);
  const isOthers = merchantUid !== undefined && answeredUid !== undefined && answeredUid !== merchantUid;
  if (impUid === undefined || isOthers) {
    return { type: 'failed', code: 'invalid_answer', pgCode, pgMessage, mayBePaid: true };
  }
  return { type: 'issued', key: { impUid } };
}

function refusal(pgCode: string | undefined, pgMessage: string | undefined): Answer {
  if ((pgCode && cancelCodes.has(pgCode)) || (pgMessage && cancelWords.test(pgMessage))) {
    return { type: 'cancelled', pgCode, pgMessage };
  }
  const isNoChannel = pgCode === 'F1001' || pgCode === 'NOT_READY';
  const code = isNoChannel ? 'no_channel' : pgCode === 'NOT READY' ? 'popup_blocked' : 'refused';
  return { type: 'failed', code, pgCode, pgMessage };
}

function asFlag(value: unknown): boolean | undefined {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  return undefined;
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
