import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The modules of ours that have code in a page's bundle. */
async function bundled(entry: string, names: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: {
      contents: `import { ${names} } from './src/${entry}';\nglobalThis.used = [${names}];`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    minifySyntax: true,
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['react', 'react-dom', '@tanstack/react-query'],
    absWorkingDir: root,
  });
  const [output] = Object.values(metafile.outputs);
  return Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
}

describe('a production bundle', () => {
  it('of the button leaves out what the page does not use', async () => {
    const modules = await bundled('index.ts', 'SubscribeCardButton, BillingProvider');
    expect(modules).toContain('src/components/SubscribeCardButton.tsx');
    expect(
      modules.filter((path) => /listPgs|pgNames|pgFacts|usePending|useBillingReturn|doctor|testing/.test(path)),
    ).toEqual([]);
    expect(modules.filter((path) => /messages\/\w\w\.ts/.test(path))).toEqual(['src/core/messages/ko.ts']);
  });

  it('of the hook shows no words, so it brings none along', async () => {
    const modules = await bundled('index.ts', 'useBillingKey, BillingProvider');
    expect(modules).toContain('src/react/useBillingKey.ts');
    const words = modules.filter((path) => /src\/(components|core\/messages)\//.test(path));
    expect(words).toEqual(['src/core/messages/checkMessages.ts']);
  });

  it('of the core has no React in it', async () => {
    const modules = await bundled('core/index.ts', 'createBillingClient, createBillingFlow');
    expect(modules.filter((path) => !path.startsWith('src/core/') && path !== '<stdin>')).toEqual([]);
    expect(modules.filter((path) => /messages|doctor|listPgs|pgNames/.test(path))).toEqual([]);
  });
});
