import { pageNotes } from './pageNotes.js';
import { warnOnce } from './warnOnce.js';

/** A place that will take up a return from a PG's page. */
export interface ReturnTaker {
  readonly pg: string;
  readonly id: string | undefined;
  /** The hash of its purchase. Undefined where the order is not known before the click: it then takes the return of every order of the PG. */
  readonly purchase: string | undefined;
}

/** Tells of two places under one provider that would both take the same return. Call the result when the place is gone. */
export function watchReturnTakers(provider: object, taker: ReturnTaker): () => void {
  const { returnTakers } = pageNotes();
  const others = returnTakers.get(provider) ?? new Set();
  returnTakers.set(provider, others);
  if ([...others].some((other) => overlaps(other, taker))) {
    warnOnce(
      `return-takers/${taker.pg}`,
      `Two places on this page register at ${taker.pg}, for the same order or for any, and have no id.`,
      "After a return from the PG's page on a phone the first of them shows the result and runs its charge, whichever was clicked.",
      'Give each useBillingKey or button an id of its own, the same on every load of the page.',
    );
  }
  others.add(taker);
  return () => others.delete(taker);
}

function overlaps(one: ReturnTaker, other: ReturnTaker): boolean {
  if (one.id !== undefined || other.id !== undefined || one.pg !== other.pg) return false;
  return one.purchase === undefined || other.purchase === undefined || one.purchase === other.purchase;
}
