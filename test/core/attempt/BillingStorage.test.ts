import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAttemptLog } from '../../../src/core/attempt/attemptLog.js';
import {
  type BillingStorage,
  memoryStorage,
  pageStorage,
  webStorage,
} from '../../../src/core/attempt/BillingStorage.js';
import { keyedRecord } from '../support/samples.js';

/** What a browser keeps: keys are properties of it, as `Object.keys` of a real one has them. */
function browserStorage(isFull = () => false) {
  return Object.create({
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      if (isFull()) throw new DOMException('full', 'QuotaExceededError');
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe.each<[name: string, make: () => BillingStorage]>([
  ['localStorage', () => webStorage('localStorage')],
  ['sessionStorage', () => webStorage('sessionStorage')],
  ['memory', memoryStorage],
  ['both', pageStorage],
])('%s', (_, make) => {
  it('keeps, lists and forgets', () => {
    vi.stubGlobal('window', { localStorage: browserStorage(), sessionStorage: browserStorage() });
    const storage = make();
    storage.set('a', '1');
    storage.set('b', '2');
    expect(storage.keys()).toEqual(['a', 'b']);
    expect(storage.get('a')).toBe('1');
    storage.remove('a');
    expect(storage.get('a')).toBeNull();
    expect(storage.keys()).toEqual(['b']);
  });

  it('may be made on a server, where nothing of it is there', () => {
    expect(make).not.toThrow();
  });
});

describe('a full localStorage', () => {
  let isFull: boolean;
  let localStorage: Storage;
  beforeEach(() => {
    vi.useFakeTimers();
    isFull = true;
    localStorage = browserStorage(() => isFull);
  });
  const isAmiss = () => expect.unreachable();
  /** The log of a page of one tab. */
  const pageOf = (sessionStorage: Storage) => {
    vi.stubGlobal('window', { localStorage, sessionStorage });
    return createAttemptLog(pageStorage(), { onUnavailable: isAmiss, onDropped: isAmiss });
  };
  const duplicateOf = (tab: Storage) => Object.assign(browserStorage(), tab);

  it('leaves a tab that was duplicated no older record than the other tab’s, once there is room again', () => {
    const tab = browserStorage();
    pageOf(tab).add(keyedRecord('a1'));
    const duplicate = duplicateOf(tab);
    expect(pageOf(duplicate).get('a1')).toMatchObject({ status: 'issued' });

    isFull = false;
    vi.advanceTimersByTime(60_000);
    pageOf(tab).apply('a1', { type: 'charged' });
    expect(pageOf(duplicate).get('a1')).toMatchObject({ status: 'settled', end: 'charged' });
    expect(pageOf(duplicate).apply('a1', { type: 'sent' })).toMatchObject({ status: 'settled', end: 'charged' });
  });

  it('keeps what the tab has written since, until the tab is gone', () => {
    isFull = false;
    const tab = browserStorage();
    pageOf(tab).add(keyedRecord('a2'));
    isFull = true;
    // In the same millisecond.
    pageOf(tab).apply('a2', { type: 'sent' });
    expect(pageOf(tab).get('a2')).toMatchObject({ status: 'charging' });
    expect(pageOf(browserStorage()).get('a2')).toMatchObject({ status: 'issued' });
  });

  it('keeps what is written after the clock was set back, here and in the other tab', () => {
    isFull = false;
    const tab = browserStorage();
    pageOf(tab).add(keyedRecord('a3'));
    isFull = true;
    vi.setSystemTime(Date.now() - 3_600_000);
    pageOf(tab).apply('a3', { type: 'sent' });
    const duplicate = duplicateOf(tab);
    expect(pageOf(tab).get('a3')).toMatchObject({ status: 'charging' });

    isFull = false;
    vi.setSystemTime(Date.now() - 3_600_000);
    pageOf(duplicate).apply('a3', { type: 'charged' });
    expect(pageOf(tab).get('a3')).toMatchObject({ status: 'settled', end: 'charged' });
  });
});
