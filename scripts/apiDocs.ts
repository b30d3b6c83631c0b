/**
 * Writes the API tables of README.md and README.ko.md from the TSDoc of the sources. `--check` writes nothing and fails when
 * one of them is stale, or when a sentence has no Korean in docs/apiKorean.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { english, korean } from './docs/apiWords.js';
import { readApi } from './docs/readApi.js';
import { renderApi } from './docs/renderApi.js';

const root = resolve(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');
const api = readApi(root);
const ko = korean();

put('README.md', renderApi(api, english));
put('README.ko.md', renderApi(api, ko));
complain('has no Korean', ko.missing);
complain('is said nowhere any more', ko.unused());

function put(file: string, tables: string): void {
  const path = resolve(root, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(
    /(<!-- api -->\n)[\s\S]*?(<!-- \/api -->)/,
    (_, open, close) => `${open}\n${tables}\n\n${close}`,
  );
  if (!after.includes(tables)) throw new Error(`${file} has no place for the tables: <!-- api --> and <!-- /api -->.`);
  if (!isCheck) writeFileSync(path, after);
  else if (after !== before) fail(`${file} is stale: run \`npm run docs\` and commit what it writes.`);
}

function complain(what: string, sentences: readonly string[]): void {
  for (const sentence of new Set(sentences))
    fail(`scripts/docs/apiKorean.json: this ${what}:\n  ${JSON.stringify(sentence)}`);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
