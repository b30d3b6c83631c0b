import { defineConfig } from 'vitest/config';

/** The package as a stranger gets it: packed once, then looked into, installed and used in apps outside of this repository. */
export default defineConfig({
  test: {
    include: ['test/package/*.test.ts'],
    globalSetup: 'test/package/pack.ts',
    fileParallelism: false,
    testTimeout: 300_000,
    retry: process.env.CI ? 2 : 0,
    hookTimeout: 300_000,
    reporters: ['verbose'],
  },
});
