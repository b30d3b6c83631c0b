import { copyFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  type BillingServerEvent,
  createBillingServer,
  iamport,
  memoryStore,
  type Price,
  portone,
  postgresStore,
  type Store,
  sqliteStore,
} from '../../src/server/index.js';
import { askPrice, readPrice } from '../../src/server/order/readPrice.js';
import { openKit } from './support/kit.js';
import { openShop } from './support/shop.js';

describe('a database belongs to one deployment', () => {
  it('a copy beside the original charges nobody until it is bound anew', async () => {
    const shop = await openShop();
    const order = await shop.order();
    const claim = { customerId: 'mina', ...shop.claim(order, shop.register(order)) };
    await shop.billing.close();
    const copy = shop.url.replace('billing.db', 'copy.db');
    await copyFile(shop.url.replace('file:', ''), copy.replace('file:', ''));
    const staging = shop.start({ store: sqliteStore({ url: copy }) });
    const before = shop.simulator.calls.length;
    await expect(staging.charge(claim)).rejects.toMatchObject({ code: 'database_not_bound', status: 503 });
    await expect(staging.createOrder({ customerId: 'mina', planId: 'basic' })).rejects.toMatchObject({
      code: 'database_not_bound',
    });
    await expect(staging.removeCard({ customerId: 'mina', cardId: 'x' })).rejects.toMatchObject({
      code: 'database_not_bound',
    });
    await expect(staging.tick()).rejects.toMatchObject({ code: 'database_not_bound' });
    expect(shop.simulator.calls).toHaveLength(before);
    await staging.rebind();
    expect(await staging.charge(claim)).toMatchObject({ status: 'paid' });
  });

  it('another name of a deployment, another account and another mode are refused', async () => {
    const shop = await openShop({ deployment: 'production' });
    await shop.order();
    const order = { customerId: 'mina', planId: 'basic' };
    const notBound = { code: 'database_not_bound' };
    await expect(shop.start({ deployment: 'staging' }).createOrder(order)).rejects.toMatchObject(notBound);
    await expect(shop.start({ deployment: 'production', mode: 'live' }).createOrder(order)).rejects.toMatchObject(
      notBound,
    );
    const other = iamport({ apiKey: 'other', apiSecret: 'secret', apiUrl: shop.api.url });
    const elsewhere = shop.start({ deployment: 'production', gateways: [other] });
    await expect(elsewhere.createOrder(order)).rejects.toMatchObject(notBound);
    await expect(shop.start({ deployment: 'production' }).createOrder(order)).resolves.toBeDefined();
  });

  it('and which one is told to the host alone: a page learns no path of a file', async () => {
    const shop = await openShop();
    await shop.order();
    await shop.billing.close();
    const copy = shop.url.replace('billing.db', 'copy.db');
    await copyFile(shop.url.replace('file:', ''), copy.replace('file:', ''));
    const staging = shop.start({ store: sqliteStore({ url: copy }) });
    const response = await staging.fetch(
      new Request('https://shop.example/api/billing/orders', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-user': 'mina' },
        body: JSON.stringify({ planId: 'basic' }),
      }),
    );
    expect(response.status).toBe(503);
    const body = await response.text();
    expect(body).toContain('"database_not_bound"');
    expect(body).not.toContain('billing.db');
    expect(body).not.toContain('rebind');
    const told = shop.events.filter(({ type }) => type === 'error');
    expect(told).toMatchObject([
      {
        where: 'POST /api/billing/orders',
        error: {
          message: expect.stringMatching(
            /^This database belongs to deployment ".*billing\.db", and this is ".*copy\.db"\. .*rebind/,
          ),
        },
      },
    ]);
  });

  it('the host is told when it is the account that differs, and a gateway may be added', async () => {
    const shop = await openShop({ deployment: 'production' });
    await shop.order();
    const order = { customerId: 'mina', planId: 'basic' };
    const own = iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: shop.api.url });
    const other = iamport({ apiKey: 'another_key', apiSecret: 'secret', apiUrl: shop.api.url });
    await expect(shop.start({ deployment: 'production', gateways: [other] }).createOrder(order)).rejects.toThrow(
      'belongs to another account or mode.',
    );
    await expect(
      shop.start({ deployment: 'production', gateways: [other, own] }).createOrder(order),
    ).resolves.toBeDefined();
  });

  it('a database that nobody has used can be taken over, too', async () => {
    const store = memoryStore();
    const shop = await openShop();
    await shop.start({ store, deployment: 'production' }).rebind();
    const order = { customerId: 'mina', planId: 'basic' };
    await expect(shop.start({ store, deployment: 'staging' }).createOrder(order)).rejects.toMatchObject({
      code: 'database_not_bound',
    });
    await expect(shop.start({ store, deployment: 'production' }).createOrder(order)).resolves.toBeDefined();
  });

  it('a server asks once whose it is, and writes that down where nobody has', async () => {
    const asked: string[] = [];
    const wrap = (store: Store): Store => ({
      ...store,
      get: (table, id) => {
        if (table === 'bindings' && id === 'binding') asked.push('read');
        return store.get(table, id);
      },
      commit: (writes) => {
        if (JSON.stringify(writes).includes('"bindingId":"binding"')) asked.push('written');
        return store.commit(writes);
      },
    });
    const shop = await openKit({}, wrap);
    await shop.order();
    expect(asked).toEqual(['read', 'written', 'read']);
    await shop.order();
    expect(asked).toHaveLength(3);
    const gateways = [shop.gateway, { ...shop.gateway, name: 'portone', account: 'portone:store' }];
    const [price, customerOf] = [() => null, () => null];
    const later = { gateways, store: wrap(shop.store), price, customerOf, mode: 'test', tickEvery: null } as const;
    await createBillingServer(later).tick();
    expect(asked.slice(3)).toEqual(['read']);
  });
});

