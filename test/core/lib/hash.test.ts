import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hash } from '../../../src/core/lib/hash.js';

describe('hash', () => {
  it('is the same for the same text on every page: a change of it would part customers from their records', () => {
    expect(hash('')).toBe('0k4n83c07h0j2b');
    expect(hash('member-1')).toBe('0ex4f94123vqbf');
    expect(hash('회원-1')).toBe('1iqsele06l3rmv');
  });

  it('is 14 letters and digits, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0x10ffff)), (codes) => {
        expect(hash(String.fromCodePoint(...codes))).toMatch(/^[0-9a-z]{14}$/);
      }),
    );
  });

  it('tells texts apart that differ in one character, or in their order', () => {
    const texts = Array.from({ length: 20_000 }, (_, n) => `member-${n}`);
    texts.push('ab', 'ba', 'a b', 'a', 'A', '1', '01', '', ' ', 'null', 'undefined', '\uac00', '\u1100\u1161');
    expect(new Set(texts.map(hash)).size).toBe(texts.length);
  });
});
