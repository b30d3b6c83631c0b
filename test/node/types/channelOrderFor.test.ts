import { describe, expect, it } from 'vitest';
import { compile } from './compile.js';

/** [channel, the fields after the two that every order has, the words that the compiler has to say] */
const refusals: readonly (readonly [pg: string, fields: string, words: readonly string[]])[] = [
  ['kcp_v2', `billingKeyMethod: 'MOBILE'`, ['billingKeyMethod', '"CARD"']],
  ['smartro_v2', '', ["'customerId'"]],
  ['kpn', `customerId: 'c', customer: { lastName: 'n' }`, ['customer']],
  [
    'inicis_v2',
    `offerPeriod: { interval: '1m' }, customer: { fullName: 'n', phoneNumber: '0', email: 'e' }`,
    ['billingKeyMethod'],
  ],
  [
    'inicis_v2',
    `billingKeyMethod: 'CARD', customer: { fullName: 'n', phoneNumber: '0', email: 'e' }`,
    ["'offerPeriod'"],
  ],
  ['galaxia', `billingKeyMethod: 'CARD', customerId: 'c', currency: 'USD'`, ['currency', '"KRW"']],
  ['naverpay', `windowType: { pc: 'TAB' }`, ['"TAB"']],
  ['payletter_global', `customer: { fullName: 'n' }`, ["'email'"]],
  ['kcp_v2', `amount: '9900'`, ["'string' is not assignable to type 'number'"]],
  ['kcp_v2', `customerUid: 'c'`, ["'customerUid'"]],
  // A union has to please each of its members.
  ["kcp_v2' | 'smartro_v2", '', ["'customerId'"]],
  ["kcp_v2' | 'payletter_global", `customer: { fullName: 'n' }`, ["'email'"]],
];

const snippetOf = (pg: string, fields: string) => `
  import type { OrderFor } from '../../../src/portone/OrderFor.js';
  export const order: OrderFor<'${pg}'> = { name: 'n', ${fields.includes('amount') ? '' : 'amount: 1,'} ${fields} };`;

const late = (body: string) => `
  import type { PlaceOptions } from '../../../src/v2.js';
  export const onLateSuccess: PlaceOptions<string>['onLateSuccess'] = (_, issued) => { ${body} };`;

describe('OrderFor of V2', () => {
  const right = snippetOf('kcp_v2', `billingKeyMethod: 'CARD'`);
  const [accepted, ...messages] = compile([right, ...refusals.map(([pg, fields]) => snippetOf(pg, fields))]);

  it('has nothing to say about a right order', () => {
    expect(accepted).toBe('');
  });

  it.each(refusals.map((refusal, index) => [...refusal, messages[index] ?? ''] as const))(
    'for %s names what is wrong with { %s }: %o',
    (_pg, _fields, words, message) => {
      expect(message).not.toBe('');
      for (const word of words) expect(message).toContain(word);
    },
  );
});

describe('a late success', () => {
  const [asked, unasked] = compile([
    late(`if (issued.api === 'v2') issued.paymentId satisfies string; else issued.name satisfies string;`),
    late('void issued.paymentId;'),
  ]);

  it('may be of V1, and is asked for its api before a number of V2 is read', () => {
    expect(asked).toBe('');
    expect(unasked).toContain("Property 'paymentId' does not exist");
  });
});
