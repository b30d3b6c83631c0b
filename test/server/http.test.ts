import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type BillingServerOptions, GatewayUnavailable, type Price, toNodeHandler } from '../../src/server/index.js';
import { openKit } from './support/kit.js';

const BASE = 'https://shop.example/api/billing';
const PRICE: Price = { name: '베이직', amount: 9900 };
const JSON_TYPE = { 'content-type': 'application/json' };

/** The routes, at a gateway that knows what a test wants. */
async function open(options: Partial<BillingServerOptions> = {}) {
  const priced: unknown[] = [];
  const kit = await openKit({
    customerOf: (request) => request.headers.get('x-user') ?? 'mina',
    price: ({ planId, metadata }) => {
      priced.push(metadata);
      return planId === 'basic' ? PRICE : null;
    },
    ...options,
  });
  async function send(path: string, init: RequestInit = {}) {
    const response = await kit.billing.fetch(new Request(`${BASE}${path}`, init));
    const text = await response.text();
    const body = text === '' ? null : JSON.parse(text);
    return { status: response.status, headers: response.headers, body, error: body?.error };
  }
  const post = (path: string, body: unknown, headers: Record<string, string> = JSON_TYPE) =>
    send(path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
  return Object.assign(kit, { priced, send, post });
}

/** A body that comes in pieces, and what becomes of it. */
function pieces(...parts: Uint8Array[]) {
  const read = vi.fn((controller: ReadableStreamDefaultController<Uint8Array>) => {
    const part = parts.shift();
    if (part === undefined) controller.close();
    else controller.enqueue(part);
  });
  const body = new ReadableStream<Uint8Array>({ pull: read }, { highWaterMark: 0 });
  return { read, init: { method: 'POST', body, duplex: 'half', headers: JSON_TYPE } as RequestInit };
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the size of a body', () => {
  const whole = '{"planId":"basic"}'.padEnd(16_384, ' ');

  it('is 16,384 bytes at most, however it is sent', async () => {
    const { send, post } = await open();
    const long = `${whole} `;
    expect((await post('/orders', whole)).status).toBe(201);
    expect(await post('/orders', long)).toMatchObject({ status: 413, error: { code: 'body_too_large' } });
    expect((await send('/orders', pieces(bytes(whole)).init)).status).toBe(201);
    expect((await send('/orders', pieces(bytes(long)).init)).status).toBe(413);
  });

  it('is told by its length, before it is read', async () => {
    const { send } = await open();
    const { read, init } = pieces(bytes(whole));
    const withLength = (length: number) => ({ ...init, headers: { ...JSON_TYPE, 'content-length': String(length) } });
    expect((await send('/orders', withLength(16_385))).status).toBe(413);
    expect(read).not.toHaveBeenCalled();
    expect((await send('/orders', withLength(16_384))).status).toBe(201);
  });
});

