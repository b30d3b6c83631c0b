import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './runCommand.js';

export interface PackedPackage {
  /** Absolute path of the `.tgz`. */
  readonly tarball: string;
  /** The paths inside it. */
  readonly files: readonly string[];
  readonly size: number;
}

/** What `npm publish` would send, as a file in `folder`. */
export async function packPackage(root: string, folder: string): Promise<PackedPackage> {
  const output = await runCommand('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
  });
  const [packed] = JSON.parse(output) as [{ filename: string; size: number; files: { path: string }[] }];
  // A name without the version, for the fixtures to depend on.
  const tarball = join(folder, 'react-billing-key.tgz');
  await copyFile(join(folder, packed.filename), tarball);
  return { tarball, size: packed.size, files: packed.files.map(({ path }) => path) };
}
