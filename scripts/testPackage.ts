import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright';
import { openBrowser } from './package/buyInBrowser.js';
import { apps } from './package/checkApps.js';
import { checkDependencies, checkFileList, checkNoLocalPaths, checkUseClient } from './package/checkContents.js';
import { createReport } from './package/createReport.js';
import { runAttw, runPublint } from './package/lintPackage.js';
import { packPackage } from './package/packPackage.js';
import { runCommand } from './package/runCommand.js';

/**
 * Builds, packs, and uses the package as a stranger would: from the tarball, in apps outside of this repository.
 *
 * `--no-build` takes `dist` as it is; further words choose apps by name: `npm run test:package -- --no-build next-app`.
 */

const { values: flags, positionals: chosen } = parseArgs({
  allowPositionals: true,
  options: { 'no-build': { type: 'boolean', default: false } },
});
const unknown = chosen.filter((name) => !(name in apps));
if (unknown.length > 0) throw new Error(`No such app: ${unknown}. There are: ${Object.keys(apps)}.`);

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
const folder = await mkdtemp(join(tmpdir(), 'react-billing-key-'));
const report = createReport();
let browser: Promise<Browser> | undefined;

try {
  console.log('The package');
  const isBuilt =
    flags['no-build'] ||
    (await report.check('builds', async () => void (await runCommand('npm', ['run', 'build'], { cwd: root }))));
  if (isBuilt) {
    await checkPackage();
    for (const [name, checkApp] of Object.entries(apps)) {
      if (chosen.length > 0 && !chosen.includes(name)) continue;
      console.log(`test/package/${name}`);
      const isDone = checkApp({ root, folder, report, browser: () => (browser ??= openBrowser()) });
      // An app that can't even be installed has failed as a whole.
      await isDone.catch((error: unknown) => report.check('installs', () => Promise.reject(error)));
    }
  }
} finally {
  await (await browser)?.close();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = report.finish() ? 0 : 1;

async function checkPackage(): Promise<void> {
  const { tarball, files, size } = await packPackage(root, folder);
  await report.check('holds what it should', () => `${checkFileList(files)}, ${Math.round(size / 1024)} kB packed`);
  await report.check('names no local path', () => checkNoLocalPaths(root, files));
  await report.check('is marked "use client" where React needs it', () => checkUseClient(root, files));
  await report.check('needs nothing but its peers', () => checkDependencies(root, files));
  await report.check('publint has no complaint', () => runPublint(tarball));
  await report.check('attw has no complaint', () => runAttw(root, tarball));
}
