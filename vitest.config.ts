import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, chromiumPath } from './scripts/chromiumPath.js';
import { scriptServer } from './test/support/scriptServer.js';

const executablePath = await chromiumPath();
// Vitest writes the project's name into the instances, so that each project needs an object of its own.
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  instances: [{ browser: 'chromium' as const }],
  provider: playwright({ launchOptions: { executablePath, args: chromiumArgs } }),
});

/** Every story, rendered, played and looked over by axe. */
const storiesIn = (theme: 'light' | 'dark') => ({
  plugins: [storybookTest({ configDir: '.storybook', initialGlobals: { theme } })],
  optimizeDeps: { include: ['react-dom/client', '@tanstack/react-query', 'msw', 'msw/browser', 'msw-storybook-addon'] },
  test: { name: `storybook-${theme}`, testTimeout: 30_000, isolate: false, browser: browser() },
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'core',
          environment: 'node',
          include: ['test/{core,iamport,portone}/**/*.test.ts'],
          setupFiles: ['test/support/withoutReact.ts'],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/node/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'server',
          environment: 'node',
          include: ['test/server/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [react(), scriptServer()],
        // The examples of the docs import the package by its name.
        resolve: { alias: [{ find: /^react-billing-key$/, replacement: `${import.meta.dirname}/src/index.ts` }] },
        optimizeDeps: {
          include: [
            'react',
            'react-dom',
            'react-dom/client',
            '@tanstack/react-query',
            'vitest-browser-react',
            'axe-core',
            'fast-check',
            '@portone/browser-sdk/v2',
          ],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}', 'test/conformance/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/browserSetup.ts'],
          browser: browser(),
        },
      },
      storiesIn('light'),
      storiesIn('dark'),
    ],
  },
});
