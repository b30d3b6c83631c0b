import { describe, expect, it, vi } from 'vitest';
import { createUid } from '../../../src/core/lib/createUid.js';

describe('createUid', () => {
  it('is 24 lower-case letters and digits', () => {
    for (let n = 0; n < 500; n += 1) expect(createUid()).toMatch(/^[0-9a-z]{24}$/);
  });

  it('keeps a prefix within the length', () => {
    expect(createUid('order')).toMatch(/^order[0-9a-z]{19}$/);
  });

  it('leaves out the bytes that would make the first letters likelier', () => {
    const random = vi.spyOn(crypto, 'getRandomValues').mockImplementation((bytes) => {
      const all = bytes as unknown as Uint8Array;
      all.set([255, 252, 251, 35, 36, 0]);
      return bytes;
    });
    expect(createUid('x'.repeat(20))).toBe(`${'x'.repeat(20)}zz00`);
    random.mockRestore();
  });

  it('does not repeat itself', () => {
    const uids = new Set(Array.from({ length: 10_000 }, () => createUid()));
    expect(uids.size).toBe(10_000);
  });

  it('uses every letter about as often as every other', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 3000; n += 1) {
      for (const letter of createUid()) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    // 2000 of each on average: 300 away is more than six standard deviations.
    expect(counts.size).toBe(36);
    for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(300);
  });
});