describe('a body', () => {
  it('may come in pieces that cut a letter in two', async () => {
    const { send, priced } = await open();
    const all = bytes('{"planId":"basic","metadata":{"note":"가나"}}');
    const cut = bytes('{"planId":"basic","metadata":{"note":"').length + 1;
    expect((await send('/orders', pieces(all.slice(0, cut), all.slice(cut)).init)).status).toBe(201);
    expect(priced).toEqual([{ note: '가나' }]);
  });

  it.each(['application/json', 'Application/JSON; charset=utf-8', 'application/json ;charset=utf-8'])(
    'is JSON where its type is %s',
    async (type) => {
      const { post } = await open();
      expect((await post('/orders', { planId: 'basic' }, { 'content-type': type })).status).toBe(201);
    },
  );

  it.each([
    ['text/plain', 'The body is text/plain.'],
    ['application/jsonp', 'The body is application/jsonp.'],
    ['text/application/json', 'The body is text/application/json.'],
    ['', 'The body is of no type.'],
  ])('is not where its type is "%s"', async (type, message) => {
    const { send } = await open();
    const init = { method: 'POST', headers: { 'content-type': type }, body: bytes('{"planId":"basic"}') };
    const { status, error } = await send('/orders', init);
    expect([status, error.code]).toEqual([415, 'unsupported_media_type']);
    expect(error.message).toContain(message);
  });

  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  it.each([
    ['{"planId":"basic"', 'The body is not JSON.'],
    ['['.repeat(20), 'The body is not JSON.'],
    ['['.repeat(21), 'The body is nested deeper than 20.'],
    [deep(20), 'The body must be a JSON object.'],
    [deep(21), 'The body is nested deeper than 20.'],
    [`{"a":"\\"","b":${deep(20)}}`, 'The body is nested deeper than 20.'],
    [`{"a":"]]]]","b":${deep(20)}}`, 'The body is nested deeper than 20.'],
    [`{"__proto__":"a"}`, 'The body has a field named __proto__.'],
    [`{"constructor":{}}`, 'The body has a field named constructor.'],
    ['null', 'The body must be a JSON object.'],
    ['7', 'The body must be a JSON object.'],
    ['[]', 'The body must be a JSON object.'],
    ['', 'The body is empty. If a body parser runs before this handler'],
  ])('is refused, and says why: %s', async (body, message) => {
    const { post } = await open();
    const { status, error } = await post('/orders', body);
    expect([status, error.code]).toEqual([400, 'invalid_body']);
    expect(error.message).toContain(message);
  });

  it('may hold brackets in its texts, and a text named constructor', async () => {
    const { post, priced } = await open();
    const metadata = { a: '[[[[[[[[[[[[[[[[[[[[[[[', b: '\\"{{{{{{{{{{{{{{{{{{{{{', c: '\\', constructor: 'Kim' };
    expect((await post('/orders', { planId: 'basic', metadata })).status).toBe(201);
    expect(priced).toEqual([metadata]);
    const siblings = { all: Array.from({ length: 30 }, () => [{}]) };
    expect((await post('/orders', { planId: 'basic', metadata: siblings })).status).toBe(201);
  });

  it('is none where none was sent', async () => {
    const { send } = await open();
    const { error } = await send('/orders', { method: 'POST', headers: JSON_TYPE });
    expect(error.message).toContain('The body is empty.');
    expect(await send('/webhook/iamport', { method: 'POST' })).toMatchObject({ status: 400, error });
  });
});

describe('a field', () => {
  it('that is null is left out', async () => {
    const { post, order, priced } = await open();
    const nothing = { purpose: null, metadata: null, gateway: null, subscriptionId: null, replacesCardId: null };
    expect((await post('/orders', { planId: 'basic', ...nothing })).status).toBe(201);
    expect((await post('/orders', { planId: 'basic' })).status).toBe(201);
    expect(priced[0]).toEqual(priced[1]);
    const { merchantUid } = await order();
    const none = { customerUid: null, chargedAtIssue: null, consents: null, billingIssueToken: null };
    expect((await post('/charges', { merchantUid, ...none })).status).toBe(200);
  });

  it.each([
    ['/orders', { planId: 'x'.repeat(101) }, 'planId has more than 100 characters.'],
    ['/orders', { planId: 'basic', metadata: { a: 'x'.repeat(1992) } }, undefined],
    ['/orders', { planId: 'basic', metadata: { a: 'x'.repeat(1993) } }, 'metadata has more than 2000 characters.'],
    ['/orders', { planId: 'basic', metadata: ['a'] }, 'metadata must be an object.'],
    ['/orders', { planId: 'basic', purpose: 'buy' }, 'purpose must be subscribe, register or change.'],
    ['/charges', { merchantUid: 'a', chargedAtIssue: 'yes' }, 'chargedAtIssue must be true or false.'],
    ['/charges', { merchantUid: 'a', consents: Array(51).fill({ id: 'a' }) }, 'consents must be a list'],
    ['/charges', { merchantUid: 'a', consents: {} }, 'consents must be a list'],
    ['/charges', { merchantUid: 'a', consents: [null] }, 'consents[0] must be { id, version }.'],
    ['/charges', { merchantUid: 'a', consents: [{ id: 7 }] }, 'id must be a text.'],
    ['/cards/a%20b/default', {}, 'cardId may have'],
    ['/cards/%E0%A4%A/default', {}, 'cardId may have'],
    ['/subscriptions/a%20b/cancel', {}, 'subscriptionId may have'],
    ['/subscriptions/a/plan', {}, 'planId is missing; it must be a text.'],
    ['/subscriptions/a/plan', { planId: '' }, 'planId is missing; it must be a text.'],
    ['/subscriptions/a/consent', { amount: '9900' }, 'amount must be a number.'],
    ['/subscriptions/a/consent', {}, 'amount must be a number.'],
  ])('%s %o: %s', async (path, fields, message) => {
    const { post } = await open();
    const { status, error } = await post(path, fields);
    if (message === undefined) return expect(status).toBe(201);
    expect([status, error.code]).toEqual([400, 'invalid_field']);
    expect(error.message).toContain(message);
  });

  it('that names a thing of its own kind is handed on', async () => {
    const { post, row } = await open();
    for (const purpose of ['subscribe', 'register', 'change']) {
      const { error } = await post('/orders', { planId: 'basic', purpose });
      expect(error?.field, purpose).not.toBe('purpose');
    }
    const { body } = await post('/orders', { planId: 'basic', gateway: 'portone' });
    expect(await row(body.merchantUid)).toMatchObject({ gateway: 'portone' });
    const fifty = Array.from({ length: 50 }, (_, index) => ({ id: `term${index}` }));
    const { error } = await post('/charges', { merchantUid: 'unknown', consents: fifty });
    expect(error.code).not.toBe('invalid_field');
    expect((await post('/orders', { planId: 'x'.repeat(100) })).error.code).not.toBe('invalid_field');
    for (const [path, fields] of Object.entries({ consent: { amount: 1 }, pay: { cardId: 'a' } })) {
      expect((await post(`/subscriptions/none/${path}`, fields)).status).toBe(404);
    }
  });

  it('that counts has six digits at most', async () => {
    const { send } = await open();
    expect((await send('/charges?limit=12')).status).toBe(200);
    for (const limit of ['1234567', '1x', 'x1', '', '-1']) {
      expect((await send(`/charges?limit=${limit}`)).error).toMatchObject({ code: 'invalid_field', field: 'limit' });
    }
  });
});

