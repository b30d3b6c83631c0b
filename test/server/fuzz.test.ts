import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../src/server/index.js';
import { openShop, PLANS } from './support/shop.js';

const SEED = Number(process.env.FUZZ_SEED ?? 20_260_901);
const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000);

/** Texts that have broken somebody's server before. */
const EVIL = [
  '',
  ' ',
  '.',
  '..',
  '../users',
  '..%2f..%2fusers',
  '%00',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '%',
  '%zz',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "' OR 1=1 --",
  '"; DROP TABLE billing_charges; --',
  '<script>alert(1)</script>',
  '{{7*7}}',
  'x'.repeat(41),
  'x'.repeat(300),
  '1e999',
  '-1',
  'NaN',
  'null',
  '\r\nset-cookie: a=b',
  '결제',
] as const;

const FIELDS = [
  'planId',
  'metadata',
  'purpose',
  'subscriptionId',
  'replacesCardId',
  'gateway',
  'merchantUid',
  'impUid',
  'customerUid',
  'chargeMerchantUid',
  'chargedAtIssue',
  'billingKey',
  'billingIssueToken',
  'consents',
  'cardId',
  'amount',
  'customerId',
  'price',
  '__proto__',
  'constructor',
] as const;

/** What no answer may show. */
const LEAKS = /fake_imp_secret|node_modules|\/src\/|\bat .+:\d+:\d+|Bearer |SQLITE|syntax error/;

/** A shop with two customers who have bought, and every number that a third one could have got hold of. */
async function openFuzzedShop(store = memoryStore()) {
  const shop = await openShop({
    openStore: () => store,
    limits: { ordersAnHour: 50, declinesADay: 1000 },
    // As a host might: whatever is asked for is for sale.
    price: ({ planId }) => PLANS[planId] ?? (planId.startsWith('any') ? { name: 'x', amount: 100 } : null),
    terms: [{ id: 'tos', version: '1' }],
  });
  const mina = await shop.buy('mina');
  const monthly = await shop.order('mina', 'monthly');
  await shop.post('/charges', shop.claim(monthly, shop.register(monthly)));
  const reserved = await shop.order('mina');
  const [subscription] = await shop.billing.listSubscriptions({ customerId: 'mina' });
  const thief = await shop.buy('thief');
  const numbers = [mina, { order: monthly, impUid: '' }, { order: reserved, impUid: '' }].flatMap(
    ({ order, impUid }) => [order.merchantUid, order.customerUid, order.chargeMerchantUid, impUid],
  );
  const hers = [...numbers, subscription?.subscriptionId ?? '', mina.answer.body.impUid ?? ''].filter(Boolean);
  const own = [thief.order.merchantUid, thief.order.customerUid, thief.order.chargeMerchantUid, thief.impUid];
  return { shop, hers, own };
}

function requestsWith(known: readonly string[]) {
  const word = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...known) },
    { weight: 4, arbitrary: fc.constantFrom(...EVIL) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...Object.keys(PLANS), 'any', 'subscribe', 'register', 'change', 'iamport'),
    },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 50 }) },
  );
  const deep = fc.integer({ min: 1, max: 6000 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`);
  const value = fc.oneof(
    { weight: 5, arbitrary: word },
    { weight: 3, arbitrary: fc.jsonValue() },
    { weight: 1, arbitrary: fc.array(fc.record({ id: word, version: word }), { maxLength: 60 }) },
  );
  const fields = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 8 });
  const form = fc.dictionary(fc.constantFrom(...FIELDS, 'merchant_uid', 'imp_uid'), word, { maxKeys: 8 });
  /** As the page would send it, with numbers of whoever. */
  const sensible = fc
    .tuple(
      fc.constantFrom('basic', 'monthly', 'any'),
      fc.constantFrom(...known),
      fc.constantFrom(...known),
      fc.constantFrom(...known),
    )
    .map(([planId, merchantUid, impUid, cardId]) => ({
      planId,
      merchantUid,
      impUid,
      cardId,
      consents: [{ id: 'tos', version: '1' }],
    }));
  const body = fc.oneof(
    { weight: 4, arbitrary: sensible.map((object) => JSON.stringify(object)) },
    { weight: 8, arbitrary: fields.map((object) => JSON.stringify(object)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    { weight: 1, arbitrary: deep.map((nested) => `{"metadata":{"a":${nested}},"planId":"basic"}`) },
    { weight: 1, arbitrary: form.map((object) => new URLSearchParams(object).toString()) },
    { weight: 1, arbitrary: fc.constant('{"planId":"basic","metadata":{"__proto__":{"polluted":true}}}') },
    {
      weight: 1,
      arbitrary: fc.constant('{"planId":"basic","metadata":{"constructor":{"prototype":{"polluted":true}}}}'),
    },
  );
  const id = word.map((text) => encodeURIComponentSafe(text));
  const acts = ['cancel', 'resume', 'end', 'plan', 'card', 'consent', 'pay'] as const;
  /** A method and a path that belong together, with any identifier in it. */
  const target = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('POST /orders', 'POST /charges', 'POST /webhook/iamport') },
    { weight: 1, arbitrary: fc.constantFrom('GET /charges', 'GET /cards', 'GET /subscriptions', 'GET /') },
    {
      weight: 2,
      arbitrary: fc.tuple(fc.constantFrom('charges', 'registrations'), id).map((of) => `GET /${of.join('/')}`),
    },
    { weight: 1, arbitrary: id.map((one) => `DELETE /cards/${one}`) },
    { weight: 1, arbitrary: id.map((one) => `POST /cards/${one}/default`) },
    { weight: 1, arbitrary: id.map((one) => `POST /webhook/${one}`) },
    {
      weight: 2,
      arbitrary: fc.tuple(id, fc.constantFrom(...acts)).map(([one, act]) => `POST /subscriptions/${one}/${act}`),
    },
    { weight: 1, arbitrary: fc.tuple(id, id).map(([limit, before]) => `GET /charges?limit=${limit}&before=${before}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('PUT', 'PATCH', 'OPTIONS', 'DELETE', 'POST'), fc.webPath())
        .map((of) => of.join(' ')),
    },
  );
  return fc.record({
    target,
    body,
    type: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('application/json', 'application/json; charset=utf-8') },
      { weight: 1, arbitrary: fc.constantFrom('application/x-www-form-urlencoded', 'text/plain', '') },
    ),
    user: fc.oneof(
      { weight: 8, arbitrary: fc.constant('thief') },
      { weight: 1, arbitrary: fc.constantFrom('', 'nobody yet', 'x'.repeat(200)) },
    ),
    origin: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(null, 'https://shop.example') },
      { weight: 1, arbitrary: fc.constantFrom('https://evil.example', 'null', '::') },
    ),
  });
}

