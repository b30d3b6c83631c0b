import { type BillingServerEvent, createBillingServer, iamport, type Store } from '../../../src/server/index.js';
import { subscriptionIdOf } from '../../../src/server/subscription/renewalNumber.js';
import { createFakeIamportServer, type PaymentAnnotation } from '../../../src/testing/server/index.js';
import { listen } from '../support/listen.js';
import { day, hour } from './shop.js';

export interface YearOptions {
  readonly subscriptions: number;
  /** Subscriptions of which nothing is due in that time. */
  readonly idle?: number | undefined;
  readonly months?: number | undefined;
  readonly openStore: (now: () => number) => Store;
  /** When the first one is sold, in Seoul. @default '2027-01-28T09:00:00' */
  readonly from?: string | undefined;
}

export interface Renewed {
  readonly period: number;
  /** Milliseconds, by the server's clock. */
  readonly at: number;
}

export interface Year {
  /** What was paid for each subscription, in the order in which it was, beginning with the first charge. */
  readonly paid: ReadonlyMap<string, readonly Renewed[]>;
  /** What should have been, worked out by other means than the kit's. */
  readonly expected: ReadonlyMap<string, readonly string[]>;
  readonly renewals: number;
  readonly ticks: number;
  /** Questions and commits to the store while renewals were made, by kind. */
  readonly queries: Readonly<Record<'now' | 'get' | 'find' | 'commit', number>>;
  /** Calls to i'mport while renewals were made. */
  readonly calls: number;
  /** Milliseconds that the ticks took. */
  readonly took: number;
}

/**
 * A year of many subscriptions on a moved clock, on a real store and i'mport simulated over HTTP. They are sold on the days
 * around the end of January, so that the 31st, February and a leap day come by. Half way, the server's clock is set back.
 */
