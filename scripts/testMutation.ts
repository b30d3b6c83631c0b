/**
 * `npm run test:mutation`: the runs of test/mutation/runs.json one after the other, or the ones that are named
 * (`npm run test:mutation -- react loader`), and then docs/mutation.md.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bestOf, readMutants } from './mutation/readMutants.js';
import { runOrExit } from './runOrExit.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const runs = JSON.parse(readFileSync(`${root}test/mutation/runs.json`, 'utf8')) as Record<
  string,
  { readonly mutate: readonly string[]; readonly withSurvivors?: boolean }
>;
const names = Object.keys(runs);

for (const name of process.argv.length > 2 ? process.argv.slice(2) : names) {
  const { mutate = [], withSurvivors = false } = runs[name] ?? {};
  // The tests on a page are slow: they get what the ones before have let through.
  const left = withSurvivors ? survivorsOf(names.slice(0, names.indexOf(name))) : [];
  runOrExit('npx', ['stryker', 'run', 'test/mutation/stryker.config.mjs'], {
    MUTATION_RUN: name,
    MUTATION_FILES: JSON.stringify([...mutate, ...left]),
  });
}
runOrExit('npx', ['tsx', 'scripts/mutationDocs.ts']);

function survivorsOf(earlier: readonly string[]): string[] {
  return bestOf(earlier.flatMap((name) => readMutants(`${root}reports/mutation/${name}.json`)))
    .filter(({ fate }) => fate === 'survived')
    .map(({ file, place }) => `${file}:${place}`);
}
