/** Measures the button against a hand-written one, in Chromium, and writes what came out into docs/performance.md. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright';
import { build } from 'vite';
import {
  countScripts,
  measureAttempts,
  measureLeftovers,
  measureMounts,
  measureReturns,
  type Pair,
} from './bench/measures.js';
import { chromiumArgs, chromiumPath } from './chromiumPath.js';
import { table } from './docs/apiTables.js';
import { fillSections } from './docs/fillSections.js';
import { serveFolder } from './serveFolder.js';

const root = resolve(import.meta.dirname, '..');
const folder = await mkdtemp(join(tmpdir(), 'bench-'));
await build({
  configFile: false,
  root: join(root, 'bench'),
  logLevel: 'warn',
  plugins: [react()],
  build: { outDir: folder, emptyOutDir: true },
});
const fake = join(folder, 'fake');
await build({ configFile: join(root, 'vite.fake.config.ts'), root, logLevel: 'warn', build: { outDir: fake } });
await copyFile(join(fake, 'fake-iamport.js'), join(folder, 'fake-iamport.js'));

// An isolated page has a clock of five microseconds in place of a hundred.
const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
const { url, close } = await serveFolder(folder, isolated);
const args = [...chromiumArgs, '--js-flags=--expose-gc'];
const browser = await chromium.launch({ executablePath: await chromiumPath(), args });
try {
  const count = 1000;
  const attempts = await measureAttempts(browser, url);
  const mounts = await measureMounts(browser, url, count);
  const scripts = await countScripts(browser, url, count);
  const { heap, listeners, nodes } = await measureLeftovers(browser, url, count);
  const returns = await measureReturns(browser, url);

  const mountRow = (what: 'mount' | 'unmount') => {
    const { [what]: measured, sameElements } = mounts;
    const same = ratio({ ours: sameElements[what], handWritten: measured.handWritten });
    return row(
      `${what} of ${count} buttons`,
      measured,
      milliseconds,
      `${ratio(measured)}; by hand with the same elements ${same}`,
    );
  };
  const text = table(
    ['', 'this library', 'by hand', ''],
    [
      row(
        'click to `request_pay`',
        attempts.clickToRequest,
        milliseconds,
        `in ${attempts.isSameTask ? 'the' : '**another**'} task of the click, ${milliseconds(attempts.clickToRequest.ours - attempts.clickToRequest.handWritten)} later`,
      ),
      mountRow('mount'),
      mountRow('unmount'),
      row('React commits from click to receipt', attempts.commits, String, 'window, charging, succeeded'),
      [`requests for the SDK’s script by ${count} buttons`, String(scripts), '', ''],
      row(
        `heap after ${count} more attempts`,
        heap,
        (bytes) => `${signed(Math.round(bytes / 1024))} kB`,
        'after garbage collection',
      ),
      row(`event listeners after ${count} more attempts`, listeners, signed),
      row(`DOM nodes after ${count} more attempts`, nodes, signed),
      row('navigation back from a PG’s page to the charge', returns, milliseconds, ratio(returns)),
    ],
  );
  const page = join(root, 'docs/performance.md');
  await writeFile(
    page,
    fillSections(await readFile(page, 'utf8'), (name) => (name === 'bench' ? text : undefined)),
  );
  console.log(text);

  const complaints = [
    !attempts.isSameTask && 'request_pay was called in another task than the click',
    scripts !== 1 && `${count} buttons asked ${scripts} times for the script`,
    listeners.ours > 5 && `${listeners.ours} listeners were left behind`,
  ].filter((complaint) => complaint !== false);
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  await close();
  await rm(folder, { recursive: true, force: true });
}

function row(name: string, { ours, handWritten }: Pair, format: (value: number) => string, note = ''): string[] {
  return [name, format(ours), format(handWritten), note];
}

function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 3 : 0)} ms`;
}

function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

function ratio({ ours, handWritten }: Pair): string {
  return `× ${(ours / handWritten).toFixed(2)}`;
}
