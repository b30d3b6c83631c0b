import { GatewayUnavailable } from './Gateway.js';
import { type Reply, sendCall } from './sendCall.js';

/** The fields of a JSON object, read and not believed. */
export type Fields = Readonly<Record<string, unknown>>;

/** What PortOne answered: a JSON object, whatever it says. */
export interface PortOneAnswer {
  readonly status: number;
  readonly body: Fields;
  /** The `type` of a refusal; empty for an answer that is none. */
  readonly type: string;
  readonly message: string;
}

export interface PortOneCalls {
  /** @throws GatewayUnavailable when no answer came that can be understood */
  call(request: {
    readonly method: 'GET' | 'POST' | 'DELETE';
    readonly path: string;
    /** Milliseconds. */
    readonly deadline: number;
    readonly query?: Fields | undefined;
    readonly body?: Fields | undefined;
    /**
     * The same key gets the same answer for three hours, whatever happened on the way. 16 to 256 letters, digits, `-` and `_`:
     * PortOne recommends these, and once allowed no others.
     */
    readonly idempotencyKey?: string | undefined;
  }): Promise<PortOneAnswer>;
  /** The body of a GET; null for the `absent` refusal. */
  read(path: string, question: { readonly absent?: string; readonly query?: Fields }): Promise<Fields | null>;
}

export interface PortOneCallsOptions {
  readonly apiSecret: string;
  readonly apiUrl: string;
  readonly storeId: string;
  /** Milliseconds for a call that only reads. */
  readonly readDeadline: number;
}

/** Source: the overview of PortOne's REST API V2, https://developers.portone.io/api/rest-v2 */
export function createPortOneCalls({ apiSecret, apiUrl, storeId, readDeadline }: PortOneCallsOptions): PortOneCalls {
  const calls: PortOneCalls = {
    async call({ method, path, deadline, query = {}, body, idempotencyKey }) {
      // What is in `requestBody` names its store itself.
      const named = 'requestBody' in query ? query : { storeId, ...query };
      const search = new URLSearchParams(named as Record<string, string>);
      const headers: Record<string, string> = { authorization: `PortOne ${apiSecret}` };
      if (body !== undefined) headers['content-type'] = 'application/json';
      if (idempotencyKey !== undefined) headers['idempotency-key'] = `"${idempotencyKey}"`;
      const reply = await sendCall('PortOne', path, `${apiUrl}${path}${body === undefined ? `?${search}` : ''}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify({ ...body, storeId }) }),
        signal: AbortSignal.timeout(deadline),
      });
      return understand(`${method} ${path}`, reply);
    },

    async read(path, { absent, query }) {
      const { status, body, type, message } = await calls.call({ method: 'GET', path, deadline: readDeadline, query });
      if (status === 200) return body;
      if (type === absent) return null;
      throw new GatewayUnavailable(`PortOne answered GET ${path} with ${type}: ${message}`, { mayStillRun: false });
    },
  };
  return calls;
}

function understand(call: string, { status, text }: Reply): PortOneAnswer {
  const body = readObject(text);
  const type = typeof body?.type === 'string' ? body.type : '';
  const message = typeof body?.message === 'string' ? body.message.replaceAll('\u0000', '') : '';
  if (status === 401 || status === 403) {
    throw new GatewayUnavailable(`PortOne refuses the API secret on ${call}. Check apiSecret of portone({ … }).`, {
      mayStillRun: false,
    });
  }
  if (status === 429) throw new GatewayUnavailable(`PortOne is asked too often: ${call}.`, { mayStillRun: false });
  // PortOne answers 502 for a PG's refusal, with words of its own. Without them it is a proxy's, and the call may run behind it.
  const isNotPortOnes = (status >= 300 && status < 400) || status === 408 || status === 425 || status >= 500;
  const isTheirs = body !== null && (status === 200 || type !== '');
  if (!isTheirs || (isNotPortOnes && type !== 'PG_PROVIDER') || type === 'IDEMPOTENCY_OUTSTANDING_REQUEST') {
    throw new GatewayUnavailable(`PortOne answered ${call} with HTTP ${status}${type && `, ${type}`}.`, {
      mayStillRun: true,
    });
  }
  return { status, body, type, message };
}

export function readObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}
