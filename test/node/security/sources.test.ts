import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(tsx?|html)$/.test(file))
  .map((file) => ({ file, text: withoutComments(readFileSync(join(root, 'src', file), 'utf8')) }));

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function filesWith(pattern: RegExp): string[] {
  return sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
}

describe('the sources', () => {
  it.each([
    ['markup made from text', /\b(inner|outer)HTML\b|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write/],
    ['code made from text', /\beval\s*\(|new Function\b|set(Timeout|Interval)\(\s*['"`]/],
    ['an inline handler', /setAttribute\(\s*['"`]on|<[a-z][^>]*\son[a-z]+\s*=\s*["']/],
    ['a script in a page', /<script(?![^>]*\bsrc=)[^>]*>/],
  ])('hold nothing that is %s', (_what, pattern) => {
    expect(filesWith(pattern)).toEqual([]);
  });

  it('style nothing inline', () => {
    // Through the object model, which no CSP forbids. The fakes copy the real SDK; the payment window is lifted out of a dialog.
    const allowed = [
      'iamport/reachDialog.ts',
      'testing/engine/createDialog.ts',
      'testing/window/phonePage.ts',
      'testing/portone/window/drawPortOneWindow.ts',
    ];
    expect(filesWith(/\bstyle\.[a-z]|cssText|createElement\(\s*['"]style|setAttribute\(\s*['"]style/i)).toEqual(
      allowed.map((path) => join(...path.split('/'))),
    );
  });

  it('set the source of one script only, the one of the SDK', () => {
    expect(filesWith(/\.src\s*=[^=]/)).toEqual([join('core', 'lib', 'loadScript.ts')]);
  });
});

describe('package.json', () => {
  it('brings nothing along, and runs nothing where it is installed', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).not.toHaveProperty('optionalDependencies');
    for (const hook of ['preinstall', 'install', 'postinstall']) expect(manifest.scripts).not.toHaveProperty(hook);
  });
});
