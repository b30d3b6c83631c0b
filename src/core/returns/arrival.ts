import type { AttemptRecord } from '../attempt/AttemptRecord.js';
import type { BillingClient } from '../BillingClient.js';

/** The number is the shape's: a release in which it is another takes another. */
const key = Symbol.for('react-billing-key/arrival/1');

/** The address that the page was loaded with, before a router or a redirect of the host could move it. */
interface Arrival {
  readonly addresses: readonly string[];
  /** Attempts whose return is in somebody's hands, by order number: it is not handed out twice, wherever it is read again. */
  readonly taken: Map<string, AttemptRecord>;
  /** Returns of nobody here that the host was told of: each is told once a page. */
  readonly toldUnknown: Set<string | undefined>;
  /** Clients whose provider is gone, and who may still work on something of the customer who was signed in then. */
  readonly departed: Set<BillingClient>;
}

declare global {
  interface Window {
    [key]?: Arrival;
  }
}

/** On the window and not in a module: copies of this package, and a provider in a chunk that comes later, share it. */
export function arrival(): Arrival {
  window[key] ??= { addresses: readAddresses(), taken: new Map(), toldUnknown: new Set(), departed: new Set() };
  return window[key];
}

/** True once somebody has the return of this attempt in hand. */
export function isTaken({ orderNumber, attemptId }: AttemptRecord): boolean {
  return arrival().taken.get(orderNumber)?.attemptId === attemptId;
}

export function take(record: AttemptRecord): void {
  arrival().taken.set(record.orderNumber, record);
}

/**
 * The browser remembers the address that it fetched, so that a provider that comes after a redirect of the router still reads
 * it, whenever that is. Old browsers do not: there it is what stands in the address bar when the provider is first rendered.
 */
function readAddresses(): string[] {
  const { href } = window.location;
  return [href, performance.getEntriesByType?.('navigation')[0]?.name ?? href];
}
