import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { TableReporter } from './TableReporter.js';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/browsers/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Two browsers at a time, whatever else the machine could do: a case waits for what its page shows.
    maxWorkers: 2,
    retry: process.env.CI ? 2 : 0,
    reporters: ['default', new TableReporter()],
  },
});
