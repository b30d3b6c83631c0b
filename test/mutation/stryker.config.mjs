// scripts/testMutation.ts says which of the runs of runs.json this is, and what it changes.
const name = process.env.MUTATION_RUN ?? 'core';

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  mutate: JSON.parse(process.env.MUTATION_FILES ?? '[]'),
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 20_000,
  timeoutFactor: 3,
  incremental: true,
  incrementalFile: `reports/mutation/${name}.incremental.json`,
  reporters: ['progress-append-only', 'html', 'json'],
  htmlReporter: { fileName: `reports/mutation/${name}.html` },
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  ignorePatterns: ['dist', 'storybook-static', 'screenshots', 'test-results', 'reports'],
};
