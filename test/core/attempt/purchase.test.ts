import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlierAttempt, isPurchaseKey, purchaseOf, unresolvedOthers } from '../../../src/core/attempt/purchase.js';
import type { JsonValue } from '../../../src/core/order.js';
import { keyedRecord, orderOf, sampleRecord } from '../support/samples.js';

const order = orderOf({ metadata: { planId: 'basic', seats: 2 } });

describe('purchaseOf', () => {
  it.each([
    ['the currency is named or left out', { currency: 'KRW' }],
    ['the keys of metadata are in another order', { metadata: { seats: 2, planId: 'basic' } }],
    ['another card is registered', { customerUid: 'card-2' }],
    ['the order numbers differ', { merchantUid: 'm2', chargeMerchantUid: 'c2' }],
    ['the buyer is named', { buyer: { name: '김하나' } }],
    ['the address to come back to differs', { redirectUrl: 'https://shop.example/return' }],
    ['metadata has a field that is undefined', { metadata: { planId: 'basic', seats: 2, coupon: undefined } }],
  ])('is the same where %s', (_, change) => {
    expect(purchaseOf({ ...order, ...change } as typeof order, undefined)).toBe(purchaseOf(order, undefined));
  });

  it.each([
    ['name', { name: 'Plus' }],
    ['amount', { amount: 9901 }],
    ['currency', { currency: 'USD' }],
    ['plan, at an equal price', { metadata: { planId: 'plus', seats: 2 } }],
    ['number of seats', { metadata: { planId: 'basic', seats: 3 } }],
    ['type of a value', { metadata: { planId: 'basic', seats: '2' } }],
    ['metadata: it has more', { metadata: { planId: 'basic', seats: 2, coupon: null } }],
    ['metadata: it has none', { metadata: undefined }],
  ])('is another one for another %s', (_, change) => {
    expect(purchaseOf({ ...order, ...change } as typeof order, undefined)).not.toBe(purchaseOf(order, undefined));
  });

  it('counts the order of a list, and depth', () => {
    const of = (metadata: object) => purchaseOf(orderOf({ metadata }), undefined);
    expect(of({ addOns: ['a', 'b'] })).not.toBe(of({ addOns: ['b', 'a'] }));
    expect(of({ a: { b: 1 } })).not.toBe(of({ a: 1, b: 1 }));
    expect(of({ a: [{ x: 1, y: 2 }] })).toBe(of({ a: [{ y: 2, x: 1 }] }));
  });

  it('is what purchaseKey says, and nothing else', () => {
    const of = (key: JsonValue, change: object = {}) => purchaseOf({ ...order, ...change }, key);
    expect(of(['basic'], { amount: 1, name: 'x', metadata: { at: 1 } })).toBe(of(['basic'], { metadata: { at: 2 } }));
    expect(of(['basic'])).not.toBe(of(['plus']));
    // Null says nothing: the order itself decides.
    expect(of(null)).toBe(purchaseOf(order, undefined));
    expect(of({ a: 1, b: 2 })).toBe(of({ b: 2, a: 1 }));
    expect(of('')).not.toBe(of(null));
    expect(of(0)).not.toBe(of(false));
  });

  it('does not depend on the order in which an object was put together', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (metadata) => {
        const turned = Object.fromEntries(Object.entries(metadata).reverse());
        expect(purchaseOf(orderOf({ metadata: turned }), undefined)).toBe(purchaseOf(orderOf({ metadata }), undefined));
      }),
    );
  });
});

describe('earlierAttempt', () => {
  const at = { purchase: 'purchase-1', purpose: 'subscribe' } as const;

  it('is the first of those that are newest first, at the same purchase', () => {
    const records = [sampleRecord('a3', { purchase: 'another' }), sampleRecord('a2'), sampleRecord('a1')];
    expect(earlierAttempt(records, at)?.attemptId).toBe('a2');
  });

  it.each([{ purchase: 'another' }, { purpose: 'change' }])('is not one of %o', (change) => {
    expect(earlierAttempt([sampleRecord('a1', change)], at)).toBeUndefined();
  });
});

