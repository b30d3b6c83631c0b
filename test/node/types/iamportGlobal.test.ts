import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** What `tsc` says about a file of a host's, in a program with nothing else in it. */
function complaints(text: string): string {
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const host = ts.createCompilerHost(options);
  const name = resolve(root, 'test/node/types/page.ts');
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, target) =>
    file === name ? ts.createSourceFile(name, text, target) : getSourceFile(file, target);
  host.fileExists = (file) => file === name || fileExists(file);
  host.readFile = (file) => (file === name ? text : readFile(file));
  const program = ts.createProgram([name], { ...options, types: [] }, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(name))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
    .join('\n');
}

const call = `window.IMP?.request_pay(
  { merchant_uid: 'o', customer_uid: 'c', name: 'n', amount: AMOUNT },
  (response) => response.error_coe satisfies string | null | undefined,
);`;
const optIn = `import '../../../src/iamport-global.js';\n`;

describe('react-billing-key/iamport-global', () => {
  it('gives window.IMP its types', () => {
    expect(complaints(optIn + call.replace('AMOUNT', '9900'))).toBe('');
    expect(complaints(optIn + call.replace('AMOUNT', `'9900'`))).toContain(
      "'string' is not assignable to type 'number'",
    );
  });

  it('says that the SDK may not be there yet', () => {
    expect(complaints(`${optIn}window.IMP.init('imp00000000');`)).toContain('possibly');
  });

  it('leaves window alone where nobody asked for it', () => {
    const entry = `import { createUid } from '../../../src/index.js';\nvoid createUid();\n`;
    expect(complaints(entry + call.replace('AMOUNT', '9900'))).toContain("Property 'IMP' does not exist");
  });
});
