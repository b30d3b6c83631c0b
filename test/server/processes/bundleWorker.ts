import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The worker as one file of JavaScript, so that a process that was killed is there again in a tenth of a second. */
export async function bundleWorker(folder: string, entry = './worker.ts'): Promise<string> {
  const outfile = join(folder, 'worker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // The databases' drivers are loaded as a host's server loads them, from where this package is.
    plugins: [
      {
        name: 'drivers',
        setup(bundler) {
          bundler.onResolve({ filter: /^(pg|@libsql\/client)$/ }, ({ path }) => ({
            path: import.meta.resolve(path),
            external: true,
          }));
        },
      },
    ],
  });
  return outfile;
}
