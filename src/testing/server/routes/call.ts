import type { PaymentPrepareAnnotation } from '../annotations.js';
import type { Fields } from '../fields.js';
import type { Ledger } from '../ledger.js';
import type { Schedules } from '../schedules.js';
import type { Tokens } from '../tokens.js';
import type { Webhooks } from '../webhooks.js';

/** What the routes work on. */
export interface Books {
  ledger: Ledger;
  schedules: Schedules;
  webhooks: Webhooks;
  tokens: Tokens;
  prepared: Map<string, PaymentPrepareAnnotation>;
  sandbox: boolean;
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
