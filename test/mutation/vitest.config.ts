import { defineConfig } from 'vitest/config';

/** The core's tests in Node, without the other projects: they are the ones that run once for every mutant. */
export default defineConfig({
  test: {
    name: 'core',
    environment: 'node',
    include: ['test/core/**/*.test.ts'],
    setupFiles: ['test/support/withoutReact.ts'],
  },
});
