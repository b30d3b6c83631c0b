import { afterEach, describe, expect, it } from 'vitest';
import { acquirePage, pageLock } from '../../../src/core/attempt/pageLock.js';

afterEach(() => {
  pageLock().holder = undefined;
});

const alive = () => true;

describe('acquirePage', () => {
  it('gives the page to one attempt at a time', () => {
    expect(acquirePage('a1', alive)).toBe(true);
    expect(acquirePage('a2', alive)).toBe(false);
    expect(acquirePage('a1', alive)).toBe(false);
  });

  it('is shared by every copy of the package on the page', () => {
    acquirePage('a1', alive);
    const shared = Reflect.get(window, Symbol.for('react-billing-key/page-lock'));
    expect(shared).toMatchObject({ holder: { attemptId: 'a1' } });
  });

  it('takes it from a holder that can’t be answered any more', () => {
    let isAlive = true;
    acquirePage('a1', () => isAlive);
    expect(acquirePage('a2', alive)).toBe(false);
    isAlive = false;
    expect(acquirePage('a2', alive)).toBe(true);
  });
});
