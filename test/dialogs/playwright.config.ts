import { defineConfig, devices } from '@playwright/test';
import { chromiumArgs, chromiumPath } from '../../scripts/chromiumPath.js';

const executablePath = await chromiumPath();
const port = 5187;

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/dialogs',
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  workers: 1,
  reporter: 'list',
  expect: { timeout: 10_000 },
  use: { baseURL: `http://localhost:${port}`, launchOptions: { executablePath, args: chromiumArgs }, locale: 'ko-KR' },
  webServer: { command: `vite --port ${port} --strictPort`, port, timeout: 60_000 },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', use: { ...devices['Pixel 7'] } },
  ],
});
