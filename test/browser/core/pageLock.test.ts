import { afterEach, describe, expect, it } from 'vitest';
import { acquirePage, pageLock, releasePage } from '../../../src/core/attempt/pageLock.js';

afterEach(() => {
  pageLock().holder = undefined;
});

const alive = () => true;

describe('acquirePage', () => {
  it('gives the page to one attempt at a time', () => {
    expect(acquirePage('a1', alive)).toBe(true);
    expect(acquirePage('a2', alive)).toBe(false);
    expect(acquirePage('a1', alive)).toBe(false);
    releasePage('a1');
    expect(acquirePage('a2', alive)).toBe(true);
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

describe('releasePage', () => {
  it('does nothing for an attempt that does not hold the page', () => {
    acquirePage('a1', alive);
    releasePage('a2');
    expect(pageLock().holder?.attemptId).toBe('a1');
  });
});
