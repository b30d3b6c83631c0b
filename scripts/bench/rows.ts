import { fillStore } from './fillStore.js';
import type { IamportProcess } from './iamportProcess.js';
import { type Database, openStore } from './load.js';
import { at, type Measured, measure, nothing } from './measure.js';
import { openShop, type Shop } from './shop.js';

const ROUNDS = 10;
const EACH = 20;

interface Sized {
  readonly shop: Shop;
  readonly charge: Measured;
  readonly tick: Measured;
}

/** Charges and ticks in databases of several sizes, by turns, so that whatever slows the machine down slows all. */
export async function rows(
  databasesOf: (name: string) => Promise<Database>,
  {
    api,
    names,
    sizes,
  }: { readonly api: IamportProcess; readonly names: readonly string[]; readonly sizes: readonly number[] },
): Promise<string> {
  const lines: string[] = [];
  for (const name of names) {
    const shops: Sized[] = [];
    for (const size of sizes) {
      const database = await databasesOf(name);
      const store = openStore(database);
      await store.open();
      await fillStore({ ...database, count: size });
      console.log(new Date().toISOString(), name, size);
      shops.push({ shop: openShop(store, api), charge: nothing(), tick: nothing() });
    }
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const { shop, charge, tick } of shops) {
        const orders = await shop.register(EACH);
        await measure(round < 0 ? nothing() : charge, 1, orders, shop.charge);
        // The first tick delivers the events of the charges; then there is nothing to do.
        await shop.billing.tick();
        await measure(
          round < 0 ? nothing() : tick,
          1,
          Array.from({ length: EACH }, (_, index) => index),
          () => shop.billing.tick(),
        );
      }
    }
    const of = (what: 'charge' | 'tick') => shops.map((one) => at(one[what], 0.5).toFixed(1)).join(' | ');
    lines.push(`| ${name} | charge | ${of('charge')} |`, `| | tick | ${of('tick')} |`);
    for (const { shop } of shops) await shop.billing.close();
  }
  return [
    'A charge takes as long in a large table as in a small one, and so does a tick with nothing due: p50 in milliseconds, one',
    'connection, beside so many orders, cards, charges, tries, subscriptions and events, each. The sizes were measured by turns.',
    '',
    `| rows | | ${sizes.map((size) => size.toLocaleString('en-US')).join(' | ')} |`,
    `| --- | --- |${' ---: |'.repeat(sizes.length)}`,
    ...lines,
  ].join('\n');
}
