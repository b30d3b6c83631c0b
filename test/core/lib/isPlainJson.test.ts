import { describe, expect, it } from 'vitest';
import { isPlainJson } from '../../../src/core/lib/isPlainJson.js';

describe('isPlainJson', () => {
  it.each([
    [null],
    ['x'],
    [0],
    [true],
    [false],
    [[]],
    [['x', [1]]],
    [{}],
    [{ a: { b: [null] } }],
    [{ a: undefined, b: 1 }],
  ])('is what JSON gives back as it was: %j', (value) => {
    expect(isPlainJson(value)).toBe(true);
  });

  it('is an object without a prototype', () => {
    expect(isPlainJson(Object.assign(Object.create(null), { a: 1 }))).toBe(true);
  });

  it.each([
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['a bigint', 1n],
    ['a Map', new Map([['a', 1]])],
    ['a Date', new Date(0)],
    ['a list with a Map in it', ['x', new Map()]],
    ['an object with a Map in it', { a: 1, b: new Map() }],
    ['an object with a function in it', { a: { b: () => 1 }, c: 1 }],
  ])('is not %s', (_, value) => {
    expect(isPlainJson(value)).toBe(false);
  });
});
