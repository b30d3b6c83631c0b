import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderView, Store } from '../../../src/server/index.js';
import { createFakeIamportServer } from '../../../src/testing/server/index.js';
import { listen } from '../support/listen.js';
import { bundleWorker } from './bundleWorker.js';
import { type Place, startFleet } from './startFleet.js';
import { KILL_AT, type KillWindow, WINDOWS } from './windows.js';

export interface RunOptions {
  readonly databaseUrl: string;
  readonly openStore: () => Store;
  readonly orders: number;
  /** How often a process is killed in each window. */
  readonly killsEach: number;
  /** Which share of the customers presses twice. @default 0.2 */
  readonly doubleClicks?: number | undefined;
  /** Takes the store's lock out, to see that this run would notice. */
  readonly withoutLock?: boolean | undefined;
}

/** What was counted when everything was quiet. */
export interface RunResult {
  readonly kills: Readonly<Record<KillWindow, number>>;
  /** Orders with more than one charge at i'mport. */
  readonly doubled: readonly string[];
  /** Charges at i'mport whose row does not say so. */
  readonly unwritten: readonly string[];
  /** Rows that say paid, and nothing was charged. */
  readonly invented: readonly string[];
  /** Rows that nobody has settled. */
  readonly open: readonly string[];
  /** Calls that overlapped, or that i'mport had to refuse as paid: the kit must not lean on i'mport's own net. */
  readonly leaned: readonly string[];
  readonly paid: number;
  readonly failed: number;
}

/** What goes wrong with the first call that charges an order. */
type Trouble = 'decline' | 'refuse' | 'never' | 'lost' | 'slow' | 'called' | 'charged';

/** Milliseconds. A charge's life is twice as long. */
const CHARGE_DEADLINE = 600;
const AT_ONCE = 16;
/** Milliseconds until everything has to be settled: a row that a killed sweep had taken is looked at after 15 s. */
const UNTIL_QUIET = 90_000;
/** Windows that a customer's own request dies in, and those in which i'mport's side kills. */
const ON_THE_WAY: readonly KillWindow[] = ['order', 'verified', 'begun', 'answered', 'written', 'called', 'charged'];

