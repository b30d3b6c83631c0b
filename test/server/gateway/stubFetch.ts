import { onTestFinished, vi } from 'vitest';

/** One call, as the API got it. */
export interface Sent {
  readonly method: string;
  readonly origin: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The path with its query. */
  readonly address: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What the API answers: a text goes out as it is, anything else as JSON. An error is the network's. */
export type Answer = { readonly status?: number; readonly body: unknown } | Response | Error;
export type Answers = Readonly<Record<string, Answer | ((sent: Sent) => Answer)>>;

/** Answers in the API's place until the test is over. The list is what it was sent, oldest first. */
export function stubFetch(find: (sent: Sent) => Answers[string]): readonly Sent[] {
  const calls: Sent[] = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    const url = new URL(address);
    const sent: Sent = {
      method: String(init.method),
      origin: url.origin,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      address: url.pathname + url.search,
      headers: new Headers(init.headers),
      body: init.body === undefined ? undefined : JSON.parse(String(init.body)),
    };
    calls.push(sent);
    const found = find(sent);
    const answer = typeof found === 'function' ? found(sent) : found;
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response) return answer;
    const { status = 200, body } = answer;
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return calls;
}
