// @vitest-environment jsdom
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanup } from '@testing-library/react';
import { afterAll, afterEach } from 'vitest';
import { readBlocks } from '../../../scripts/docs/readBlocks.js';
import { read, root } from './pages.js';

// Inside the repository, so that its packages are found from there.
mkdirSync(join(root, '.reports'), { recursive: true });
const folder = mkdtempSync(join(root, '.reports/readme-'));

afterEach(() => {
  cleanup();
  localStorage.clear();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The test that a README shows, run as it stands there, with the app that it shows first.
for (const page of ['README.md', 'README.ko.md']) {
  const blocks = readBlocks(page, read(page));
  const app = blocks.find(({ files }) => files[0] === 'App.tsx');
  const test = blocks.find(({ files }) => files[0] === 'App.test.tsx');
  if (!app || !test) throw new Error(`${page} shows no test, or no app for it.`);
  const place = join(folder, page);
  mkdirSync(place);
  writeFileSync(join(place, 'App.tsx'), fromSources(app.code));
  writeFileSync(join(place, 'test.tsx'), fromSources(test.code));
  // Its own call of `it` puts it here.
  await import(/* @vite-ignore */ `${place}/test.tsx`);
}

function fromSources(code: string): string {
  return code
    .replace(/import '.*\.css';\n/, '')
    .replace(/from 'react-billing-key(\/\w+)?'/g, (_, entry = '') => `from '${root}/src${entry}/index.ts'`);
}
