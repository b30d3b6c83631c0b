/** The run of MUTATION_RUN on the lines of MUTATION_LINES: started by scripts/mutationChanged.ts, which judges its report. */
const { default: run } = await import(`./${process.env.MUTATION_RUN ?? 'core'}.mjs`);

export default {
  ...run,
  mutate: (process.env.MUTATION_LINES ?? '').split(','),
  incremental: false,
  // No test loads a file of nothing but types.
  allowEmpty: true,
  thresholds: { ...run.thresholds, break: null },
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: 'reports/mutation/changed.json' },
};
