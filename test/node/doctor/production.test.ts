import { resolve } from 'node:path';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** Words out of every warning of the doctor's. */
const prose = [
  'is made of the clock',
  "was an earlier attempt's",
  'customerUid is ',
  'has a card already',
  "documents don't describe how",
  'Registering a phone bill',
  'The channel is chosen by pg',
  "The order's amount is the text",
  'The order has no redirectUrl',
  'there is no jQuery',
  'IMP.init was called before this package',
  'was called by other code',
  "page's Content-Security-Policy blocked",
  'Two places on this page',
];
/** What it remembers the page by, and what it hangs onto the page. */
const machinery = ['react-billing-key/doctor', 'securitypolicyviolation'];

/** The package as a host's bundler would put it into a page. */
async function bundle(entry: string, mode: 'production' | 'development'): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    mode,
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ['es'] },
      rolldownOptions: { external: [/^react($|\/)/, /^react-dom($|\/)/, /^@tanstack\/react-query/] },
    },
  });
  const [output] = [built].flat() as Rolldown.RolldownOutput[];
  return (output?.output ?? []).map((chunk) => ('code' in chunk ? chunk.code : '')).join('\n');
}

const found = (code: string) => [...prose, ...machinery].filter((words) => code.includes(words));

describe.each(['src/index.ts', 'src/core/index.ts'])('%s', (entry) => {
  it('has the doctor in development', async () => {
    const expected = entry === 'src/index.ts' ? prose : prose.filter((words) => words !== 'Two places on this page');
    expect(found(await bundle(entry, 'development'))).toEqual([...expected, ...machinery]);
  });

  it('carries nothing of it to production', async () => {
    const code = await bundle(entry, 'production');
    expect(code).toContain('request_pay');
    expect(found(code)).toEqual([]);
  });
});
