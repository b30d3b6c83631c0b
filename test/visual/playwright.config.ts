import { defineConfig } from '@playwright/test';
import { chromiumArgs, packagedChromium } from '../../scripts/chromiumPath.js';

/** Pixels are compared in the pinned browser alone, whatever `CHROMIUM_PATH` names. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/visual',
  snapshotPathTemplate: '{testDir}/baselines/{arg}{ext}',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  reporter: [['dot'], ['json', { outputFile: '../../.reports/visual.json' }]],
  expect: { timeout: 15_000, toHaveScreenshot: { threshold: 0, maxDiffPixels: 0 } },
  use: {
    launchOptions: { executablePath: await packagedChromium(), args: chromiumArgs },
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    contextOptions: { reducedMotion: 'reduce' },
  },
  globalSetup: './serveStorybook.ts',
});
