/**
 * Writes the made sections of docs from the TSDoc of the sources and from docs/data, says in Korean what a test or a bench has
 * written into an English page, and lists the pages in llms.txt. `--check` writes nothing and fails when a page is stale, or a sentence has no Korean.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { createApiTables, korean } from './docs/apiTables.js';
import { fillSections, sectionOf } from './docs/fillSections.js';
import {
  koreanSection,
  missingKorean,
  sectionsKorean,
  sectionsKoreanFile,
  unusedKorean,
} from './docs/koreanSections.js';
import { llmsText } from './docs/llmsText.js';
import { pgSection } from './docs/pgTables.js';
import { portoneSection } from './docs/portoneTables.js';

const root = resolve(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');
const api = createApiTables({
  'react-billing-key': 'src/index.ts',
  'react-billing-key/testing': 'src/testing/index.ts',
  'react-billing-key/testing/server': 'src/testing/server/index.ts',
  // These have no table, and what they export says all the same what it is.
  'react-billing-key/v2': 'src/v2.ts',
  'react-billing-key/core': 'src/core/index.ts',
  'react-billing-key/iamport': 'src/iamport/index.ts',
  'react-billing-key/server': 'src/server/index.ts',
});

const pages = readdirSync(resolve(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => `docs/${path.replaceAll('\\', '/')}`);
const isKorean = (page: string): boolean => page.endsWith('.ko.md');
const written = new Map<string, string>();
// The English page first, whose sections the Korean one says.
for (const page of [...pages.filter((path) => !isKorean(path)), ...pages.filter(isKorean)]) {
  const before = readFileSync(resolve(root, page), 'utf8');
  const locale = isKorean(page) ? 'ko' : 'en';
  const english = isKorean(page) ? written.get(page.replace('.ko.md', '.md')) : undefined;
  const after = fillSections(before, (name) => {
    const made = api.section(name, locale) ?? pgSection(name, locale) ?? portoneSection(name, locale);
    const counted = made === undefined && english !== undefined ? sectionOf(english, name) : undefined;
    return counted === undefined ? made : koreanSection(counted);
  });
  written.set(page, after);
  put(page, before, after);
}
const llms = llmsText(readFileSync(resolve(root, 'README.md'), 'utf8'), written.get('docs/README.md') ?? '');
put('llms.txt', readFileSync(resolve(root, 'llms.txt'), 'utf8'), llms);

for (const name of api.undocumented()) fail(`${name} has no TSDoc: say what it is where it is declared.`);
keep('docs/data/apiKorean.json', korean, api.missing(), api.unused());
keep(sectionsKoreanFile, sectionsKorean, missingKorean(), unusedKorean());

function put(page: string, before: string, after: string): void {
  if (after === before) return;
  if (isCheck) fail(`${page} is stale: run \`npm run docs\` and commit what it writes.`);
  else writeFileSync(resolve(root, page), after);
}

/** Korean by the English that it stands for: all of it, and no more. */
function keep(
  file: string,
  sentences: Record<string, string>,
  missing: Iterable<string>,
  unused: Iterable<string>,
): void {
  for (const sentence of missing) fail(`${file} lacks the Korean of ${JSON.stringify(sentence)}`);
  for (const sentence of unused) {
    if (isCheck) fail(`${file} has what is said nowhere any more: \`npm run docs\` takes it out.`);
    else delete sentences[sentence];
  }
  if (!isCheck) writeFileSync(resolve(root, file), `${JSON.stringify(sentences, null, 2)}\n`);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
