import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BillingServerError, billingServerErrorCodes } from '../../../src/server/errors.js';
import { read, root } from './pages.js';

describe('docs/errors/server', () => {
  it('has a page for each code, and none for another', () => {
    const pages = readdirSync(join(root, 'docs/errors/server'))
      .filter((name) => !/^README|\.ko\.md$/.test(name))
      .map((name) => name.replace(/\.md$/, ''));
    expect(pages.sort()).toEqual([...billingServerErrorCodes].sort());
  });

  it.each(billingServerErrorCodes)('%s: what happened, why, what to do, and the status it is answered with', (code) => {
    const page = read(`docs/errors/server/${code}.md`);
    const { status } = new BillingServerError(code, '');
    expect(page).toMatch(new RegExp(`^# \`${code}\`\n`));
    expect(page).toContain(`HTTP **${status}**`);
    for (const heading of ['What happened', 'Probable cause', 'What to do']) {
      expect(page).toMatch(new RegExp(`\n## ${heading}\n\n.`));
    }
    expect(read(`docs/errors/server/${code}.ko.md`)).toContain(`HTTP **${status}**`);
    for (const end of ['md', 'ko.md']) {
      expect(read(`docs/errors/server/README.${end}`)).toContain(`| [\`${code}\`](${code}.${end}) | ${status} |`);
    }
  });
});
