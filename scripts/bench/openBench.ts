import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, chromium } from 'playwright';
import { build } from 'vite';
import { chromiumArgs, chromiumPath } from '../chromiumPath.js';
import { serveFolder } from '../package/serveFolder.js';

export interface BenchSite {
  readonly browser: Browser;
  readonly url: string;
  close(): Promise<void>;
}

/** The pages of `bench`, built for production and served, and a browser to open them in. */
export async function openBench(): Promise<BenchSite> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  await build({
    configFile: false,
    root: join(root, 'bench'),
    logLevel: 'warn',
    plugins: [react()],
    // The ordinary build for production tells a profiler nothing.
    resolve: { alias: { 'react-dom/client': 'react-dom/profiling' } },
    build: { outDir: folder, emptyOutDir: true },
  });
  await build({
    configFile: join(root, 'vite.fake.config.ts'),
    root,
    logLevel: 'warn',
    build: { outDir: join(folder, 'fake') },
  });
  await copyFile(join(folder, 'fake/fake-iamport.js'), join(folder, 'fake-iamport.js'));
  const served = await serveFolder(folder, (_path, response) => {
    // An isolated page has a clock of five microseconds in place of a hundred.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    return false;
  });
  const browser = await chromium.launch({
    executablePath: await chromiumPath(),
    args: [...chromiumArgs, '--js-flags=--expose-gc'],
  });
  return {
    browser,
    url: served.url,
    async close() {
      await browser.close();
      await served.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
