import { BillingKeyError, type BillingKeyErrorCode, type BillingKeyErrorDetails } from '../errors/BillingKeyError.js';
import { developerText } from '../errors/developerText.js';
import type { AnswerErrorCode } from '../Gateway.js';
import type { FailedState } from './AttemptState.js';

type PlainCode = Extract<
  BillingKeyErrorCode,
  | AnswerErrorCode
  | 'busy'
  | 'no_customer'
  | 'consent_missing'
  | 'order_failed'
  | 'unresolved_charge'
  | 'already_charged'
  | 'needs_click'
  | 'window_closed'
  | 'charge_failed'
  | 'nothing_to_retry'
  | 'cancelled'
>;

/** An error whose sentence for developers needs nothing but its code. */
export function errorOf(code: PlainCode, details?: BillingKeyErrorDetails): BillingKeyError {
  return new BillingKeyError(code, developerText?.[code], details);
}

/** The charge of an attempt is settled, and not by this one. */
export function settledError(attemptId: string, end: string): BillingKeyError {
  return new BillingKeyError('already_settled', developerText?.alreadySettled(attemptId, end));
}

/** What a call resolves to that has begun nothing. */
export function refusal(attemptId: string, error: BillingKeyError): Promise<FailedState> {
  return Promise.resolve({ status: 'failed', attemptId, error });
}

/** Anything that was thrown, as an error of ours. */
export function asBillingKeyError(error: unknown): BillingKeyError {
  if (error instanceof BillingKeyError) return error;
  return new BillingKeyError('sdk_error', developerText?.unforeseen, { cause: error });
}
