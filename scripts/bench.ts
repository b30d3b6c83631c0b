import {
  countScriptRequests,
  measureAttempts,
  measureLeftovers,
  measureMounts,
  measureReturns,
} from './bench/measures.js';
import { openBench } from './bench/openBench.js';
import { writeSection } from './writeSection.js';

/** Measures the button against a hand-written one, and writes what came out into docs/performance.md. */

const count = 1000;
const site = await openBench();
try {
  const attempts = await measureAttempts(site);
  const mounts = await measureMounts(site, count);
  const scripts = await countScriptRequests(site, count);
  const leftovers = await measureLeftovers(site, count);
  const returns = await measureReturns(site);

  const table = [
    '| | this library | by hand | |',
    '| --- | ---: | ---: | --- |',
    row(
      'click to `request_pay`',
      attempts.clickToRequest,
      milliseconds,
      `${attempts.isSameTask ? 'in the task of the click' : '**not in the task of the click**'}, ${milliseconds(attempts.clickToRequest.ours - attempts.clickToRequest.handWritten)} later`,
    ),
    row(`mount of ${count} buttons`, mounts.mount, milliseconds, ratio(mounts.mount)),
    row(`unmount of ${count} buttons`, mounts.unmount, milliseconds, ratio(mounts.unmount)),
    row('React commits from click to receipt', attempts.commits, String, 'window, charging, succeeded'),
    `| requests for the SDK’s script by ${count} buttons | ${scripts} | | |`,
    row(
      `heap after ${count} more attempts`,
      { ours: leftovers.ours.heap, handWritten: leftovers.handWritten.heap },
      (bytes) => `${bytes > 0 ? '+' : ''}${(bytes / 1024).toFixed(0)} kB`,
      'after garbage collection',
    ),
    row(
      `event listeners after ${count} more attempts`,
      { ours: leftovers.ours.listeners, handWritten: leftovers.handWritten.listeners },
      signed,
      '',
    ),
    row(
      `DOM nodes after ${count} more attempts`,
      { ours: leftovers.ours.nodes, handWritten: leftovers.handWritten.nodes },
      signed,
      '',
    ),
    row('navigation back from a PG’s page to the charge', returns, milliseconds, ratio(returns)),
  ].join('\n');
  await writeSection(new URL('../docs/performance.md', import.meta.url), 'bench', table);
  console.log(table);

  const complaints = [
    attempts.isSameTask ? '' : 'request_pay was called in another task than the click',
    scripts === 1 ? '' : `${count} buttons asked ${scripts} times for the script`,
    leftovers.ours.listeners > 5 ? `${leftovers.ours.listeners} listeners were left behind` : '',
  ].filter(Boolean);
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
} finally {
  await site.close();
}

function row(
  name: string,
  { ours, handWritten }: { ours: number; handWritten: number },
  format: (value: number) => string,
  note: string,
): string {
  return `| ${name} | ${format(ours)} | ${format(handWritten)} | ${note} |`;
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 3 : 0)} ms`;
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

function ratio({ ours, handWritten }: { ours: number; handWritten: number }): string {
  return `× ${(ours / handWritten).toFixed(2)}`;
}
