import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read } from './pages.js';

const root = join(import.meta.dirname, '../../..');
const folders = ['bench', 'docs', 'examples', 'scripts', 'src', 'stories', 'test'];
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
);

function namesIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort();
}

/** The body of an interface or a type. */
function declaration(path: string, start: string): string {
  const source = read(path);
  const at = source.indexOf(start);
  expect(at, `${start} in ${path}`).toBeGreaterThan(-1);
  return source.slice(at, source.indexOf('\n\n', at));
}

describe('the classes of the parts', () => {
  const worn = namesIn(
    files
      .filter((path) => /^src\/components\/.*\.tsx?$/.test(path))
      // In strings: a comment says nothing to a browser.
      .flatMap((path) => read(path).match(/(?<=(?:class|className|ownClass)[^\n]*)["'`][^"'`\n]*["'`]/gi) ?? [])
      .join('\n'),
    /(rbk-[a-z-]+)/g,
  );

  it('are all on the page about styling, and no others', () => {
    expect(namesIn(read('docs/styling.md'), /(?<!-)\b(rbk-[a-z-]+)/g)).toEqual(worn);
  });

  it('are what the stylesheet has rules for', () => {
    const styled = namesIn(read('src/styles.css'), /\.(rbk-[a-z-]+)/g);
    expect(styled.filter((name) => !worn.includes(name))).toEqual([]);
  });
});

describe('docs/server.md', () => {
  const page = read('docs/server.md');
  const notNamed = (names: string[]) => names.filter((name) => !new RegExp(`\`${name}\\b`).test(page));

  it('names every option', () => {
    const options = declaration('src/server/BillingServerOptions.ts', 'interface BillingServerOptions');
    const names = namesIn(options, /^ {2}readonly (\w+)\??:/gm);
    expect(names).toContain('price');
    expect(notNamed(names)).toEqual([]);
  });

  it('names every event', () => {
    const stored = declaration('src/server/event/BillingServerEvent.ts', 'type StoredEventType');
    const mails = declaration('src/server/subscription/mails.ts', 'type SubscriptionMailType');
    const names = namesIn(stored + mails, /^ {2}\| '(\w+)'/gm);
    expect(names).toEqual(expect.arrayContaining(['charge_paid', 'renewed']));
    expect(notNamed(names)).toEqual([]);
  });
});

describe('docs/server/contract.md', () => {
  it.each([
    ['src/server/order/Orders.ts', 'interface OrderView '],
    ['src/server/order/Orders.ts', 'interface Receipt '],
    ['src/server/card/Cards.ts', 'interface CardView '],
    ['src/server/subscription/SubscriptionView.ts', 'interface SubscriptionView '],
  ])('names every field of %s, %s', (path, start) => {
    const page = read('docs/server/contract.md');
    const names = namesIn(declaration(path, start), /^ {2}readonly (\w+):/gm);
    expect(names).toContain(start.includes('Card') ? 'cardId' : 'planId');
    expect(names.filter((name) => !new RegExp(`[{,]\\s${name}\\b`).test(page))).toEqual([]);
  });
});

describe.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s', (path) => {
  it('names files that exist', () => {
    const named = namesIn(read(path), /`((?:[\w.-]+\/)*[\w.-]+\.(?:tsx?|json|css))`/g);
    const known = [...files, ...readdirSync(root)].map((file) => `/${file}`);
    expect(named.filter((name) => !known.some((file) => file.endsWith(`/${name}`)))).toEqual([]);
  });
});