describe('unresolvedOthers', () => {
  const next = sampleRecord('a9', { chargeNumber: 'c9' });
  const sent = { chargeSentAt: 1 };

  it('are charges under another number that may have been made', () => {
    const records = [
      keyedRecord('issued-and-sent', sent),
      keyedRecord('being-charged', { ...sent, status: 'charging' }),
      keyedRecord('never-sent'),
      keyedRecord('of-the-same-number', { ...sent, chargeNumber: 'c9' }),
      sampleRecord('opened'),
      keyedRecord('charged', { ...sent, status: 'settled', end: 'charged' }),
      keyedRecord('given-up-by-the-customer', { ...sent, status: 'settled', end: 'dismissed' }),
      keyedRecord('given-up-and-never-sent', { status: 'settled', end: 'dismissed' }),
    ];
    const found = unresolvedOthers(records, next).map(({ attemptId }) => attemptId);
    expect(found).toEqual(['issued-and-sent', 'being-charged', 'given-up-by-the-customer']);
  });

  it('are those of the same number, too, before a window that takes the money itself, unless the customer gave them up', () => {
    const window = sampleRecord('a9', { chargeNumber: 'c9', chargedAtIssue: true });
    const ofOwn = (change: object) => [keyedRecord('a1', { ...sent, chargeNumber: 'c9', ...change })];
    expect(unresolvedOthers(ofOwn({}), window)).toHaveLength(1);
    expect(unresolvedOthers(ofOwn({ status: 'settled', end: 'superseded' }), window)).toHaveLength(1);
    expect(unresolvedOthers(ofOwn({ status: 'settled', end: 'dismissed' }), window)).toEqual([]);
    expect(unresolvedOthers(ofOwn({}), { ...window, chargedAtIssue: false })).toEqual([]);
  });

  it('are those too that gave way to another card, once for each number', () => {
    const superseded = { ...sent, status: 'settled', end: 'superseded' };
    const records = [
      keyedRecord('another-card', { chargeNumber: 'c1' }),
      keyedRecord('first', { ...superseded, chargeNumber: 'c1' }),
      keyedRecord('second', { ...superseded, chargeNumber: 'c1' }),
      keyedRecord('never-sent', { status: 'settled', end: 'superseded', chargeNumber: 'c2' }),
      keyedRecord('paid-with-another-card', { status: 'settled', end: 'charged', chargeNumber: 'c3' }),
      keyedRecord('third', { ...superseded, chargeNumber: 'c3' }),
    ];
    expect(unresolvedOthers(records, next).map(({ attemptId }) => attemptId)).toEqual(['first']);
  });
});

const circle: unknown[] = [];
circle.push(circle);
class Plan {
  readonly #id = 'basic';
  get id() {
    return this.#id;
  }
}

describe('isPurchaseKey', () => {
  it.each([
    ['a text', 'basic'],
    ['0', 0],
    ['null', null],
    ['a list', ['basic', 2, true, null]],
    ['a list with something that is not loaded', ['basic', undefined]],
    ['an object', { planId: 'basic', seats: { paid: 2 } }],
    ['a date', [new Date(0)]],
    ['a long text', 'x'.repeat(100_000)],
  ])('is true for %s', (_, key) => {
    expect(isPurchaseKey(key)).toBe(true);
  });

  // As JSON most of these are `{}`, or nothing: every plan would be the same purchase.
  it.each([
    ['a Map', new Map([['planId', 'basic']])],
    ['a Set', new Set(['basic'])],
    ['a Map deep inside', [{ plan: new Map() }]],
    ['an instance of a class', new Plan()],
    ['a function', () => 'basic'],
    ['a function inside', ['plan', () => 'basic']],
    ['a symbol', Symbol('basic')],
    ['a BigInt', 1n],
    ['a circle', circle],
    [
      'what throws',
      {
        get planId() {
          throw new Error('not loaded');
        },
      },
    ],
  ])('is false for %s', (_, key) => {
    expect(isPurchaseKey(key)).toBe(false);
  });
});
