import { IamportUnavailable, unavailable } from './IamportUnavailable.js';
import type { IamportConfig } from './readConfig.js';

export interface IamportCallsOptions {
  config: Pick<IamportConfig, 'apiUrl' | 'apiKey' | 'apiSecret'>;
  /** Milliseconds for a call that only reads. */
  readDeadline: number;
}

/** What i'mport answered: an envelope, whatever it says. */
export interface IamportAnswer {
  status: number;
  code: number;
  message: string;
  response: unknown;
}

/** Calls with an access token, which is renewed when it ends. */
export interface IamportCalls {
  /** @throws IamportUnavailable when no answer came that can be understood */
  call(method: string, path: string, deadline: number, body?: unknown): Promise<IamportAnswer>;
  /** The `response` of a GET; null when there is no such thing. */
  read(path: string): Promise<unknown>;
}

interface Token {
  value: string;
  /** Milliseconds. */
  renewAt: number;
}

export function createIamportCalls({ config, readDeadline }: IamportCallsOptions): IamportCalls {
  const { apiUrl, apiKey, apiSecret } = config;
  let token: Promise<Token> | null = null;

  async function send(method: string, path: string, init: RequestInit): Promise<IamportAnswer> {
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

  async function call(method: string, path: string, deadline: number, body?: unknown): Promise<IamportAnswer> {
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

  return { call, read };
}

function json(body: unknown, headers: Record<string, string> = {}): RequestInit {
  if (body === undefined) return { headers };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function readEnvelope(body: string): Omit<IamportAnswer, 'status'> | null {
  try {
    const { code, message, response } = JSON.parse(body) as Record<string, unknown>;
    if (typeof code !== 'number') return null;
    return { code, message: typeof message === 'string' ? message : '', response: response ?? null };
  } catch {
    return null;
  }
}
