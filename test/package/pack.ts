import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { run } from './run.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tarball is, and the apps are installed: nothing of this repository is in reach there. */
    folder: string;
    tarball: string;
    /** The paths in the tarball. */
    files: string[];
  }
}

/** Packs `dist` as it is, as `npm publish` would. */
export default async function setup({ provide }: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'react-billing-key-'));
  const output = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], process.cwd());
  const [packed] = JSON.parse(output) as [{ filename: string; files: { path: string }[] }];
  // A name without the version, for the apps to depend on.
  const tarball = join(folder, 'react-billing-key.tgz');
  await copyFile(join(folder, packed.filename), tarball);
  provide('folder', folder);
  provide('tarball', tarball);
  provide(
    'files',
    packed.files.map(({ path }) => path),
  );
  return () => rm(folder, { recursive: true, force: true });
}
