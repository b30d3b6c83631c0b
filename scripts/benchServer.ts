/**
 * The kit under load: charges and look-ups a second, and how long each takes, against an i'mport that answers in 5 ms, on SQLite
 * and PostgreSQL, beside the same route written by hand without the kit's guarantees. Writes the section of
 * `docs/performance.md`. Takes some minutes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BillingServer,
  createBillingServer,
  iamport,
  postgresStore,
  type Store,
  sqliteStore,
} from '../src/server/index.js';
import { createFakeIamportServer } from '../src/testing/server/index.js';
import { listen } from '../test/server/support/listen.js';
import { startPostgres } from '../test/server/support/postgres.js';
import { fillStore } from './bench/fillStore.js';
import { type HandWritten, handWritten } from './bench/handWritten.js';
import { writeSection } from './writeSection.js';

const CHARGES = Number(process.argv[2] ?? 200);
const SIZES = (process.argv[3] ?? '1000,10000,100000').split(',').map(Number);
const CONNECTIONS = [1, 4, 16] as const;

interface Measured {
  /** Of each request, in milliseconds, shortest first. */
  readonly times: readonly number[];
  readonly aSecond: number;
}

/** Sends one request after the other on each of the connections. */
async function measure(connections: number, requests: readonly (() => Promise<unknown>)[]): Promise<Measured> {
  const queue = [...requests];
  const times: number[] = [];
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
        const at = performance.now();
        await request();
        times.push(performance.now() - at);
      }
    }),
  );
  const aSecond = (requests.length / (performance.now() - begun)) * 1000;
  return { times: times.sort((one, other) => one - other), aSecond };
}

const at = ({ times }: Measured, share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
const shown = (measured: Measured) => `${measured.aSecond.toFixed(0)} | ${at(measured, 0.5)} | ${at(measured, 0.99)}`;

const simulator = createFakeIamportServer({ latency: 5 });
const api = await listen((request) => simulator.fetch(request));
let numbers = 0;

function open(store: Store): BillingServer {
  return createBillingServer({
    gateways: [iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: api.url })],
    store,
    price: () => ({ name: '모두의 구독', amount: 9900 }),
    customerOf: (request) => request.headers.get('x-user'),
    onEvent: (event) => {
      if (event.type === 'error' || event.type === 'gateway_unavailable') console.error(event);
    },
    mode: 'test',
    tickEvery: null,
  });
}

/** Orders whose windows have been through: what is left is the charge. */
async function registered(billing: BillingServer, count: number) {
  const made = [];
  for (let index = 0; index < count; index += 1) {
    numbers += 1;
    const customerId = `customer${numbers}`;
    const { merchantUid, customerUid, chargeMerchantUid } = await billing.createOrder({ customerId, planId: 'basic' });
    const impUid = `imp_${String(numbers).padStart(12, '0')}`;
    simulator.registerIssued({
      imp_uid: impUid,
      merchant_uid: merchantUid,
      customer_uid: customerUid,
      pg_provider: 'kcp_billing',
      pay_method: 'card',
      name: '모두의 구독',
      amount: 0,
      currency: 'KRW',
      card: { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' },
      charged: false,
      status: 'paid',
    });
    made.push({ customerId, claim: { merchantUid, customerUid, chargeMerchantUid, impUid } });
  }
  return made;
}

async function ask(billing: BillingServer, path: string, user: string, body?: unknown): Promise<void> {
  const headers = { 'x-user': user, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  // What the kit can't say yet is asked again, as `billingApi` does.
  for (let tried = 1; ; tried += 1) {
    const response = await billing.fetch(new Request(`http://localhost/api/billing${path}`, init));
    if (response.status === 200) return;
    if (tried === 3) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  }
}

async function underLoad(name: string, billing: BillingServer, byHand: HandWritten): Promise<string[]> {
  const lines: string[] = [];
  for (const connections of CONNECTIONS) {
    const orders = await registered(billing, CHARGES);
    const others = await registered(billing, CHARGES);
    const charge = await measure(
      connections,
      orders.map(
        ({ customerId, claim }) =>
          () =>
            ask(billing, '/charges', customerId, claim),
      ),
    );
    const look = await measure(
      connections,
      orders.map((one) => () => ask(billing, `/charges/${one.claim.chargeMerchantUid}`, one.customerId)),
    );
    const chargeByHand = await measure(
      connections,
      others.map(
        ({ claim }) =>
          () =>
            byHand.charge(claim),
      ),
    );
    const lookByHand = await measure(
      connections,
      others.map(
        ({ claim }) =>
          () =>
            byHand.look(claim.chargeMerchantUid),
      ),
    );
    lines.push(
      `| ${name}, ${connections} | charge | ${shown(charge)} | ${shown(chargeByHand)} |`,
      `| | look-up | ${shown(look)} | ${shown(lookByHand)} |`,
    );
  }
  return lines;
}

async function withRows(billing: BillingServer, store: Store): Promise<string[]> {
  const medians: string[] = [];
  let rows = 0;
  for (const size of SIZES) {
    await fillStore(store, size - rows, rows);
    rows = size;
    const orders = await registered(billing, CHARGES);
    const charge = await measure(
      4,
      orders.map(
        ({ customerId, claim }) =>
          () =>
            ask(billing, '/charges', customerId, claim),
      ),
    );
    medians.push(at(charge, 0.5));
  }
  return medians;
}

const postgres = await startPostgres();
const folder = await mkdtemp(join(tmpdir(), 'bench-server-'));
const lines: string[] = [];
const growth: string[] = [];
try {
  for (const [name, url] of [
    ['SQLite', `file:${join(folder, 'billing.db')}`],
    ['PostgreSQL', await postgres.createDatabase()],
  ] as const) {
    const openStore = () => (name === 'SQLite' ? sqliteStore({ url }) : postgresStore({ url, max: 16 }));
    const billing = open(openStore());
    const byHand = await handWritten({ name, url, apiUrl: api.url });
    lines.push(...(await underLoad(name, billing, byHand)));
    const store = openStore();
    await store.open();
    growth.push(`| ${name} | ${(await withRows(billing, store)).join(' | ')} |`);
    await byHand.close();
    await billing.close();
    await store.close();
  }
} finally {
  await api.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

const sizes = SIZES.map((size) => size.toLocaleString('en-US'));
const table = [
  `${CHARGES} first charges, each with its order, and as many look-ups of what was paid, on 1, 4 and 16 connections. i’mport answers in`,
  '5 ms, and it, the kit and who asks share one process. By hand: the same route, which verifies the registration and the key, charges,',
  'and inserts a row; with no row before the call, no tries, no events, and nothing that knows what became of a lost answer.',
  '',
  '| store, connections | | a second | p50 ms | p99 ms | by hand: a second | p50 ms | p99 ms |',
  '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ...lines,
  '',
  'A charge takes as long in a large table as in a small one: p50 in milliseconds, 4 connections, beside so many charges, tries,',
  'orders and cards.',
  '',
  `| rows each | ${sizes.join(' | ')} |`,
  `| --- |${' ---: |'.repeat(SIZES.length)}`,
  ...growth,
].join('\n');
console.log(table);
await writeSection(new URL('../docs/performance.md', import.meta.url), 'server', table);
