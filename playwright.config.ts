import { defineConfig, devices } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './scripts/chromiumPath.js';

const executablePath = await chromiumPath();

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  // Real browsers, processes and clocks on a busy machine: what passes when it is repeated is listed, and no failure of CI.
  retries: process.env.CI ? 2 : 0,
  // The longest wait for a lease of ten seconds several times over, on a machine that is busy with two browsers.
  timeout: 120_000,
  // A page that is loaded anew is served unbundled, beside a second browser.
  expect: { timeout: 15_000 },
  workers: 2,
  reporter: [['list'], ['json', { outputFile: '.reports/e2e.json' }]],
  // A click on what is not there fails in time to say so.
  use: {
    actionTimeout: 30_000,
    launchOptions: { executablePath, args: chromiumArgs },
    locale: 'ko-KR',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'desktop', testIgnore: '**/*.phone.spec.ts', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', testIgnore: '**/*.desktop.spec.ts', use: { ...devices['Pixel 7'] } },
  ],
});
