import { describe, expect, it } from 'vitest';
import { readBlocks } from '../../../scripts/docs/readBlocks.js';
import { listPages, read } from './pages.js';

const manifest = JSON.parse(read('package.json')) as {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, unknown>>;
};
const pages = listPages();
const readmes = pages.filter(({ path }) => path.startsWith('README'));

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

describe.each(pages)('$path', ({ path, text }) => {
  it('names scripts that exist', () => {
    const named = found(text, /npm run ([\w:-]+)/g);
    expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
    if (/npm start\b/.test(text)) expect(manifest.scripts).toHaveProperty('start');
  });

  it('names entries of the package that exist', () => {
    const code = readBlocks(path, text).map((block) => block.code);
    const named = found(code.join(''), /(?:from|import) '(react-billing-key\/[\w./-]+)'/g).map((name) =>
      name.replace('react-billing-key', '.'),
    );
    expect(named.filter((name) => !(name in manifest.exports))).toEqual([]);
  });

  it('names settings that something reads', () => {
    const readers = read('examples/checkout/readConfig.ts') + read('docs/server/core.md');
    const named = found(text, /\b(IAMPORT_[A-Z_]+)\b/g);
    expect(named.filter((name) => !readers.includes(name))).toEqual([]);
  });
});

describe('the two READMEs', () => {
  it('are two', () => {
    expect(readmes.map(({ path }) => path)).toEqual(['README.ko.md', 'README.md']);
  });

  it.each(readmes)('$path names the version and the peers', ({ text }) => {
    expect(text).toContain(`react-billing-key-${manifest.version}.tgz`);
    // A store's driver is needed by who has that database, and its page says so.
    const optional = Object.keys(manifest.peerDependenciesMeta);
    const peers = Object.entries(manifest.peerDependencies).filter(([name]) => !optional.includes(name));
    expect(Object.fromEntries(peers)).toEqual({ '@tanstack/react-query': '^5.0.0', react: '>=18.2 <20' });
    expect(text).toMatch(/React 18\.2[^.]* 19/);
    expect(text).toContain('TanStack Query 5');
  });
});
