import { BillingKeyError } from '../BillingKeyError.js';
import { developerText } from '../developerText.js';
import type { Answer } from '../sdk/readAnswer.js';

export function busyError(): BillingKeyError {
  return new BillingKeyError('busy', developerText?.busy);
}

export function nothingToRetryError(): BillingKeyError {
  return new BillingKeyError('busy', developerText?.nothingToRetry);
}

export function missingChargeError(): BillingKeyError {
  return new BillingKeyError('invalid_configuration', developerText?.noCharge);
}

export function needsClickError(): BillingKeyError {
  return new BillingKeyError('needs_click', developerText?.needsClick);
}

export function windowTimeoutError(limit: number): BillingKeyError {
  return new BillingKeyError('window_timeout', developerText?.windowTimeout(limit));
}

/** What an answer other than "issued" means, as an error. */
export function answerError({ code, pgCode, pgMessage }: Extract<Answer, { type: 'failed' }>): BillingKeyError {
  return new BillingKeyError(code, developerText?.[code], { pgCode, pgMessage });
}

/** Whatever was thrown, as an error of ours. */
export function asBillingKeyError(error: unknown): BillingKeyError {
  if (error instanceof BillingKeyError) return error;
  return new BillingKeyError('sdk_error', developerText?.unforeseen, { cause: error });
}
