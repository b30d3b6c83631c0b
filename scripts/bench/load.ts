import { postgresStore, type Store, sqliteStore } from '../../src/server/index.js';
import { handWritten } from './handWritten.js';
import type { IamportProcess } from './iamportProcess.js';
import { aSecond, at, type Measured, measure, nothing } from './measure.js';
import { openShop, type Shop } from './shop.js';

const CONNECTIONS = [1, 4, 16] as const;
const ROUNDS = 5;

export interface Database {
  readonly name: string;
  readonly url: string;
}

export const openStore = ({ name, url }: Database): Store =>
  name === 'SQLite' ? sqliteStore({ url }) : postgresStore({ url, max: 16 });

/** Charges and look-ups of the kit and of the hand-written route, by turns, so that whatever slows the machine down slows both. */
export async function load(
  databases: readonly Database[],
  { api, charges }: { readonly api: IamportProcess; readonly charges: number },
): Promise<string> {
  const lines: string[] = [];
  const counts: string[] = [];
  for (const database of databases) {
    const counted = countedStore(database);
    const shop = openShop(counted.store, api);
    const byHand = await handWritten({ ...database, apiUrl: api.url });
    // Compiled code and connections are there before anything is measured.
    await measure(nothing(), 4, await shop.register(40), shop.charge);
    await measure(nothing(), 4, await shop.register(40), ({ claim }) => byHand.charge(claim));
    counts.push(`| ${database.name} | ${await countOf(shop, counted.counts)} |`);
    for (const connections of CONNECTIONS) {
      const [charge, look, chargeByHand, lookByHand] = [nothing(), nothing(), nothing(), nothing()];
      for (let round = 0; round < ROUNDS; round += 1) {
        const orders = await shop.register(charges / ROUNDS);
        const others = await shop.register(charges / ROUNDS);
        await measure(charge, connections, orders, shop.charge);
        await measure(chargeByHand, connections, others, ({ claim }) => byHand.charge(claim));
        await measure(look, connections, orders, shop.look);
        await measure(lookByHand, connections, others, ({ claim }) => byHand.look(claim.chargeMerchantUid));
      }
      lines.push(
        `| ${database.name}, ${connections} | charge | ${shown(charge)} | ${shown(chargeByHand)} |`,
        `| | look-up | ${shown(look)} | ${shown(lookByHand)} |`,
      );
      console.log(lines.slice(-2).join('\n'));
    }
    await byHand.close();
    await shop.billing.close();
  }
  return [
    `${charges} first charges, each with its order, and as many look-ups of what was paid, on 1, 4 and 16 connections; the kit and who asks`,
    `are one process, i’mport is another one that answers after 5 ms: a call to it took ${(await ofACall(api)).toFixed(1)} ms here (p50). By hand: the same`,
    'route, which verifies the registration and the key, charges, and inserts a row; with no row before the call, no tries, no events,',
    'and nothing that knows what became of a lost answer. Both were measured by turns. CPU is what this one process works for each;',
    'others at work change it little.',
    '',
    '| store, connections | | a second | p50 ms | p99 ms | CPU ms | by hand: a second | p50 ms | p99 ms | CPU ms |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
    '',
    'What one first charge asks for. Each commit is on the disk before the kit goes on: the first one before the card is charged, the',
    'second one before the page is answered. The calls of its registration are made at the same moment.',
    '',
    '| store | questions to the database | commits | calls to i’mport |',
    '| --- | ---: | ---: | ---: |',
    ...counts,
  ].join('\n');
}

const shown = (measured: Measured) =>
  `${aSecond(measured).toFixed(0)} | ${at(measured, 0.5).toFixed(1)} | ${at(measured, 0.99).toFixed(1)} | ${(measured.cpu / measured.times.length).toFixed(1)}`;

/** A read of a key, which is as long as any other call, with nothing else to do. */
async function ofACall({ url }: IamportProcess): Promise<number> {
  const calls = nothing();
  await measure(
    calls,
    1,
    Array.from({ length: 100 }, (_, index) => index),
    async () => (await fetch(`${url}/subscribe/customers/x`)).text(),
  );
  return at(calls, 0.5);
}

interface Counts {
  reads: number;
  commits: number;
}

function countedStore(database: Database): { readonly store: Store; readonly counts: Counts } {
  const { name } = database;
  const store = openStore(database);
  const counts = { reads: 0, commits: 0 };
  return {
    counts,
    store: {
      ...store,
      now() {
        // SQLite's clock is the machine's: the file is not asked.
        if (name !== 'SQLite') counts.reads += 1;
        return store.now();
      },
      get(table, id) {
        counts.reads += 1;
        return store.get(table, id);
      },
      find(table, query) {
        counts.reads += 1;
        return store.find(table, query);
      },
      commit(writes) {
        counts.commits += 1;
        return store.commit(writes);
      },
    },
  };
}

/** How often a charge asks whom. */
async function countOf(shop: Shop, counts: Counts): Promise<string> {
  const [order] = await shop.register(1);
  if (order === undefined) throw new Error('There is no order.');
  const before = { ...counts };
  const { fetch: send } = globalThis;
  let calls = 0;
  globalThis.fetch = (...call) => {
    calls += 1;
    return send(...call);
  };
  await shop.charge(order);
  globalThis.fetch = send;
  return `${counts.reads - before.reads} | ${counts.commits - before.commits} | ${calls}`;
}
