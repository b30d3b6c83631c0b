import type { PaymentAnnotation, PaymentPrepareAnnotation } from '../annotations.js';
import type { Fields } from '../fields.js';
import type { Ledger } from '../ledger.js';
import type { Schedules } from '../schedules.js';
import type { Tokens } from '../tokens.js';
import type { WebhookDetails, Webhooks } from '../webhooks.js';

/** What the routes work on. */
export interface Books {
  ledger: Ledger;
  schedules: Schedules;
  webhooks: Webhooks;
  tokens: Tokens;
  prepared: Map<string, PaymentPrepareAnnotation>;
  sandbox: boolean;
  /** Whether a charge needs what its PG demands of the buyer. */
  pgDemands: boolean;
  impKey: string;
  impSecret: string;
}

/** One call of a route. */
export interface Call {
  books: Books;
  path: Readonly<Record<string, string>>;
  query: URLSearchParams;
  fields: Fields;
  /** Milliseconds, on the server's clock. */
  now: number;
}

/** Answers the `response` of the envelope, or throws a refusal. */
export type Handler = (call: Call) => unknown;

/** What a handler answers whose work has two halves: it was taken up, and is finished at its own time. */
export class Begun {
  constructor(readonly finish: (now: number) => unknown) {}
}

/** i'mport tells of a payment that was made, and keeps one that failed to itself, unless it was booked. */
export function tellOf(webhooks: Webhooks, payment: PaymentAnnotation, details?: WebhookDetails): void {
  if (payment.status !== 'failed') webhooks.send(payment, details);
}
