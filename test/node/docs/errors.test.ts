import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BillingKeyError, type BillingKeyErrorCode } from '../../../src/core/errors/BillingKeyError.js';
import { en } from '../../../src/core/messages/en.js';
import { read, root } from './pages.js';

// Complete by its type: a language without a sentence for a code does not compile.
const codes = Object.keys(en.errors) as BillingKeyErrorCode[];

describe('docs/errors', () => {
  it('has a page for each code, and none for another', () => {
    const pages = readdirSync(join(root, 'docs/errors'))
      .filter((name) => name.endsWith('.md') && !/^README|\.ko\.md$/.test(name))
      .map((name) => name.replace(/\.md$/, ''));
    expect(pages.sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s: what happened, why, and what to do', (code) => {
    const page = read(`docs/errors/${code}.md`);
    expect(page).toMatch(new RegExp(`^# \`${code}\`\n`));
    for (const heading of ['What happened', 'Probable cause', 'What to do']) {
      expect(page).toMatch(new RegExp(`\n## ${heading}\n\n.`));
    }
  });

  it.each(codes)('%s: says as the code does whether trying again makes sense', (code) => {
    const { retryable } = new BillingKeyError(code, undefined);
    for (const end of ['md', 'ko.md']) {
      expect(read(`docs/errors/${code}.${end}`)).toContain(`\`retryable\`: **${retryable}**`);
      const rows = read(`docs/errors/README.${end}`)
        .split('\n')
        .filter((row) => row.startsWith(`| [\`${code}\`](${code}.${end}) |`));
      expect(rows).toEqual([expect.stringMatching(new RegExp(`\\| \`${retryable}\` \\|$`))]);
    }
  });

  it('is where the message of a production build points to', () => {
    expect(new BillingKeyError('refused', undefined).message).toContain('docs/errors/refused.md');
  });
});
