import { readFileSync, writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { fillSections } from '../../scripts/docs/fillSections.js';

const file = new URL('../../docs/reliability.md', import.meta.url);
const engines = ['Chromium', 'Firefox', 'WebKit'];

/** Cells by the name of the case, and then by the engine. */
type Table = Map<string, Map<string, string>>;

/**
 * Compares what was seen with the table of `docs/reliability.md`. With `RELIABILITY=write` the table is written instead, with
 * the versions above it; what was left out stays as it was.
 */
export class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const seen: Table = new Map();
    const versions = new Map<string, string>();
    for (const test of tests) {
      const { cell, version } = test.meta();
      const [engine = ''] = test.fullName.split(' > ');
      if (version) versions.set(engine, version.replace(/^.*\//, ''));
      if (test.result().state === 'failed') continue;
      if (cell) seen.set(test.name, (seen.get(test.name) ?? new Map<string, string>()).set(engine, cell));
    }
    const isWriting = process.env.RELIABILITY === 'write';
    if (isWriting) write([...new Set(tests.map(({ name }) => name))], seen, versions);
    else compare(seen);
  }
}

function write(names: readonly string[], seen: Table, versions: Map<string, string>): void {
  const { rows, told } = read();
  const known = new Map(
    [...told.matchAll(/(\w+) ([\d.]+\d)/g)].map(([, engine = '', version = '']) => [engine, version]),
  );
  const said = engines.map((engine) => `${engine} ${versions.get(engine) ?? known.get(engine) ?? 'not yet'}`);
  const body = names.map((name) => [
    name,
    ...engines.map((engine) => seen.get(name)?.get(engine) ?? rows.get(name)?.get(engine) ?? '–'),
  ]);
  const table = [['What is done', ...engines], ['', ...engines].map(() => '---'), ...body].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  const page = readFileSync(file, 'utf8');
  const content = [`Seen in ${said.join(', ')}.`, '', ...table].join('\n');
  writeFileSync(
    file,
    fillSections(page, (name) => (name === 'engines' ? content : undefined)),
  );
}

function compare(seen: Table): void {
  const { rows } = read();
  for (const [name, cells] of seen) {
    for (const [engine, cell] of cells) {
      const written = rows.get(name)?.get(engine);
      if (written === cell) continue;
      console.error(`docs/reliability.md, "${name}", ${engine}: the page says "${written}", seen was "${cell}".`);
      process.exitCode = 1;
    }
  }
}

/** The table as it stands on the page, and the line above it. */
function read(): { rows: Table; told: string } {
  const [, content = ''] = /<!-- write: engines -->(.*?)<!-- \/write -->/s.exec(readFileSync(file, 'utf8')) ?? [];
  const lines = content.trim().split('\n');
  const cells = lines
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return {
    rows: new Map(
      cells.map(([name = '', ...row]) => [name, new Map(engines.map((engine, at) => [engine, row[at] ?? '']))]),
    ),
    told: lines[0] ?? '',
  };
}
