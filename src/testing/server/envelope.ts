import type { Envelope } from './annotations.js';

/** The API handled the call and says no: HTTP 200 with a code other than 0 and no payload, unless a status is given. */
export class Refusal extends Error {
  override name = 'Refusal';

  constructor(
    message: string,
    readonly status: 200 | 400 | 401 | 404 = 200,
  ) {
    super(message);
  }
}

/** An answer to a question about several things, some of which do not exist: HTTP 207. */
export class Partly {
  constructor(readonly found: unknown) {}
}

/** Code 0 with HTTP 200, or 207 when only part of what was asked for was found. */
export function handled(response: unknown): Response {
  const [status, payload] = response instanceof Partly ? [207, response.found] : [200, response];
  return json(status, { code: 0, message: null, response: payload } satisfies Envelope<unknown>);
}

/** The envelope of a refusal. The schema lists no codes: i'mport is seen to send 1, and -1 beside 401 and 404. */
export function refused(refusal: Refusal): Response {
  const code = refusal.status === 200 ? 1 : -1;
  return json(refusal.status, { code, message: refusal.message, response: null } satisfies Envelope<never>);
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}
