import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const wanted = [
  'LICENSE',
  'README.md',
  'package.json',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/core/index.js',
  'dist/core/index.d.ts',
  'dist/testing/index.js',
  'dist/testing/index.d.ts',
  'dist/testing/server/index.js',
  'dist/testing/server/index.d.ts',
  'dist/styles.css',
  'dist/fake-iamport.js',
  'dist/fake-payment-page.html',
  'dist/iamport-global.d.ts',
  'dist/core/messages/ja.js',
  'dist/core/messages/zh.js',
  // Errors of a production build name these pages.
  'docs/errors/refused.md',
];

/** Every file that a package of ours can hold. */
const allowed = [
  /^(LICENSE|README(\.ko)?\.md|CHANGELOG\.md|package\.json)$/,
  /^docs\/errors\/[\w-]+\.md$/,
  /^dist\/.*\.(js|js\.map|d\.ts)$/,
  /^dist\/(styles\.css|styles\.css\.d\.ts|fake-iamport\.js|fake-payment-page\.html)$/,
];
const forbidden = [/\.test\./, /\.stories\./, /(^|\/)(test|stories|examples|scripts|node_modules)\//];

/** Nothing missing, and nothing that nobody meant to publish. */
export function checkFileList(files: readonly string[]): string {
  const missing = wanted.filter((file) => !files.includes(file));
  const stray = files.filter(
    (file) => !allowed.some((pattern) => pattern.test(file)) || forbidden.some((pattern) => pattern.test(file)),
  );
  const complaints = [...missing.map((file) => `missing: ${file}`), ...stray.map((file) => `stray: ${file}`)];
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
  return `${files.length} files`;
}

/** The place where the package was built is nobody's business, and means nothing elsewhere. */
export async function checkNoLocalPaths(root: string, files: readonly string[]): Promise<void> {
  const complaints: string[] = [];
  for (const file of files.filter((name) => name.startsWith('dist/'))) {
    const text = await readFile(join(root, file), 'utf8');
    if (text.includes(root) || text.includes('file://')) complaints.push(`${file} names a local path`);
    if (!file.endsWith('.map')) continue;
    const { sources } = JSON.parse(text) as { sources: string[] };
    for (const source of sources) {
      const path = relative(root, join(root, file, '..', source));
      if (source.startsWith('/') || !/^src\//.test(path)) complaints.push(`${file} maps to ${source}`);
    }
  }
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
}

/** `"use client"` where React's hooks are, and nowhere that a server may want to import from. */
export async function checkUseClient(root: string, files: readonly string[]): Promise<void> {
  const complaints: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.js'))) {
    const isMarked = /^\s*['"]use client['"]/.test(await readFile(join(root, file), 'utf8'));
    if (isMarked && /^dist\/(core|testing)\//.test(file)) complaints.push(`${file} must not be marked "use client"`);
    if (!isMarked && file === 'dist/index.js') complaints.push(`${file} must be marked "use client"`);
  }
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
}

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

/** The package brings nothing along, and its code asks for nothing but the peers. */
export async function checkDependencies(root: string, files: readonly string[]): Promise<void> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
  const brought = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  if (brought.length > 0) throw new Error(`runtime dependencies: ${brought.join(', ')}`);

  const peers = Object.keys(manifest.peerDependencies ?? {});
  const complaints: string[] = [];
  for (const file of files.filter((name) => /^dist\/.*\.(js|d\.ts)$/.test(name))) {
    const text = await readFile(join(root, file), 'utf8');
    for (const [, specifier = ''] of text.matchAll(/^(?:import|export)\s[^;]*?from\s+['"]([^'"]+)['"]/gm)) {
      const isOurs = specifier.startsWith('.') || specifier.startsWith('node:');
      if (!isOurs && !peers.some((peer) => specifier === peer || specifier.startsWith(`${peer}/`))) {
        complaints.push(`${file} imports ${specifier}`);
      }
      if (specifier.startsWith('node:') && !file.startsWith('dist/testing/server/')) {
        complaints.push(`${file} imports ${specifier}, which no browser has`);
      }
    }
  }
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
}
