/**
 * `npm run test:mutation:changed [-- base]`: mutates the lines that differ from `base` (else MUTATION_BASE, else the commit before),
 * each by the run of test/mutation that mutates its file.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createFilter } from 'vite';

/** More changed lines than this are tried by a sample, spread evenly over them. */
const LINES = 100;
/** Of a change with more lines than this a sample says little: it is for the whole run. */
const TOO_MANY = 1000;
const MINUTES = 15;
/** Below this share of caught mutants it fails, unless fewer were tried than say anything. */
const LEAST = 0.8;
const ENOUGH = 20;
const report = 'reports/mutation/changed.json';

const base = process.argv[2] ?? process.env.MUTATION_BASE ?? 'HEAD~1';
const diff = diffFrom(base);
if (diff === null) end(`Nothing to compare with: there is no ${base} here.`);

const changed: { readonly run: string; readonly file: string; readonly line: number }[] = [];
for (const run of ['core', 'react', 'browser', 'server']) {
  const { default: config } = (await import(`../test/mutation/${run}.mjs`)) as { default: { mutate: string[] } };
  for (const { file, line } of linesOf(diff)) if (isMutated(file, config.mutate)) changed.push({ run, file, line });
}
if (changed.length === 0) end(`Nothing that is mutated has changed since ${base}.`);
if (changed.length > TOO_MANY) {
  end(
    `${changed.length} lines that are mutated have changed since ${base}: too many for a sample. Try \`npm run test:mutation\`.`,
  );
}

const share = Math.max(1, changed.length / LINES);
const chosen = changed.filter((_, n) => Math.floor(n / share) !== Math.floor((n - 1) / share));
console.log(`${changed.length} changed lines since ${base}, ${changed.length - chosen.length} of them left out.`);

const deadline = Date.now() + MINUTES * 60_000;
const counts: Record<string, number> = {};
for (const run of new Set(chosen.map((one) => one.run))) {
  await mutate(run, rangesOf(chosen.filter((one) => one.run === run)));
  if (!existsSync(report)) continue;
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as {
    files: Record<string, { mutants: { status: string }[] }>;
  };
  for (const { mutants } of Object.values(files)) {
    for (const { status } of mutants) counts[status] = (counts[status] ?? 0) + 1;
  }
}

const { Killed = 0, Timeout = 0, Survived = 0, NoCoverage = 0 } = counts;
const caught = Killed + Timeout;
const tried = caught + Survived + NoCoverage;
console.log(`\n${caught} of ${tried} mutants caught on ${chosen.length} changed lines.`);
if (tried >= ENOUGH && caught / tried < LEAST) {
  console.error(`That is less than ${LEAST * 100} %: the survivors above are what no test would notice.`);
  process.exit(1);
}

function end(why: string): never {
  console.log(why);
  process.exit(0);
}

function diffFrom(commit: string): string | null {
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    git('rev-parse', '--verify', '--quiet', `${commit}^{commit}`);
  } catch {
    return null;
  }
  return git('diff', '-U0', '--no-color', '--no-ext-diff', '--dst-prefix=b/', '--diff-filter=d', commit, '--', 'src');
}

function* linesOf(text: string): Generator<{ file: string; line: number }> {
  let file = '';
  for (const row of text.split('\n')) {
    file = /^\+\+\+ b\/(.+?)\t?$/.exec(row)?.[1] ?? file;
    const [, start, count = 1] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(row) ?? [];
    if (start === undefined) continue;
    for (let n = 0; n < Number(count); n += 1) yield { file, line: Number(start) + n };
  }
}

/** As Stryker reads the patterns: in order, the last one that fits decides. */
function isMutated(file: string, patterns: readonly string[]): boolean {
  const fits = (pattern: string) => createFilter(pattern, null, { resolve: false })(file);
  return patterns.reduce(
    (is, pattern) => (pattern.startsWith('!') ? is && !fits(pattern.slice(1)) : is || fits(pattern)),
    false,
  );
}

function rangesOf(lines: readonly { readonly file: string; readonly line: number }[]): string[] {
  const ranges: { file: string; from: number; to: number }[] = [];
  for (const { file, line } of lines) {
    const last = ranges.at(-1);
    if (last?.file === file && last.to === line - 1) last.to = line;
    else ranges.push({ file, from: line, to: line });
  }
  return ranges.map(({ file, from, to }) => `${file}:${from}-${to}`);
}

/** A mutant may run for ever, and takes others of its processes with it: what is left at the end of the time is killed as a group. */
async function mutate(run: string, ranges: readonly string[], again = true): Promise<void> {
  rmSync(report, { force: true });
  const isWindows = process.platform === 'win32';
  const child = spawn('npx', ['stryker', 'run', 'test/mutation/changed.mjs'], {
    stdio: 'inherit',
    detached: !isWindows,
    shell: isWindows,
    env: { ...process.env, MUTATION_RUN: run, MUTATION_LINES: ranges.join(',') },
  });
  function stop(why: string): never {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      if (isWindows) execFileSync('taskkill', ['/pid', `${child.pid}`, '/t', '/f']);
      else process.kill(-child.pid, 'SIGKILL');
    }
    console.error(why);
    process.exit(1);
  }
  const interrupted = () => stop('Interrupted.');
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  const late = setTimeout(
    () =>
      stop(
        `Not done within ${MINUTES} minutes, while the run ${run} went on: ended. A smaller change is tried sooner.`,
      ),
    deadline - Date.now(),
  );
  const [status] = (await once(child, 'exit')) as [number | null];
  clearTimeout(late);
  process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  // Before the first mutant all tests have to pass, and on a busy machine one may not.
  if (status !== 0 && again) return mutate(run, ranges, false);
  if (status !== 0) stop(`The run ${run} broke off; its own output says why.`);
}
