import { defineConfig } from 'vitest/config';

/** The core's tests in Node, without the other projects: they are the ones that run once for every mutant. */
export default defineConfig({
  test: {
    name: 'core',
    environment: 'node',
    include: ['test/core/**/*.test.ts'],
    setupFiles: ['test/support/withoutReact.ts'],
    // The generated sequences run again for nearly every mutant: fewer of them find nearly as much.
    env: { MODEL_SEQUENCES: '300' },
  },
});
