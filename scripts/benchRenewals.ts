/**
 * A year of a thousand subscriptions, renewed on a moved clock: what a renewal costs, and that it does not cost more where there
 * are more subscriptions that are not due. Writes the section of `docs/performance.md`. Takes some minutes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteStore } from '../src/server/index.js';
import { runYear, seoulDay, type Year, type YearOptions } from '../test/server/subscription/runYear.js';
import { writeSection } from './writeSection.js';

const count = Number(process.argv[2] ?? 1000);

async function measure(options: Omit<YearOptions, 'openStore'>): Promise<Year> {
  const folder = await mkdtemp(join(tmpdir(), 'renewals-'));
  try {
    const url = `file:${join(folder, 'billing.db')}`;
    return await runYear({ ...options, openStore: (now) => sqliteStore({ url, now }) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** How many subscriptions were paid otherwise than once a period, on its day, in order. */
function wrongIn({ paid, expected }: Year): number {
  return [...paid].filter(([id, periods]) => {
    const isInOrder = periods.every(({ period }, n) => period === n + 1);
    const days = periods.map(({ at }) => seoulDay(at)).join();
    return !isInOrder || days !== expected.get(id)?.join();
  }).length;
}

const questions = ({ queries, renewals }: Year) =>
  (Object.values(queries).reduce((sum, one) => sum + one, 0) / renewals).toFixed(1);
const each = (total: number, { renewals }: Year) => (total / renewals).toFixed(1);

const year = await measure({ subscriptions: count, months: 13 });
const quiet = await measure({ subscriptions: 64, months: 2 });
const busy = await measure({ subscriptions: 64, months: 2, idle: count });

const days = [...year.paid.values()].flatMap((periods) => periods.map(({ at }) => seoulDay(at)));
const table = [
  `${count} subscriptions, sold on the four days up to January 31st, were renewed for thirteen months on SQLite, with i’mport`,
  'simulated over HTTP. A leap day came by, and in summer the server’s clock was set back by an hour for a week.',
  '',
  '| | |',
  '| --- | ---: |',
  `| renewals | ${year.renewals.toLocaleString('en-US')} |`,
  `| of them on February 29th | ${days.filter((date) => date === '2028-02-29').length.toLocaleString('en-US')} |`,
  `| subscriptions with a period that was charged twice, never, or on another day | ${wrongIn(year)} |`,
  `| questions to the database, and commits, for a renewal | ${questions(year)} |`,
  `| of them commits | ${each(year.queries.commit, year)} |`,
  `| calls to i’mport for a renewal | ${each(year.calls, year)} |`,
  `| milliseconds for a renewal | ${each(year.took, year)} |`,
  '',
  'The mails of a renewal (`renewal_upcoming`, `charge_paid`, `renewed`) are in it: each is stored, delivered and marked. What is',
  'not due costs nothing:',
  '',
  '| subscriptions that are due | beside them | questions and commits for a renewal |',
  '| ---: | ---: | ---: |',
  `| 64 | 0 | ${questions(quiet)} |`,
  `| 64 | ${count.toLocaleString('en-US')} that are not | ${questions(busy)} |`,
].join('\n');
console.log(table);
if (wrongIn(year) > 0 || questions(quiet) !== questions(busy)) process.exitCode = 1;
else await writeSection(new URL('../docs/performance.md', import.meta.url), 'renewals', table);
