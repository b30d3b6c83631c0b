import { resolve } from 'node:path';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** Words out of every warning of the core's own. */
const ofCore = [
  'Two mounted hooks or buttons have the id',
  'while no component showed it',
  'no hook or button on this page carries the attempt on',
  'No window was opened, since both could be paid',
  // What the page is remembered by.
  'react-billing-key/dev-warnings',
];
/** Words out of the others, and what is hung onto the page. */
const ofOthers = [
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
  'securitypolicyviolation',
];

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

const found = (code: string) => [...ofCore, ...ofOthers].filter((words) => code.includes(words));

describe.each([
  ['src/index.ts', [...ofCore, ...ofOthers], 'request_pay'],
  ['src/core/index.ts', ofCore, 'already_settled'],
])('%s', (entry, warnings, ofProduction) => {
  it('warns in development', async () => {
    expect(found(await bundle(entry, 'development'))).toEqual(warnings);
  });

  it('carries nothing of it to production', async () => {
    const code = await bundle(entry, 'production');
    expect(code).toContain(ofProduction);
    expect(found(code)).toEqual([]);
  });
});
