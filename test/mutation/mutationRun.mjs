/** Stryker's settings for one of the runs of vitest.config.ts. */
export function mutationRun(name, mutate) {
  // Read by vitest.config.ts, in the workers that Stryker starts.
  process.env.MUTATION_RUN = name;
  return {
    testRunner: 'vitest',
    vitest: { configFile: 'test/mutation/vitest.config.ts' },
    mutate,
    coverageAnalysis: 'perTest',
    // Stryker can't tell which tests reach what runs while a module loads.
    ignoreStatic: true,
    thresholds: { high: 95, low: 90, break: 90 },
    concurrency: 2,
    timeoutMS: 20_000,
    timeoutFactor: 3,
    incremental: true,
    incrementalFile: `reports/mutation/${name}.incremental.json`,
    reporters: ['progress-append-only', 'clear-text', 'html'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
    htmlReporter: { fileName: `reports/mutation/${name}.html` },
    ignorePatterns: ['dist', 'storybook-static', 'screenshots', 'test-results', 'reports'],
  };
}
