import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { chromiumArgs, chromiumPath } from '../../scripts/chromiumPath.js';
import { scriptServer } from '../support/scriptServer.js';
import runs from './runs.json' with { type: 'json' };

/**
 * What runs once for every mutant. A browser for each would take hours: what `npm test` does in Chromium is done on a simulated
 * page here, by the same tests, all but the ones that fetch real scripts.
 */
const run = runs[(process.env.MUTATION_RUN ?? 'core') as keyof typeof runs];
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const pages: Record<string, () => Promise<ViteUserConfig>> = {
  none: async () => ({
    test: {
      setupFiles: ['test/support/withoutReact.ts'],
      // The generated sequences run again for nearly every mutant: fewer of them find nearly as much.
      env: { MODEL_SEQUENCES: '300' },
    },
  }),
  simulated: async () => ({
    plugins: [react()],
    resolve: {
      alias: { 'vitest/browser': here('jsdom/browser.ts'), 'vitest-browser-react': here('jsdom/render.ts') },
    },
    test: {
      environment: 'jsdom',
      environmentOptions: { jsdom: { url: 'http://localhost:3000/', pretendToBeVisual: true } },
      setupFiles: [here('jsdom/setup.ts'), 'test/support/browserSetup.ts'],
    },
  }),
  real: async () => ({
    plugins: [scriptServer()],
    test: {
      setupFiles: ['test/support/browserSetup.ts'],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        instances: [{ browser: 'chromium' }],
        provider: playwright({ launchOptions: { executablePath: await chromiumPath(), args: chromiumArgs } }),
      },
    },
  }),
};

const page = await pages[run.page]?.();
export default defineConfig({ ...page, test: { ...page?.test, include: run.tests } });
