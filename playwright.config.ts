import { defineConfig, devices } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './scripts/chromiumPath.js';

const executablePath = await chromiumPath();

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  // The longest wait for a lease of ten seconds several times over, on a machine that is busy with two browsers.
  timeout: 120_000,
  workers: 2,
  reporter: [['list'], ['json', { outputFile: '.reports/e2e.json' }]],
  use: { launchOptions: { executablePath, args: chromiumArgs }, locale: 'ko-KR', screenshot: 'only-on-failure' },
  projects: [
    { name: 'desktop', testIgnore: '**/*.phone.spec.ts', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', testIgnore: '**/*.desktop.spec.ts', use: { ...devices['Pixel 7'] } },
  ],
});