describe('what is missing is named at once', () => {
  const gateways = [iamport({ apiKey: 'key', apiSecret: 'secret' })];
  const right = { gateways, store: memoryStore(), price: () => null, customerOf: () => null, tickEvery: null };

  it.each(['apiKey', 'apiSecret'])('%s of iamport', (field) => {
    const options = { apiKey: 'key', apiSecret: 'secret', [field]: '' };
    expect(() => iamport(options)).toThrow(expect.objectContaining({ code: 'invalid_configuration', field }));
  });

  it.each([
    ['apiKey', ' '],
    // A line of a file of variables without its value.
    ['apiUrl', ''],
    ['apiUrl', 'api.iamport.kr'],
    ['apiUrl', null],
    ['tier', 7],
    ['productType', 'book'],
  ])('%s of iamport, which %j is not', (field, value) => {
    const options = { apiKey: 'key', apiSecret: 'secret', [field]: value } as never;
    expect(() => iamport(options)).toThrow(expect.objectContaining({ code: 'invalid_configuration', field }));
  });

  it.each([
    ['storeId', ' '],
    ['apiUrl', ''],
    ['webhookSecret', null],
    ['webhookSecret', [undefined]],
    ['extra', 'locale'],
    ['extra', null],
  ])('%s of portone, which %j is not', (field, value) => {
    const options = { apiSecret: 'secret', storeId: 'store-1', [field]: value } as never;
    expect(() => portone(options)).toThrow(expect.objectContaining({ code: 'invalid_configuration', field }));
  });

  it.each([
    ['url', () => postgresStore({ url: 7 } as never)],
    ['url', () => postgresStore({ pool: 'postgres://db' } as never)],
    ['max', () => postgresStore({ url: 'postgres://db', max: 0 })],
    ['timeout', () => postgresStore({ url: 'postgres://db', timeout: Number.NaN })],
    ['timeout', () => sqliteStore({ url: 'file:billing.db', timeout: -1 })],
    ['url', () => (sqliteStore as () => unknown)()],
    ['url', () => (postgresStore as () => unknown)()],
    ['apiKey', () => (iamport as () => unknown)()],
    ['apiSecret', () => (portone as () => unknown)()],
    ['options', () => (createBillingServer as () => unknown)()],
  ])('%s of %s', (field, make) => {
    expect(make).toThrow(expect.objectContaining({ code: 'invalid_configuration', field }));
  });

  it('what no header can carry, without the secret in it', () => {
    const secret = { apiSecret: 'very-secret\n# apiSecret', storeId: 'store-1' };
    const wrong = (field: string) => expect.objectContaining({ code: 'invalid_configuration', field });
    expect(() => portone(secret)).toThrow(wrong('apiSecret'));
    expect(() => portone(secret)).not.toThrow('very-secret');
    expect(() => iamport({ apiKey: 'key', apiSecret: 'secret', tier: '티어' })).toThrow(wrong('tier'));
    // As it comes out of a file: fetch cuts that off.
    expect(() => portone({ ...secret, apiSecret: 'very-secret\n' })).not.toThrow();
  });

  it('no terms that a page can send, each of which is there once', async () => {
    const longest = { id: 'x'.repeat(60), version: 'y'.repeat(40) };
    const others = Array.from({ length: 46 }, (_, n) => ({ id: `term${n}` }));
    const twice = [
      { id: 'tos', version: '1' },
      { id: 'tos', version: '2' },
      { id: 'tos', version: '2', required: true },
    ];
    const billing = createBillingServer({
      ...right,
      price: () => ({ name: 'x', amount: 1 }),
      terms: [longest, ...others, ...twice],
    });
    const { terms } = await billing.createOrder({ customerId: 'mina', planId: 'basic' });
    expect(terms).toHaveLength(49);
    expect(terms.slice(-2)).toMatchObject([
      { id: 'tos', version: '1' },
      { id: 'tos', version: '2', required: true },
    ]);
    const wrong = (given: object) => () => createBillingServer({ ...right, ...given });
    expect(wrong({ terms: [{ id: '' }] })).toThrow('terms have one without an id.');
    expect(wrong({ terms: [{ id: 'tos', version: 7 }] })).toThrow('terms have tos with a version that is no text.');
  });

  it('what a function answers for the terms', async () => {
    const billing = createBillingServer({
      ...right,
      price: () => ({ name: 'x', amount: 1 }),
      terms: () => null as never,
    });
    const order = billing.createOrder({ customerId: 'mina', planId: 'basic' });
    await expect(order).rejects.toMatchObject({ code: 'invalid_configuration', field: 'terms' });
  });

  it('a customer that is no text', async () => {
    const emitted: BillingServerEvent[] = [];
    const options = {
      ...right,
      customerOf: () => 7 as never,
      onEvent: (event: BillingServerEvent) => void emitted.push(event),
    };
    const { status } = await createBillingServer(options).fetch(new Request('https://shop.example/cards'));
    expect(status).toBe(500);
    expect(emitted).toMatchObject([{ type: 'error', error: { code: 'invalid_configuration', field: 'customerOf' } }]);
  });

  it.each([
    ['chargeDeadline', Number.NaN],
    ['chargeDeadline', 0],
    ['chargeDeadline', 2 ** 31],
    // No timer of a call takes a fraction: each charge would end in an error of Node's.
    ['chargeDeadline', 1500.5],
    ['readDeadline', -1],
    ['readDeadline', Number.POSITIVE_INFINITY],
  ])('%s of %d of a gateway', (field, deadline) => {
    const wrong = expect.objectContaining({ code: 'invalid_configuration', field });
    expect(() => iamport({ apiKey: 'key', apiSecret: 'secret', [field]: deadline })).toThrow(wrong);
    expect(() => portone({ storeId: 'store-1', apiSecret: 'secret', [field]: deadline })).toThrow(wrong);
  });

  it.each([undefined, '', 'billing.db', 'file:', 'file:?cache=shared', 'file::memory:', 'file:x.db?mode=memory'])(
    'a file that %s is not: what is charged must not be forgotten',
    (url) => {
      const wrong = expect.objectContaining({ code: 'invalid_configuration', field: 'url' });
      expect(() => sqliteStore({ url: url as string })).toThrow(wrong);
    },
  );

  it('the address of PostgreSQL', () => {
    const wrong = expect.objectContaining({ code: 'invalid_configuration', field: 'url' });
    expect(() => postgresStore({ url: '' })).toThrow(wrong);
  });

  it.each([
    ['price.name', { name: '', amount: 1 }],
    ['price.name', { name: 'x'.repeat(41), amount: 1 }],
    ['price.name', { name: 'a\u0000b', amount: 1 }],
    ['price.amount', { name: 'x', amount: -1 }],
    ['price.amount', { name: 'x', amount: Number.NaN }],
    ['price.amount', { name: 'x', amount: '9900' }],
    ['price.amount', { name: 'x', amount: 9900.5 }],
    ['price.amount', { name: 'x', amount: 9.999, currency: 'USD' }],
    ['price.amount', { name: 'x', amount: 10.5, currency: 'XAF' }],
    ['price.amount', { name: 'x', amount: 1e15 }],
    ['price.period.count', { name: 'x', amount: 100, period: { unit: 'month', count: 1e9 } }],
    ['price.trial.days', { name: 'x', amount: 0, period: { unit: 'month' }, trial: { days: 1e9, amountAfter: 100 } }],
    ['price.currency', { name: 'x', amount: 1, currency: 'won' }],
    ['price.vat', { name: 'x', amount: 1, vat: -1 }],
    ['price.taxFree', { name: 'x', amount: 100, taxFree: 90, vat: 20 }],
    ['price.period.unit', { name: 'x', amount: 1, period: { unit: 'decade' } }],
    ['price.period.count', { name: 'x', amount: 1, period: { unit: 'month', count: 0 } }],
    ['price.trial', { name: 'x', amount: 0, trial: { days: 7, amountAfter: 1 } }],
    // As a column of a database that has no value comes out of it.
    ['price.period', { name: 'x', amount: 1, period: null }],
    ['price.trial', { name: 'x', amount: 1, period: { unit: 'month' }, trial: null }],
    ['price.trial.days', { name: 'x', amount: 0, period: { unit: 'month' }, trial: { days: 0, amountAfter: 1 } }],
    [
      'price.trial.amountAfter',
      { name: 'x', amount: 0, period: { unit: 'month' }, trial: { days: 7, amountAfter: 0 } },
    ],
  ])('%s of a plan', async (field, price) => {
    const billing = createBillingServer({ ...right, store: memoryStore(), price: () => price as never });
    const order = billing.createOrder({ customerId: 'mina', planId: 'basic' });
    await expect(order).rejects.toMatchObject({ code: 'invalid_configuration', field });
    await billing.close();
  });
});