describe('an answer', () => {
  it('to a card that is declined has the PG’s words', async () => {
    const kit = await open();
    kit.paid = false;
    const { merchantUid } = await kit.order();
    const { status, body } = await kit.post('/charges', { merchantUid, impUid: 'imp_register' });
    expect([status, body.error]).toEqual([402, { code: 'charge_declined', message: '한도초과' }]);
    expect(body.charge).toMatchObject({ status: 'failed' });
  });

  it('names what is missing, where that is more than a field', async () => {
    const { post, order } = await open({ terms: [{ id: 'billing', version: '1', required: true }] });
    const { merchantUid } = await order();
    const { error } = await post('/charges', { merchantUid, impUid: 'imp_register', consents: [] });
    expect(error).toMatchObject({ field: 'consents', details: { missing: ['billing'] } });
  });

  it('that refuses a method names those that there are', async () => {
    const { send } = await open();
    const { status, headers, error } = await send('/charges', { method: 'DELETE' });
    expect([status, headers.get('allow'), error]).toEqual([
      405,
      'POST, GET',
      { code: 'method_not_allowed', message: 'Here is POST and GET only.' },
    ]);
    expect((await send('/charges/a/b')).error.message).toContain('There is no GET here.');
  });

  it.each(['/cards', '/charges/none', '/none', '/orders'])('to a HEAD of %s has no body', async (path) => {
    const { billing } = await open();
    const url = `https://shop.example/api/billing${path}`;
    const [head, get] = await Promise.all(
      ['HEAD', 'GET'].map((method) => billing.fetch(new Request(url, { method, headers: { 'x-user': 'mina' } }))),
    );
    expect([head?.status, await head?.text()]).toEqual([get?.status, '']);
  });

  it('that can be asked for again says when', async () => {
    const kit = await open();
    const { merchantUid } = await kit.order();
    kit.down = new GatewayUnavailable('gone', { mayStillRun: false });
    const { status, headers } = await kit.post('/charges', { merchantUid, impUid: 'imp_1' });
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
    expect((await kit.send('/charges/none')).headers.get('retry-after')).toBeNull();
  });

  it.each([
    ['a number', 7, 'customerOf answered no text but number.'],
    ['an object', {}, 'customerOf answered no text but object.'],
  ])('to %s in a customer’s place is 500, and the log says why', async (_what, id, message) => {
    const { send, emitted } = await open({ customerOf: (() => id) as unknown as () => string });
    expect(await send('/cards')).toMatchObject({
      status: 500,
      error: { code: 'internal', message: 'Something went wrong on the server; its log says what.' },
    });
    expect(emitted).toMatchObject([{ type: 'error', where: 'GET /api/billing/cards' }]);
    const [event] = emitted as unknown as { error: { message: string; code: string; field: string } }[];
    expect(event?.error).toMatchObject({ code: 'invalid_configuration', field: 'customerOf' });
    expect(event?.error.message).toContain(message);
  });

  it.each(['', null, undefined, 0, false])('to nobody (%o) is 401', async (id) => {
    const { send, emitted } = await open({ customerOf: (() => id) as unknown as () => string });
    expect(await send('/cards')).toMatchObject({ status: 401, error: { code: 'not_signed_in' } });
    expect(emitted).toEqual([]);
  });

  it('to a host whose own function throws tells nobody but the log', async () => {
    const { send, emitted } = await open({
      customerOf: () => {
        throw new Error('no session store at 10.0.0.7');
      },
    });
    const { status, body } = await send('/cards');
    expect([status, JSON.stringify(body)]).toEqual([500, expect.not.stringContaining('10.0.0.7')]);
    expect(emitted).toMatchObject([{ type: 'error', where: 'GET /api/billing/cards' }]);
  });
});

