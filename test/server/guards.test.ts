import { describe, expect, it } from 'vitest';
import { memoryStore, sqliteStore } from '../../src/server/index.js';
import { openShop } from './support/shop.js';

describe('whose card', () => {
  it('somebody else’s numbers are unknown, and nothing is said about them', async () => {
    const shop = await openShop();
    const order = await shop.order('mina');
    const claim = shop.claim(order, shop.register(order));
    const stolen = await shop.post('/charges', claim, { user: 'thief' });
    expect(stolen.status).toBe(404);
    expect(stolen.body.error?.code).toBe('order_unknown');
    expect((await shop.send(`/registrations/${order.merchantUid}`, { user: 'thief' })).status).toBe(404);
    const bought = await shop.post('/charges', claim);
    expect(bought.body).toMatchObject({ status: 'paid' });
    expect((await shop.send(`/charges/${order.chargeMerchantUid}`, { user: 'thief' })).status).toBe(404);
    const removed = await shop.send(`/cards/${bought.body.cardId}`, { method: 'DELETE', user: 'thief' });
    expect(removed.status).toBe(404);
    expect((await shop.post(`/cards/${bought.body.cardId}/default`, {}, { user: 'thief' })).status).toBe(404);
    expect((await shop.send('/cards', { user: 'thief' })).body).toEqual([]);
    expect(shop.simulator.keys.has(order.customerUid)).toBe(true);
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('a window opened with somebody else’s customerUid starts nothing, and her card stays hers', async () => {
    const shop = await openShop();
    const mina = await shop.buy('mina');
    const order = await shop.order('thief');
    // The thief's own numbers, but her name of the card.
    const impUid = shop.register({ merchantUid: order.merchantUid, customerUid: mina.order.customerUid });
    for (const customerUid of [order.customerUid, mina.order.customerUid]) {
      const answer = await shop.post('/charges', shop.claim(order, impUid, { customerUid }), { user: 'thief' });
      expect(answer.status).toBe(409);
      expect(['registration_mismatch', 'registration_failed', 'order_mismatch']).toContain(answer.body.error?.code);
    }
    expect((await shop.send('/cards', { user: 'thief' })).body).toEqual([]);
    expect((await shop.send('/cards', { user: 'mina' })).body).toHaveLength(1);
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('a card that somebody put behind a customer’s name is not charged for her', async () => {
    const shop = await openShop();
    shop.simulator.decline();
    const mina = await shop.buy('mina');
    shop.register(
      { merchantUid: 'thiefs_own', customerUid: mina.order.customerUid },
      {
        card: { number_masked: '9999-99**-****-9999', name: '도둑카드', behaviour: 'ok' },
      },
    );
    const answer = await shop.post('/charges', shop.claim(mina.order, mina.impUid));
    expect(answer.status).toBe(409);
    expect(answer.body.error?.code).toBe('card_changed');
    expect(shop.simulator.countCharges()).toBe(0);
  });

  it('an impUid of another customer’s registration is refused', async () => {
    const shop = await openShop();
    const mina = await shop.order('mina');
    const impUid = shop.register(mina);
    const order = await shop.order('thief');
    const answer = await shop.post('/charges', shop.claim(order, impUid), { user: 'thief' });
    expect(answer.body.error?.code).toBe('registration_mismatch');
    expect(shop.simulator.countCharges()).toBe(0);
  });

  it('numbers that no order reserved are refused', async () => {
    const shop = await openShop();
    const made = { merchantUid: 'member7register', customerUid: 'member-7-card-1', chargeMerchantUid: 'member7charge' };
    const impUid = shop.register(made);
    const answer = await shop.post('/charges', { ...made, impUid, chargedAtIssue: false });
    expect(answer.body.error?.code).toBe('order_unknown');
  });

  it('reserved numbers can’t be guessed and are used once', async () => {
    const shop = await openShop();
    const orders = await Promise.all(Array.from({ length: 5 }, () => shop.order()));
    const numbers = orders.flatMap((one) => [one.merchantUid, one.customerUid, one.chargeMerchantUid]);
    expect(new Set(numbers).size).toBe(15);
    for (const number of numbers) expect(number).toMatch(/^[0-9a-f]{32}$/);
  });

  it('an order that expired registers nothing', async () => {
    const shop = await openShop();
    const order = await shop.order();
    await shop.later(25 * 60 * 60_000);
    const impUid = shop.register(order);
    const answer = await shop.post('/charges', shop.claim(order, impUid));
    expect(answer.status).toBe(409);
    expect(answer.body.error?.code).toBe('order_expired');
    expect(shop.simulator.countCharges()).toBe(0);
  });
});

describe('what it costs', () => {
  it('a plan or a price that the page names changes nothing', async () => {
    const shop = await openShop();
    const order = await shop.order('mina', 'plus');
    const claim = shop.claim(order, shop.register(order), { planId: 'basic', amount: 1, price: 1, currency: 'VND' });
    expect((await shop.post('/charges', claim)).body).toMatchObject({ status: 'paid', amount: 14900, planId: 'plus' });
  });

  it('an unknown plan is no order', async () => {
    const shop = await openShop();
    for (const planId of ['gold', '__proto__', 'constructor', '']) {
      const answer = await shop.post('/orders', { planId });
      expect([400, 404], planId).toContain(answer.status);
    }
  });

  it('a payment of another amount under our number is not the charge', async () => {
    const shop = await openShop();
    const order = await shop.order();
    const impUid = shop.register(order);
    // The customer knows the number, and pays 100 won under it in a window of their own.
    shop.register(
      { merchantUid: order.chargeMerchantUid, customerUid: order.customerUid },
      { amount: 100, charged: true },
    );
    const answer = await shop.post('/charges', shop.claim(order, impUid));
    expect(answer.status).toBe(402);
    expect(answer.body.charge).toMatchObject({ status: 'failed', failCode: 'mismatch' });
    await shop.billing.tick();
    expect(shop.events.map(({ type }) => type)).toContain('payment_mismatch');
  });

  it('what the PG took while it issued the key has to be the price', async () => {
    const shop = await openShop();
    const issue = { pg_provider: 'danal', pay_method: 'phone', charged: true, amount: 100 };
    const { answer } = await shop.buy('mina', issue);
    expect(answer.body.error?.code).toBe('amount_mismatch');
    expect(shop.simulator.countCharges()).toBe(1);
    await shop.billing.tick();
    expect(shop.events.filter(({ type }) => type === 'payment_mismatch')).toHaveLength(1);
  });

  it('a page that says the money was taken is not believed', async () => {
    const shop = await openShop();
    const order = await shop.order();
    const answer = await shop.post('/charges', shop.claim(order, shop.register(order), { chargedAtIssue: true }));
    expect(answer.body.error?.code).toBe('not_charged_at_issue');
    expect(shop.simulator.countCharges()).toBe(0);
  });
});

describe('who asks', () => {
  it('nobody signed in gets nothing, everywhere but at the webhook', async () => {
    const shop = await openShop();
    const requests: readonly [string, string][] = [
      ['POST', '/orders'],
      ['POST', '/charges'],
      ['GET', '/charges/abc'],
      ['GET', '/registrations/abc'],
      ['GET', '/cards'],
      ['DELETE', '/cards/abc'],
      ['POST', '/cards/abc/default'],
    ];
    for (const [method, path] of requests) {
      const init =
        method === 'GET' ? { method } : { method, body: '{}', headers: { 'content-type': 'application/json' } };
      const answer = await shop.send(path, { ...init, user: null });
      expect(answer.status, `${method} ${path}`).toBe(401);
    }
    expect((await shop.post('/webhook/iamport', { merchant_uid: 'abc' }, { user: null })).status).toBe(200);
  });
});

describe('another site', () => {
  it.each([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a form that calls itself text', { 'content-type': 'text/plain' }, 415],
    ['no content type', {}, 415],
    ['a foreign origin', { 'content-type': 'application/json', origin: 'https://evil.example' }, 403],
    ['an origin of null', { 'content-type': 'application/json', origin: 'null' }, 403],
    ['a cross-site fetch', { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }, 403],
    ['a sister domain', { 'content-type': 'application/json', 'sec-fetch-site': 'same-site' }, 403],
    [
      'a cross-site fetch that lies about its origin',
      { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site', origin: 'https://shop.example' },
      403,
    ],
  ])('%s changes nothing', async (_what, headers, status) => {
    const shop = await openShop();
    const body = JSON.stringify({ planId: 'basic' });
    const sent = headers as Record<string, string>;
    expect((await shop.send('/orders', { method: 'POST', body, headers: sent })).status).toBe(status);
    if (status === 403) expect((await shop.send('/cards/abc', { method: 'DELETE', headers: sent })).status).toBe(403);
  });

  it('the page itself, and an origin that is trusted, may', async () => {
    const shop = await openShop({ trustedOrigins: ['https://app.example'] });
    for (const headers of [
      { origin: 'https://shop.example' },
      { origin: 'https://shop.example', 'sec-fetch-site': 'same-origin' },
      { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' },
      {},
    ]) {
      expect((await shop.post('/orders', { planId: 'basic' }, { headers })).status).toBe(201);
    }
  });
});

describe('a browser on another origin', () => {
  const origin = 'https://app.example';
  const asking = {
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  };

  it('is told that the page of a trusted one may send JSON, and may read what is answered', async () => {
    const shop = await openShop({ trustedOrigins: [origin] });
    const before = await shop.billing.routes.OPTIONS(
      new Request('https://shop.example/api/billing/orders', { method: 'OPTIONS', headers: { origin, ...asking } }),
    );
    expect(before.status).toBe(204);
    expect(Object.fromEntries(before.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST, DELETE',
      'access-control-allow-headers': 'authorization,content-type',
      vary: 'origin',
    });
    const headers = { origin, 'sec-fetch-site': 'cross-site' };
    for (const answer of [
      await shop.post('/orders', { planId: 'basic' }, { headers }),
      await shop.post('/orders', { planId: 'nothing' }, { headers }),
      await shop.send('/cards', { headers }),
    ]) {
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      expect(answer.headers.get('access-control-expose-headers')).toBe('retry-after');
    }
  });

  it('is told nothing of the kind for any other one', async () => {
    const shop = await openShop({ trustedOrigins: [origin] });
    for (const other of ['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null']) {
      const headers = { origin: other, ...asking };
      const before = await shop.send('/orders', { method: 'OPTIONS', headers });
      expect(before.status).toBe(405);
      const { headers: answered } = await shop.send('/cards', { headers });
      for (const told of [before.headers, answered]) {
        expect([...told.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
  });
});

describe('what is sent', () => {
  it.each(['../users', '..', '%2e%2e%2fusers', 'a/b', 'a%2Fb', 'a b', 'a?x', 'a#x', '', 'x'.repeat(41), 'ㄱ'])(
    'an identifier like "%s" reaches no gateway',
    async (evil) => {
      const shop = await openShop();
      const order = await shop.order();
      const impUid = shop.register(order);
      const before = shop.simulator.calls.length;
      for (const field of ['merchantUid', 'impUid', 'customerUid', 'chargeMerchantUid']) {
        const value = field === 'customerUid' && evil.length === 41 ? 'x'.repeat(81) : evil;
        const answer = await shop.post('/charges', shop.claim(order, impUid, { [field]: value }));
        expect(answer.status, field).toBe(400);
        expect(answer.body.error).toMatchObject({ code: 'invalid_field', field });
      }
      for (const path of ['/charges/', '/registrations/', '/cards/']) {
        // Without an identifier these are the lists.
        if (evil === '' && path === '/charges/') continue;
        const method = path === '/cards/' ? 'DELETE' : 'GET';
        const answer = await shop.send(`${path}${encodeURIComponent(evil)}`, { method });
        expect([400, 404, 405], path).toContain(answer.status);
      }
      expect(shop.simulator.calls).toHaveLength(before);
    },
  );

  it.each([
    ['a number', 7],
    ['a list', ['a']],
    ['an object', { toString: 'a' }],
    ['true', true],
  ])('%s is no identifier', async (_what, value) => {
    const shop = await openShop();
    const answer = await shop.post('/charges', { merchantUid: value });
    expect(answer.body.error).toMatchObject({ code: 'invalid_field', field: 'merchantUid' });
  });

  const kinds = { number: 7, text: 'a', flag: true, list: ['a'], object: { a: 1 } } as const;
  it.each([
    ['/orders', 'planId', 'text'],
    ['/orders', 'metadata', 'object'],
    ['/orders', 'purpose', null],
    ['/orders', 'subscriptionId', 'text'],
    ['/orders', 'replacesCardId', 'text'],
    ['/orders', 'gateway', null],
    ['/charges', 'merchantUid', 'text'],
    ['/charges', 'impUid', 'text'],
    ['/charges', 'customerUid', 'text'],
    ['/charges', 'chargeMerchantUid', 'text'],
    ['/charges', 'chargedAtIssue', 'flag'],
    ['/charges', 'billingKey', 'text'],
    ['/charges', 'billingIssueToken', 'text'],
    ['/charges', 'consents', null],
    ['/subscriptions/sub1/plan', 'planId', 'text'],
    ['/subscriptions/sub1/plan', 'metadata', 'object'],
    ['/subscriptions/sub1/card', 'cardId', 'text'],
    ['/subscriptions/sub1/consent', 'amount', 'number'],
    ['/subscriptions/sub1/pay', 'cardId', 'text'],
  ] as const)('%s: %s of another kind is 400, and named', async (path, field, right) => {
    const shop = await openShop();
    const rest = { merchantUid: 'a', planId: 'basic', cardId: 'a', amount: 1 };
    for (const [kind, value] of Object.entries(kinds)) {
      if (kind === right) continue;
      const answer = await shop.post(path, { ...rest, [field]: value });
      expect(answer.status, kind).toBe(400);
      expect(answer.body.error?.code, kind).toBe('invalid_field');
      expect(answer.body.error?.field, kind).toMatch(new RegExp(`^${field}(\\[0\\])?$`));
    }
    if (right === 'text') {
      const zero = await shop.post(path, { ...rest, [field]: 'a\u0000b' });
      expect(zero.body.error).toMatchObject({ code: 'invalid_field', field });
    }
  });

  it.each(['__proto__', 'constructor'])('a field named %s is refused, wherever it is', async (name) => {
    const shop = await openShop();
    for (const body of [
      `{"planId":"basic","${name}":{"polluted":true}}`,
      `{"planId":"basic","metadata":{"a":[{"${name}":{"prototype":{"polluted":true}}}]}}`,
    ]) {
      const headers = { 'content-type': 'application/json' };
      const answer = await shop.send('/orders', { method: 'POST', body, headers });
      expect(answer.status).toBe(400);
      expect(answer.body.error?.code).toBe('invalid_body');
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('a body that is nested without end is 400', async () => {
    const shop = await openShop();
    for (const depth of [21, 8000]) {
      const body = `{"planId":"basic","metadata":${'{"a":'.repeat(Math.min(depth, 2700))}1${'}'.repeat(Math.min(depth, 2700))}}`;
      const answer = await shop.send('/orders', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.body.error?.code).toBe('invalid_body');
    }
    const text = { note: '[[[[[[[[[[[[[[[[[[[[[[[[[[[[ "{" \\ [[[' };
    expect((await shop.post('/orders', { planId: 'basic', metadata: text })).status).toBe(201);
    // Many beside each other are not deep, nor is what stands behind a text with escapes in it.
    const wide = {
      all: Array.from({ length: 30 }, () => ({ list: [] })),
      note: '"\\',
      more: '\\"[[[[[[[[[[[[[[[[[[[[[[[[[',
    };
    expect((await shop.post('/orders', { planId: 'basic', metadata: wide })).status).toBe(201);
  });

  it('a text without an end is read once, however many quotes it holds', async () => {
    const shop = await openShop();
    const body = `"${'\\"'.repeat(8000)}`;
    const begun = performance.now();
    for (let sent = 0; sent < 10; sent += 1) {
      expect((await shop.post('/orders', null, { body })).body.error?.code).toBe('invalid_body');
    }
    // Ten milliseconds, where the rest of the text was looked through for each quote anew it was seconds.
    expect(performance.now() - begun).toBeLessThan(1500);
  });

  it('a body that breaks off is 400', async () => {
    const shop = await openShop();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"planId":'));
        controller.error(new Error('gone'));
      },
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    expect((await shop.send('/orders', init as RequestInit)).body.error?.code).toBe('invalid_body');
  });

  it('a body that is too large is 413, with and without its length', async () => {
    const shop = await openShop();
    const body = JSON.stringify({ planId: 'x'.repeat(20_000) });
    expect(
      (await shop.send('/orders', { method: 'POST', body, headers: { 'content-type': 'application/json' } })).status,
    ).toBe(413);
    const stream = new Blob([body]).stream();
    const init = { method: 'POST', body: stream, duplex: 'half', headers: { 'content-type': 'application/json' } };
    expect((await shop.send('/orders', init as RequestInit)).status).toBe(413);
    expect((await shop.send('/webhook/iamport', { method: 'POST', body, user: null })).status).toBe(413);
  });

  it.each(['', '{', '[]', 'null', '"x"', '1'])('a body of %s is 400', async (body) => {
    const shop = await openShop();
    const answer = await shop.send('/orders', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.body.error?.code).toBe('invalid_body');
  });

  it('a path that is none is 404, and a method that is none 405', async () => {
    const shop = await openShop();
    expect((await shop.send('/nothing')).body.error?.code).toBe('not_found');
    expect((await shop.send('/orders')).status).toBe(405);
    const { status, headers } = await shop.send('/charges', { method: 'DELETE' });
    expect([status, headers.get('allow')]).toEqual([405, 'POST, GET']);
    expect((await shop.post('/webhook/paypal', {}, { user: null })).status).toBe(404);
  });

  it('a path that only begins as the routes do is none', async () => {
    const { billing } = await openShop({ basePath: '/shop/pay' });
    const statusOf = async (path: string) =>
      (await billing.fetch(new Request(`https://shop.example${path}`, { headers: { 'x-user': 'mina' } }))).status;
    expect(await statusOf('/shop/pay/cards')).toBe(200);
    expect(await statusOf('/cards')).toBe(200);
    expect(await statusOf('/shop/other/cards')).toBe(404);
  });

  it('every answer is JSON, for one customer, and no page', async () => {
    const shop = await openShop();
    for (const path of ['/cards', '/nothing']) {
      const { headers } = await shop.send(path);
      expect(Object.fromEntries(headers)).toEqual({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
    }
  });
});

describe('live is live', () => {
  it('a key of a test channel is refused by a live server, and grants nothing', async () => {
    const shop = await openShop({ mode: 'live' });
    const { answer } = await shop.buy();
    expect(answer.status).toBe(409);
    expect(answer.body.error?.code).toBe('sandbox_refused');
    expect((await shop.send('/cards')).body).toEqual([]);
    expect(shop.simulator.countCharges()).toBe(0);
  });

  it('a live key is refused by a test server', async () => {
    const shop = await openShop({ fake: { sandbox: false } });
    const { answer } = await shop.buy();
    expect(answer.body.error?.code).toBe('live_refused');
  });

  it('a live key is charged by a live server', async () => {
    const shop = await openShop({ mode: 'live', fake: { sandbox: false } });
    const { answer } = await shop.buy();
    expect(answer.body).toMatchObject({ status: 'paid' });
  });
});

describe('limits', () => {
  it('too many registrations in an hour are 429, and over after it', async () => {
    const shop = await openShop({ limits: { ordersAnHour: 3 } });
    for (let made = 0; made < 3; made += 1) await shop.order();
    const refused = await shop.post('/orders', { planId: 'basic' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000);
    expect((await shop.post('/orders', { planId: 'basic' }, { user: 'other' })).status).toBe(201);
    await shop.later(60 * 60_000 + 1);
    expect((await shop.post('/orders', { planId: 'basic' })).status).toBe(201);
  });

  it('no limit is no limit', async () => {
    const without = Number.POSITIVE_INFINITY;
    const shop = await openShop({ limits: { ordersAnHour: without, declinesADay: without } });
    shop.simulator.decline({ times: 100 });
    for (let tried = 0; tried < 25; tried += 1) expect((await shop.buy()).answer.status).toBe(402);
  });

  it('a clock that was ahead for a while shuts nobody out until then', async () => {
    let ahead = 40 * 24 * 60 * 60_000;
    const shop = await openShop({
      openStore: (now) => memoryStore({ now: () => now() + ahead }),
      limits: { ordersAnHour: 3, declinesADay: 3 },
    });
    shop.simulator.decline({ times: 3 });
    for (let tried = 0; tried < 3; tried += 1) expect((await shop.buy()).answer.status).toBe(402);
    expect((await shop.post('/orders', { planId: 'basic' })).status).toBe(429);
    ahead = 0;
    expect((await shop.buy()).answer.status).toBe(200);
  });

  it('many registrations at one moment get no further', async () => {
    // Memory answers in the order asked: each would count before the others have written.
    const shop = await openShop({ openStore: (now) => memoryStore({ now }), limits: { ordersAnHour: 5 } });
    const answers = await Promise.all(Array.from({ length: 30 }, () => shop.post('/orders', { planId: 'basic' })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(25);
  });

  it('many charges at one moment get no further, though each has an order and a card of its own', async () => {
    const shop = await openShop({ limits: { ordersAnHour: 50, declinesADay: 3 } });
    shop.simulator.decline({ times: 100 });
    const claims = [];
    for (let made = 0; made < 12; made += 1) {
      const order = await shop.order();
      claims.push(shop.claim(order, shop.register(order)));
    }
    const answers = await Promise.all(claims.map((claim) => shop.post('/charges', claim)));
    expect(answers.filter(({ status }) => status === 402)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(9);
  });

  it('too many declined charges in a day are 429, with whatever card', async () => {
    const shop = await openShop({ limits: { declinesADay: 3 } });
    shop.simulator.decline({ times: 100 });
    for (let tried = 0; tried < 3; tried += 1) expect((await shop.buy()).answer.status).toBe(402);
    const { answer } = await shop.buy();
    expect(answer.status).toBe(429);
    expect(answer.body.error?.code).toBe('too_many_attempts');
  });
});

describe('what the customer agreed to', () => {
  const terms = [
    { id: 'tos', version: '2026-01', required: true },
    { id: 'ads', version: '1' },
  ];

  it('is agreed to once where the host names a term twice', async () => {
    const shop = await openShop({ terms: [...terms, ...terms] });
    const order = await shop.order();
    const consents = [terms[0], terms[0]].map((term) => ({ id: term?.id, version: term?.version }));
    const answer = await shop.post('/charges', shop.claim(order, shop.register(order), { consents }));
    expect(answer.body).toMatchObject({ status: 'paid' });
  });

  it('is what the page sent, of what the order has: nothing else is kept, and what is missing is named', async () => {
    const named = [...terms, { id: 'privacy', required: true }];
    const shop = await openShop({ terms: ({ planId }) => (planId === 'basic' ? named : []) });
    const order = await shop.order();
    const impUid = shop.register(order);
    const mina = { customerId: 'mina', ...shop.claim(order, impUid) };
    const refused = shop.billing.charge({ ...mina, consents: [{ id: 'privacy', version: '2' }] });
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining('tos (version 2026-01), privacy (version none)'),
      details: { missing: ['tos', 'privacy'] },
    });
    const consents = [{ id: 'tos', version: '2026-01' }, { id: 'privacy' }, { id: 'other', version: '1' }];
    expect(await shop.billing.charge({ ...mina, consents })).toMatchObject({ status: 'paid' });
    const store = sqliteStore({ url: shop.url });
    const kept = await store.find('consents', { where: { merchantUid: order.merchantUid }, limit: 10 });
    await store.close();
    expect(kept.map(({ consentId }) => consentId).sort()).toEqual([
      `${order.merchantUid}:3:tos:2026-01`,
      `${order.merchantUid}:7:privacy:`,
    ]);
    expect(new Set(kept.map(({ termId, termVersion }) => `${termId} ${termVersion}`))).toEqual(
      new Set(['tos 2026-01', 'privacy ']),
    );
  });

  it('is demanded before anything is charged, and kept with the server’s time', async () => {
    const shop = await openShop({ terms });
    const order = await shop.order();
    expect(order.terms).toEqual(terms);
    const impUid = shop.register(order);
    for (const consents of [undefined, [], [{ id: 'ads', version: '1' }], [{ id: 'tos', version: '2025-01' }]]) {
      const answer = await shop.post('/charges', shop.claim(order, impUid, { consents }));
      expect(answer.status).toBe(409);
      expect(answer.body.error).toMatchObject({ code: 'consent_required', field: 'consents' });
    }
    expect(shop.simulator.countCharges()).toBe(0);
    const consents = [{ id: 'tos', version: '2026-01', agreedAt: 1 }];
    expect((await shop.post('/charges', shop.claim(order, impUid, { consents }))).body).toMatchObject({
      status: 'paid',
    });
    const store = sqliteStore({ url: shop.url });
    const kept = await store.find('consents', { where: { merchantUid: order.merchantUid }, limit: 10 });
    await store.close();
    expect(kept).toMatchObject([{ termId: 'tos', termVersion: '2026-01', customerId: 'mina' }]);
    expect(Math.abs((kept[0]?.agreedAt ?? 0) - Date.now())).toBeLessThan(60_000);
  });
});
