import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';

const file = fileURLToPath(new URL('../../../../docs/reliability.md', import.meta.url));
const isWriting = process.env.RELIABILITY === 'write';

/** A table of `docs/reliability.md`, found by the comment above it: its lines, cell by cell, and where they are. */
interface Table {
  readonly lines: string[];
  readonly from: number;
  readonly cells: string[][];
}

/**
 * Compares what was measured with what the document says, so that no sentence in it outlives the truth. With
 * `RELIABILITY=write` (and `--workers=1`, for one file has one writer) the document is changed instead.
 */
export function measured(table: string, row: string, column: string, cell: string): void {
  const { lines, from, cells } = read(table);
  const [header = []] = cells;
  const at = header.indexOf(column);
  expect(at, `the column "${column}" of the table "${table}"`).toBeGreaterThan(0);
  const line = cells.findIndex(([name]) => name === row);
  if (!isWriting) {
    expect(cells[line]?.[at], `docs/reliability.md, "${row}", "${column}"`).toBe(cell);
    return;
  }
  const written = cells[line] ?? [row, ...header.slice(1).map(() => '–')];
  written[at] = cell;
  lines.splice(from + (line < 0 ? cells.length : line), line < 0 ? 0 : 1, `| ${written.join(' | ')} |`);
  writeFileSync(file, lines.join('\n'));
}

/** The rows of a table, by name: a row that nobody measures any more is as wrong as a wrong number. */
export function rowsOf(table: string): string[] {
  return read(table)
    .cells.slice(2)
    .map(([name = '']) => name);
}

function read(table: string): Table {
  const lines = (existsSync(file) ? readFileSync(file, 'utf8') : '').split('\n');
  const mark = lines.indexOf(`<!-- write: ${table} -->`);
  expect(mark, `the table "${table}" in docs/reliability.md`).toBeGreaterThanOrEqual(0);
  const from = lines.findIndex((line, index) => index > mark && line.startsWith('|'));
  const end = lines.findIndex((line, index) => index > from && !line.startsWith('|'));
  const cells = lines.slice(from, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return { lines, from, cells };
}
