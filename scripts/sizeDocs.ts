import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';
import { bundleParts, type SizePart } from './size/bundleParts.js';
import { writeSection } from './writeSection.js';

/** Writes into docs/performance.md what each part of the built package weighs in the three imports that have a limit. */

const imports = {
  core: ['core/index.js', 'createBillingClient, createBillingFlow'],
  hook: ['index.js', 'useBillingKey, BillingProvider'],
  button: ['index.js', 'SubscribeCardButton, BillingProvider'],
} as const;

type ImportName = keyof typeof imports;

const root = new URL('..', import.meta.url);
const total = {} as Record<ImportName, number>;
const weights = new Map<SizePart, Partial<Record<ImportName, number>>>(bundleParts.map((part) => [part, {}]));

for (const name of Object.keys(imports) as ImportName[]) {
  const modules = await bundle(name);
  total[name] = await gzipped(modules.map(({ code }) => code));
  for (const part of bundleParts) {
    const rest = modules.filter(({ path }) => partOf(path) !== part);
    if (rest.length === modules.length) continue;
    const weight = total[name] - (await gzipped(rest.map(({ code }) => code)));
    weights.set(part, { ...weights.get(part), [name]: weight });
  }
}

const rows = [...weights].map(
  ([part, weight]) =>
    `| ${part.name} | ${cell(weight.core)} | ${cell(weight.hook)} | ${cell(weight.button)} | ${part.buys} |`,
);
const table = [
  '| part | core | hook and provider | button and provider | what it buys |',
  '| --- | ---: | ---: | ---: | --- |',
  ...rows,
  `| **all of it** | **${cell(total.core)}** | **${cell(total.hook)}** | **${cell(total.button)}** | |`,
].join('\n');
await writeSection(new URL('docs/performance.md', root), 'size', table);
console.log(table);

interface BundledModule {
  readonly path: string;
  readonly code: string;
}

/** The bundle, cut at the comments that name each module; only the whitespace is left to take away. */
async function bundle(name: ImportName): Promise<BundledModule[]> {
  const [entry, names] = imports[name];
  const { outputFiles } = await build({
    stdin: {
      contents: `import { ${names} } from './dist/${entry}';\nglobalThis.used = [${names}];`,
      resolveDir: root.pathname,
      loader: 'js',
    },
    bundle: true,
    write: false,
    format: 'esm',
    charset: 'utf8',
    minifySyntax: true,
    minifyIdentifiers: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['react', 'react-dom', '@tanstack/react-query'],
    absWorkingDir: root.pathname,
  });
  const text = outputFiles[0]?.text ?? '';
  return text
    .split(/^\/\/ (?=(?:dist\/|<stdin>))/m)
    .slice(1)
    .map((section) => {
      const at = section.indexOf('\n');
      return { path: section.slice(0, at).replace('dist/', ''), code: section.slice(at + 1) };
    });
}

async function gzipped(codes: readonly string[]): Promise<number> {
  const { code } = await transform(codes.join('\n'), { minifyWhitespace: true, charset: 'utf8', format: 'esm' });
  return gzipSync(code, { level: 9 }).length;
}

function partOf(path: string): SizePart | undefined {
  return bundleParts.find(({ paths }) => paths.test(path));
}

function cell(bytes: number | undefined): string {
  return bytes === undefined ? '' : `${(bytes / 1000).toFixed(2)} kB`;
}
