/**
 * Writes the blocks of registry.json as `shadcn build` would, into dist/registry: so the package brings those that fit its version,
 * and `shadcn add` finds them in node_modules, without a host.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Registry {
  readonly items: readonly { readonly name: string; readonly files: readonly { readonly path: string }[] }[];
}

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'dist/registry');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { items } = JSON.parse(read('registry.json')) as Registry;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const item of items) {
  const files = item.files.map((file) => ({ ...file, content: read(file.path) }));
  const written = { $schema: 'https://ui.shadcn.com/schema/registry-item.json', ...item, files };
  writeFileSync(join(folder, `${item.name}.json`), `${JSON.stringify(written, null, 2)}\n`);
}
