/** `npm test`: unit, browser, story and end-to-end runs, pictures of the stories, and one line at the end that says how they went. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

rmSync('.reports', { recursive: true, force: true });
mkdirSync('.reports');

/** The last lines of each part that failed: they are repeated at the end, where nothing scrolls them away. */
const failures: string[] = [];

const vitest = await run('unit, browser and story tests', [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  '--outputFile.json=.reports/vitest.json',
  ...(process.env.CI ? ['--retry=2'] : []),
]);
const unit = report<{ numPassedTests: number; numFailedTests: number }>('.reports/vitest.json');
// What breaks on the way is `npm run test:reliability`, which takes as long as half of this.
const playwright = await run('end-to-end runs, desktop and phone', ['playwright', 'test', 'e2e/(?!reliability)']);
const { stats } = report<PlaywrightReport>('.reports/e2e.json');
const storybook = await run('Storybook', ['storybook', 'build', '--quiet', '--loglevel', 'warn']);
const visual = await run('pictures of the stories', ['playwright', 'test', '-c', 'test/visual']);
const { stats: pictures } = report<PlaywrightReport>('.reports/visual.json');

const passed = unit.numPassedTests + stats.expected + stats.flaky + pictures.expected;
// A run can fail without a failed test: a file that does not load, an unhandled rejection.
const failed =
  Math.max(unit.numFailedTests, vitest === 0 ? 0 : 1) +
  Math.max(stats.unexpected, playwright === 0 ? 0 : 1) +
  Math.max(pictures.unexpected, storybook === 0 && visual === 0 ? 0 : 1);
for (const failure of failures) console.log(failure);
if (stats.flaky > 0) console.log(`\n${stats.flaky} end-to-end runs passed only when they were repeated`);
console.log(`\n${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exit(1);

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
}

async function run(name: string, command: readonly string[]): Promise<number> {
  console.log(`\n── ${name}\n`);
  const child = spawn('npx', command, { stdio: ['inherit', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  let output = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.on('data', (text: Buffer) => {
      to.write(text);
      output += text;
    });
  }
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) failures.push(`\n── failed: ${name}\n\n${output.split('\n').slice(-120).join('\n')}`);
  return status ?? 1;
}

function report<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    throw new Error(`The run wrote no report to ${path}: it broke off, and its own output says why.`, { cause });
  }
}
