import { warnOnce } from './warnOnce.js';

/** What a `status` says of a payment that was not made. */
const unpaid = /^(fail|error|declin|reject|cancel|none$|not_?found)/i;

/**
 * Tells of an answer that says itself that nothing was paid, and that counts as paid all the same, as whatever resolves does.
 * i'mport is one that answers so: HTTP 200 and code 0, and in it a payment that failed.
 */
export function examineAnswer(caller: string, data: unknown): void {
  if (typeof data !== 'object' || data === null) return;
  const { success, ok, error, status, code, response } = data as { readonly [field: string]: unknown };
  const { status: inner } = (response ?? {}) as { readonly status?: unknown };
  const said = [status, inner].find((text) => typeof text === 'string' && unpaid.test(text));
  const sign =
    (success === false && 'success: false') ||
    (ok === false && 'ok: false') ||
    (Boolean(error) && 'an error in it') ||
    (said !== undefined && `status: "${String(said)}"`) ||
    (typeof code === 'number' && code !== 0 && 'response' in data && `code: ${code}`);
  if (!sign) return;
  warnOnce(
    `unpaid/${caller}`,
    `${caller} resolved to an answer with ${sign}.`,
    'It counts as paid, as whatever it resolves to does: the customer reads that it is, and the charge is not made any more.',
    caller === 'charge'
      ? "Throw where your server or the PG says no. With the status of your server's answer (402) on the error, the charge counts as declined."
      : 'Give null where your server knows that nothing was paid, and throw where it does not know.',
  );
}
