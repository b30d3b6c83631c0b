import { pageNotes } from './pageNotes.js';
import { warnOnce } from './warnOnce.js';

/** A place that will take up a return from a PG's page. */
export interface ReturnClaim {
  readonly pg: string;
  readonly id: string | undefined;
  /** The hash of its purchase. Undefined where the order is not known before the click: it then claims every order of the PG. */
  readonly purchase: string | undefined;
}

/** Tells of two places under one provider that would both take the same return. The result takes the claim back. */
export function watchClaims(provider: object, claim: ReturnClaim): () => void {
  const { claims } = pageNotes();
  const others = claims.get(provider) ?? new Set();
  claims.set(provider, others);
  if ([...others].some((other) => overlaps(other, claim))) {
    warnOnce(
      `claims/${claim.pg}`,
      `Two places on this page register at ${claim.pg}, for the same order or for any, and have no id.`,
      "After a return from the PG's page on a phone the first of them shows the result and runs its charge, whichever was clicked.",
      'Give each useBillingKey or button an id of its own, the same on every load of the page.',
    );
  }
  others.add(claim);
  return () => others.delete(claim);
}

function overlaps(one: ReturnClaim, other: ReturnClaim): boolean {
  if (one.id !== undefined || other.id !== undefined || one.pg !== other.pg) return false;
  return one.purchase === undefined || other.purchase === undefined || one.purchase === other.purchase;
}