export async function runYear(options: YearOptions): Promise<Year> {
  const { subscriptions, idle = 0, months = 12, openStore, from = '2027-01-28T09:00:00' } = options;
  let clock = Date.parse(`${from}+09:00`);
  let behind = 0;
  const simulator = createFakeIamportServer({ now: () => clock });
  const api = await listen((request) => simulator.fetch(request));
  const counts = { now: 0, get: 0, find: 0, commit: 0 };
  let isCounting = false;
  const store = counted(
    openStore(() => clock - behind),
    (kind) => {
      if (isCounting) counts[kind] += 1;
    },
  );
  const events: BillingServerEvent[] = [];
  const billing = createBillingServer({
    gateways: [iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: api.url })],
    store,
    price: ({ planId }) => ({ name: planId, amount: 9900, period: { unit: planId === 'yearly' ? 'year' : 'month' } }),
    customerOf: () => null,
    onEvent: (event) => void (event.type === 'error' && events.push(event)),
    mode: 'test',
    tickEvery: null,
    limits: { unusedKeyLife: 800 * day },
  });

  try {
    const soldAt = new Map<string, number>();
    const sell = async (customerId: string, planId: string) => {
      const order = await billing.createOrder({ customerId, planId });
      const imp_uid = `imp_${customerId}`;
      simulator.registerIssued({
        imp_uid,
        merchant_uid: order.merchantUid,
        customer_uid: order.customerUid,
        pg_provider: 'kcp_billing',
        pay_method: 'card',
        name: planId,
        amount: 9900,
        currency: 'KRW',
        card: { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' },
        charged: false,
        status: 'paid',
      });
      const { merchantUid } = order;
      const receipt = await billing.charge({ customerId, merchantUid, impUid: imp_uid });
      if (receipt.status !== 'paid') throw new Error(`${customerId} did not pay: ${receipt.failReason}`);
      return subscriptionIdOf(order.chargeMerchantUid);
    };

    for (let n = 0; n < idle; n += 1) await sell(`idle-${n}`, 'yearly');
    // Four days from the 28th to the 31st, four hours of each, the last one ten minutes before midnight.
    const slots = [28, 29, 30, 31].flatMap((date) =>
      [9, 14, 20, 23 + 5 / 6].map((at) => (date - 28) * day + (at - 9) * hour),
    );
    const begin = clock;
    const queue = Array.from({ length: subscriptions }, (_, n) => ({ n, at: begin + (slots[n % slots.length] ?? 0) }));
    queue.sort((one, other) => one.at - other.at);
    for (const { n, at } of queue) {
      clock = at;
      soldAt.set(await sell(`customer-${n}`, 'monthly'), at);
    }

    // What selling has left to be told is told before anything is counted.
    while ((await store.find('events', { atMost: { field: 'deliverAt', value: clock }, limit: 1 })).length > 0) {
      await billing.tick();
    }
    const before = simulator.calls.length;
    const started = performance.now();
    isCounting = true;
    const renewedAt = new Map<string, Renewed[]>([...soldAt].map(([id, at]) => [id, [{ period: 1, at }]]));
    const seen = new Set<string>();
    let ticks = 0;
    const tick = async () => {
      await billing.tick();
      ticks += 1;
      for (const payment of paidRenewals([...simulator.payments.values()].slice(seenPayments))) {
        const parts = /^(sub[0-9a-f]+)p(\d+)t\d+$/.exec(payment.merchant_uid);
        if (!parts?.[1] || seen.has(payment.imp_uid)) continue;
        seen.add(payment.imp_uid);
        renewedAt.get(parts[1])?.push({ period: Number(parts[2]), at: clock - behind });
      }
      seenPayments = simulator.payments.size;
    };
    let seenPayments = simulator.payments.size;
    // A timer ticks often; only what it finds matters: so the clock is moved to where the next row wakes.
    const end = begin + months * 31 * day;
    for (;;) {
      const [next] = await openNext(store);
      if (next === undefined || next > end) break;
      clock = Math.max(clock, next + behind);
      // In summer somebody corrects the server's clock, by an hour, and a week later it is right again.
      if (behind === 0 && clock > begin + 170 * day && clock < begin + 177 * day) behind = hour;
      if (behind > 0 && clock > begin + 177 * day) behind = 0;
      await tick();
    }
    const took = performance.now() - started;
    isCounting = false;

    if (events.length > 0) throw new Error(`Something went wrong: ${JSON.stringify(events[0])}`);
    const expected = new Map([...soldAt].map(([id, at]) => [id, expectedDays(at, clock - behind)]));
    return {
      paid: renewedAt,
      expected,
      renewals: [...renewedAt.values()].reduce((sum, periods) => sum + periods.length - 1, 0),
      ticks,
      queries: counts,
      calls: simulator.calls.length - before,
      took,
    };
  } finally {
    await billing.close();
    await api.close();
  }

  async function openNext(of: Store): Promise<number[]> {
    const wasCounting = isCounting;
    isCounting = false;
    const [row] = await of.find('subscriptions', {
      atLeast: { field: 'wakeAt', value: 0 },
      order: { by: 'wakeAt' },
      limit: 1,
    });
    isCounting = wasCounting;
    return row?.wakeAt === null || row === undefined ? [] : [row.wakeAt];
  }
}

function paidRenewals(payments: readonly PaymentAnnotation[]): PaymentAnnotation[] {
  return payments.filter(({ status, merchant_uid }) => status === 'paid' && merchant_uid.startsWith('sub'));
}

function counted(store: Store, count: (kind: 'now' | 'get' | 'find' | 'commit') => void): Store {
  return {
    ...store,
    now: () => {
      count('now');
      return store.now();
    },
    get: (table, id) => {
      count('get');
      return store.get(table, id);
    },
    find: (table, query) => {
      count('find');
      return store.find(table, query);
    },
    commit: (writes) => {
      count('commit');
      return store.commit(writes);
    },
  };
}

/** The days in Seoul on which somebody who paid at this moment pays, up to a day. Korea has no summer time. */
function expectedDays(soldAt: number, until: number): string[] {
  const sold = new Date(soldAt + 9 * hour);
  const days: string[] = [];
  for (let month = 0; ; month += 1) {
    const first = new Date(Date.UTC(sold.getUTCFullYear(), sold.getUTCMonth() + month, 1));
    const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
    first.setUTCDate(Math.min(sold.getUTCDate(), last));
    const due = first.getTime() + (sold.getTime() % day) - 9 * hour;
    if (due > until) return days;
    days.push(seoulDay(due));
  }
}

export function seoulDay(at: number): string {
  return new Date(at + 9 * hour).toISOString().slice(0, 10);
}
