/** `npm test`: unit, browser and end-to-end runs, and one line at the end that says how they went. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

interface Run {
  readonly name: string;
  readonly command: readonly string[];
  readonly count: () => Count;
}

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const runs: Run[] = [
  {
    name: 'unit, browser and story tests',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', '--outputFile.json=.reports/vitest.json'],
    count() {
      const report = readReport<{ numPassedTests: number; numFailedTests: number }>('.reports/vitest.json');
      return { passed: report.numPassedTests, failed: report.numFailedTests };
    },
  },
  {
    name: 'end-to-end runs, desktop and phone',
    command: ['playwright', 'test'],
    count() {
      const { stats } = readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(
        '.reports/e2e.json',
      );
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
    },
  },
];

rmSync('.reports', { recursive: true, force: true });
mkdirSync('.reports');

let passed = 0;
let failed = 0;
for (const { name, command, count } of runs) {
  console.log(`\n── ${name}\n`);
  const { status } = spawnSync('npx', command, { stdio: 'inherit', shell: process.platform === 'win32' });
  const counted = count();
  passed += counted.passed;
  // A run can fail without a failed test: a file that does not load, an unhandled rejection.
  failed += status === 0 ? counted.failed : Math.max(counted.failed, 1);
}
console.log(`\n${passed} passed, ${failed} failed`);
if (failed > 0 || passed === 0) process.exit(1);

function readReport<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    throw new Error(
      `The run wrote no report to ${path}: it broke off before its first test. Its own output says why.`,
      {
        cause,
      },
    );
  }
}