describe('another site', () => {
  const json = (headers: Record<string, string>) => ({ ...JSON_TYPE, ...headers });

  it('may read, where the browser lets it, and i’mport may call: only changes are looked at', async () => {
    const { send, post } = await open();
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await send('/cards', { headers })).status).toBe(200);
    expect((await post('/webhook/iamport', {}, json(headers))).status).toBe(200);
    expect((await send('/cards/a', { method: 'DELETE', headers })).status).toBe(403);
  });

  it.each([
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 'comes from https://evil.example,'],
    [{ 'sec-fetch-site': 'cross-site' }, 'comes from cross-site,'],
    [{ origin: 'https://evil.example' }, 'comes from https://evil.example,'],
    [{ origin: 'null' }, 'comes from null,'],
    [{ origin: 'https://shop.example:8443' }, 'comes from https://shop.example:8443,'],
  ])('is refused by its name: %o', async (headers, message) => {
    const { post } = await open();
    const { status, error } = await post('/orders', { planId: 'basic' }, json(headers as Record<string, string>));
    expect([status, error.code]).toEqual([403, 'cross_site']);
    expect(error.message).toContain(message);
  });

  it.each([
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://proxy.example' },
    { origin: 'http://shop.example' },
    { origin: 'https://proxy.example', host: 'proxy.example' },
    { origin: 'https://app.example' },
    { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' },
  ])('is not this one: %o', async (headers) => {
    const { post } = await open({ trustedOrigins: ['https://app.example'] });
    expect((await post('/orders', { planId: 'basic' }, json(headers as Record<string, string>))).status).toBe(201);
  });

  it('that is trusted may ask what it may do, and others may not', async () => {
    const { send } = await open({ trustedOrigins: ['https://app.example'] });
    const ask = (headers: Record<string, string>) => send('/orders', { method: 'OPTIONS', headers });
    const told = await ask({ origin: 'https://app.example' });
    expect([told.status, told.body]).toEqual([204, null]);
    expect(Object.fromEntries(told.headers)).toMatchObject({
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
    });
    for (const headers of [{}, { origin: 'https://evil.example' }] as Record<string, string>[]) {
      const { status, headers: answered } = await ask(headers);
      expect([status, answered.get('access-control-allow-origin')]).toEqual([405, null]);
    }
  });
});

describe('a path', () => {
  it.each([
    ['/api/billing/cards', 200],
    ['/cards', 200],
    ['//api//billing/cards/', 200],
    ['/api/other/cards', 404],
    ['/other/billing/cards', 404],
    ['/api/billing', 404],
  ])('of %s is %i', async (path, status) => {
    const { billing } = await open();
    expect((await billing.fetch(new Request(`https://shop.example${path}`))).status).toBe(status);
  });
});

