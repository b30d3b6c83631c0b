/** What can go wrong on the server, and the HTTP status it is answered with. A page each: docs/errors/server. */
const statuses = {
  invalid_field: 400,
  invalid_body: 400,
  not_signed_in: 401,
  charge_declined: 402,
  cross_site: 403,
  not_found: 404,
  order_unknown: 404,
  plan_unknown: 404,
  card_unknown: 404,
  subscription_unknown: 404,
  method_not_allowed: 405,
  order_expired: 409,
  order_mismatch: 409,
  registration_unknown: 409,
  registration_failed: 409,
  registration_mismatch: 409,
  registration_used: 409,
  amount_mismatch: 409,
  not_charged_at_issue: 409,
  consent_required: 409,
  subscription_exists: 409,
  subscription_state: 409,
  trial_used: 409,
  consent_too_early: 409,
  booking_refused: 409,
  card_in_use: 409,
  card_revoked: 409,
  card_changed: 409,
  sandbox_refused: 409,
  live_refused: 409,
  customer_erased: 409,
  body_too_large: 413,
  unsupported_media_type: 415,
  too_many_attempts: 429,
  internal: 500,
  database_not_bound: 503,
  charge_unsettled: 503,
  gateway_unavailable: 503,
  invalid_configuration: 500,
  driver_missing: 500,
  network_disk: 500,
  schema_newer: 500,
  store_conflict: 503,
} as const;

/** What went wrong, as a closed set of codes. */
export type BillingServerErrorCode = keyof typeof statuses;

/** What a `BillingServerError` says beside its code. */
export interface BillingServerErrorDetails {
  /** The field that is wrong. */
  readonly field?: string | undefined;
  /** When sending the same again makes sense. */
  readonly retryAfterSeconds?: number | undefined;
  /** Identifiers that go with the code, such as the subscriptions that use a card. */
  readonly details?: Readonly<Record<string, string | number | readonly string[]>> | undefined;
  readonly cause?: unknown;
}

/**
 * What the kit throws. The message is for developers; a customer's sentence comes from the page's language, by `code`.
 *
 * @example
 * try {
 *   await billing.charge({ customerId, merchantUid });
 * } catch (error) {
 *   if (error instanceof BillingServerError && error.code === 'charge_declined') …
 * }
 */
export class BillingServerError extends Error {
  override name = 'BillingServerError';
  readonly code: BillingServerErrorCode;
  /** The HTTP status that the routes answer with. */
  readonly status: number;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly details: BillingServerErrorDetails['details'];

  constructor(code: BillingServerErrorCode, message: string, details: BillingServerErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = statuses[code];
    this.field = details.field;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.details = details.details;
  }
}

/** Every code, for pages and tests. */
export const billingServerErrorCodes = Object.keys(statuses) as BillingServerErrorCode[];
