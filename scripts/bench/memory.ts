import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '../../src/server/index.js';
import { startIamport } from './iamportProcess.js';
import { measure, nothing } from './measure.js';
import { openShop } from './shop.js';

const STEPS = 5;
const BATCH = 250;

/** What the kit's process holds after so many charges, with i'mport elsewhere. Run with `--expose-gc`. */
export async function memory(charges: number): Promise<string> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('Start it with node --expose-gc.');
  const folder = await mkdtemp(join(tmpdir(), 'bench-memory-'));
  const api = await startIamport(0);
  const shop = openShop(sqliteStore({ url: `file:${join(folder, 'billing.db')}` }), api);
  const rows: string[] = [];
  let made = 0;

  async function chargeUpTo(count: number): Promise<void> {
    while (made < count) {
      const orders = await shop.register(Math.min(BATCH, count - made));
      await measure(nothing(), 8, orders, shop.charge);
      // What the host is told goes away as it does in a host's process.
      await shop.billing.tick();
      made += orders.length;
    }
  }

  try {
    // Compiled code, connections and caches are there before the first look.
    await chargeUpTo(2000);
    const warm = made;
    for (let step = 0; step <= STEPS; step += 1) {
      await chargeUpTo(warm + Math.round((charges * step) / STEPS));
      await gc({ type: 'major', execution: 'async' });
      const { heapUsed, rss } = process.memoryUsage();
      rows.push(`| ${(made - warm).toLocaleString('en-US')} | ${megabytes(heapUsed)} | ${megabytes(rss)} |`);
      console.log(new Date().toISOString(), rows.at(-1));
    }
  } finally {
    await shop.billing.close();
    api.close();
    await rm(folder, { recursive: true, force: true });
  }
  return [
    'What the kit’s process holds after so many charges, each with its order and its events delivered, on SQLite; garbage was collected',
    'before each look.',
    '',
    '| charges | heap, MB | whole process, MB |',
    '| ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
