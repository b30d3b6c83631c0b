import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PgRow } from '../../../src/iamport/pg/PgRow.js';
import { confidenceOf } from '../../../src/iamport/pg/pgConfidence.js';
import { type PgCode, pgTable } from '../../../src/iamport/pg/pgTable.js';

const rows = Object.entries(pgTable) as [PgCode, PgRow][];
const folder = resolve(import.meta.dirname, '../../../src/iamport/pg');

/** Every module that a module brings into the bundle. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/^import (?!type )[^;]*? from '(\..+?)\.js';$/gms);
  for (const [, path = ''] of imports) reach(resolve(file, '..', `${path}.ts`), seen);
  return seen;
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...texts(inner)])
    : [];
}

describe('pgTable', () => {
  it('carries no prose', () => {
    for (const text of texts(pgTable)) expect(text).toMatch(/^[\w.+%&|$=@[\]-]{1,40}$/);
    expect(JSON.stringify(pgTable).length).toBeLessThan(4600);
  });

  it.each(['decidePg', 'pgProblems', 'customPg'])(
    '%s brings in neither names nor sources, nor how sure they are',
    (name) => {
      const modules = [...reach(`${folder}/${name}.ts`)].map((file) => file.slice(folder.length + 1));
      expect(modules).toContain(`${name}.ts`);
      expect(modules.filter((file) => /names|facts|confidence/i.test(file))).toEqual([]);
    },
  );

  it('lets only the list of PGs bring in the names, and nothing at all the sources', () => {
    const modules = [...reach(`${folder}/listPgs.ts`)].map((file) => file.slice(folder.length + 1));
    expect(modules).toContain('pgNames.ts');
    expect(modules.filter((file) => /facts/i.test(file))).toEqual([]);
  });

  it.each(rows)('%s: a row with a disputed or unknown fact says so', (code, row) => {
    const isOpen = [row.desktop, row.phone].includes('disputed') || texts(row.amount).includes('unknown');
    if (isOpen) expect(confidenceOf(code)).toMatch(/medium|low/);
  });

  it.each(rows)('%s: rules by pay method cover exactly the pay methods', (_, row) => {
    const byMethod = typeof row.amount === 'string' ? undefined : Object.keys(row.amount);
    if (byMethod) expect(byMethod).toEqual(row.payMethods);
    for (const method of Object.keys(row.requiresFor ?? {})) expect(row.payMethods).toContain(method);
  });

  it.each(rows)('%s: only naverpay lets the request choose where the answer comes', (code, row) => {
    expect([row.desktop, row.phone].includes('either')).toBe(code === 'naverpay');
  });
});