describe('a request of Node’s', () => {
  /** What the handler is given of it, or that it was none. */
  async function given(request: object, parts: string[] = []) {
    const requests: { method: string; url: string; headers: Record<string, string>; text: string }[] = [];
    const stopped = vi.fn(async () => ({ done: true as const, value: undefined }));
    const handle = toNodeHandler(async (got) => {
      const headers = Object.fromEntries(got.headers);
      requests.push({ method: got.method, url: got.url, headers, text: await got.text() });
      return new Response(null, { status: 204, headers: { 'x-told': 'yes' } });
    });
    const outgoing = { statusCode: 0, setHeader: vi.fn(), end: vi.fn() };
    const incoming = {
      headers: {},
      [Symbol.asyncIterator]: () => ({
        next: async () => {
          const value = parts.shift();
          return value === undefined ? { done: true, value } : { done: false, value: bytes(value) };
        },
        return: stopped,
      }),
      ...request,
    };
    await handle(incoming as unknown as Parameters<typeof handle>[0], outgoing);
    return { got: requests[0], outgoing };
  }

  it('has a method, a path and a host where it names none', async () => {
    const { got, outgoing } = await given({});
    expect(got).toMatchObject({ method: 'GET', url: 'http://localhost/' });
    expect([outgoing.statusCode, outgoing.end.mock.calls]).toEqual([204, [[undefined]]]);
    expect(outgoing.setHeader).toHaveBeenCalledWith('x-told', 'yes');
  });

  it('keeps its query whole, and its path is never a host', async () => {
    const headers = { host: 'shop.example:3000' };
    const { got } = await given({ url: '//evil.example/x?a=1?b=2&c', headers });
    expect(got?.url).toBe('http://shop.example:3000//evil.example/x?a=1?b=2&c');
    expect((await given({ url: '/x', headers })).got?.url).toBe('http://shop.example:3000/x');
  });

  it('is HTTP/2’s, with the request line in headers of its own', async () => {
    const headers = { ':authority': 'shop.example', ':path': '/x', accept: ['a', 'b'], none: undefined };
    const { got } = await given({ url: '/x', headers });
    expect(got).toMatchObject({ url: 'http://shop.example/x', headers: { accept: 'a, b' } });
    expect(Object.keys(got?.headers ?? {})).toEqual(['accept']);
  });

  it.each([{ method: 'TRACE' }, { headers: { host: 'a b' } }])('is 400 where it can be none: %o', async (request) => {
    const { got, outgoing } = await given(request);
    expect(got).toBeUndefined();
    expect([outgoing.statusCode, outgoing.end.mock.calls.length]).toEqual([400, 1]);
  });

  it('that a time limit of the host’s has answered meanwhile is not answered twice', async () => {
    const { billing } = await open();
    const handle = toNodeHandler(billing.fetch);
    const handled: Promise<void>[] = [];
    const server = createServer((incoming, outgoing) => {
      handled.push(handle(incoming, outgoing));
      outgoing.writeHead(503).end('too late');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { status } = await fetch(`http://127.0.0.1:${port}/api/billing/cards`);
    expect(status).toBe(503);
    await expect(Promise.all(handled)).resolves.toHaveLength(1);
  });

  it('is read as it comes, or as a parser has left it', async () => {
    const post = { method: 'POST', url: '/x' };
    expect((await given(post, ['{"a"', ':1}'])).got?.text).toBe('{"a":1}');
    expect((await given({ ...post, body: {} }, ['{"a":1}'])).got?.text).toBe('{"a":1}');
    const ended = { ...post, readableEnded: true };
    expect((await given({ ...ended, body: { a: 1 } })).got?.text).toBe('{"a":1}');
    const parsed = { ...ended, body: { a: 1 }, headers: JSON_TYPE };
    expect((await given(parsed)).got?.text).toBe('{"a":1}');
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '99' };
    const { got } = await given({ ...ended, body: { a: '1', b: '2' }, headers: form });
    expect(got?.text).toBe('a=1&b=2');
    expect(got?.headers).not.toHaveProperty('content-length');
    expect((await given({ ...ended, body: { a: 1 }, rawBody: bytes('{ "a": 1 }') })).got?.text).toBe('{ "a": 1 }');
    expect((await given({ ...ended, body: 'a text' })).got?.text).toBe('a text');
    expect((await given({ ...ended, body: bytes('bytes') })).got?.text).toBe('bytes');
    expect((await given({ ...ended })).got?.text).toBe('');
  });
});

describe('a stream that nobody reads to its end', () => {
  it.each([true, false])('is given up, where it can be: %s', async (canStop) => {
    const stopped = vi.fn(async () => ({ done: true, value: undefined }));
    const { billing } = await open();
    const outgoing = { statusCode: 0, setHeader() {}, end() {} };
    const incoming = {
      method: 'POST',
      url: '/api/billing/orders',
      headers: JSON_TYPE,
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: false, value: bytes('x'.repeat(9000)) }),
        ...(canStop ? { return: stopped } : {}),
      }),
    };
    await toNodeHandler(billing.fetch)(incoming as never, outgoing);
    expect(outgoing.statusCode).toBe(413);
    expect(stopped).toHaveBeenCalledTimes(canStop ? 1 : 0);
  });
});