describe('what the host’s price answers', () => {
  const month = { unit: 'month' } as const;
  const trial = { days: 7, amountAfter: 9900 };

  it.each([
    ['a name of 40 characters', { name: 'x'.repeat(40), amount: 1 }],
    ['nothing due', { name: 'x', amount: 0 }],
    ['as much as can be counted', { name: 'x', amount: 1e12 }],
    ['cents', { name: 'x', amount: 9.99, currency: 'USD' }],
    ['nothing but VAT and what is free of it', { name: 'x', amount: 100, taxFree: 90, vat: 10 }],
    ['no VAT', { name: 'x', amount: 100, taxFree: 0, vat: 0 }],
    ['a day', { name: 'x', amount: 1, period: { unit: 'day' } }],
    ['a week', { name: 'x', amount: 1, period: { unit: 'week' } }],
    ['a year', { name: 'x', amount: 1, period: { unit: 'year' } }],
    ['one of them', { name: 'x', amount: 1, period: { ...month, count: 1 } }],
    ['365 of them', { name: 'x', amount: 1, period: { ...month, count: 365 } }],
    ['a trial of one day', { name: 'x', amount: 0, period: month, trial: { ...trial, days: 1 } }],
    ['a trial of ten years', { name: 'x', amount: 0, period: month, trial: { ...trial, days: 3650 } }],
  ] satisfies [string, Price][])('may be %s', (_, price) => {
    expect(readPrice(price)).toEqual({ currency: 'KRW', ...price });
  });

  it.each([
    ['name', 'must be a text of 1 to 40 characters', { name: 7, amount: 1 }],
    ['name', 'must be a text of 1 to 40 characters', { name: '', amount: 1 }],
    ['name', 'has control characters', { name: 'a\nb', amount: 1 }],
    ['currency', 'is "KRWW"; it must be an ISO 4217 code', { name: 'x', amount: 1, currency: 'KRWW' }],
    ['currency', 'is "xKRW"; it must be', { name: 'x', amount: 1, currency: 'xKRW' }],
    ['amount', 'is "1"; it must be a number of at least 0, in the unit of KRW', { name: 'x', amount: '1' }],
    ['amount', 'is NaN; it must be', { name: 'x', amount: Number.NaN }],
    ['amount', 'is 1000000000001; it must be', { name: 'x', amount: 1e12 + 1 }],
    ['taxFree', 'is -1; it must be', { name: 'x', amount: 1, taxFree: -1 }],
    ['vat', 'is -1; it must be', { name: 'x', amount: 1, vat: -1 }],
    ['taxFree', 'and vat are more than amount', { name: 'x', amount: 100, taxFree: 101 }],
    ['taxFree', 'and vat are more than amount', { name: 'x', amount: 100, vat: 101 }],
    ['taxFree', 'and vat are more than amount', { name: 'x', amount: 100, vat: 60, taxFree: 60 }],
    ['period.unit', 'must be day, week, month or year', { name: 'x', amount: 1, period: { unit: '' } }],
    [
      'period.count',
      'must be a whole number from 1 to 365',
      { name: 'x', amount: 1, period: { ...month, count: 366 } },
    ],
    [
      'period.count',
      'must be a whole number from 1 to 365',
      { name: 'x', amount: 1, period: { ...month, count: 1.5 } },
    ],
    ['trial', 'needs a period: without one', { name: 'x', amount: 0, trial }],
    [
      'trial.days',
      'must be a whole number from 1 to 3650',
      { name: 'x', amount: 0, period: month, trial: { ...trial, days: 3651 } },
    ],
    [
      'trial.amountAfter',
      'is -1; it must be',
      { name: 'x', amount: 0, period: month, trial: { ...trial, amountAfter: -1 } },
    ],
    [
      'trial.amountAfter',
      'is 0: a trial that turns into nothing',
      { name: 'x', amount: 0, period: month, trial: { ...trial, amountAfter: 0 } },
    ],
  ])('is refused for its %s, which %s', (field, why, price) => {
    const refused = expect.objectContaining({ code: 'invalid_configuration', field: `price.${field}` });
    expect(() => readPrice(price as Price)).toThrow(refused);
    expect(() => readPrice(price as Price)).toThrow(`price: ${field} ${why}`);
  });

  it('and what it says of terms, may come as a row of a database: nothing else in it is kept or shown', async () => {
    const row = { id: 7n, costs: 400, changedAt: new Date(), remove: () => undefined };
    const price = { ...row, name: 'x', amount: 9900, period: { ...row, ...month }, trial: { ...row, ...trial } };
    const term = { ...row, id: 'tos', version: '1', required: true };
    const shop = await openShop({ price: () => price, terms: () => [term] });
    const order = await shop.order();
    expect(order).toMatchObject({
      name: 'x',
      amount: 9900,
      period: month,
      trial,
      terms: [{ id: 'tos', version: '1' }],
    });
    const store = sqliteStore({ url: shop.url });
    const kept = JSON.stringify(await store.get('orders', order.merchantUid));
    expect(`${kept} ${JSON.stringify(order)}`).not.toMatch(/costs|changedAt/);
    await store.close();
  });

  it('is asked for no plan with a name that every object answers to', async () => {
    const plans: Record<string, Price> = { basic: { name: 'x', amount: 1 } };
    const ask = (planId: string) => askPrice((request: { planId: string }) => plans[request.planId], { planId });
    expect(await ask('basic')).toEqual({ name: 'x', amount: 1, currency: 'KRW' });
    for (const planId of ['gold', 'constructor', 'toString']) expect(await ask(planId)).toBeNull();
    expect(await askPrice(() => null, { planId: 'basic' })).toBeNull();
  });
});

