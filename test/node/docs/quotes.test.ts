import { describe, expect, it } from 'vitest';
import { readBlocks } from '../../../scripts/docs/readBlocks.js';
import { listPages, read } from './pages.js';

const quotes = listPages()
  .flatMap(({ path, text }) => readBlocks(path, text))
  .flatMap(({ page, line, code, from }) => (from === undefined ? [] : [{ where: `${page}:${line}`, code, from }]));

describe('code that a page quotes', () => {
  it('is there to be checked', () => {
    expect(quotes.length).toBeGreaterThan(10);
  });

  it.each(quotes)('$where is what $from says', ({ code, from }) => {
    expect(read(from)).toContain(code);
  });
});
