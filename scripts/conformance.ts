import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';

/**
 * Runs the conformance suite on the fake SDK and, with `--driver <module>`, on another SDK beside it. The module's default
 * export is an array of `SdkDriver` (test/conformance/SdkDriver.ts); it may lie anywhere, and be TypeScript.
 */
const { values } = parseArgs({ options: { driver: { type: 'string' } } });
const root = fileURLToPath(new URL('..', import.meta.url));
const env = { ...process.env };

if (values.driver) {
  // Into the project, as the test server hands out nothing that lies outside of it.
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      lib: { entry: values.driver, formats: ['es'], fileName: () => 'driver.js' },
      outDir: `${root}/.reports/conformance`,
      copyPublicDir: false,
      minify: false,
      rolldownOptions: { external: [/^vitest/] },
    },
  });
  env.VITE_CONFORMANCE_DRIVER = '/.reports/conformance/driver.js';
}

const run = spawnSync('npx', ['vitest', 'run', '--project', 'browser', 'test/conformance', '--reporter', 'verbose'], {
  cwd: root,
  env,
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
