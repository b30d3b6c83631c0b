import type { Answer } from '../core/Gateway.js';
import type { IssueAndPayResponse, IssueResponse } from './wire.js';

/** Any of these fields may be missing, or somebody else's: an answer comes from a script, and a return from an address. */
type Response = { readonly [Field in keyof IssueResponse | keyof IssueAndPayResponse]?: unknown };

/** The `billingKey` of a channel that waits for its server to confirm. */
const needsConfirmation = 'NEEDS_CONFIRMATION';

/**
 * PortOne declares no code for a customer who closed the window. These are codes that hosts test for, and words that the PGs
 * use; a cancel that is not recognised is a refusal with the PG's own sentence.
 */
const cancelCodes = /^(USER_CANCEL|PAY_PROCESS_CANCELED|Cancelled|CANCELLED)$/;
const cancelWords = /취소|결제포기|cancell?ed by|user cancel/i;

const noChannelCodes = /^(ChannelNotFound|StoreNotFound|AllChannelsNotSatisfied|ParseChannelFailed)$/;

/**
 * What an answer of the SDK, or the query of a return, comes down to. A `code` means failed, even beside a `billingKey`.
 * Source: "빌링키 발급하기" of PortOne's documents; PortOne's own app SDKs read the code first too.
 */
export function readResponse(response: Response): Answer {
  if ((response.code ?? '') !== '') return readFailure(response);
  const billingKey = asText(response.billingKey);
  const token = asText(response.billingIssueToken);
  if (token !== undefined) return { type: 'issued', key: { billingIssueToken: token } };
  if (billingKey === undefined || billingKey === needsConfirmation) {
    const pgMessage = asText(response.message);
    return { type: 'failed', code: 'invalid_answer', pgCode: undefined, pgMessage, mayBePaid: true };
  }
  return { type: 'issued', key: { billingKey } };
}

/** By which PortOne, or its SDK, says that it does not know what the PG has done. */
const unclearCodes = /^(Parse|Unknown|Unavailable|DeadlineExceeded|Internal|Aborted|DataLoss)/;

/** What the SDK rejects with before a window shows, or hands to PayPal's callback. */
export function readRejection(error: unknown): Answer {
  const isSdks = typeof error === 'object' && error !== null && '__portOneErrorType' in error;
  // Such as a network that broke, before the window or with it.
  if (!isSdks) return { type: 'failed', code: 'sdk_error', pgCode: undefined, pgMessage: undefined, mayBePaid: true };
  const { code, message } = error as { code?: unknown; message?: unknown };
  const answer = readFailure(error as Response);
  // Nothing was asked of a PG yet: its words would be put into the mouth of one.
  return answer.type === 'failed' && answer.code === 'refused'
    ? { ...answer, code: 'sdk_error', pgCode: asText(code), pgMessage: asText(message) }
    : answer;
}

/** The failure of PayPal's window, which comes as an error: the PG was asked. */
export const readUiFailure = (error: unknown): Answer => readFailure((error ?? {}) as Response);

function readFailure(response: Response): Answer {
  const code = asText(response.code);
  const pgCode = asText(response.pgCode) ?? code;
  const pgMessage = asText(response.pgMessage) ?? asText(response.message);
  const isCancelled =
    [code, pgCode].some((known) => cancelCodes.test(String(known))) ||
    [response.pgMessage, response.message].some((text) => cancelWords.test(asText(text) ?? ''));
  if (isCancelled) return { type: 'cancelled', pgCode, pgMessage };
  if (noChannelCodes.test(String(code))) return { type: 'failed', code: 'no_channel', pgCode, pgMessage };
  return { type: 'failed', code: 'refused', pgCode, pgMessage, mayBePaid: unclearCodes.test(String(code)) };
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
