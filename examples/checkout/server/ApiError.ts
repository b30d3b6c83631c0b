/** What a client can be told went wrong. */
export type ApiErrorCode =
  | 'invalid_field'
  | 'order_conflict'
  | 'no_billing_key'
  | 'issue_unknown'
  | 'issue_failed'
  | 'issue_mismatch'
  | 'issue_already_used'
  | 'amount_mismatch'
  | 'not_charged_at_issue'
  | 'subscription_ended'
  | 'charge_declined'
  | 'charge_unsettled'
  | 'iamport_unavailable'
  | 'not_found';

/** An answer other than 200, and why. The message is for the developer; the page has its own words for the customer. */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(
    readonly status: 400 | 402 | 404 | 409 | 503,
    readonly code: ApiErrorCode,
    message: string,
    readonly details: { field?: string; retryAfterSeconds?: number } = {},
  ) {
    super(message);
  }
}