/** A day of a shop with three server processes on one database: customers, declines, lost answers, webhooks, and death. */
export async function runShop(options: RunOptions): Promise<RunResult> {
  const { databaseUrl, orders, killsEach, doubleClicks = 0.2, withoutLock = false } = options;
  const folder = await mkdtemp(join(tmpdir(), 'billing-fleet-'));
  const killLog = join(folder, 'kills');
  writeFileSync(killLog, '');
  const random = seeded(20_261_126);
  const troubles = new Map<string, Trouble>();
  const underWay = new Set<string>();
  const leaned: string[] = [];
  const numbers: string[] = [];
  const killedFromOutside = { called: 0, charged: 0 };
  const asked = new Map<KillWindow, number>();
  let isOver = false;

  function killed(name: KillWindow): number {
    if (name === 'called' || name === 'charged') return killedFromOutside[name];
    return readFileSync(killLog, 'utf8')
      .split('\n')
      .filter((line) => line === name).length;
  }

  function isLeft(name: KillWindow): boolean {
    return killed(name) + (asked.get(name) ?? 0) < killsEach;
  }

  /** Runs `work`, told where to die when that window has kills left. */
  async function dying<T>(name: KillWindow | null, work: (at: KillWindow | null) => Promise<T>): Promise<T> {
    if (name === null || !isLeft(name)) return work(null);
    asked.set(name, (asked.get(name) ?? 0) + 1);
    try {
      return await work(name);
    } finally {
      asked.set(name, (asked.get(name) ?? 0) - 1);
    }
  }

  const simulator = createFakeIamportServer({
    webhookUrl: 'shop:',
    postWebhook: async (_, body) => {
      void deliver(body);
      return undefined;
    },
  });

  /** Webhooks come late, twice, and in another order; what is not taken is sent again. */
  async function deliver(body: object): Promise<void> {
    const copies = Array.from({ length: random() < 0.3 ? 2 : 1 }, async () => {
      await sleep(random() * 300);
      for (let tried = 0; tried < 5 && !isOver; tried += 1) {
        const answer = await dying('told', (at) => post(somebody(), '/webhook/iamport', { body, at }));
        if (answer?.ok) return;
        await sleep(100);
      }
    });
    await Promise.all(copies);
  }

  const api = await listen(async (request) => {
    const url = new URL(request.url);
    const [, place = '', ...rest] = url.pathname.split('/');
    const body = request.method === 'GET' ? null : await request.text();
    const { method, headers } = request;
    const forward = () =>
      simulator.fetch(new Request(`http://iamport/${rest.join('/')}${url.search}`, { method, headers, body }));
    if (rest.join('/') !== 'subscribe/payments/again') return forward();
    const order = JSON.parse(body ?? '{}') as { merchant_uid: string; customer_uid: string };
    return charge(order, { forward: () => watched(order.merchant_uid, forward), place: Number(place) });
  });

  /** The card network takes its time, and sees who calls it twice. */
  async function watched(number: string, forward: () => Promise<Response>): Promise<Response> {
    if (underWay.has(number)) leaned.push(`${number} was called twice at once`);
    if (simulator.countCharges({ merchantUid: number }) > 0) leaned.push(`${number} was called though it was paid`);
    underWay.add(number);
    await sleep(random() * 30);
    const answer = await forward();
    underWay.delete(number);
    return answer;
  }

  async function charge(
    { merchant_uid: number, customer_uid: customerUid }: { merchant_uid: string; customer_uid: string },
    { forward, place }: { forward: () => Promise<Response>; place: number },
  ): Promise<Response> {
    const trouble = troubles.get(number);
    troubles.delete(number);
    switch (trouble) {
      case undefined:
        return forward();
      case 'never':
        throw new Error('The connection broke.');
      case 'lost':
        await forward();
        throw new Error('The connection broke.');
      case 'called':
      case 'charged':
        if (trouble === 'charged') await forward();
        fleet.places[place]?.kill();
        killedFromOutside[trouble] += 1;
        throw new Error('The connection broke.');
      case 'decline':
        simulator.decline({ customerUid });
        return forward();
      case 'slow': {
        simulator.decline({ customerUid });
        const answer = await forward();
        await sleep(CHARGE_DEADLINE * 2.5);
        return answer;
      }
      case 'refuse': {
        const keys = simulator.keys as Map<string, unknown>;
        const key = keys.get(customerUid);
        keys.delete(customerUid);
        const answer = await forward();
        keys.set(customerUid, key);
        return answer;
      }
      default:
        return trouble satisfies never;
    }
  }

  const fleet = await startFleet({
    worker: await bundleWorker(folder),
    count: 3,
    env: (place) => ({
      DATABASE_URL: databaseUrl,
      IAMPORT_URL: `${api.url}/${place}`,
      CHARGE_DEADLINE: `${CHARGE_DEADLINE}`,
      KILL_LOG: killLog,
      ...(withoutLock ? { WITHOUT_LOCK: '1' } : {}),
    }),
  });
  const somebody = (): Place => fleet.places[Math.floor(random() * fleet.places.length)] as Place;

  /** Null when the process died meanwhile. */
  function post(
    place: Place,
    path: string,
    { body, user, at }: { body: object; user?: string; at: KillWindow | null },
  ): Promise<Response | null> {
    const headers = {
      'content-type': 'application/json',
      ...(user === undefined ? {} : { 'x-user': user }),
      ...(at === null ? {} : { [KILL_AT]: at }),
    };
    return place.send(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null);
  }

  function chooseWindow(remaining: number): KillWindow | null {
    const wanted = ON_THE_WAY.filter(isLeft);
    const kills = wanted.reduce((sum, name) => sum + killsEach - killed(name), 0);
    return random() < (2 * kills) / remaining ? (wanted[Math.floor(random() * wanted.length)] ?? null) : null;
  }

  function chooseTrouble(): Trouble | null {
    const roll = random();
    const shares: readonly (readonly [Trouble, number])[] = [
      ['decline', 0.06],
      ['refuse', 0.1],
      ['never', 0.14],
      ['lost', 0.2],
      ['slow', 0.22],
    ];
    return shares.find(([, share]) => roll < share)?.[0] ?? null;
  }

  async function makeOrder(user: string, window: KillWindow | null): Promise<OrderView> {
    for (let tried = 0; ; tried += 1) {
      const at = tried === 0 && window === 'order' ? window : null;
      const answer = await dying(at, (name) =>
        post(somebody(), '/orders', { body: { planId: 'basic' }, user, at: name }),
      );
      if (answer?.status === 201) return (await answer.json()) as OrderView;
      if (tried === 100) throw new Error(`No order was made: ${answer?.status} ${await answer?.text()}`);
      await sleep(50 + random() * 100);
    }
  }

  async function customer(index: number): Promise<void> {
    const user = `customer${index}`;
    const window = chooseWindow(orders - index + 1);
    const order = await makeOrder(user, window);
    const { merchantUid, customerUid, chargeMerchantUid } = order;
    const impUid = `imp_${String(index).padStart(12, '0')}`;
    simulator.registerIssued({
      imp_uid: impUid,
      merchant_uid: merchantUid,
      customer_uid: customerUid,
      pg_provider: 'kcp_billing',
      pay_method: 'card',
      name: '모두의 구독',
      amount: 9900,
      currency: 'KRW',
      card: { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' },
      charged: false,
      status: 'paid',
    });
    numbers.push(chargeMerchantUid);
    const trouble = window === 'called' || window === 'charged' ? window : window === null ? chooseTrouble() : null;
    if (trouble !== null) troubles.set(chargeMerchantUid, trouble);
    const claim = { merchantUid, customerUid, chargeMerchantUid, impUid, chargedAtIssue: false };
    const leaves = random() < 0.25;
    const clicksTwice = random() < doubleClicks;
    const own = window === 'order' || window === 'called' || window === 'charged' ? null : window;
    for (let tried = 0; tried < 100; tried += 1) {
      const send = (at: KillWindow | null) => post(somebody(), '/charges', { body: claim, user, at });
      const [answer] = await Promise.all([
        dying(tried === 0 ? own : null, send),
        ...(clicksTwice && tried === 0 ? [send(null)] : []),
      ]);
      if (answer?.status === 200 || (leaves && answer?.status !== 402)) return;
      if (answer?.status === 402 && (leaves || random() < 0.4)) return;
      if (answer && answer.status !== 402 && answer.status !== 503) {
        throw new Error(`A customer was answered ${answer.status}: ${await answer.text()}`);
      }
      await sleep(100 + random() * 300);
    }
    throw new Error(`Order ${merchantUid} got no answer that settles it.`);
  }

  async function tick(at: KillWindow | null): Promise<void> {
    await dying(at, (name) =>
      somebody()
        .send('/tick', { headers: name === null ? {} : { [KILL_AT]: name } })
        .catch(() => null),
    );
  }

  async function sweepUntil(isEnough: () => boolean): Promise<void> {
    while (!isEnough()) {
      await sleep(150);
      const wanted = (['claimed', 'asked'] as const).filter(isLeft);
      await tick(wanted[Math.floor(random() * wanted.length)] ?? null);
    }
  }

  /** When the last call's life is over and the sweeps have been everywhere, the books are compared. */
  async function count(): Promise<RunResult> {
    const store = options.openStore();
    await store.open();
    const rows = () => Promise.all(numbers.map((number) => store.get('charges', number)));
    const until = Date.now() + UNTIL_QUIET;
    while (Date.now() < until && (await rows()).some((row) => row?.status === 'pending')) {
      await sleep(500);
      await tick(null);
    }
    const result = {
      doubled: [] as string[],
      unwritten: [] as string[],
      invented: [] as string[],
      open: [] as string[],
    };
    let paid = 0;
    let failed = 0;
    for (const [index, row] of (await rows()).entries()) {
      const number = numbers[index] ?? '';
      const charges = simulator.charges({ merchantUid: number });
      if (charges.length > 1) result.doubled.push(number);
      if (row?.status === 'pending') result.open.push(number);
      const isWritten = row?.status === 'paid' && row.impUid === charges[0]?.imp_uid;
      if (charges.length > 0 && !isWritten) result.unwritten.push(number);
      if (charges.length === 0 && row?.status === 'paid') result.invented.push(number);
      if (row?.status === 'paid') paid += 1;
      if (row?.status === 'failed') failed += 1;
    }
    const known = new Set(numbers);
    for (const { merchant_uid } of simulator.charges())
      if (!known.has(merchant_uid)) result.unwritten.push(merchant_uid);
    await store.close();
    const kills = Object.fromEntries(WINDOWS.map(([name]) => [name, killed(name)])) as RunResult['kills'];
    return { ...result, kills, leaned, paid, failed };
  }

  try {
    let next = 0;
    let isSold = false;
    const selling = Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < orders) {
          next += 1;
          await customer(next);
        }
      }),
    ).finally(() => {
      isSold = true;
    });
    await Promise.all([selling, sweepUntil(() => isSold)]);
    const until = Date.now() + UNTIL_QUIET / 2;
    await sweepUntil(() => Date.now() > until || !(['claimed', 'asked'] as const).some(isLeft));
    return await count();
  } finally {
    isOver = true;
    await fleet.stop();
    await api.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
