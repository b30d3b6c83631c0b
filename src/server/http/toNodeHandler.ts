/** The part of Node's `IncomingMessage` that is used here; Express puts what it has read into `body`. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly readableEnded?: boolean | undefined;
  readonly body?: unknown;
  /** The bytes as they came, where a body parser keeps them. */
  readonly rawBody?: unknown;
}

/** The part of Node's `ServerResponse` that is used here. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent?: boolean | undefined;
  setHeader(name: string, value: string): unknown;
  end(body?: string): unknown;
}

/**
 * A handler for Express, Fastify (through `@fastify/middie`), Connect and `node:http`. Mount it before a body parser, or
 * behind one: what the parser has read is used then.
 *
 * @example
 * app.use('/api/billing', toNodeHandler(billing.fetch));
 */
export function toNodeHandler(
  fetch: (request: Request) => Promise<Response>,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const request = readRequest(incoming);
    if (request === null) {
      // Nobody may be waiting for this promise: what it rejected with would end the process.
      outgoing.statusCode = 400;
      outgoing.end();
      return;
    }
    const response = await fetch(request);
    // Somebody else has answered meanwhile, as a time limit of the host's does.
    if (outgoing.headersSent) return;
    outgoing.statusCode = response.status;
    response.headers.forEach((value, name) => {
      outgoing.setHeader(name, value);
    });
    outgoing.end(response.body === null ? undefined : await response.text());
  };
}

/** Null for what no `Request` can be: a host that is none, a method such as TRACE. */
function readRequest(incoming: NodeRequest): Request | null {
  try {
    return toRequest(incoming);
  } catch {
    return null;
  }
}

function toRequest(incoming: NodeRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    // HTTP/2 has the request line in headers of its own.
    if (name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  }
  const method = incoming.method ?? 'GET';
  const host = headers.get('host') ?? incoming.headers[':authority'] ?? 'localhost';
  const url = new URL(`http://${String(host)}`);
  // Set as a path: `//evil.example/x` in a request line is a path and no other host.
  const [pathname = '', search = ''] = (incoming.url ?? '').split(/\?(.*)/s);
  url.pathname = pathname;
  url.search = search;
  const body = method === 'GET' || method === 'HEAD' ? null : bodyOf(incoming, headers);
  return new Request(url, { method, headers, body, ...(body instanceof ReadableStream ? { duplex: 'half' } : {}) });
}

function bodyOf(incoming: NodeRequest, headers: Headers): BodyInit | null {
  const { body } = incoming;
  if (body === undefined || !incoming.readableEnded) return toStream(incoming);
  headers.delete('content-length');
  // What is signed is signed as it came.
  const { rawBody } = incoming;
  if (rawBody instanceof Uint8Array) return new Uint8Array(rawBody);
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  const isForm = headers.get('content-type')?.includes('x-www-form-urlencoded');
  return isForm ? new URLSearchParams(body as Record<string, string>) : JSON.stringify(body);
}

function toStream(incoming: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = incoming[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
