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

/** What belongs to a customer's cards and subscriptions, and to nothing else. */
const isOfCards = (path: string) =>
  /savedCards|components\/subscription|pastDue|manage\/|manageApi|RegistrationPlace|Question|useKeptFocus|use(SavedCards|Subscription|PastDue)/.test(
    path,
  );

describe('a production bundle', () => {
  it('of the button leaves out what the page does not use', async () => {
    const modules = await bundled('index.ts', 'SubscribeCardButton, BillingProvider');
    expect(modules).toContain('src/components/SubscribeCardButton.tsx');
    expect(
      modules.filter((path) => /listPgs|pgNames|usePending|useBillingReturn|devWarnings|testing/.test(path)),
    ).toEqual([]);
    expect(modules.filter((path) => /messages\/\w\w\.ts/.test(path))).toEqual(['src/core/messages/ko.ts']);
    expect(modules.filter(isOfCards)).toEqual([]);
  });

  it.each(['', ', en', ', billingApi', ', OrderSummary, Consent'])(
    'of the button%s has nothing of cards and subscriptions',
    async (more) => {
      for (const entry of ['index.ts', 'v2.ts']) {
        const modules = await bundled(entry, `SubscribeCardButton, BillingProvider${more}`);
        expect(modules.filter(isOfCards), entry).toEqual([]);
      }
    },
  );

  it('of one group of parts leaves out the others, and every language but Korean', async () => {
    const groups = { savedCards: 'CardManager', subscription: 'Subscription', pastDue: 'PastDue' };
    for (const [folder, name] of Object.entries(groups)) {
      const modules = await bundled('index.ts', `${name}, BillingProvider`);
      const others = Object.keys(groups).filter((other) => other !== folder);
      // What a card is called is said everywhere.
      const rest = modules.filter((path) => !path.endsWith('cardLabel.ts'));
      expect(
        rest.filter((path) => others.some((other) => path.includes(`components/${other}/`))),
        name,
      ).toEqual([]);
      expect(
        rest.filter((path) => /manage(En|Ja|Zh)|messages\/(en|ja|zh)\.ts/.test(path)),
        name,
      ).toEqual([]);
    }
  });

  it('of a hook for cards or subscriptions has no words and no button', async () => {
    const modules = await bundled('index.ts', 'useSavedCards, useSubscription, usePastDue, BillingProvider');
    expect(modules.filter((path) => /src\/(components|core\/messages)\//.test(path))).toEqual([
      'src/core/messages/checkMessages.ts',
    ]);
  });

  it('of the hook shows no words, so it brings none along', async () => {
    const modules = await bundled('index.ts', 'useBillingKey, BillingProvider');
    expect(modules).toContain('src/react/useBillingKey.ts');
    const words = modules.filter((path) => /src\/(components|core\/messages)\//.test(path));
    expect(words).toEqual(['src/core/messages/checkMessages.ts']);
  });

  it('of the core has no React in it', async () => {
    const modules = await bundled('core/index.ts', 'createBillingClient, createPlace');
    expect(modules.filter((path) => !path.startsWith('src/core/') && path !== '<stdin>')).toEqual([]);
    expect(modules.filter((path) => /messages|devWarnings|listPgs|pgNames/.test(path))).toEqual([]);
  });
});
