import { readFileSync } from 'node:fs';

/** A small change of the sources, and whether a test noticed it. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** `line:column-line:column`, as Stryker's `--mutate` takes it: lines from 1, columns from 0. */
  readonly place: string;
  /** `original → replacement`, each in one line and shortened: what names the mutant, so that a moved line does not matter. */
  readonly change: string;
  /** `ignored`: made while a module loads, where no single test can be said to cover it. */
  readonly fate: 'caught' | 'survived' | 'ignored';
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema */
interface Report {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly status: string;
          /** True when it is part of what a module does while it loads, perhaps among other things. */
          readonly static?: boolean;
          readonly replacement?: string;
          readonly location: { readonly start: Position; readonly end: Position };
        }[];
      }
    >
  >;
}

const fates: Readonly<Record<string, Mutant['fate']>> = {
  Killed: 'caught',
  // A mutant that never ends is noticed by everybody.
  Timeout: 'caught',
  RuntimeError: 'caught',
  Survived: 'survived',
  NoCoverage: 'survived',
  Ignored: 'ignored',
};

/** The mutants of a report of Stryker. */
export function readMutants(path: string): Mutant[] {
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.map(({ status, static: isStatic = false, replacement = '', location }) => {
      // Tried, if at all, by the few tests that load the module anew: that says nothing about the others.
      const fate = isStatic ? 'ignored' : fates[status];
      if (!fate) throw new Error(`${path}: a mutant of ${file}:${location.start.line} has the status ${status}.`);
      return {
        file,
        line: location.start.line,
        place: `${placeOf(location.start)}-${placeOf(location.end)}`,
        change: `${short(textAt(lines, location))} → ${short(replacement)}`,
        fate,
      };
    });
  });
}

function placeOf({ line, column }: Position): string {
  return `${line}:${column - 1}`;
}

/** A mutant that several runs have tried is caught if one of them caught it. */
export function bestOf(all: readonly Mutant[]): Mutant[] {
  const found = new Map<string, Mutant>();
  for (const mutant of all) {
    const key = `${mutant.file}:${mutant.place} ${mutant.change}`;
    if (found.get(key)?.fate !== 'caught') found.set(key, mutant);
  }
  return [...found.values()];
}

function textAt(lines: readonly string[], { start, end }: { start: Position; end: Position }): string {
  const cut = lines.slice(start.line - 1, end.line);
  cut[cut.length - 1] = (cut.at(-1) ?? '').slice(0, end.column - 1);
  cut[0] = (cut[0] ?? '').slice(start.column - 1);
  return cut.join('\n');
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 70 ? `${line.slice(0, 50)} … ${line.slice(-15)}` : line;
}
