import type { BillingClient } from '../createBillingClient.js';
import type { BillingFlow } from '../flow/BillingFlow.js';
import type { AttemptRecord } from '../records/AttemptRecord.js';
import { runHostCode } from '../runHostCode.js';
import { type KnownReturn, takeReturn, type UnknownReturn, type UrlAdapter } from './takeReturn.js';

/** A place in the app that may carry on an attempt of an earlier page. */
export interface ReturnPlace {
  readonly flow: BillingFlow<unknown>;
  /** True for an attempt that began here. */
  owns(record: AttemptRecord): boolean;
}

/** Brings a return from the PG's page to the place in the app where the attempt began. */
export interface ReturnDesk {
  /** Takes the return that the page was loaded with. Call it once the page's own places are registered. */
  open(address: UrlAdapter, onUnknown: ((unknown: UnknownReturn) => void) | undefined): void;
  /** A place that came later still gets what waits for it. */
  register(place: ReturnPlace): () => void;
  /** The place for attempts that no other owns: what waits already goes there too. */
  setFallback(flow: BillingFlow<unknown> | undefined): void;
}

export function createReturnDesk(client: BillingClient): ReturnDesk {
  const places = new Set<ReturnPlace>();
  let fallback: BillingFlow<unknown> | undefined;
  let waiting: KnownReturn | undefined;

  /** To a place that takes it, if there is one. */
  function bring(): void {
    if (!waiting) return;
    const taken = waiting;
    // Whoever is told of it may register a place at once, which must not get it too.
    waiting = undefined;
    const { record, answer, response } = taken;
    // The log knows better than the copy taken when the page loaded: another tab may have been quicker.
    const known = client.log.get(record.attemptId) ?? record;
    const owners = [...places].filter((place) => place.owns(record)).map(({ flow }) => flow);
    const takers = owners.length > 0 ? owners : [fallback];
    // Charged meanwhile, from a list or in another tab: it is nobody's news any more.
    const isDone =
      known.status === 'settled' || takers.some((flow) => flow?.resume(known, answer, 'redirect', response));
    if (!isDone) waiting = taken;
  }

  function keep({ record, answer }: KnownReturn): void {
    // No place is here to charge it. Kept as issued, it can be recovered even if none ever comes.
    if (answer.type === 'issued' && record.status === 'opened') {
      client.log.update(record.attemptId, { status: 'issued', impUid: answer.impUid });
    }
  }

  return {
    open(address, onUnknown) {
      const taken = takeReturn(client, address);
      if (!taken) return;
      if ('unknown' in taken) return runHostCode(() => onUnknown?.(taken.unknown));
      waiting = taken.known;
      bring();
      if (waiting) keep(waiting);
    },
    register(place) {
      places.add(place);
      bring();
      return () => places.delete(place);
    },
    setFallback(flow) {
      fallback = flow;
      bring();
    },
  };
}
