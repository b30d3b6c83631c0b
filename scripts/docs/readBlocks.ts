/** A fenced block of a Markdown page, with what the comment above it says. */
export interface Block {
  /** The page, as it is named in messages. */
  readonly page: string;
  /** Where the block's first line is, counted from 1. */
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** `<!-- file: App.tsx charge.ts -->`: the block is App.tsx, and charge.ts gives on what it exports. */
  readonly files: readonly string[];
  /** `<!-- from: path -->`: the block quotes this file. */
  readonly from: string | undefined;
  /** `<!-- hidden: shop.ts … -->`: a file that examples lean on and no reader needs to see. */
  readonly isHidden: boolean;
  /** `<!-- given: … -->`, anywhere before: what a short example leaves out, and its reader has, to be checked with it. */
  readonly given: string | undefined;
}

const comment = /^<!--\s*(file|from):\s*(.+?)\s*-->$/;
const given = /<!--\s*given:\n([\s\S]*?)-->/g;
const hidden = /<!--\s*hidden:\s*(\S+)\n([\s\S]*?)-->/g;

/** Every fenced block of a page, in order, and then the hidden files. */
export function readBlocks(page: string, text: string): Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  const givens = [...text.matchAll(given)].map(({ 1: code, index }) => ({ code, line: lineOf(text, index) }));
  for (let index = 0; index < lines.length; index += 1) {
    const language = /^```(\w+)/.exec(lines[index] ?? '')?.[1];
    if (language === undefined) continue;
    const end = lines.indexOf('```', index + 1);
    if (end < 0) throw new Error(`${page}:${index + 1}: the block is never closed.`);
    const [, kind, names = ''] = comment.exec(lines[index - 1] ?? '') ?? [];
    blocks.push({
      page,
      line: index + 2,
      language,
      code: `${lines.slice(index + 1, end).join('\n')}\n`,
      files: kind === 'file' ? names.split(/\s+/) : [],
      from: kind === 'from' ? names : undefined,
      isHidden: false,
      given: givens.filter(({ line }) => line <= index).at(-1)?.code,
    });
    index = end;
  }
  for (const { 0: match, 1: file = '', 2: code = '', index } of text.matchAll(hidden)) {
    const line = lineOf(text, index + match.indexOf('\n') + 1);
    blocks.push({ page, line, language: 'ts', code, files: [file], from: undefined, isHidden: true, given: undefined });
  }
  return blocks;
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;
