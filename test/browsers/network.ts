import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a case waits for, and may keep back. */
export interface Held {
  /** Resolves with the address when the request has come this far. */
  readonly met: Promise<string>;
  /** Lets it go on. */
  release(): void;
}

/**
 * The proxy that every page goes through. What the drivers lack in common is done here, alike for all of them: scripts before a
 * page's own, requests held back and answers lost. Nothing goes out to the internet, and sockets are refused: the development
 * server's would keep a page out of the back/forward cache.
 */
export interface Network {
  readonly port: number;
  /** Runs in each page of the shop before its own scripts, until {@link reset}. */
  addInitScript(script: () => void): void;
  /** Keeps back the next request whose address matches. */
  holdRequest(address: RegExp): Held;
  /** Lets the next such request through, and keeps its answer back. */
  holdAnswer(address: RegExp): Held;
  /** Changes the text of the answers to such requests, until {@link reset}. */
  rewrite(address: RegExp, change: (text: string) => string): void;
  /** Requests that are not answered yet. */
  readonly pending: number;
  /** What the pages of the shop threw and nobody caught. */
  readonly errors: readonly string[];
  /** Forgets all of it, and breaks off what is still held. */
  reset(): void;
  close(): Promise<void>;
}

const errorPath = '/errors-of-the-page';

/** Reports what nobody caught. */
const watchErrors = `for (const type of ['error', 'unhandledrejection']) {
  addEventListener(type, (event) => {
    const cause = event.error ?? event.reason ?? event.message;
    if (cause) fetch('${errorPath}', { method: 'POST', body: String(cause) + ' ' + (cause.stack ?? ''), keepalive: true });
  });
}`;

interface Hold {
  readonly address: RegExp;
  readonly keeps: 'request' | 'answer';
  readonly meet: (address: string) => void;
  readonly released: Promise<void>;
}

export async function startNetwork(): Promise<Network> {
  let scripts: string[] = [];
  let errors: string[] = [];
  let holds: Hold[] = [];
  let rewrites: { address: RegExp; change: (text: string) => string }[] = [];
  let held = new Set<ServerResponse>();

  let pending = 0;
  const server = createServer((incoming, outgoing) => {
    pending += 1;
    outgoing.once('close', () => {
      pending -= 1;
    });
    void pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.on('connect', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const address = incoming.url ?? '';
    const { hostname } = new URL(address);
    if (hostname !== 'localhost' && hostname !== '127.0.0.1') return void outgoing.writeHead(403).end();
    const body = await read(incoming);
    if (new URL(address).pathname === errorPath) {
      errors.push(body.toString('utf8'));
      return void outgoing.writeHead(204).end();
    }
    // A preflight is not the request itself.
    const hold = incoming.method === 'OPTIONS' ? undefined : take(address);
    if (hold?.keeps === 'request') await keep(hold, address, outgoing);
    const answer = await ask(incoming, address, body);
    if (hold?.keeps === 'answer') await keep(hold, address, outgoing);
    // A page that died meanwhile has nobody to be told.
    if (outgoing.destroyed) return;
    const text = edited(address, answer);
    const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...headers } = answer.headers;
    outgoing.writeHead(answer.status, { ...headers, 'content-length': text.length }).end(text);
  }

  function take(address: string): Hold | undefined {
    const hold = holds.find((candidate) => candidate.address.test(address));
    holds = holds.filter((candidate) => candidate !== hold);
    return hold;
  }

  async function keep(hold: Hold, address: string, outgoing: ServerResponse): Promise<void> {
    held.add(outgoing);
    hold.meet(address);
    await hold.released;
    held.delete(outgoing);
  }

  function edited(address: string, answer: Answer): Buffer {
    const changes = rewrites.filter((rewrite) => rewrite.address.test(address));
    const isPage = answer.headers['content-type']?.startsWith('text/html');
    if (changes.length === 0 && !isPage) return answer.body;
    let text = changes.reduce((before, { change }) => change(before), answer.body.toString('utf8'));
    if (isPage)
      text = text.replace(
        '<head>',
        () => `<head>${[watchErrors, ...scripts].map((script) => `<script>${script}</script>`).join('')}`,
      );
    return Buffer.from(text);
  }

  function hold(keeps: Hold['keeps'], address: RegExp): Held {
    let meet: (address: string) => void = () => {};
    let release: () => void = () => {};
    const met = new Promise<string>((resolve) => {
      meet = resolve;
    });
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    holds.push({ address, keeps, meet, released });
    return { met, release };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get pending() {
      return pending;
    },
    get errors() {
      return errors;
    },
    addInitScript: (script) => void scripts.push(`(${script})()`),
    holdRequest: (address) => hold('request', address),
    holdAnswer: (address) => hold('answer', address),
    rewrite: (address, change) => void rewrites.push({ address, change }),
    reset() {
      scripts = [];
      errors = [];
      holds = [];
      rewrites = [];
      for (const outgoing of held) outgoing.destroy();
      held = new Set();
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function ask(incoming: IncomingMessage, address: string, body: Buffer): Promise<Answer> {
  const { 'proxy-connection': _, 'accept-encoding': __, 'if-none-match': ___, ...headers } = incoming.headers;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      address,
      { method: incoming.method, headers: { ...headers, connection: 'close' } },
      (answer) => {
        read(answer).then(
          (content) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content }),
          reject,
        );
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
