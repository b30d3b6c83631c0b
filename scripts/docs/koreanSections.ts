import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** What the tests and benches write into the English pages, by sentence or cell; `#` stands for a number, `…` for code. */
export const sectionsKoreanFile = 'docs/data/sectionsKorean.json';
const root = resolve(import.meta.dirname, '../..');
export const sectionsKorean = JSON.parse(readFileSync(resolve(root, sectionsKoreanFile), 'utf8')) as Record<
  string,
  string
>;

const used = new Set<string>();
const missing = new Set<string>();

/** A section of an English page in Korean: the same lines and cells, the same numbers. */
export function koreanSection(english: string): string {
  return english
    .trim()
    .split(/\n\n+/)
    .map((part) =>
      part.startsWith('|') ? part.split('\n').map(koreanRow).join('\n') : korean(part.replace(/\n/g, ' ')),
    )
    .join('\n\n');
}

/** What has no Korean yet, and Korean of what is said nowhere any more. */
export const missingKorean = (): string[] => [...missing];
export const unusedKorean = (): string[] => Object.keys(sectionsKorean).filter((sentence) => !used.has(sentence));

function koreanRow(row: string): string {
  return row.replace(/(?<=\| )[^|]+(?= \|)/g, korean);
}

function korean(text: string): string {
  // A number, a name in code or a dash is the same in every language.
  if (!/[A-Za-z]/.test(text.replace(/`[^`]*`/g, ''))) return text;
  const values = text.match(kept) ?? [];
  const sentence = text in sectionsKorean ? text : text.replace(kept, (value) => (value.startsWith('`') ? code : '#'));
  used.add(sentence);
  const said = sectionsKorean[sentence];
  if (said === undefined) missing.add(sentence);
  if (sentence === text || said === undefined) return said ?? text;
  return said.replace(new RegExp(`${code}|#`, 'g'), () => values.shift() ?? '#');
}

const code = '`…`';
/** Code and numbers, which keep their order. */
const kept = /`[^`]*`|\d[\d.,]*\d|\d/g;
