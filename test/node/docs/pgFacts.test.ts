import { describe, expect, it } from 'vitest';
import { pgFacts } from '../../../docs/data/pgFacts.js';
import type { PgRow } from '../../../src/iamport/pg/PgRow.js';
import { confidenceOf } from '../../../src/iamport/pg/pgConfidence.js';
import { type PgCode, pgTable } from '../../../src/iamport/pg/pgTable.js';
import { read } from './pages.js';

const codes = Object.keys(pgTable) as PgCode[];

describe('pgFacts', () => {
  it('covers the table and nothing else', () => {
    expect(Object.keys(pgFacts).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s cites documents for where the answer comes and what an amount does', (code) => {
    const row: PgRow = pgTable[code];
    const { sources } = pgFacts[code];
    const claims = new Set(sources.flatMap((source) => source.claims));
    for (const { document } of sources)
      expect(document).toMatch(/^(iamport|portone-io)\/[\w.-]+: \S+\.(md|mdx|json|tsx)/);
    if (![row.desktop, row.phone].every((channel) => channel === 'disputed')) expect(claims).toContain('channel');
    if (row.amount !== 'unknown') expect(claims).toContain('amount');
    if (row.limits) expect(claims).toContain('limits');
  });

  it.each(codes)('%s says what is open when something is', (code) => {
    const confidence = confidenceOf(code);
    const subjects = pgFacts[code].notes.map(([subject]) => subject);
    const isOpen = subjects.some((subject) => subject === 'dispute' || subject === 'documents');
    if (confidence !== 'high') expect(isOpen).toBe(true);
    if (confidence === 'low' && code !== 'payletter_global') expect(subjects).toContain('documents');
  });

  it.each(codes)('%s has its notes in both languages', (code) => {
    for (const [, { en, ko }] of pgFacts[code].notes) {
      expect(en).not.toMatch(/[가-힣]/);
      expect(ko).toMatch(/[가-힣]/);
    }
  });
});

describe('docs/pg.md', () => {
  it('has the same table and the same notes in both languages', () => {
    const shape = (text: string) =>
      text
        .split('\n')
        .map((line) => /^(\||- |#+ |<)/.exec(line)?.[0])
        .filter(Boolean);
    expect(shape(read('docs/pg.ko.md'))).toEqual(shape(read('docs/pg.md')));
  });
});