function encodeURIComponentSafe(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return '%ED%A0%80';
  }
}

type Fuzzed = ReturnType<typeof requestsWith> extends fc.Arbitrary<infer T> ? T : never;

async function send(fetch: (request: Request) => Promise<Response>, { target, body, type, user, origin }: Fuzzed) {
  const [method = '', path = ''] = target.split(/ (.*)/s);
  const headers = new Headers({ 'x-user': user });
  if (type !== '') headers.set('content-type', type);
  if (origin !== null) headers.set('origin', origin);
  const hasBody = method !== 'GET' && method !== 'OPTIONS';
  const url = `https://shop.example/api/billing${path}`;
  const response = await fetch(new Request(url, { method, headers, ...(hasBody ? { body } : {}) }));
  return { response, text: await response.text(), asked: `${url} ${hasBody ? body : ''}` };
}

describe('the routes', () => {
  it(`answer ${RUNS} hostile requests: no 500, no leak, nothing of somebody else's`, { timeout: 300_000 }, async () => {
    const { shop, hers, own } = await openFuzzedShop();
    const paidByMina = () => shop.simulator.charges().length;
    const [before, cards, subscriptions] = [
      paidByMina(),
      await shop.billing.listCards({ customerId: 'mina' }),
      await shop.billing.listSubscriptions({ customerId: 'mina' }),
    ];
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(requestsWith([...hers, ...own]), async (request) => {
        const { response, text, asked } = await send(shop.billing.fetch, request);
        statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
        expect(response.status).not.toBe(500);
        expect(text).not.toMatch(LEAKS);
        if (text !== '') {
          expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
          const { error } = JSON.parse(text) as { error?: { code: string; field?: string } };
          if (response.status >= 400) expect(error?.code).toMatch(/^[a-z_]+$/);
          if (error?.code === 'invalid_field') expect(error.field).toMatch(/^[\w.[\]]+$/);
        }
        // What the thief did not know before, no answer tells.
        const told = hers.filter((number) => text.includes(number) && !decodeURIComponentSafe(asked).includes(number));
        expect(told).toEqual([]);
      }),
      { seed: SEED, numRuns: RUNS, interruptAfterTimeLimit: 280_000, markInterruptAsFailure: true },
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect(await shop.billing.listCards({ customerId: 'mina' })).toEqual(cards);
    expect(await shop.billing.listSubscriptions({ customerId: 'mina' })).toEqual(subscriptions);
    expect(shop.events.filter(({ type }) => type === 'error')).toEqual([]);
    // Nobody but the thief could be charged, and she registered no card anew.
    expect(paidByMina()).toBe(before);
    // The requests got through to where something is decided.
    for (const status of [200, 201, 204, 400, 401, 403, 404, 405, 409, 415, 429]) {
      expect(statuses.get(status), `HTTP ${status}`).toBeGreaterThan(0);
    }
  });
});

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
