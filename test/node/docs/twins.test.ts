import { existsSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { sectionsOf } from '../../../scripts/docs/fillSections.js';
import { type Block, readBlocks } from '../../../scripts/docs/readBlocks.js';
import { listPages, type Page, read, root, withoutCode } from './pages.js';

// These are for whoever changes the package; the others are for whoever uses it, in both languages.
const forMaintainers = ['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md'];
const pages = listPages().filter(({ path }) => !forMaintainers.includes(path));
const isKorean = ({ path }: Page): boolean => path.endsWith('.ko.md');
const twinOf = (path: string): string =>
  path.endsWith('.ko.md') ? path.replace('.ko.md', '.md') : path.replace(/\.md$/, '.ko.md');

const twins = pages.filter(isKorean).flatMap((korean) => {
  const english = pages.find(({ path }) => path === twinOf(korean.path));
  return english ? [{ path: korean.path, korean, english }] : [];
});

describe('a page for users', () => {
  it('is there in both languages', () => {
    const alone = pages.filter(({ path }) => !existsSync(join(root, twinOf(path))));
    expect(alone.map(({ path }) => path)).toEqual([]);
  });

  it.each(pages)('$path leads to pages of its own language, and to its twin', ({ path, text }) => {
    const linked = linksOf(text).map((target) => normalize(join(dirname(path), target)));
    expect(linked).toContain(twinOf(path));
    const foreign = linked.filter((target) => {
      const isOwn = target.endsWith('.ko.md') === path.endsWith('.ko.md');
      return !isOwn && target !== twinOf(path) && existsSync(join(root, twinOf(target)));
    });
    expect(foreign).toEqual([]);
  });
});

it('the front page of the docs leads to every page but that of a single error', () => {
  const linked = linksOf(read('docs/README.md')).map((target) => normalize(join('docs', target)));
  const missing = pages
    .filter((page) => !isKorean(page) && page.path.startsWith('docs/') && page.path !== 'docs/README.md')
    .filter(({ path }) => !path.startsWith('docs/errors/') && !linked.includes(path));
  expect(missing.map(({ path }) => path)).toEqual([]);
});

describe.each(twins)('$path', ({ korean, english }) => {
  it('says the same as the English page, in the same order', () => {
    expect(shapeOf(korean)).toEqual(shapeOf(english));
  });

  it('shows the same code: only comments and texts for people may be Korean', () => {
    const codes = shownIn(english);
    for (const [at, block] of shownIn(korean).entries()) {
      const expected = tokensOf(codes[at] as Block);
      const shown = tokensOf(block).map((token, place) => (hangul.test(token) ? (expected[place] ?? token) : token));
      expect(shown, `${korean.path}:${block.line}`).toEqual(expected);
    }
  });
});

const hangul = /\p{Script=Hangul}/u;
/** Pages that a page leads to, from where it is. */
const linksOf = (text: string): string[] =>
  [...withoutCode(text).matchAll(/\]\(([\w./-]+\.md)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);

/** What the page calls by its name in code, in no order. */
function namesIn(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$|<!--[\s\S]*?-->/gm, '');
  const names = [...prose.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => !/\s/.test(name) && !hangul.test(name)).sort();
}

/** Code that a reader sees. */
const shownIn = ({ path, text }: Page): Block[] => readBlocks(path, text).filter(({ isHidden }) => !isHidden);

function shapeOf(page: Page) {
  const { path, text } = page;
  const targets = linksOf(text).filter((target) => target !== basename(twinOf(path)));
  return {
    headings: [...withoutCode(text).matchAll(/^(#+) /gm)].map(([, level]) => level),
    items: withoutCode(text)
      .match(/^ *(-|\d+\.) /gm)
      ?.map((mark) => mark.trim()),
    rows: withoutCode(text)
      .match(/^\|.*\|$/gm)
      ?.map((row) => row.split(/(?<!\\)\|/).length),
    blocks: shownIn(page).map(({ language, files, from }) => [language, files, from]),
    names: namesIn(text),
    sections: sectionsOf(text),
    links: [...new Set(targets.map((target) => target.replace('.ko.md', '.md')))].sort(),
  };
}

/** The code without its comments, word by word where TypeScript can read it, else line by line. */
function tokensOf({ language, code }: Block): string[] {
  if (/^[jt]sx?$/.test(language)) {
    // Korean comes without an import.
    const korean = code.replace(/\s+locale=\{en\}|(?<=import \{.*)\ben, |, en\b(?=.*from)/g, '');
    const source = ts.createSourceFile('block.tsx', korean, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX);
    return leavesOf(source, source);
  }
  const comments: Readonly<Record<string, RegExp>> = { sh: /(^|\s)#.*$/gm, sql: /--.*$/gm };
  return code
    .replace(comments[language] ?? /\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function leavesOf(node: ts.Node, source: ts.SourceFile): string[] {
  const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
  if (children.length > 0) return children.flatMap((child) => leavesOf(child, source));
  const text = node.getText(source).trim();
  return text === '' ? [] : [text];
}