describe('a server that is closed', () => {
  it('keeps its store until the charge that is under way is written down', async () => {
    const done: string[] = [];
    const kit = await openKit({}, (store) => ({ ...store, close: async () => void done.push('closed') }));
    const order = await kit.order();
    const { charge } = kit.gateway;
    let answer = (): void => undefined;
    let charging: Promise<unknown> | undefined;
    await new Promise<void>((sent) => {
      kit.gateway.charge = async (request) => {
        sent();
        await new Promise<void>((answered) => {
          answer = answered;
        });
        return charge(request);
      };
      charging = kit.charge(order).then(({ status }) => done.push(status));
    });
    const closing = kit.billing.close();
    // Whatever does not wait for an answer has had its turn by then.
    await new Promise((resolve) => setImmediate(resolve));
    answer();
    await Promise.all([charging, closing]);
    expect(done).toEqual(['paid', 'closed']);
  });

  it('does nothing in a tick that comes too late: its store stays closed', async () => {
    let closed = false;
    const calls: string[] = [];
    const kit = await openKit({}, (store) => ({
      ...store,
      find: (...query) => {
        if (closed) calls.push(query[0]);
        return store.find(...query);
      },
    }));
    await kit.order();
    await kit.billing.tick();
    await kit.billing.close();
    closed = true;
    await kit.billing.tick();
    expect(calls).toEqual([]);
  });
});
