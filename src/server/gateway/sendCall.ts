import { BillingServerError } from '../errors.js';
import { GatewayUnavailable } from './Gateway.js';

/** What came back over HTTP, whatever it says. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Bytes of an answer at most. No answer of a payment API comes near, and a server that sends more must not fill our memory. */
const LIMIT = 8 * 1024 * 1024;

/**
 * Makes one call of a gateway's API. A redirect is not followed: what is sent holds secrets and orders to charge, and is for
 * this address alone.
 *
 * @throws GatewayUnavailable when no whole answer came
 */
export async function sendCall(gateway: string, path: string, url: string, init: RequestInit): Promise<Reply> {
  const call = `${init.method} ${path}`;
  try {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    return { status: response.status, text: await readText(response) };
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    // The error of a deadline has a number for its code, which would say nothing to a reader of the log.
    const code = reason instanceof Error && 'code' in reason && typeof reason.code === 'string' ? reason.code : '';
    // A call that never reached the other side can't be under way there.
    const neverSent = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
    throw new GatewayUnavailable(`${gateway} did not answer ${call}: ${code || String(reason).replace(/\.$/, '')}.`, {
      mayStillRun: !neverSent,
      cause,
    });
  }
}

/**
 * Where an API is, without the slash at its end.
 *
 * @throws BillingServerError `invalid_configuration`
 */
export function readApiUrl(gateway: string, apiUrl: string): string {
  if (/^https?:\/\/\S+$/.test(apiUrl) && URL.canParse(apiUrl)) return apiUrl.replace(/\/+$/, '');
  throw new BillingServerError(
    'invalid_configuration',
    `${gateway}: apiUrl is ${JSON.stringify(apiUrl)}; it must be an address such as https://api.example, or be left out. Is the variable empty that it comes from?`,
    { field: 'apiUrl' },
  );
}

/**
 * What goes into a header. `fetch` refuses a bad one with an error that quotes all of it, and a secret would be in the log.
 *
 * @throws BillingServerError `invalid_configuration`
 */
export function assertHeader(gateway: string, field: string, value: string): void {
  if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value.trim())) return;
  throw new BillingServerError(
    'invalid_configuration',
    `${gateway}: ${field} has characters that no header can carry. Was more copied than the value itself?`,
    { field },
  );
}

async function readText(response: Response): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > LIMIT) {
      await reader.cancel().catch(() => undefined);
      throw new Error(`the answer has more than ${LIMIT} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
}

/**
 * A text that is not empty; null for anything else. NUL characters are taken out: PostgreSQL stores none, and a PG's words must not
 * keep a charge from being written.
 */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.replaceAll('\u0000', '') : null;
}
