import type { Iamport } from '../sdk/wire.js';
import type { ReturnClaim } from './watchClaims.js';

/** What the development doctor remembers of a page, for all copies of this package on it. */
export interface DoctorNotes {
  /** What was said already: each thing is said once a page. */
  readonly said: Set<string>;
  /** The SDKs whose `init` is watched. */
  readonly started: WeakMap<Iamport, { isExpected: boolean }>;
  readonly claims: WeakMap<object, Set<ReturnClaim>>;
  listensToCsp: boolean;
}

const key = Symbol.for('react-billing-key/doctor');

/** On the global object and not in a module: a test, or a second copy, begins where the page is. */
export function doctorNotes(): DoctorNotes {
  const page = globalThis as { [key]?: DoctorNotes };
  page[key] ??= { said: new Set(), started: new WeakMap(), claims: new WeakMap(), listensToCsp: false };
  return page[key];
}
