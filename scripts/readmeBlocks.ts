/**
 * Type-checks the code of both READMEs, and of the pages whose code is complete, against `src`, as an app that imports the
 * package would be. Fails naming the block.
 */
import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import process from 'node:process';
import ts from 'typescript';
import { type Block, readBlocks } from './docs/readBlocks.js';

const root = resolve(import.meta.dirname, '..');
/** Pages of one group are one app: their files may import each other. */
const groups = [
  ['README.md'],
  ['README.ko.md'],
  ['docs/server/core.md', 'docs/server/nextjs.md'],
  ['docs/migration.md'],
  ['docs/migration.ko.md'],
];

let count = 0;
let hasFailed = false;
for (const pages of groups) check(pages);
if (hasFailed) process.exitCode = 1;
else console.log(`${count} blocks of ${groups.flat().length} pages compile.`);

function check(pages: readonly string[]): void {
  const blocks = pages
    .flatMap((page) => readBlocks(page, readFileSync(resolve(root, page), 'utf8')))
    .filter(({ language, from }) => /^tsx?$/.test(language) && from === undefined);
  count += blocks.length;

  // In memory only, in a folder from where the packages of this repository are found.
  const folder = resolve(root, '.blocks');
  const files = new Map([[resolve(folder, 'styles.d.ts'), 'export {};']]);
  const blockOf = new Map<string, Block>();
  for (const block of blocks) {
    const [name = `line-${block.line}.${block.language}`, ...aliases] = block.files;
    const path = resolve(folder, name);
    files.set(path, block.code);
    blockOf.set(path, block);
    for (const alias of aliases) {
      files.set(resolve(folder, alias), `export * from './${name.replace(/\.tsx?$/, '')}';`);
    }
  }

  const program = ts.createProgram([...blockOf.keys()], compilerOptions(folder), hostWith(files));
  for (const [path, block] of blockOf) {
    const source = program.getSourceFile(path);
    for (const problem of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
      hasFailed = true;
      const line = source?.getLineAndCharacterOfPosition(problem.start ?? 0).line ?? 0;
      console.error(
        `${block.page}:${block.line + line}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`,
      );
    }
  }
}

function compilerOptions(folder: string): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [resolve(root, 'node_modules/@types')],
    paths: { ...sourcesOfEntries(), 'react-billing-key/styles.css': [resolve(folder, 'styles.d.ts')] },
  };
}

/** `react-billing-key/testing` is `src/testing/index.ts`, and so on for every entry of package.json that has types. */
function sourcesOfEntries(): Record<string, string[]> {
  const { name, exports } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
  };
  return Object.fromEntries(
    Object.entries(exports).flatMap(([entry, target]) => {
      if (typeof target === 'string' || entry.endsWith('.css')) return [];
      const source = target.types.replace('./dist/', 'src/').replace(/\.d\.ts$/, '.ts');
      return [[name + entry.slice(1), [resolve(root, source)]]];
    }),
  );
}

function hostWith(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost({});
  const folders = new Set([...files.keys()].flatMap(ancestors));
  return {
    ...host,
    fileExists: (path) => files.has(path) || host.fileExists(path),
    directoryExists: (path) => folders.has(path) || (host.directoryExists?.(path) ?? false),
    readFile: (path) => files.get(path) ?? host.readFile(path),
    getSourceFile(path, target) {
      const text = files.get(path);
      return text === undefined ? host.getSourceFile(path, target) : ts.createSourceFile(path, text, target);
    },
  };
}

function ancestors(path: string): string[] {
  const folder = dirname(path);
  return relative(root, folder) === '' ? [] : [folder, ...ancestors(folder)];
}
