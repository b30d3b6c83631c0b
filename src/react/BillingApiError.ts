import type { BillingServerErrorCode } from '../server/errors.js';
import type { Receipt } from '../server/order/Orders.js';

/** What the server kit refused, or could not say. */
export class BillingApiError extends Error {
  override name = 'BillingApiError';
  /** `unreachable`: no answer came, or none of the kit's. */
  readonly code: BillingServerErrorCode | 'unreachable';
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** The field that is wrong. */
  readonly field: string | undefined;
  /** Milliseconds until sending the same again makes sense. */
  readonly retryAfter: number | undefined;
  /** Of `charge_declined`: the charge, with the PG's own words in `failReason`. */
  readonly charge: Receipt | undefined;

  constructor(
    code: BillingApiError['code'],
    message: string,
    details: Partial<Pick<BillingApiError, 'status' | 'field' | 'retryAfter' | 'charge' | 'cause'>> = {},
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.status = details.status ?? 0;
    this.field = details.field;
    this.retryAfter = details.retryAfter;
    this.charge = details.charge;
  }
}

/** No answer, or one that says to come again. What was refused will be refused again. */
export function isWorthRepeating(error: Error): boolean {
  return error instanceof BillingApiError && (error.status === 0 || error.status >= 500);
}

/** Milliseconds, where the server has said when. */
export function retryAfterOf(error: Error): number | undefined {
  return error instanceof BillingApiError ? error.retryAfter : undefined;
}

/** What an answer that is no success says. */
export function toError(response: Response, answer: unknown, call: string): BillingApiError {
  const { status } = response;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) ? seconds * 1000 : undefined;
  const { error, charge } = (answer ?? {}) as {
    readonly error?: { readonly code: BillingServerErrorCode; readonly message: string; readonly field?: string };
    readonly charge?: Receipt;
  };
  if (typeof error?.code !== 'string') {
    const message = `${call} answered HTTP ${status}, and not as react-billing-key/server does. Is it mounted there?`;
    return new BillingApiError('unreachable', message, { status, retryAfter });
  }
  return new BillingApiError(error.code, error.message, { status, field: error.field, retryAfter, charge });
}
