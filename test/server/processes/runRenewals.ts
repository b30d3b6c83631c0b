import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBillingServer, iamport, type Store } from '../../../src/server/index.js';
import { createFakeIamportServer } from '../../../src/testing/server/index.js';
import { listen } from '../support/listen.js';
import { bundleWorker } from './bundleWorker.js';
import { RENEWAL_WINDOWS, type RenewalWindow } from './renewalWindows.js';
import { startFleet } from './startFleet.js';

export interface RenewalRun {
  readonly databaseUrl: string;
  readonly openStore: (now: () => number) => Store;
  readonly processes: number;
  readonly subscriptions: number;
  /** How many periods at least. */
  readonly periods: number;
  /** How often a process is killed in each window: periods go on until each has had its kills. */
  readonly killsEach: number;
  /** Each process is killed when its answer to a tick is out, as on a host that freezes. @default false */
  readonly freezes?: boolean | undefined;
}

export interface RenewalResult {
  readonly kills: Readonly<Record<RenewalWindow, number>>;
  readonly deaths: number;
  /** Periods that were charged otherwise than once. */
  readonly wrong: readonly string[];
  /** Subscriptions that do not say what was charged. */
  readonly untrue: readonly string[];
  /** Calls for a number that was paid already: the kit must not lean on i'mport's own net. */
  readonly leaned: readonly string[];
  readonly renewals: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Several processes renew the subscriptions of one database, period after period, and die in the middle. Between two rounds
 * of ticks nothing is under way, and the clock moves on by some minutes: long enough for a claim and a call to be over.
 */
export async function runRenewals(options: RenewalRun): Promise<RenewalResult> {
  const { databaseUrl, openStore, processes, subscriptions, periods, killsEach, freezes = false } = options;
  const folder = await mkdtemp(join(tmpdir(), 'renewal-fleet-'));
  const killLog = join(folder, 'kills');
  writeFileSync(killLog, '');
  const random = seeded(20_261_127);
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const fromOutside = { called: 0, charged: 0 };
  const wanted: { at: 'called' | 'charged'; place: number }[] = [];
  const leaned: string[] = [];
  const tries = new Map<string, number>();
  let renewed = 0;
  const simulator = createFakeIamportServer();

  const api = await listen(async (request) => {
    const url = new URL(request.url);
    const [, place = '', ...rest] = url.pathname.split('/');
    const body = request.method === 'GET' ? null : await request.text();
    const { method, headers } = request;
    const forward = () =>
      simulator.fetch(new Request(`http://iamport/${rest.join('/')}${url.search}`, { method, headers, body }));
    if (rest.join('/') !== 'subscribe/payments/again') return forward();
    const { merchant_uid: number } = JSON.parse(body ?? '{}') as { merchant_uid: string };
    if (simulator.countCharges({ merchantUid: number }) > 0) leaned.push(number);
    const index = wanted.findIndex((kill) => kill.place === Number(place));
    const [kill] = index < 0 ? [] : wanted.splice(index, 1);
    if (kill !== undefined) {
      if (kill.at === 'charged') await forward();
      fromOutside[kill.at] += 1;
      fleet.places[kill.place]?.kill();
      throw new Error('The connection broke.');
    }
    const isFirst = !tries.has(number);
    tries.set(number, (tries.get(number) ?? 0) + 1);
    const chance = isFirst && number.startsWith('sub') ? random() : 1;
    if (chance < 0.06) simulator.decline({ reason: '한도초과' });
    const answer = await forward();
    if (chance > 0.06 && chance < 0.16) throw new Error('The answer is lost.');
    return answer;
  });

  const worker = await bundleWorker(folder, './renewalWorker.ts');
  const fleet = await startFleet({
    worker,
    count: processes,
    env: (place) => ({
      DATABASE_URL: databaseUrl,
      IAMPORT_URL: `${api.url}/${place}`,
      KILL_LOG: killLog,
      ...(freezes ? { FREEZES: '1' } : {}),
    }),
  });
  const store = openStore(now);
  const billing = createBillingServer({
    gateways: [iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: `${api.url}/none` })],
    store,
    price: () => ({ name: '모두의 구독', amount: 9900, period: { unit: 'month' } }),
    customerOf: () => null,
    mode: 'test',
    deployment: 'shop',
    tickEvery: null,
  });

  const killed = (name: RenewalWindow): number =>
    name === 'called' || name === 'charged'
      ? fromOutside[name]
      : readFileSync(killLog, 'utf8')
          .split('\n')
          .filter((line) => line === name).length;

  const leftToKill = (): RenewalWindow[] =>
    RENEWAL_WINDOWS.map(([name]) => name)
      .filter((name) => killed(name) < killsEach)
      .sort((one, other) => killed(one) - killed(other));

  /** One round: every process ticks at once, and some of them die. */
  async function round(): Promise<void> {
    const left = leftToKill();
    await Promise.all(
      fleet.places.map(async (place, index) => {
        // The windows that were met least come first; now and then a process lives.
        const at = random() < 0.15 ? null : (left[index] ?? null);
        const isOutside = at === 'called' || at === 'charged';
        if (isOutside) wanted.push({ at, place: index });
        const headers = { 'x-ahead': `${ahead}`, ...(at === null || isOutside ? {} : { 'x-kill-at': at }) };
        await place.send('/tick', { method: 'POST', headers }).catch(() => undefined);
      }),
    );
    wanted.length = 0;
    await move(6 * MINUTE);
  }

  async function move(milliseconds: number): Promise<void> {
    ahead += milliseconds;
    await simulator.clock.advance(milliseconds);
  }

  const all = () => Promise.all(customers.map((customerId) => billing.listSubscriptions({ customerId })));
  const customers = Array.from({ length: subscriptions }, (_, n) => `customer-${n}`);

  try {
    for (const customerId of customers) await subscribe(customerId);
    for (let period = 2; period <= periods + 1 || (leftToKill().length > 0 && period < 40); period += 1) {
      renewed = period - 1;
      const [latest] = (await all())
        .flat()
        .map(({ paidUntil }) => Date.parse(paidUntil))
        .sort((a, b) => b - a);
      await move(Math.max(0, (latest ?? 0) - now()) + MINUTE);
      for (let rounds = 0; ; rounds += 1) {
        if (rounds > 300) throw new Error(`Period ${period} does not settle: ${JSON.stringify(await all())}`);
        await round();
        const states = (await all()).flat();
        if (states.some(({ isCharging }) => isCharging)) continue;
        if (states.every(({ status, paidUntil }) => status === 'active' && Date.parse(paidUntil) > now())) break;
        // What was declined is tried again the day after.
        if (states.every(({ status }) => status === 'active' || status === 'past_due') && rounds > 1) await move(DAY);
      }
    }
    return await judge();
  } finally {
    await fleet.stop();
    await billing.close();
    await api.close();
    await rm(folder, { recursive: true, force: true });
  }

  async function subscribe(customerId: string): Promise<void> {
    const order = await billing.createOrder({ customerId, planId: 'basic' });
    simulator.registerIssued({
      imp_uid: `imp_${customerId}`,
      merchant_uid: order.merchantUid,
      customer_uid: order.customerUid,
      pg_provider: 'kcp_billing',
      pay_method: 'card',
      name: '모두의 구독',
      amount: 9900,
      currency: 'KRW',
      card: { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' },
      charged: false,
      status: 'paid',
    });
    await billing.charge({ customerId, merchantUid: order.merchantUid, impUid: `imp_${customerId}` });
  }

  /** Each period once, at i'mport and in the rows. */
  async function judge(): Promise<RenewalResult> {
    const charged = new Map<string, number>();
    for (const { merchant_uid } of simulator.charges()) {
      const period = /^(sub[0-9a-f]+p\d+)t\d+$/.exec(merchant_uid)?.[1];
      if (period !== undefined) charged.set(period, (charged.get(period) ?? 0) + 1);
    }
    const states = (await all()).flat();
    const wrong: string[] = [];
    for (const { subscriptionId } of states) {
      for (let period = 2; period <= renewed + 1; period += 1) {
        const count = charged.get(`${subscriptionId}p${period}`) ?? 0;
        if (count !== 1) wrong.push(`${subscriptionId}p${period}: ${count}`);
      }
    }
    const untrue: string[] = [];
    for (const { subscriptionId, status, isCharging } of states) {
      const rows = await store.find('charges', {
        where: { subscriptionId },
        order: { by: 'createdAt' },
        limit: 1000,
      });
      const paid = rows.filter((row) => row.period !== null && row.status === 'paid').length;
      if (status !== 'active' || isCharging || paid !== renewed || rows.some((row) => row.status === 'pending')) {
        untrue.push(`${subscriptionId}: ${status}, ${paid} paid`);
      }
    }
    return {
      kills: Object.fromEntries(RENEWAL_WINDOWS.map(([name]) => [name, killed(name)])) as RenewalResult['kills'],
      deaths: fleet.places.reduce((sum, { deaths }) => sum + deaths, 0),
      wrong,
      untrue,
      leaned,
      renewals: [...charged.values()].reduce((sum, count) => sum + count, 0),
    };
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}
