/**
 * Writes docs/pg.md and docs/pg.ko.md from the facts in src/core/pg. `--check` writes nothing and fails when one of them is
 * stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { renderPgDocs } from './renderPgDocs.js';

const files = { en: 'docs/pg.md', ko: 'docs/pg.ko.md' } as const;
const isCheck = process.argv.includes('--check');

for (const locale of ['en', 'ko'] as const) {
  const path = resolve(import.meta.dirname, '..', files[locale]);
  const page = renderPgDocs(locale);
  if (!isCheck) {
    writeFileSync(path, page);
  } else if (read(path) !== page) {
    console.error(`${files[locale]} is stale: run \`npx tsx scripts/pgDocs.ts\` and commit what it writes.`);
    process.exitCode = 1;
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
