import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { listExports } from './docs/listExports.js';

const entries = Object.entries<string | { readonly types?: string }>(manifest.exports).flatMap(([entry, target]) =>
  typeof target === 'object' && target.types && !entry.endsWith('.css')
    ? [{ entry, source: target.types.replace('./dist/', 'src/').replace(/\.d\.ts$/, '.ts') }]
    : [],
);

// What is exported is promised. Adding is a minor release, taking away or renaming a major one: say so in a changeset.
describe('public exports', () => {
  it('come from these entries', () => {
    expect(Object.keys(manifest.exports)).toMatchSnapshot();
  });

  it.each(entries)('$entry', ({ source }) => {
    expect(listExports(source)).toMatchSnapshot();
  });
});
