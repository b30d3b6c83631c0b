import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type BillingStorage,
  memoryStorage,
  pageStorage,
  webStorage,
} from '../../../src/core/attempt/BillingStorage.js';

/** What a browser keeps: keys are properties of it, as `Object.keys` of a real one has them. */
function browserStorage() {
  return Object.create({
    getItem(this: Record<string, string>, key: string) {
      return this[key] ?? null;
    },
    setItem(this: Record<string, string>, key: string, value: string) {
      this[key] = value;
    },
    removeItem(this: Record<string, string>, key: string) {
      delete this[key];
    },
  });
}

describe.each<[name: string, make: () => BillingStorage]>([
  ['localStorage', () => webStorage('localStorage')],
  ['sessionStorage', () => webStorage('sessionStorage')],
  ['memory', memoryStorage],
  ['both', pageStorage],
])('%s', (_, make) => {
  afterEach(() => void vi.unstubAllGlobals());

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
