import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, inject } from 'vitest';
import { readBlocks } from '../../scripts/docs/readBlocks.js';
import { run } from './run.js';

/**
 * An app of this folder, copied out of the repository and installed as a stranger would. Of a page of the docs, it gets every
 * file that the page shows and the app has not.
 */
export function installApp(name: string, page?: string): string {
  const app = join(inject('folder'), name);
  beforeAll(async () => {
    await mkdir(app, { recursive: true });
    const isSource = (path: string) => !/[\\/](node_modules|dist|build|\.next|\.output|\.react-router)$/.test(path);
    await cp(join(import.meta.dirname, name), app, { recursive: true, filter: isSource });
    if (page) await writeFilesOf(page, app);
    const quietly = ['--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock'];
    await run('npm', ['install', ...quietly], app);
  });
  return app;
}

async function writeFilesOf(page: string, app: string): Promise<void> {
  for (const { files, code } of readBlocks(page, readFileSync(page, 'utf8'))) {
    for (const file of files.map((path) => join(app, path))) {
      if (existsSync(file)) continue;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, code);
    }
  }
}
