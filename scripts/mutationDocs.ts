/**
 * Writes into docs/mutation.md what the last `npm run test:mutation` found. Fails where fewer than 90 % of the mutants were
 * caught, and where one survived without a reason in test/mutation/survivors.json.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { bestOf, type Mutant, readMutants } from './mutation/readMutants.js';
import { writeSection } from './writeSection.js';

/** By file: what survives, and why that is right. */
type Reasons = Readonly<Record<string, Readonly<Record<string, string>>>>;

const root = new URL('..', import.meta.url);
const enough = 90;
const folders = ['src/core', 'src/react'];

const runs = JSON.parse(readFileSync(new URL('test/mutation/runs.json', root), 'utf8')) as Record<string, unknown>;
const reportOf = (run: string) => resolve(root.pathname, `reports/mutation/${run}.json`);
const missing = Object.keys(runs).filter((run) => !existsSync(reportOf(run)));
const mutants = bestOf(
  Object.keys(runs)
    .filter((run) => !missing.includes(run))
    .flatMap((run) => readMutants(reportOf(run))),
);
const reasons = JSON.parse(readFileSync(new URL('test/mutation/survivors.json', root), 'utf8')) as Reasons;
const survivors = mutants.filter(({ fate }) => fate === 'survived');

const note = missing.length > 0 ? `Runs without a result, which the table lacks: ${missing.join(', ')}.` : '';
const text = [note, table(), ...survivorsByFile()].filter(Boolean).join('\n\n');
await writeSection(new URL('docs/mutation.md', root), 'mutation', text);
if (missing.length > 0) fail(`No result of these runs: ${missing.join(', ')}. Run \`npm run test:mutation\`.`);

for (const folder of folders) {
  const share = caughtOf(mutants.filter(({ file }) => file.startsWith(`${folder}/`)));
  console.log(`${folder}: ${share.toFixed(1)} % caught`);
  if (!(share >= enough)) fail(`${folder}: fewer than ${enough} % of the mutants were caught.`);
}
for (const { file, line, change } of survivors.filter((mutant) => !reasonOf(mutant))) {
  fail(`${file}:${line} survives, and test/mutation/survivors.json gives no reason:\n  ${JSON.stringify(change)}`);
}
for (const [file, changes] of Object.entries(reasons)) {
  for (const change of Object.keys(changes)) {
    if (survivors.some((mutant) => mutant.file === file && mutant.change === change)) continue;
    fail(`test/mutation/survivors.json: this does not survive in ${file} any more:\n  ${JSON.stringify(change)}`);
  }
}

function table(): string {
  const rows = byFile(mutants).map(([file, all]) => row(`\`${file}\``, all));
  // A part of a folder is no measure of it.
  const totals = (missing.length > 0 ? [] : folders).map((folder) =>
    row(
      `**all of \`${folder}\`**`,
      mutants.filter(({ file }) => file.startsWith(`${folder}/`)),
    ),
  );
  return ['| file | mutants | caught | survived | |', '| --- | ---: | ---: | ---: | ---: |', ...rows, ...totals].join(
    '\n',
  );
}

function row(name: string, all: readonly Mutant[]): string {
  const count = (fate: Mutant['fate']) => all.filter((mutant) => mutant.fate === fate).length;
  const tried = all.length - count('ignored');
  return `| ${name} | ${tried} | ${count('caught')} | ${count('survived')} | ${tried ? `${caughtOf(all).toFixed(1)} %` : ''} |`;
}

/** Of a hundred mutants that were tried. */
function caughtOf(all: readonly Mutant[]): number {
  const tried = all.filter(({ fate }) => fate !== 'ignored');
  return (100 * tried.filter(({ fate }) => fate === 'caught').length) / tried.length;
}

function survivorsByFile(): string[] {
  return byFile(survivors).map(([file, all]) => {
    const lines = all.map(
      (mutant) => `- line ${mutant.line}, ${code(mutant.change)}: ${reasonOf(mutant) ?? 'no reason yet'}`,
    );
    return [`### \`${file}\``, [...new Set(lines)].join('\n')].join('\n\n');
  });
}

function byFile(all: readonly Mutant[]): [file: string, mutants: Mutant[]][] {
  const files = [...new Set(all.map(({ file }) => file))].sort();
  return files.map((file) => [file, all.filter((mutant) => mutant.file === file)]);
}

function reasonOf({ file, change }: Mutant): string | undefined {
  return reasons[file]?.[change];
}

/** Markdown's code, around text that may have backticks in it. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
