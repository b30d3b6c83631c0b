import { GatewayUnavailable } from './Gateway.js';
import { type Reply, sendCall, text } from './sendCall.js';

/** What i'mport answered: an envelope, whatever it says. */
export interface IamportAnswer {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly response: unknown;
}

/** Calls of i'mport's REST API with an access token, which is renewed when it ends. */
export interface IamportCalls {
  /** @throws GatewayUnavailable when no answer came that can be understood */
  call(request: {
    readonly method: string;
    readonly path: string;
    /** Milliseconds until it has been answered, the access token for it included. */
    readonly deadline: number;
    readonly body?: unknown;
  }): Promise<IamportAnswer>;
  /** The `response` of a GET; null when there is no such thing. */
  read(path: string): Promise<unknown>;
}

export interface IamportCallsOptions {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly apiUrl: string;
  /** Of an agency's merchant: sent as `Tier`. */
  readonly tier?: string | undefined;
  /** Milliseconds for a call that only reads. */
  readonly readDeadline: number;
}

interface Token {
  readonly value: string;
  /** Milliseconds. */
  readonly renewAt: number;
}

export function createIamportCalls(options: IamportCallsOptions): IamportCalls {
  const { apiKey, apiSecret, apiUrl, tier, readDeadline } = options;
  let token: Promise<Token> | null = null;

  async function send(method: string, path: string, init: RequestInit): Promise<IamportAnswer> {
    const reply = await sendCall("i'mport", path, `${apiUrl}${path}`, { ...init, method });
    return understand(`${method} ${path}`, reply);
  }

  async function takeToken(signal: AbortSignal): Promise<Token> {
    const login = json({ imp_key: apiKey, imp_secret: apiSecret });
    const answer = await send('POST', '/users/getToken', { ...login, signal }).catch((cause: Error) => {
      // Without a token the call itself was not sent.
      throw new GatewayUnavailable(cause.message, { mayStillRun: false, cause });
    });
    const fields = (answer.response ?? {}) as { access_token?: unknown; expired_at?: unknown; now?: unknown };
    if (typeof fields.access_token !== 'string') {
      throw new GatewayUnavailable(
        `i'mport gave no access token (HTTP ${answer.status}: ${answer.message}). Check apiKey and apiSecret of iamport({ … }).`,
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
    const current = await held?.catch(() => undefined);
    if (current && current.value !== refused && Date.now() < current.renewAt) return current.value;
    // Calls that waited for the same old token share the new one.
    const fresh = token === held || token === null ? takeToken(AbortSignal.timeout(readDeadline)) : token;
    token = fresh;
    return (await fresh).value;
  }

  const calls: IamportCalls = {
    async call({ method, path, deadline, body }) {
      // One deadline for the token and both tries, since the caller counts its wait from here. A token that is slow takes half
      // of it, so that what is sent then has time to arrive.
      const signal = AbortSignal.timeout(deadline);
      const tokenTime = AbortSignal.timeout(Math.ceil(deadline / 2));
      const tiers = tier === undefined ? {} : { tier };
      const sendWith = (value: string) =>
        send(method, path, { ...json(body, { authorization: `Bearer ${value}`, ...tiers }), signal });
      const first = await waitForToken(accessToken(), tokenTime, `${method} ${path}`);
      const answer = await sendWith(first);
      if (answer.status !== 401) return answer;
      // The token ended early. A 401 means that nothing was done, so even a charge can be sent once more.
      const second = await sendWith(await waitForToken(accessToken(first), signal, `${method} ${path}`));
      if (second.status !== 401) return second;
      throw new GatewayUnavailable(`i'mport refuses its own fresh token on ${method} ${path}.`, { mayStillRun: false });
    },

    async read(path) {
      const answer = await calls.call({ method: 'GET', path, deadline: readDeadline });
      if (answer.status === 404) return null;
      if (answer.code === 0 && answer.response !== null) return answer.response;
      throw new GatewayUnavailable(`i'mport answered GET ${path} with code ${answer.code}: ${answer.message}`, {
        mayStillRun: false,
      });
    },
  };
  return calls;
}

/** Statuses by which a firewall, a limit or a proxy on the way says that it sent nothing on. */
const NOT_SENT_ON = [403, 421, 425, 429];

/** What i'mport itself said; anything else may come from anybody on the way. */
function understand(call: string, { status, text: body }: Reply): IamportAnswer {
  const answer = readEnvelope(body);
  const isTheirs = status < 300 || (status >= 400 && status < 500 && status !== 408);
  if (answer !== null && isTheirs && !NOT_SENT_ON.includes(status)) return { ...answer, status };
  throw new GatewayUnavailable(
    `i'mport answered ${call} with HTTP ${status}${answer === null ? ' and no envelope' : ''}.`,
    {
      // Behind a proxy that gave up, the call may still run.
      mayStillRun: !NOT_SENT_ON.includes(status),
    },
  );
}

/** Waits for a token no longer than the call may take. Fetching it goes on, since other calls wait for the same one. */
function waitForToken(value: Promise<string>, signal: AbortSignal, call: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = () =>
      reject(
        new GatewayUnavailable(`i'mport gave no access token in time: ${call} was not sent.`, { mayStillRun: false }),
      );
    if (signal.aborted) late();
    signal.addEventListener('abort', late, { once: true });
    value.then(resolve, reject).finally(() => signal.removeEventListener('abort', late));
  });
}

function json(body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  if (body === undefined) return { headers: { ...headers } };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function readEnvelope(body: string): Omit<IamportAnswer, 'status'> | null {
  try {
    const { code, message, response } = JSON.parse(body) as Record<string, unknown>;
    if (typeof code !== 'number') return null;
    return { code, message: text(message) ?? '', response: response ?? null };
  } catch {
    return null;
  }
}
