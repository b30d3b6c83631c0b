import { describe, expect, it } from 'vitest';
import {
  optionalFlag,
  optionalIdentifier,
  optionalObject,
  optionalText,
  requiredNumber,
  requiredText,
} from '../../src/server/fields.js';
import { randomUid, readCustomerId, readIdentifier, readKeyName, sha256 } from '../../src/server/identifiers.js';

const circular: Record<string, unknown> = {};
circular.self = circular;

/** What a field is read as, or what is wrong with it. */
function read(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    const { code, field, status, message } = error as { code: string; field: string; status: number; message: string };
    expect([code, status]).toEqual(['invalid_field', 400]);
    expect(message.startsWith(`${field} `)).toBe(true);
    return `wrong: ${message}`;
  }
}

describe('a field from outside', () => {
  it.each([
    [undefined, undefined],
    [null, undefined],
    ['', ''],
    ['abcde', 'abcde'],
    ['abcdef', 'wrong: x has more than 5 characters.'],
    [7, 'wrong: x must be a text.'],
    [{}, 'wrong: x must be a text.'],
    ['a\nb', 'wrong: x has control characters.'],
    ['a\u007f', 'wrong: x has control characters.'],
    ['a\u001f', 'wrong: x has control characters.'],
    ['a b ~', 'a b ~'],
  ])('that may be a text: %j', (value, expected) => {
    expect(read(() => optionalText({ x: value }, 'x', 5))).toBe(expected);
  });

  it.each([
    [undefined, 'wrong: x is missing; it must be a text.'],
    [null, 'wrong: x is missing; it must be a text.'],
    ['', 'wrong: x is missing; it must be a text.'],
    ['a', 'a'],
    ['abcdef', 'wrong: x has more than 5 characters.'],
  ])('that has to be a text: %j', (value, expected) => {
    expect(read(() => requiredText({ x: value }, 'x', 5))).toBe(expected);
  });

  it.each([
    [undefined, undefined],
    [null, undefined],
    [true, true],
    [false, false],
    ['true', 'wrong: x must be true or false.'],
    [0, 'wrong: x must be true or false.'],
  ])('that may be a flag: %j', (value, expected) => {
    expect(read(() => optionalFlag({ x: value }, 'x'))).toBe(expected);
  });

  it.each([
    [undefined, undefined],
    [null, undefined],
    [{ a: [1] }, { a: [1] }],
    [{ a: 'x'.repeat(1992) }, { a: 'x'.repeat(1992) }],
    [{ a: 'x'.repeat(1993) }, 'wrong: x has more than 2000 characters.'],
    [[1], 'wrong: x must be an object.'],
    ['{}', 'wrong: x must be an object.'],
    [{ a: 1n }, 'wrong: x is no JSON.'],
    [circular, 'wrong: x is no JSON.'],
  ])('that may be an object: %o', (value, expected) => {
    expect(read(() => optionalObject({ x: value }, 'x'))).toEqual(expected);
  });

  it.each([
    [undefined, undefined],
    [null, undefined],
    ['a-1', 'a-1'],
    ['a/1', 'wrong: x may have letters, digits and _ - . : @ only.'],
    ['abcdef', 'wrong: x has more than 5 characters.'],
  ])('that may be an identifier: %j', (value, expected) => {
    expect(read(() => optionalIdentifier({ x: value }, 'x', 5))).toBe(expected);
  });

  it.each([
    [7, 7],
    [0, 0],
    ['7', 'wrong: x must be a number.'],
    [undefined, 'wrong: x must be a number.'],
    [7n, 'wrong: x must be a number.'],
  ])('that has to be a number: %s', (value, expected) => {
    expect(read(() => requiredNumber({ x: value }, 'x'))).toBe(expected);
  });
});

describe('a name that ends up in the path of a gateway’s API', () => {
  const only = 'wrong: id may have letters, digits and _ - . : @ only.';
  it.each([
    ['order-1_a.b:c@d', 'order-1_a.b:c@d'],
    ['x'.repeat(40), 'x'.repeat(40)],
    ['x'.repeat(41), 'wrong: id has more than 40 characters.'],
    ['', 'wrong: id is missing; it must be a text.'],
    [7, 'wrong: id is missing; it must be a text.'],
    ['a/b', only],
    ['a b', only],
    ['주문', only],
    ['.', only],
    ['..', only],
    ['...', only],
    ['.a', '.a'],
    ['a.', 'a.'],
    ['a\n', only],
    ['?a', only],
    ['a?', only],
  ])('is an identifier: %j', (value, expected) => {
    expect(read(() => readIdentifier('id', value))).toBe(expected);
  });

  const none = 'wrong: billingKey has characters that no key has.';
  it.each([
    ['mina+1@mail.example', 'mina+1@mail.example'],
    ['카드 1', '카드 1'],
    ['x'.repeat(255), 'x'.repeat(255)],
    ['x'.repeat(256), 'wrong: billingKey has more than 255 characters.'],
    ['', 'wrong: billingKey is missing; it must be a text.'],
    [null, 'wrong: billingKey is missing; it must be a text.'],
    ['a/b', none],
    ['a\\b', none],
    ['a%2Fb', none],
    ['a?b', none],
    ['a#b', none],
    ['..', none],
    ['.a', '.a'],
    ['a.', 'a.'],
    ['a\tb', none],
    ['a\ud800', none],
    ['😀', '😀'],
  ])('or a key that the host had before: %j', (value, expected) => {
    expect(read(() => readKeyName(value))).toBe(expected);
  });
});

it.each([
  ['mina', 'mina'],
  ['kim lee/1?', 'kim lee/1?'],
  ['😀', '😀'],
  ['x'.repeat(120), 'x'.repeat(120)],
  ['x'.repeat(121), 'wrong: customerId has more than 120 characters.'],
  ['', 'wrong: customerId is missing; it must be a text.'],
  [7, 'wrong: customerId is missing; it must be a text.'],
  ['a\u0000b', 'wrong: customerId has control characters.'],
  ['a\ud800', 'wrong: customerId has half a character.'],
])('a customer is whatever text the host calls them by: %j', (value, expected) => {
  expect(read(() => readCustomerId(value))).toBe(expected);
});

it('numbers that nobody guesses, and digests, are 2 digits a byte', async () => {
  const uids = Array.from({ length: 200 }, randomUid);
  expect(new Set(uids).size).toBe(200);
  for (const uid of uids) expect(uid).toMatch(/^[0-9a-f]{32}$/);
  // By FIPS 180-4.
  expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
