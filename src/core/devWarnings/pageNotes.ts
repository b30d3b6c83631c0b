import type { ReturnTaker } from './watchReturnTakers.js';

/** What the warnings of development remember of a page, for all copies of this package on it. */
export interface PageNotes {
  /** What was said already: each thing is said once a page. */
  readonly said: Set<string>;
  /** The SDKs whose `init` is watched. */
  readonly started: WeakMap<object, { isExpected: boolean }>;
  /** The places of each provider that will take a return. */
  readonly returnTakers: WeakMap<object, Set<ReturnTaker>>;
  listensToCsp: boolean;
  /** How many providers are mounted. */
  providers: number;
}

const key = Symbol.for('react-billing-key/dev-warnings');

/** On the global object and not in a module: a test, or a second copy, begins where the page is. */
export function pageNotes(): PageNotes {
  const page = globalThis as { [key]?: PageNotes };
  page[key] ??= {
    said: new Set(),
    started: new WeakMap(),
    returnTakers: new WeakMap(),
    listensToCsp: false,
    providers: 0,
  };
  return page[key];
}
