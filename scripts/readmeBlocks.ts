/**
 * Type-checks the code of both READMEs and of docs against `src`, as an app that imports the package would be. Fails naming the
 * page and its line.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import ts from 'typescript';
import { readBlocks } from './docs/readBlocks.js';

const root = resolve(import.meta.dirname, '..');
/** Pages of one group are one app: their files may import each other. */
const app = ['README', 'docs/custom-checkout', 'docs/customers', 'docs/phone', 'docs/languages', 'docs/storybook'];
const together = [
  app.map((page) => `${page}.md`),
  app.map((page) => `${page}.ko.md`),
  ['docs/server/core.md', 'docs/server/nextjs.md'],
  ['docs/server/core.ko.md', 'docs/server/nextjs.ko.md'],
];
// Every other page by itself. Its Korean twin shows the same code, which a test holds it to.
const alone = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .map((path) => `docs/${path.replaceAll('\\', '/')}`)
  .filter((page) => page.endsWith('.md') && !page.endsWith('.ko.md') && !together.flat().includes(page));
const groups = [...together, ...alone.map((page) => [page])];

/** `react-billing-key/testing` is `src/testing/index.ts`, and so on for every entry of package.json that has types. */
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
};
const entries: Record<string, string[]> = Object.fromEntries(
  Object.entries(manifest.exports).flatMap(([entry, target]) => {
    if (typeof target === 'string' || entry.endsWith('.css')) return [];
    const source = target.types.replace('./dist/', 'src/').replace(/\.d\.ts$/, '.ts');
    return [[manifest.name + entry.slice(1), [join(root, source)]]];
  }),
);

// Inside the repository, so that its packages are found from there.
mkdirSync(join(root, '.reports'), { recursive: true });
const folder = mkdtempSync(join(root, '.reports/blocks-'));
writeFileSync(join(folder, 'styles.d.ts'), 'export {};');
/** Where each file stands on its page. */
const places = new Map<string, string>();
/** Those that show a part of what their reader writes: not all that is declared is used. */
const short = new Set<string>();
for (const [index, pages] of groups.entries()) {
  for (const page of pages) {
    for (const { line, language, code, files, from, given } of readBlocks(
      page,
      readFileSync(join(root, page), 'utf8'),
    )) {
      if (!/^tsx?$/.test(language) || from !== undefined) continue;
      const [name = `${page.replace(/\W/g, '-')}-${line}.${language}`, ...aliases] = files;
      const file = join(folder, String(index), name);
      mkdirSync(dirname(file), { recursive: true });
      // A problem is told on the line of the page.
      const before = given?.replaceAll('\n', ' ') ?? '';
      writeFileSync(file, '\n'.repeat(line - 1) + before + code);
      places.set(file, page);
      if (given !== undefined) short.add(file);
      for (const alias of aliases) {
        writeFileSync(join(folder, String(index), alias), `export * from './${name.replace(/\.tsx?$/, '')}';`);
      }
    }
  }
}

const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent({ ...config.config, include: [] }, ts.sys, root);
const program = ts.createProgram([...places.keys()], {
  ...options,
  noUnusedLocals: true,
  types: ['node', 'vite/client'],
  paths: { ...entries, 'react-billing-key/styles.css': [join(folder, 'styles.d.ts')] },
});
const problems = [...places.keys()].flatMap((file) => {
  const source = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
});
for (const { file, start = 0, messageText, reportsUnnecessary } of problems) {
  if (reportsUnnecessary && short.has(file?.fileName ?? '')) continue;
  const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
  process.exitCode = 1;
  console.error(`${places.get(file?.fileName ?? '')}:${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}
rmSync(folder, { recursive: true });
if (process.exitCode === undefined)
  console.log(`${places.size} blocks of ${new Set(places.values()).size} pages compile.`);
