import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { postgresStore } from '../../../src/server/index.js';
import { insert, update } from '../../../src/server/store/Store.js';
import { openKit } from '../support/kit.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { openShop } from '../support/shop.js';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());

const card = (cardId: string) => ({
  cardId,
  customerId: 'mina',
  gateway: 'iamport',
  account: 'iamport:key',
  billingKey: cardId,
  merchantUid: null,
  impUid: null,
  status: 'active' as const,
  defaultOf: null,
  pg: 'kcp_billing',
  payMethod: 'card',
  name: 'BC카드',
  number: null,
  sandbox: true,
  createdAt: 0,
  revokedAt: null,
  workAt: null,
  failures: 0,
});

/** A network before PostgreSQL. */
async function openNetwork(to: number) {
  const ways = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    const far = connect(to, '127.0.0.1');
    ways.add([near, far]);
    for (const end of [near, far]) end.on('error', () => undefined);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const way of ways) for (const end of way) end.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    /** From here on nothing comes through on the connections that there are, and nobody says so; new ones work. */
    cut() {
      for (const [near, far] of ways) {
        near.unpipe(far);
        far.unpipe(near);
        near.resume();
      }
    },
  };
}

// An error that nobody listens to fails the whole run here, as it would end the process of a host.
describe('a PostgreSQL that is started again', { timeout: 60_000 }, () => {
  it('in the middle of a statement rejects what was under way, writes none of it, and is used again', async () => {
    const url = await postgres.createDatabase();
    const store = postgresStore({ url });
    onTestFinished(() => store.close());
    await store.open();
    const [first, second] = [card('card1'), card('card2')];
    await store.commit([insert('cards', first), insert('cards', second)]);

    // Somebody has the second row, so that the transaction stops between its two changes.
    const holder = new pg.Client({ connectionString: url });
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query(`SELECT * FROM billing_cards WHERE card_id = 'card2' FOR UPDATE`);
    const writes = [
      update('cards', { ...first, version: 1 }, { name: 'x' }),
      update('cards', { ...second, version: 1 }, { name: 'x' }),
    ];
    const committing = store.commit(writes).then(
      () => 'committed',
      (error: Error) => error,
    );
    const isWaiting = async () =>
      (await holder.query(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`)).rowCount;
    await expect.poll(isWaiting).toBe(1);
    await postgres.restart();
    expect(await committing).toBeInstanceOf(Error);
    expect(await store.get('cards', 'card1')).toMatchObject({ name: 'BC카드', version: 1 });
    expect(await store.commit(writes)).toBe(true);
    expect(await store.get('cards', 'card2')).toMatchObject({ name: 'x', version: 2 });
  });

  it('between two statements of a transaction does the same, with a pool of the host’s', async () => {
    const url = await postgres.createDatabase();
    const pool = new pg.Pool({ connectionString: url });
    pool.on('error', () => undefined);
    onTestFinished(() => pool.end());
    let restart = false;
    const store = postgresStore({
      pool: {
        end: () => pool.end(),
        async connect() {
          const client = await pool.connect();
          if (!restart) return client;
          restart = false;
          const query = client.query.bind(client) as typeof client.query;
          let statements = 0;
          client.query = (async (...args: Parameters<typeof query>) => {
            const result = await query(...args);
            statements += 1;
            if (statements === 2) await postgres.restart();
            return result;
          }) as typeof client.query;
          return client;
        },
      },
    });
    await store.open();
    const [first, second] = [card('card1'), card('card2')];
    restart = true;
    await expect(store.commit([insert('cards', first), insert('cards', second)])).rejects.toThrow();
    expect(await store.get('cards', 'card1')).toBeNull();
    expect(await store.commit([insert('cards', first), insert('cards', second)])).toBe(true);
  });

  it('while customers pay answers each of them, and charges each once', async () => {
    const url = await postgres.createDatabase();
    const shop = await openShop({ openStore: (now) => postgresStore({ url, now }) });
    const bought = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const user = `customer${index}`;
        const order = await shop.order(user);
        return { user, order, claim: shop.claim(order, shop.register(order)) };
      }),
    );
    const pay = async (index: number) => {
      const { user = '', claim } = bought[index] ?? {};
      return (await shop.post('/charges', claim, { user })).status;
    };
    // The first one is at the card network when the database goes.
    const fault = shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'slow' });
    const paying = [pay(0)];
    await fault.met;
    for (let index = 1; index < bought.length; index += 1) paying.push(pay(index));
    await postgres.restart();
    fault.release();
    for (const status of await Promise.all(paying)) expect([200, 500, 503]).toContain(status);
    await shop.later(61_000);
    await shop.billing.tick();
    for (const index of bought.keys()) await expect.poll(() => pay(index), { timeout: 10_000 }).toBe(200);
    for (const { order } of bought) {
      expect(shop.simulator.countCharges({ merchantUid: order.chargeMerchantUid })).toBe(1);
    }
  });
});

describe('texts that databases stumble over', () => {
  it('are kept in PostgreSQL as they came, or refused', async () => {
    const url = await postgres.createDatabase();
    const shop = await openShop({
      openStore: (now) => postgresStore({ url, now }),
      limits: { ordersAnHour: 100 },
      price: () => ({ name: 'x', amount: 100 }),
    });
    const texts = [
      '',
      'a\u0000b',
      '\ud800',
      '\udc00x',
      "'; DROP TABLE billing_orders; --",
      '%s $1 ?',
      '\\',
      '\u2028',
      '😀',
    ];
    for (const text of texts) {
      const { status, body } = await shop.post('/orders', { planId: 'basic', metadata: { text } });
      expect(status, JSON.stringify(text)).toBe(201);
      const order = await shop.billing.getRegistration({ customerId: 'mina', merchantUid: body.merchantUid ?? '' });
      expect(order.status).toBe('none');
      expect([201, 400]).toContain((await shop.post('/orders', { planId: text })).status);
      const hook = { merchant_uid: text, imp_uid: text };
      expect((await shop.post('/webhook/iamport', hook, { user: null })).status).toBe(200);
      expect([400, 404]).toContain(
        (await shop.send(`/charges/${encodeURIComponent(Buffer.from(text).toString())}x%00`)).status,
      );
    }
    expect(shop.events.filter(({ type }) => type === 'error')).toEqual([]);
  });
});

describe('what a PG says with a zero in it', () => {
  it('keeps no charge from being written', async () => {
    const url = await postgres.createDatabase();
    const shop = await openShop({ openStore: (now) => postgresStore({ url, now }) });
    shop.simulator.decline({ reason: '한도\u0000초과' });
    const card = { number_masked: '5365-10**-****-1234', name: 'BC\u0000카드', behaviour: 'ok' } as const;
    const { answer } = await shop.buy('mina', { card });
    expect(answer.status).toBe(402);
    expect(answer.body.charge).toMatchObject({ status: 'failed', failReason: '한도초과', cardName: 'BC카드' });
  });
});

describe('a connection that goes silent, as after a failover', { timeout: 60_000 }, () => {
  it('is given up in a pool of the host’s too, and the next tick does what is due', async () => {
    const url = await postgres.createDatabase();
    const network = await openNetwork(Number(new URL(url).port));
    const pool = new pg.Pool({ connectionString: url.replace(new URL(url).port, `${network.port}`) });
    pool.on('error', () => undefined);
    onTestFinished(() => pool.end());
    const kit = await openKit({ store: postgresStore({ pool, timeout: 500 }) });
    await kit.billing.tick();
    network.cut();
    // A tick goes on with its next step where one has failed.
    await kit.billing.tick().catch(() => undefined);
    expect(kit.emitted).toMatchObject([{ type: 'error', error: { message: expect.stringContaining('timeout') } }]);
    // Each connection that was there is given up once.
    const nextTick = async () => {
      kit.emitted.length = 0;
      await kit.billing.tick();
      return kit.emitted;
    };
    await expect.poll(nextTick, { timeout: 20_000 }).toEqual([]);
  });

  it('is given up where it takes a connection and never speaks', async () => {
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const pool = new pg.Pool({ connectionString: `postgres://billing@127.0.0.1:${port}/billing` });
    pool.on('error', () => undefined);
    onTestFinished(() => void mute.close());
    const store = postgresStore({ pool, timeout: 500 });
    await expect(store.get('cards', 'card1')).rejects.toThrow('timeout');
  });
});

describe('a PostgreSQL that others hold', { timeout: 60_000 }, () => {
  it('lets a worker that sleeps in the middle of a transaction keep nobody from the row', async () => {
    const url = await postgres.createDatabase();
    const store = postgresStore({ url });
    onTestFinished(() => store.close());
    await store.open();
    await store.commit([insert('cards', card('card1'))]);
    const pool = new pg.Pool({ connectionString: url });
    onTestFinished(() => pool.end());
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let begun: () => void = () => undefined;
    const isAsleep = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const sleeper = postgresStore({
      pool: {
        end: () => pool.end(),
        async connect() {
          const client = await pool.connect();
          return {
            query: async (sql, params) => {
              if (sql === 'COMMIT') {
                begun();
                await asleep;
              }
              return client.query(sql, params);
            },
            release: (error) => client.release(error),
            on: (event, listener) => client.on(event, listener),
            off: (event, listener) => client.off(event, listener),
          };
        },
      },
    });
    const change = (name: string) => [update('cards', { ...card('card1'), version: 1 }, { name })];
    const sleeping = sleeper.commit(change('asleep')).then(String, (error: Error) => error);
    await isAsleep;
    expect(await store.commit(change('awake'))).toBe(true);
    wake();
    expect(await sleeping).toBeInstanceOf(Error);
    expect(await store.get('cards', 'card1')).toMatchObject({ name: 'awake', version: 2 });
  });

  it('is waited for no longer than the store’s timeout, and used again', async () => {
    const url = await postgres.createDatabase();
    const store = postgresStore({ url, timeout: 500 });
    onTestFinished(() => store.close());
    await store.open();
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    onTestFinished(() => holder.end());
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE billing_cards IN ACCESS EXCLUSIVE MODE');
    await expect(store.get('cards', 'card1')).rejects.toThrow('timeout');
    await expect(store.commit([insert('cards', card('card1'))])).rejects.toThrow('timeout');
    await holder.query('ROLLBACK');
    expect(await store.commit([insert('cards', card('card2'))])).toBe(true);
    expect(await store.get('cards', 'card1')).toBeNull();
  });
});
