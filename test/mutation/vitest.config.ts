import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { chromiumArgs, chromiumPath } from '../../scripts/chromiumPath.js';
import { scriptServer } from '../support/scriptServer.js';

/**
 * What runs for every mutant. A browser for each would take days: what `npm test` does in Chromium is done on a simulated page
 * here, by the same tests, all but the ones that fetch real scripts.
 */
const runs: Record<string, () => Promise<TestProjectInlineConfiguration[]>> = {
  core: async () => [
    {
      test: {
        name: 'core',
        include: ['test/{core,iamport,portone}/**/*.test.ts'],
        setupFiles: ['test/support/withoutReact.ts'],
        // The generated sequences run again for nearly every mutant: fewer of them find nearly as much.
        env: { MODEL_SEQUENCES: '300' },
      },
    },
    onSimulatedPage([
      'test/browser/core/**/*.test.ts',
      'test/browser/iamport/{createIamportSdk,page}.test.ts',
      'test/browser/portone/askedWindow.test.ts',
      'test/browser/devWarnings/*.test.tsx',
    ]),
  ],
  react: async () => [
    onSimulatedPage([
      'test/browser/react/{BillingProvider,charge,developerMistakes,hooks,hostLife,hostMutations,isReturned,options,orderOnClick,place,preload,providerProps,useBillingKey,useOwnState,usePendingBillingKeys}.test.tsx',
      'test/browser/components/SubscribeCardButton.test.tsx',
      'test/browser/cards/*.test.tsx',
      'test/browser/money/{anotherPg,customers,heldUp,hiddenProvider,lateCheckout,purchases,unresolved}.test.tsx',
      'test/browser/devWarnings/*.test.tsx',
    ]),
    {
      test: {
        name: 'server',
        include: ['test/server/{,subscription/}billingApi*.test.ts'],
        testTimeout: 30_000,
      },
    },
  ],
  server: async () => [
    {
      test: {
        name: 'server',
        include: ['test/server/**/*.test.ts'],
        // Not what needs PostgreSQL or other processes, and not what takes long to try at once what the others try one by one.
        exclude: [
          'test/server/processes/**',
          'test/server/store/{postgres,restart}.test.ts',
          'test/server/{fuzz,subscription/year}.test.ts',
        ],
        testTimeout: 30_000,
        env: { MODEL_SEQUENCES: '300' },
        // The modules of the kit keep nothing between two tests, and to load them anew takes longer than most tests do.
        isolate: false,
      },
    },
  ],
  browser: async () => [
    {
      plugins: [scriptServer()],
      test: {
        name: 'browser',
        include: [
          'test/browser/core/drawnButton.test.ts',
          'test/browser/iamport/{dialogs,hostPages,loadIamport,loadSdk,lostWindows,reachDialog}.test.ts',
          'test/browser/portone/createPortOneSdk.test.ts',
        ],
        setupFiles: ['test/support/browserSetup.ts'],
        browser: {
          enabled: true,
          headless: true,
          screenshotFailures: false,
          instances: [{ browser: 'chromium' }],
          provider: playwright({ launchOptions: { executablePath: await chromiumPath(), args: chromiumArgs } }),
        },
      },
    },
  ],
};

function onSimulatedPage(include: string[]): TestProjectInlineConfiguration {
  const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  return {
    plugins: [react()],
    resolve: {
      alias: { 'vitest/browser': here('jsdom/browser.ts'), 'vitest-browser-react': here('jsdom/render.ts') },
    },
    test: {
      name: 'page',
      include,
      environment: 'jsdom',
      environmentOptions: { jsdom: { url: 'http://localhost:3000/', pretendToBeVisual: true } },
      setupFiles: [here('jsdom/setup.ts'), 'test/support/browserSetup.ts'],
    },
  };
}

export default defineConfig({ test: { projects: (await runs[process.env.MUTATION_RUN ?? 'core']?.()) ?? [] } });
