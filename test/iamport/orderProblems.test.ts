import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/core/errors/Problem.js';
import type { BillingOrder } from '../../src/iamport/order.js';
import { orderProblems } from '../../src/iamport/orderProblems.js';
import { customPg } from '../../src/iamport/pg/customPg.js';

const order: BillingOrder = {
  customerUid: 'card-1',
  name: 'Basic',
  amount: 9900,
  redirectUrl: 'https://shop.example/return',
};

/** Values as a caller without types may pass them. */
function problemsOf(change: Record<string, unknown>): Problem[] {
  return orderProblems('kcp_billing', { ...order, ...change } as BillingOrder, 'desktop');
}

describe('orderProblems', () => {
  it('finds nothing wrong with a good order', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each([undefined, null, '', 0, 'order'])('asks for an order in place of %j', (nothing) => {
    expect(orderProblems('kcp_billing', nothing as unknown as BillingOrder, 'desktop')).toEqual([
      { field: 'order', rule: 'required' },
    ]);
  });

  describe.each(['customerUid', 'name'])('%s', (field) => {
    it.each([undefined, null, '', '   '])('is required: %j', (value) => {
      expect(problemsOf({ [field]: value })).toEqual([{ field, rule: 'required' }]);
    });

    it('must be a string', () => {
      expect(problemsOf({ [field]: 7 })).toEqual([{ field, rule: 'not-a-string' }]);
    });
  });

  describe.each([
    ['customerUid', 80],
    ['name', 40],
    ['merchantUid', 40],
    ['chargeMerchantUid', 40],
  ])('%s', (field, limit) => {
    it(`holds ${limit} characters and no more`, () => {
      expect(problemsOf({ [field]: '가'.repeat(limit) })).toEqual([]);
      expect(problemsOf({ [field]: '가'.repeat(limit + 1) })).toEqual([{ field, rule: 'too-long', limit }]);
    });
  });

  it('wants a currency that there is, and judges no decimals without one', () => {
    const problem = { field: 'currency', rule: 'not-allowed', limit: 'ISO 4217 codes' };
    expect(problemsOf({ currency: 'WON!', amount: 9.5 })).toEqual([problem]);
  });

  describe.each(['merchantUid', 'chargeMerchantUid'])('%s', (field) => {
    it('may be left out, and may not be empty', () => {
      expect(problemsOf({ [field]: undefined })).toEqual([]);
      expect(problemsOf({ [field]: '' })).toEqual([{ field, rule: 'required' }]);
    });
  });

  it('wants another number for the charge than for the registration', () => {
    expect(problemsOf({ merchantUid: 'same', chargeMerchantUid: 'same' })).toEqual([
      { field: 'chargeMerchantUid', rule: 'same-as', limit: 'merchantUid' },
    ]);
  });

  describe('amount', () => {
    it.each([undefined, null])('is required: %j', (amount) => {
      expect(problemsOf({ amount })).toEqual([{ field: 'amount', rule: 'required' }]);
    });

    it.each(['9900', '', Number.NaN, Number.POSITIVE_INFINITY, {}, true])('is a finite number, not %j', (amount) => {
      expect(problemsOf({ amount })).toEqual([{ field: 'amount', rule: 'not-a-number' }]);
    });

    it('is 0 or more', () => {
      expect(problemsOf({ amount: 0 })).toEqual([]);
      expect(problemsOf({ amount: -1 })).toEqual([{ field: 'amount', rule: 'negative' }]);
    });
  });

  describe('redirectUrl', () => {
    it.each(['http://localhost:5173/', 'https://shop.example/return?plan=basic#x'])('may be %s', (redirectUrl) => {
      expect(problemsOf({ redirectUrl })).toEqual([]);
    });

    it('may be left out where the PG answers without it', () => {
      expect(problemsOf({ redirectUrl: undefined })).toEqual([]);
    });

    it.each([
      '/return',
      'xhttp://a',
      new URL('https://shop.example/'),
      'shop.example',
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://a',
      'http://',
      null,
      7,
    ])('may not be %j', (redirectUrl) => {
      expect(problemsOf({ redirectUrl })).toContainEqual({ field: 'redirectUrl', rule: 'not-a-url' });
    });
  });

  describe('metadata', () => {
    it('is a small JSON object', () => {
      expect(problemsOf({ metadata: { plan: 'basic', seats: [1, 2], trial: null } })).toEqual([]);
    });

    it('is not too long to be kept', () => {
      const ofLength = (length: number) => ({ text: 'x'.repeat(length - JSON.stringify({ text: '' }).length) });
      expect(problemsOf({ metadata: ofLength(2000) })).toEqual([]);
      expect(problemsOf({ metadata: ofLength(2001) })).toEqual([{ field: 'metadata', rule: 'too-long', limit: 2000 }]);
    });

    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    it.each([
      ['a cycle', cyclic],
      ['a bigint', { n: 1n }],
      ['text', 'plan'],
      ['null', null],
      ['a function', () => 1],
      ['a function deep inside', { plan: { price: () => 1 } }],
      ['a date', { since: new Date(0) }],
      ['a map', new Map()],
      ['a list', ['basic']],
      ['not a number', { price: Number.NaN }],
    ])('is not %s', (_, metadata) =>
      expect(problemsOf({ metadata })).toEqual([{ field: 'metadata', rule: 'not-json' }]),
    );
  });

  it.each([
    ['payMethod', { payMethod: 7 }],
    ['buyer.tel', { buyer: { tel: 1012345678 } }],
    ['buyer.email', { buyer: { email: true } }],
  ])('%s is a text, also where the PG does not ask for it', (field, change) => {
    const pg = customPg({ code: 'new_pg' });
    expect(orderProblems(pg, { ...order, ...change } as unknown as BillingOrder, 'desktop')).toEqual([
      { field, rule: 'not-a-string' },
    ]);
    expect(orderProblems(pg, { ...order, buyer: { tel: '', email: undefined } }, 'desktop')).toEqual([]);
  });

  it.each([
    [0, undefined],
    [undefined, undefined],
    ['0', 'not-a-number'],
    [Number.NaN, 'not-a-number'],
    [-1, 'negative'],
    [0.5, 'too-precise'],
  ])('dueToday is an amount, too: %j', (dueToday, rule) => {
    expect(problemsOf({ dueToday }).map((problem) => [problem.field, problem.rule])).toEqual(
      rule === undefined ? [] : [['dueToday', rule]],
    );
  });

  it('names every field that is wrong, and each once', () => {
    const problems = problemsOf({ customerUid: '', name: undefined, amount: '1', redirectUrl: 'x' });
    expect(problems.map(({ field }) => field)).toEqual(['customerUid', 'name', 'amount', 'redirectUrl']);
  });

  it('adds what the PG itself asks for, and leaves to the general rule a field that both find wrong', () => {
    const bare = { ...order, amount: -1 };
    expect(orderProblems('danal', bare, 'desktop')).toStrictEqual([
      { field: 'amount', rule: 'negative' },
      { field: 'digital', rule: 'required', pg: 'danal' },
    ]);
  });

  it('says so when there is no such PG', () => {
    expect(orderProblems('kcp_biling' as 'kcp_billing', order, 'desktop')).toEqual([
      { field: 'pg', rule: 'unknown-pg', pg: 'kcp_biling', nearest: 'kcp_billing' },
    ]);
  });
});
