import { BillingKeyError, type BillingKeyErrorCode } from '../errors/BillingKeyError.js';
import { developerText } from '../errors/developerText.js';
import type { Answer } from '../Gateway.js';

type PlainCode = Extract<
  BillingKeyErrorCode,
  | 'busy'
  | 'no_customer'
  | 'consent_missing'
  | 'unresolved_charge'
  | 'already_charged'
  | 'needs_click'
  | 'window_closed'
  | 'nothing_to_retry'
  | 'cancelled'
>;

/** An error whose sentence for developers needs nothing but its code. */
export function errorOf(code: PlainCode): BillingKeyError {
  return new BillingKeyError(code, developerText?.[code]);
}

/** The charge of an attempt is settled, and not by this one. */
export function settledError(attemptId: string, end: string): BillingKeyError {
  return new BillingKeyError('already_settled', developerText?.alreadySettled(attemptId, end));
}

/** What an answer other than "issued" means, as an error. */
export function answerError({ code, pgCode, pgMessage }: Extract<Answer, { type: 'failed' }>): BillingKeyError {
  return new BillingKeyError(code, developerText?.[code], { pgCode, pgMessage });
}

/** Anything that was thrown, as an error of ours. */
export function asBillingKeyError(error: unknown): BillingKeyError {
  if (error instanceof BillingKeyError) return error;
  return new BillingKeyError('sdk_error', developerText?.unforeseen, { cause: error });
}
