import { tryTo } from '../lib/tryTo.js';

/**
 * Where attempts are kept between page loads: four synchronous methods, any of which may throw (a full disk, a private
 * window). Values are JSON with identifiers and amounts, nothing personal.
 */
export interface BillingStorage {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

/** `localStorage` or `sessionStorage` as a {@link BillingStorage}. Touched only when used, so it may be made on a server. */
export function webStorage(kind: 'localStorage' | 'sessionStorage'): BillingStorage {
  return {
    get: (key) => window[kind].getItem(key),
    set: (key, value) => window[kind].setItem(key, value),
    remove: (key) => window[kind].removeItem(key),
    keys: () => Object.keys(window[kind]),
  };
}

/**
 * `localStorage`, and for what does not fit there the tab's own: the page that comes back from the PG's has to know what it left. What
 * `localStorage` has of it stays, as it outlives the tab. The later of two is read: a tab that was duplicated has copies of its own,
 * and another tab may have gone on since.
 */
export function pageStorage(): BillingStorage {
  const local = webStorage('localStorage');
  const tab = webStorage('sessionStorage');
  return {
    get(key) {
      const own = tab.get(key);
      const shared = local.get(key);
      return own && timeOf(own) >= timeOf(shared) ? own : shared;
    },
    set(key, value) {
      try {
        local.set(key, value);
        tab.remove(key);
      } catch {
        tab.set(key, value);
      }
    },
    remove(key) {
      local.remove(key);
      tab.remove(key);
    },
    // One that is in both comes twice.
    keys: () => [...local.keys(), ...tab.keys()],
  };
}

/** When a record was written, in ms since 1970. */
function timeOf(text: string | null): number {
  return tryTo(() => JSON.parse(text ?? '').updatedAt) ?? 0;
}

/** Keeps attempts until the page goes: the last resort, and handy in tests. */
export function memoryStorage(): BillingStorage {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  };
}
