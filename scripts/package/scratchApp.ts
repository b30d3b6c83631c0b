import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './runCommand.js';

/**
 * Copies an app of `test/package` out of the repository, where nothing of ours is in reach but the tarball beside it, and
 * installs it as a stranger would.
 */
export async function scratchApp(root: string, folder: string, name: string): Promise<string> {
  const app = join(folder, name);
  await mkdir(app, { recursive: true });
  await cp(join(root, 'test/package', name), app, {
    recursive: true,
    filter: (source) => !/[\\/](node_modules|dist|\.next)$/.test(source),
  });
  await runCommand('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'], {
    cwd: app,
  });
  return app;
}
