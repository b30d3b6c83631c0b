import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** [PG, the fields after the three that every order has, the words that the compiler has to say] */
const refusals: readonly (readonly [pg: string, fields: string, words: readonly string[]])[] = [
  ['kcp_billing', `payMethod: 'phone'`, ['payMethod', '"card"']],
  ['danal', `payMethod: 'card', digital: true`, ['payMethod', '"phone"']],
  ['kakaopay', `payMethod: 'card'`, ['payMethod']],
  ['naverpay', `naverProductCode: 'p', naverProductCount: 1`, ['buyer', 'tel: string']],
  ['naverpay', `buyer: { name: 'n' }, naverProductCode: 'p', naverProductCount: 1`, ["'tel'", 'buyer']],
  ['naverpay', `buyer: { tel: '0' }, naverProductCount: 1`, ["'naverProductCode'"]],
  ['naverpay', `buyer: { tel: '0' }, naverProductCode: 'p'`, ["'naverProductCount'"]],
  ['danal', '', ["'digital'"]],
  ['welcome', `buyer: { name: 'n', tel: '0' }`, ['payMethod']],
  ['welcome', `payMethod: 'phone', buyer: { name: 'n', tel: '0' }`, ["'digital'"]],
  ['welcome', `payMethod: 'card', buyer: { name: 'n', tel: '0' }, currency: 'USD'`, ['currency', '"KRW"']],
  ['mobilians_v2', `payMethod: 'card'`, ["'customerId'"]],
  ['smartro_v2', '', ["'customerId'"]],
  ['paymentwall', `buyer: { name: 'n' }`, ["'email'", 'buyer']],
  ['payletter_global', `buyer: { email: 'e' }`, ["'currency'", '"KRW" | "USD" | "JPY"']],
  ['payletter_global', `buyer: { email: 'e' }, currency: 'EUR'`, ['currency', '"USD"']],
  ['kcp_quick', `payMethod: 'card'`, ['bypass']],
  [
    'kcp_quick',
    `payMethod: 'card', bypass: { kcpQuick: { actionType: 'Register', encryptedCI: 'x' } }`,
    ["'memberID'"],
  ],
  ['kcp_billing', `initialCharge: 'at-issue'`, ['initialCharge', '"by-backend"']],
  ['paymentwall', `buyer: { name: 'n', email: 'e' }, initialCharge: 'by-backend'`, ['initialCharge', '"at-issue"']],
];

/** Compiles each snippet as a file of its own in one program, and gives what `tsc` prints about it. */
function compile(snippets: readonly string[]): string[] {
  const { config } = ts.readConfigFile(resolve(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const host = ts.createCompilerHost(options);
  const files = new Map(snippets.map((text, index) => [resolve(root, `test/node/types/snippet${index}.ts`), text]));
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, target) => {
    const text = files.get(name);
    return text === undefined ? getSourceFile(name, target) : ts.createSourceFile(name, text, target);
  };
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);

  const program = ts.createProgram([...files.keys()], { ...options, types: [] }, host);
  return [...files.keys()].map((name) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(name))
      .flatMap((diagnostic) => [diagnostic, ...(diagnostic.relatedInformation ?? [])])
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n'),
  );
}

const snippetOf = (pg: string, fields: string) => `
  import type { OrderFor } from '../../../src/core/pg/OrderFor.js';
  export const order: OrderFor<'${pg}'> = { customerUid: 'c', name: 'n', amount: 1, ${fields} };`;

describe('OrderFor', () => {
  const right = snippetOf('kcp_billing', `payMethod: 'card'`);
  const [accepted, ...messages] = compile([right, ...refusals.map(([pg, fields]) => snippetOf(pg, fields))]);

  it('has nothing to say about a right order', () => {
    expect(accepted).toBe('');
  });

  it.each(refusals.map((refusal, index) => [...refusal, messages[index] ?? ''] as const))(
    'for %s names what is wrong with { %s }: %o',
    (_pg, _fields, words, message) => {
      for (const word of words) expect(message).toContain(word);
    },
  );

  it('doesn’t drown the field in the library’s own machinery', () => {
    for (const message of messages) {
      expect(message).not.toMatch(/RowDemands|RequiredValues|Nested|readonly payMethods/);
    }
  });
});
