import type { Fields } from '../body.js';
import type { Ledger, Tried } from '../ledger.js';
import type { WebhookMessage } from '../records.js';
import type { Schedules } from '../schedules.js';
import type { Sessions } from '../sessions.js';
import type { Webhooks } from '../webhooks.js';

/** What the routes work on. */
export interface Books {
  ledger: Ledger;
  schedules: Schedules;
  webhooks: Webhooks;
  sessions: Sessions;
  storeId: string;
  /** Milliseconds from a window's end until a key can no longer be confirmed. */
  confirmWithin: number;
  /** Whether a charge must bring what its PG demands. */
  pgDemands: boolean;
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

/** Answers the body, or throws a refusal. */
export type Handler = (call: Call) => unknown;

/** Tells the merchant of a try to pay. */
export function announceTry(books: Books, tried: Tried, noticeUrls: readonly string[] | undefined): void {
  const payment = 'paid' in tried ? tried.paid : tried.failed;
  const data = { storeId: books.storeId, paymentId: payment.id, transactionId: payment.transactionId };
  const message: WebhookMessage = {
    type: 'paid' in tried ? 'Transaction.Paid' : 'Transaction.Failed',
    timestamp: payment.statusChangedAt,
    data,
  };
  books.webhooks.send(message, noticeUrls);
}

export function announceKey(
  books: Books,
  type: 'BillingKey.Issued' | 'BillingKey.Failed' | 'BillingKey.Deleted' | 'BillingKey.Updated',
  billingKey: string,
  now: number,
  noticeUrls?: readonly string[],
): void {
  const timestamp = new Date(now).toISOString();
  books.webhooks.send({ type, timestamp, data: { storeId: books.storeId, billingKey } }, noticeUrls);
}
