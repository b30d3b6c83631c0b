/** Every way in which the fake says no, with its HTTP status. Source: `x-portone-status-code` in the OpenAPI file. */
const STATUS = {
  INVALID_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  BILLING_KEY_NOT_FOUND: 404,
  CHANNEL_NOT_FOUND: 404,
  PAYMENT_NOT_FOUND: 404,
  PAYMENT_SCHEDULE_NOT_FOUND: 404,
  ALREADY_PAID: 409,
  ALREADY_PAID_OR_WAITING: 409,
  BILLING_KEY_ALREADY_DELETED: 409,
  BILLING_KEY_ALREADY_ISSUED: 409,
  INFORMATION_MISMATCH: 409,
  IDEMPOTENCY_OUTSTANDING_REQUEST: 409,
  PAYMENT_SCHEDULE_ALREADY_EXISTS: 409,
  PAYMENT_SCHEDULE_ALREADY_PROCESSED: 409,
  PAYMENT_SCHEDULE_ALREADY_REVOKED: 409,
  SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT: 409,
  SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT: 409,
  PAYMENT_NOT_PAID: 409,
  PAYMENT_ALREADY_CANCELLED: 409,
  CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT: 409,
  CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT: 409,
  CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN: 409,
  PG_PROVIDER: 502,
} as const;

/** The `type` of a refusal's body. */
export type RefusalType = keyof typeof STATUS;

/** What the PG said, beside a `PG_PROVIDER`. */
export interface PgFailure {
  pgCode: string;
  pgMessage: string;
}

/** The API handled the call and says no. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;

  constructor(
    readonly type: RefusalType,
    message: string,
    readonly pg?: PgFailure,
  ) {
    super(message);
    this.status = STATUS[type];
  }
}

export function refused({ status, type, message, pg }: Refusal, headers: Record<string, string> = {}): Response {
  return json(status, { type, message, ...pg }, headers);
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}
