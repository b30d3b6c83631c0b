import { type IamportPayment, readIamportPayment } from './IamportPayment.js';
import { IamportUnavailable, unavailable } from './IamportUnavailable.js';
import type { IamportConfig } from './readConfig.js';

/** What a charge came to, as far as i'mport has answered. */
type ChargeAnswer =
  /** It reached the card network. `payment.status` says whether it was paid. */
  | { kind: 'attempted'; payment: IamportPayment }
  /** It was not tried: an unknown key, an order number that was paid, a field that is wrong. */
  | { kind: 'refused'; message: string };

/** The calls of i'mport's REST API V1 that a subscription needs. Each one ends within a deadline. */
export interface IamportClient {
  /** Whether a billing key exists under this name. */
  hasKey(customerUid: string): Promise<boolean>;
  /** A payment by i'mport's own number; null when there is none. */
  getPayment(impUid: string): Promise<IamportPayment | null>;
  /** The latest payment under an order number; null when there is none. */
  findPayment(merchantUid: string): Promise<IamportPayment | null>;
  /** Charges a key. */
  charge(order: {
    customerUid: string;
    merchantUid: string;
    amount: number;
    currency: string;
    name: string;
  }): Promise<ChargeAnswer>;
}

export interface IamportClientOptions {
  config: Pick<IamportConfig, 'apiUrl' | 'apiKey' | 'apiSecret'>;
  /** Milliseconds for a call that only reads. @default 10_000 */
  readDeadline?: number | undefined;
  /** Milliseconds for a charge: card networks are slow. @default 30_000 */
  chargeDeadline?: number | undefined;
}

interface Token {
  value: string;
  /** Milliseconds. */
  renewAt: number;
}

interface Answer {
  status: number;
  code: number;
  message: string;
  response: unknown;
}

export function createIamportClient(options: IamportClientOptions): IamportClient {
  const { apiUrl, apiKey, apiSecret } = options.config;
  const readDeadline = options.readDeadline ?? 10_000;
  const chargeDeadline = options.chargeDeadline ?? 30_000;
  let token: Promise<Token> | null = null;

  async function send(method: string, path: string, init: RequestInit): Promise<Answer> {
    let response: Response;
    let body: string;
    try {
      response = await fetch(`${apiUrl}${path}`, { ...init, method });
      body = await response.text();
    } catch (cause) {
      throw unavailable(`${method} ${path}`, cause);
    }
    const answer = readEnvelope(body);
    if (answer === null || response.status >= 500) {
      throw new IamportUnavailable(`i'mport answered ${method} ${path} with HTTP ${response.status} and no envelope.`, {
        mayStillRun: false,
      });
    }
    return { ...answer, status: response.status };
  }

  async function takeToken(): Promise<Token> {
    const login = json({ imp_key: apiKey, imp_secret: apiSecret });
    const signal = AbortSignal.timeout(readDeadline);
    const answer = await send('POST', '/users/getToken', { ...login, signal }).catch((cause: Error) => {
      // No token, no call: whatever it was for has not been sent.
      throw new IamportUnavailable(cause.message, { mayStillRun: false, cause });
    });
    const fields = (answer.response ?? {}) as { access_token?: unknown; expired_at?: unknown; now?: unknown };
    if (typeof fields.access_token !== 'string') {
      throw new IamportUnavailable(
        `i'mport gave no access token (HTTP ${answer.status}: ${answer.message}). Check IAMPORT_API_KEY and IAMPORT_API_SECRET.`,
        { mayStillRun: false },
      );
    }
    // The life is measured by i'mport's own clock. In the last minute, asking again extends the token.
    const life = (Number(fields.expired_at) - Number(fields.now)) * 1000 || 0;
    return { value: fields.access_token, renewAt: Date.now() + life - 60_000 };
  }

  /** The token in use; a new one when there is none, when it is old, or when it is the one that was refused. */
  async function accessToken(refused?: string): Promise<string> {
    const held = token;
    const current = await held?.catch(() => null);
    if (current && current.value !== refused && Date.now() < current.renewAt) return current.value;
    // Calls that waited for the same old token share the new one.
    const fresh = token === held || token === null ? takeToken() : token;
    token = fresh;
    return (await fresh).value;
  }

  async function call(method: string, path: string, deadline: number, body?: unknown): Promise<Answer> {
    // One deadline for both tries, and for the tokens in between.
    const signal = AbortSignal.timeout(deadline);
    const attempt = (value: string) =>
      send(method, path, { ...json(body, { authorization: `Bearer ${value}` }), signal });
    const first = await accessToken();
    const answer = await attempt(first);
    if (answer.status !== 401) return answer;
    // The token ended early. A 401 means that nothing was done, so even a charge can be sent once more.
    const second = await attempt(await accessToken(first));
    if (second.status !== 401) return second;
    throw new IamportUnavailable(`i'mport refuses its own fresh token on ${method} ${path}.`, { mayStillRun: false });
  }

  async function read(path: string): Promise<unknown> {
    const answer = await call('GET', path, readDeadline);
    if (answer.status === 404) return null;
    if (answer.code === 0 && answer.response !== null) return answer.response;
    throw new IamportUnavailable(`i'mport answered GET ${path} with code ${answer.code}: ${answer.message}`, {
      mayStillRun: false,
    });
  }

  async function readPayment(path: string): Promise<IamportPayment | null> {
    const response = await read(path);
    return response === null ? null : complete(readIamportPayment(response), path);
  }

  return {
    hasKey: async (customerUid) => (await read(`/subscribe/customers/${encodeURIComponent(customerUid)}`)) !== null,
    // Without `include_sandbox`, payments of a test channel are hidden.
    getPayment: (impUid) => readPayment(`/payments/${encodeURIComponent(impUid)}?include_sandbox=true`),
    findPayment: (merchantUid) => readPayment(`/payments/find/${encodeURIComponent(merchantUid)}?include_sandbox=true`),

    async charge({ customerUid, merchantUid, amount, currency, name }) {
      const path = '/subscribe/payments/again';
      const body = { customer_uid: customerUid, merchant_uid: merchantUid, amount, currency, name };
      const answer = await call('POST', path, chargeDeadline, body);
      if (answer.code !== 0) return { kind: 'refused', message: answer.message };
      return { kind: 'attempted', payment: complete(readIamportPayment(answer.response), path) };
    },
  };
}

function complete(payment: IamportPayment | null, path: string): IamportPayment {
  if (payment !== null) return payment;
  throw new IamportUnavailable(`i'mport's answer to ${path} is not a payment.`, { mayStillRun: false });
}

function json(body: unknown, headers: Record<string, string> = {}): RequestInit {
  if (body === undefined) return { headers };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function readEnvelope(body: string): Omit<Answer, 'status'> | null {
  try {
    const { code, message, response } = JSON.parse(body) as Record<string, unknown>;
    if (typeof code !== 'number') return null;
    return { code, message: typeof message === 'string' ? message : '', response: response ?? null };
  } catch {
    return null;
  }
}
