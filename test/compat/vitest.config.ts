import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import ordinary from '../../vitest.config.js';

/**
 * The tests that have to do with React, on the peers that are installed in the folder `PEERS`, wherever anything asks for
 * React or TanStack Query.
 */
const peers = process.env.PEERS ?? 'react-18.2';
const packages = fileURLToPath(new URL(`${peers}/node_modules/`, import.meta.url));
const alias = ['react', 'react-dom', '@tanstack/react-query'].map((name) => ({
  find: new RegExp(`^${name}(?=$|/)`),
  replacement: packages + name,
}));
const included: Record<string, string[]> = {
  browser: ['test/browser/{react,components,reliability,security}/**/*.test.{ts,tsx}'],
  node: ['test/node/components/**/*.test.{ts,tsx}'],
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const projects = (ordinary.test?.projects ?? []).flatMap((project) => {
  const name = typeof project === 'object' && 'test' in project ? String(project.test?.name) : '';
  const include = included[name];
  if (!include || typeof project !== 'object' || !('test' in project)) return [];
  return {
    ...project,
    root,
    // The ordinary run keeps its own React prepared there.
    cacheDir: `${packages}.vite`,
    resolve: { alias },
    define: { ...project.define, __PEERS__: JSON.stringify(peers) },
    test: { ...project.test, include, setupFiles: [...setupFilesOf(project.test), './test/compat/expectPeers.ts'] },
  };
});

function setupFilesOf(test: { setupFiles?: string | string[] } | undefined): string[] {
  return [test?.setupFiles ?? []].flat();
}

export default defineConfig({ root, test: { projects } });
