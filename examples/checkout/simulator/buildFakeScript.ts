import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const cache = join(root, 'node_modules/.cache/react-billing-key');
const sources = ['src/testing', 'src/core', 'src/iamport', 'src/portone', 'vite.fake.config.ts'];

/**
 * Builds `fake-iamport.js`, or `fake-portone.js`, and its payment page, unless that was done for these very sources before.
 * Resolves to the folder they are in.
 */
export async function buildFakeScript(sdk: 'iamport' | 'portone' = 'iamport'): Promise<string> {
  const folder = join(cache, `fake-${sdk}-${await fingerprint()}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'building-'));
  // A process of its own: a Vite build marks the process it runs in as production, and the page is served from this one.
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const build = ['build', '--config', 'vite.fake.config.ts', '--outDir', fresh, '--logLevel', 'error', '--mode', sdk];
  await promisify(execFile)('node', [vite, ...build], { cwd: root });
  try {
    await rename(fresh, folder);
  } catch (error) {
    // Another process was faster, with the same result.
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  await removeOlder(folder, sdk);
  return folder;
}

async function removeOlder(folder: string, sdk: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if (name.startsWith(`fake-${sdk}-`) && path !== folder) await rm(path, { recursive: true, force: true });
  }
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesOf(join(root, source))) hash.update(file).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function filesOf(path: string): Promise<string[]> {
  if (path.endsWith('.ts')) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
