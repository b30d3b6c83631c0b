import { describe, expect, it } from 'vitest';
import { amountRuleOf, payMethodOf, rowOf } from '../../../src/iamport/pg/pgRules.js';
import { pgTable } from '../../../src/iamport/pg/pgTable.js';

const order = { customerUid: 'card-1', name: 'Basic', amount: 9900 };

describe('amountRuleOf', () => {
  it('is one for all pay methods, or one for each', () => {
    expect(amountRuleOf(pgTable.kakaopay, undefined)).toBe('charged-if-positive');
    expect(amountRuleOf(pgTable.welcome, 'card')).toBe('display-only');
    expect(amountRuleOf(pgTable.welcome, 'phone')).toBe('always-charged');
  });

  it.each([undefined, 'bitcoin', 'toString'])('is unknown for a pay method without one: %s', (payMethod) => {
    expect(amountRuleOf(pgTable.welcome, payMethod)).toBe('unknown');
  });
});

describe('payMethodOf', () => {
  it('is none at a PG that has no use for it, whatever the order says', () => {
    expect(payMethodOf(pgTable.kakaopay, { ...order, payMethod: 'card' })).toBeUndefined();
  });

  it('is the order’s, or the only one', () => {
    expect(payMethodOf(pgTable.welcome, { ...order, payMethod: 'phone' })).toBe('phone');
    expect(payMethodOf(pgTable.welcome, order)).toBeUndefined();
    expect(payMethodOf(pgTable.kcp_billing, order)).toBe('card');
  });
});

describe('rowOf', () => {
  it('is none for what only a caller without types can pass', () => {
    for (const nothing of [undefined, 'toString']) expect(rowOf(nothing as 'kcp_billing')).toBeUndefined();
  });
});
