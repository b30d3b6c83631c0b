/**
 * The kit under load, against an i'mport that answers in 5 ms: charges and look-ups a second on SQLite and PostgreSQL, beside the
 * same route written by hand without the kit's guarantees; what large tables and many charges cost. Writes the sections of
 * `docs/performance.md`, or those that are named: `npm run bench:server -- load rows memory`. All of them take half an hour.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../test/server/support/postgres.js';
import { startIamport } from './bench/iamportProcess.js';
import { type Database, load } from './bench/load.js';
import { memory } from './bench/memory.js';
import { rows } from './bench/rows.js';
import { writeSection } from './writeSection.js';

const { CHARGES = '250', SIZES = '1000,100000,1000000', MEMORY_CHARGES = '100000' } = process.env;
const named = process.argv.slice(2);
const names = ['SQLite', 'PostgreSQL'] as const;

const parts: Readonly<Record<string, () => Promise<string>>> = {
  load: () =>
    withDatabases(async (open) => {
      const api = await startIamport(5);
      const databases = await Promise.all(names.map(open));
      return load(databases, { api, charges: Number(CHARGES) }).finally(api.close);
    }),
  rows: () =>
    withDatabases(async (open) => {
      const api = await startIamport(5);
      return rows(open, { api, names, sizes: SIZES.split(',').map(Number) }).finally(api.close);
    }),
  memory: () => memory(Number(MEMORY_CHARGES)),
};

async function withDatabases(work: (open: (name: string) => Promise<Database>) => Promise<string>): Promise<string> {
  const postgres = await startPostgres({ durable: true });
  const folder = await mkdtemp(join(tmpdir(), 'bench-server-'));
  let files = 0;
  try {
    return await work(async (name) => {
      files += 1;
      const url = name === 'SQLite' ? `file:${join(folder, `${files}.db`)}` : await postgres.createDatabase();
      return { name, url };
    });
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

for (const [name, measurePart] of Object.entries(parts)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const table = await measurePart();
  console.log(table);
  await writeSection(new URL('../docs/performance.md', import.meta.url), `server ${name}`, table);
}
