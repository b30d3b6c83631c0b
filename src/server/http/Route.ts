import type { BillingOperations } from '../BillingServer.js';
import type { Receipt } from '../order/Orders.js';

/** One call, with what the path says. */
export interface Call {
  readonly request: Request;
  readonly params: readonly string[];
  readonly operations: BillingOperations;
  /** Who is signed in; throws `not_signed_in`. */
  readonly customer: () => Promise<string>;
}

/** `:` in the pattern stands for one segment of the path. */
export type Route = readonly [
  method: 'GET' | 'POST' | 'DELETE',
  pattern: string,
  handle: (call: Call) => Promise<Response>,
];

/** What is said is said to one customer: nothing on the way keeps it, and no browser makes a page of it. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...HEADERS, ...headers },
  });
}

export function noContent(): Response {
  return new Response(null, { status: 204, headers: HEADERS });
}

export function receiptResponse(receipt: Receipt): Response {
  if (receipt.status !== 'failed') return json(200, receipt);
  const message = receipt.failReason ?? 'The card was declined.';
  return json(402, { error: { code: 'charge_declined', message }, charge: receipt });
}
