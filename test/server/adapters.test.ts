import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toNodeHandler } from '../../src/server/index.js';
import { listen } from './support/listen.js';
import { openShop, type Shop } from './support/shop.js';

/** The main job, over a real connection: order, window, charge, look. */
async function buyOver(shop: Shop, url: string): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-user': 'mina', origin: new URL(url).origin };
  const post = (path: string, body: unknown) =>
    fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const made = await post('/orders', { planId: 'basic' });
  expect(made.status).toBe(201);
  const order = (await made.json()) as Awaited<ReturnType<Shop['order']>>;
  const answer = await post('/charges', shop.claim(order, shop.register(order)));
  expect(await answer.json()).toMatchObject({ status: 'paid', amount: 9900 });
  const looked = await fetch(`${url}/charges/${order.chargeMerchantUid}`, { headers });
  expect(await looked.json()).toMatchObject({ status: 'paid' });
  const hook = new URLSearchParams({ merchant_uid: order.chargeMerchantUid, imp_uid: 'imp_1', status: 'paid' });
  expect((await fetch(`${url}/webhook/iamport`, { method: 'POST', body: hook })).status).toBe(200);
  const { cardId } = (await (await fetch(`${url}/cards`, { headers })).json())[0] as { cardId: string };
  expect((await fetch(`${url}/cards/${cardId}`, { method: 'DELETE', headers })).status).toBe(204);
  expect(shop.simulator.countCharges()).toBe(1);
}

async function serve(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the routes', () => {
  it('in Hono, whose mount takes the prefix away', async () => {
    const shop = await openShop();
    const app = new Hono();
    app.mount('/api/billing', shop.billing.fetch);
    const { url, close } = await listen((request) => app.fetch(request));
    onTestFinished(close);
    await buyOver(shop, `${url}/api/billing`);
  });

  it('as Next.js calls them, with the prefix left in', async () => {
    const shop = await openShop();
    const { GET, POST, DELETE } = shop.billing.routes;
    const handlers: Readonly<Record<string, typeof GET>> = { GET, POST, DELETE };
    const { url, close } = await listen(
      (request) => handlers[request.method]?.(request) ?? new Response(null, { status: 405 }),
    );
    onTestFinished(close);
    await buyOver(shop, `${url}/api/billing`);
  });

  it('at another path, with the prefix left in', async () => {
    const shop = await openShop({ basePath: '/shop/pay/' });
    const { url, close } = await listen(shop.billing.fetch);
    onTestFinished(close);
    await buyOver(shop, `${url}/shop/pay`);
  });

  it('in Express', async () => {
    const shop = await openShop();
    const app = express();
    app.use('/api/billing', toNodeHandler(shop.billing.fetch));
    await buyOver(shop, `${await serve(app)}/api/billing`);
  });

  it.each([
    ['express.json and express.urlencoded', [express.json(), express.urlencoded({ extended: false })]],
    ['express.text', [express.text({ type: '*/*' })]],
    ['express.raw', [express.raw({ type: '*/*' })]],
  ])('in Express behind %s', async (_what, parsers) => {
    const shop = await openShop();
    const app = express();
    app.use(...parsers);
    app.use('/api/billing', toNodeHandler(shop.billing.fetch));
    await buyOver(shop, `${await serve(app)}/api/billing`);
  });

  it('in node:http', async () => {
    const shop = await openShop();
    await buyOver(shop, `${await serve(toNodeHandler(shop.billing.fetch))}/api/billing`);
  });

  it('say why not, behind something that has taken the body and kept nothing', async () => {
    const shop = await openShop();
    const app = express();
    app.use((request, _response, next) => {
      request.resume();
      request.once('end', next);
    });
    app.use('/api/billing', toNodeHandler(shop.billing.fetch));
    const url = await serve(app);
    const answer = await fetch(`${url}/api/billing/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-user': 'mina' },
      body: '{"planId":"basic"}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid_body', message: expect.stringContaining('body parser') },
    });
    // A webhook too: 200 would have every refund pass unseen.
    const hook = await fetch(`${url}/api/billing/webhook/iamport`, { method: 'POST', body: 'merchant_uid=x' });
    expect(hook.status).toBe(400);
  });

  it.each(['json', 'text', 'clone', 'getReader'] as const)('say why not, when %s has taken the body', async (taken) => {
    const shop = await openShop();
    const headers = { 'content-type': 'application/json', 'x-user': 'mina' };
    const body = '{"planId":"basic"}';
    const request = new Request('https://shop.example/api/billing/orders', { method: 'POST', headers, body });
    if (taken === 'getReader') request.body?.getReader();
    else await (taken === 'clone' ? request.clone().json() : request[taken]());
    const answer = await shop.billing.fetch(request);
    if (taken === 'clone') return expect(answer.status).toBe(201);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { code: 'invalid_body', message: expect.stringContaining('body parser') },
    });
  });

  it('use the bytes as they came, where a body parser keeps them: a signature is of those', async () => {
    const seen: string[] = [];
    const app = express();
    const keep = (request: object, _: unknown, raw: Buffer) => Object.assign(request, { rawBody: raw });
    app.use(express.json({ verify: keep }));
    app.use(
      toNodeHandler(async (request) => {
        seen.push(await request.text());
        return new Response(null, { status: 204 });
      }),
    );
    const url = await serve(app);
    const body = '{ "amount": 1.0,\n "name": "\\u00e9" }';
    await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(seen).toEqual([body]);
  });

  it('go by the path, whatever a request line says', async () => {
    const shop = await openShop();
    const url = await serve(toNodeHandler(shop.billing.fetch));
    const answer = await fetch(`${url}//evil.example/api/billing/cards`, { headers: { 'x-user': 'mina' } });
    expect(answer.status).toBe(404);
  });

  it('answer a HEAD and an OPTIONS without falling over', async () => {
    const shop = await openShop();
    const url = await serve(toNodeHandler(shop.billing.fetch));
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'PATCH']) {
      expect((await fetch(`${url}/api/billing/orders`, { method })).status, method).toBe(405);
    }
  });
});

describe('what no request can be', () => {
  it.each([
    ['a host that is none', 'GET /api/billing/cards HTTP/1.1\r\nhost: a b[\r\n'],
    ['no host', 'GET /api/billing/cards HTTP/1.0\r\n'],
    ['TRACE', 'TRACE /api/billing/cards HTTP/1.1\r\nhost: x\r\n'],
    ['a path to another host', 'GET http://evil.example/api/billing/cards HTTP/1.1\r\nhost: x\r\n'],
    ['two slashes', 'GET //evil.example/%2e%2e/cards HTTP/1.1\r\nhost: x\r\n'],
    ['a path that can’t be decoded', 'GET /api/billing/charges/%zz%ff HTTP/1.1\r\nhost: x\r\n'],
  ])('%s is answered, and ends nobody’s process', async (_what, head) => {
    const shop = await openShop();
    const handle = toNodeHandler(shop.billing.fetch);
    const rejected: unknown[] = [];
    const server = createServer((request, response) => {
      handle(request, response).catch((error: unknown) => {
        rejected.push(error);
        response.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.end(`${head}connection: close\r\n\r\n`);
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(rejected).toEqual([]);
  });
});
