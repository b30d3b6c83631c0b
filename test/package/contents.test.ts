import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, posix, relative } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { expect, inject, it } from 'vitest';
import { run } from './run.js';

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly exports: Record<string, string | { readonly types: string; readonly default: string }>;
}

const root = process.cwd();
const files = inject('files');
const tarball = inject('tarball');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const targets = Object.values(manifest.exports).flatMap((target) =>
  (typeof target === 'string' ? [target] : [target.types, target.default]).map((path) => path.replace('./', '')),
);

/** Entries that only a server imports. */
const isForServers = (file: string) => /^dist\/(testing\/)?server\//.test(file);

it('holds every entry, the licence and the pages that errors name', () => {
  expect(files).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'README.ko.md', 'docs/errors/refused.md', ...targets]),
  );
});

it('holds nothing that nobody meant to publish', () => {
  const allowed = [
    /^(LICENSE|((README|SECURITY)(\.ko)?|CHANGELOG)\.md|llms\.txt|package\.json)$/,
    /^docs\/[\w/.-]+\.md$/,
    /^dist\/.*\.(js|js\.map|d\.ts)$/,
    /^dist\/registry\/[\w-]+\.json$/,
    /^dist\/(styles\.css|styles\.css\.d\.ts|fake-(iamport|portone)\.js|fake-(portone-)?payment-page\.html)$/,
  ];
  const forbidden = [/\.test\./, /\.stories\./, /(^|\/)(test|stories|examples|scripts|node_modules)\//];
  const isMeant = (file: string) =>
    allowed.some((pattern) => pattern.test(file)) && !forbidden.some((pattern) => pattern.test(file));
  expect(files.filter((file) => !isMeant(file))).toEqual([]);
});

it.each(['README.md', 'README.ko.md'])('%s leads only to what is in the package', (page) => {
  const targetsOf = [...read(page).matchAll(/\]\(([^)#\s]+)/g)].map(([, target = '']) => posix.normalize(target));
  expect(targetsOf.filter((target) => !/^https?:/.test(target) && !files.includes(target))).toEqual([]);
});

it('names no path of the machine that built it', async () => {
  const complaints: string[] = [];
  for (const file of files.filter((name) => name.startsWith('dist/'))) {
    const text = await readFile(join(root, file), 'utf8');
    if (text.includes(root) || text.includes('file://')) complaints.push(`${file} names a local path`);
    if (!file.endsWith('.map')) continue;
    const { sources } = JSON.parse(text) as { sources: string[] };
    for (const source of sources) {
      const isInSources = relative(root, join(root, file, '..', source))
        .replaceAll('\\', '/')
        .startsWith('src/');
      if (source.startsWith('/') || !isInSources) complaints.push(`${file} maps to ${source}`);
    }
  }
  expect(complaints).toEqual([]);
});

it('is marked "use client" where React needs it, and nowhere that a server may want to import from', () => {
  const marked = files.filter((file) => file.endsWith('.js') && /^\s*['"]use client['"]/.test(read(file)));
  expect(marked).toContain('dist/index.js');
  expect(marked.filter((file) => /^dist\/(core|testing|server)\//.test(file))).toEqual([]);
});

it('brings nothing along, and asks for nothing but its peers', () => {
  expect({ ...manifest.dependencies, ...manifest.optionalDependencies }).toEqual({});
  const peers = Object.keys(manifest.peerDependencies);
  const isPeer = (name: string) => peers.some((peer) => name === peer || name.startsWith(`${peer}/`));
  const complaints = files
    .filter((file) => /^dist\/.*\.(js|d\.ts)$/.test(file))
    .flatMap((file) =>
      [...read(file).matchAll(/^(?:import|export)\s[^;]*?from\s+['"]([^'"]+)['"]/gm)]
        .map(([, name = '']) => name)
        .filter((name) => (name.startsWith('node:') ? !isForServers(file) : !name.startsWith('.') && !isPeer(name)))
        .map((name) => `${file} imports ${name}`),
    );
  expect(complaints).toEqual([]);
});

it('gives publint nothing to complain of, not even a suggestion', async () => {
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer }, strict: true });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

it('has types that belong to what each module system loads', async () => {
  // Stylesheets, pages, and scripts for a script tag are no modules.
  const noModules = Object.entries(manifest.exports).flatMap(([path, target]) =>
    typeof target === 'string' || !target.default.endsWith('.js') ? [path.slice(2)] : [],
  );
  const output = ['--profile', 'esm-only', '--no-emoji', '--format', 'ascii'];
  await run('npx', ['attw', tarball, ...output, '--exclude-entrypoints', ...noModules], root);
});
