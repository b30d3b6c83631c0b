import { describe, expect, it } from 'vitest';
import { compile } from './compile.js';

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
  ['toss_brandpay', '', ["'customerId'"]],
  // A union has to please each of its members.
  ["kcp_billing' | 'naverpay", '', ['naverProductCode', 'naverProductCount', 'buyer']],
  ["kcp_billing' | 'naverpay", `buyer: { tel: '0' }, naverProductCode: 'p'`, ["'naverProductCount'"]],
  ["kcp_billing' | 'danal", '', ["'digital'"]],
  ["kcp_billing' | 'smartro_v2", `customerId: 'c', currency: 'USD'`, ['currency', '"KRW"']],
  ["kcp_billing' | 'welcome", `buyer: { name: 'n', tel: '0' }`, ["'payMethod'", '"card"']],
  ["kcp_billing' | 'kakaopay", `initialCharge: 'at-issue'`, ['initialCharge', '"by-backend"']],
  ['kcp_billing', 'metadata: [1]', ['Metadata']],
];

/** What stands at the hooks' own `pg`, for a value of the given type. */
const pgOf = (type: string) => `
  import type { OrderFor } from '../../../src/iamport/pg/OrderFor.js';
  import type { PgCodeOrCustomPg } from '../../../src/iamport/pg/customPg.js';
  declare function useIt<P extends PgCodeOrCustomPg>(options: { pg: P; order: OrderFor<P> }): void;
  declare const pg: ${type};
  export default useIt({ pg, order: { customerUid: 'c', name: 'n', amount: 1 } });`;

const snippetOf = (pg: string, fields: string) => `
  import type { OrderFor } from '../../../src/iamport/pg/OrderFor.js';
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

  it('tells a text that is no known code of the way to any other PG, in one error', () => {
    const [any, slip] = compile([pgOf('string'), pgOf("'kcp_biling'")]);
    expect(any).toContain("Type 'string' is not assignable to type 'PgCodeOrCustomPg'");
    expect(slip).toContain(`Did you mean '"kcp_billing"'?`);
    for (const message of [any, slip]) expect(message).not.toMatch(/more \.\.\.|never/);
  });
});
