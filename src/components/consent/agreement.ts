import { useRef, useState } from 'react';
import type { Term } from '../../core/attempt/Place.js';
import type { Consent } from '../../core/IssuedKey.js';
import { useBillingContext } from '../../react/BillingContext.js';
import { useLayoutEffect } from '../../react/useLayoutEffect.js';
import { useOwnState } from '../../react/useOwnState.js';

type ChangeAgreed = (change: (agreed: readonly string[]) => readonly string[]) => void;

/** The terms of one attempt, and which of them are agreed to. */
export interface Agreement {
  /** Those of the root, and those that a `<Consent.Root>` has asked for. */
  readonly terms: readonly Term[];
  /** Ids of the terms agreed to. */
  readonly agreed: readonly string[];
  readonly setAgreed: ChangeAgreed;
  /** Agrees to terms at the start, each once: what is taken back since stays taken back. */
  agreeAtFirst(ids: readonly string[]): void;
  /**
   * What one `<Consent.Root>` asks for. It goes on being asked for when that part is unmounted, as it is in a checkout whose
   * terms stand in an earlier step than the button.
   */
  askFor(part: string, terms: readonly Term[]): void;
  /** Asked on a click. False, and `isRefused` from then on, while a required term is missing. */
  check(): boolean;
  /** True once a click was refused, until nothing required is missing. */
  readonly isRefused: boolean;
}

interface AgreementOptions {
  readonly terms?: readonly Term[] | undefined;
  /** Ids agreed to, where the host keeps them. */
  readonly agreed?: readonly string[] | undefined;
  readonly onAgreedChange?: ((agreed: readonly string[]) => void) | undefined;
}

const nothing: readonly never[] = [];

/** In the place of a part: the terms of a page that was left, and those that a part no longer shows. */
const earlier = 'earlier';

const nothingAgreed = { agreed: nothing as readonly string[], wasRefused: false };

/** Ids that the customer has agreed to, and whether a click was refused because one is missing. */
export function useAgreed(
  caller: string,
): typeof nothingAgreed & { readonly keep: ChangeAgreed; setRefused(wasRefused: boolean): void } {
  const [kept, setKept] = useOwnState(useBillingContext(caller).customerId, nothingAgreed);
  return {
    ...kept,
    keep: (change) => setKept((before) => ({ ...before, agreed: change(before.agreed) })),
    setRefused: (wasRefused) => setKept((before) => ({ ...before, wasRefused })),
  };
}

/** Terms by the part that asks for them. `earlier` stays the first: what a part on this page says of a term counts for more. */
type AskedTerms = ReadonlyMap<string, readonly Term[]>;

const nothingAsked: AskedTerms = new Map([[earlier, nothing]]);

/** Keeps what is asked for and what is agreed to, for one attempt. */
export function useAgreement(
  { terms: given, agreed, onAgreedChange }: AgreementOptions,
  caller = '<BillingKey.Root>',
): Agreement {
  const { agreed: kept, wasRefused, keep, setRefused } = useAgreed(caller);
  const [asked, setAsked] = useState(nothingAsked);
  const current = agreed ?? kept;
  // `null` is no list, as a server's JSON has it.
  const isAsked = given || asked !== nothingAsked;
  const terms = isAsked ? mergeTerms(given ?? nothing, [...asked.values()].flat()) : nothing;
  const isMissing = missingTerms(current, terms).length > 0;
  if (wasRefused && !isMissing) setRefused(false);

  const latest = { agreed: current, onAgreedChange, keep };
  const [own] = useState(() => createChanges(latest, setAsked));
  useLayoutEffect(() => {
    own.latest = latest;
    forgetChanged(own.wordings, terms, own.setAgreed);
  });

  return {
    terms,
    agreed: current,
    setAgreed: own.setAgreed,
    agreeAtFirst: own.agreeAtFirst,
    askFor: own.askFor,
    check() {
      setRefused(isMissing);
      return !isMissing;
    },
    isRefused: wasRefused && isMissing,
  };
}

type Changes = Pick<Agreement, 'setAgreed' | 'agreeAtFirst' | 'askFor'> & {
  /** The version of each term as it was shown last. */
  readonly wordings: Map<string, string>;
  /** As it was rendered last. */
  latest: Pick<Agreement, 'agreed'> & Pick<AgreementOptions, 'onAgreedChange'> & { readonly keep: ChangeAgreed };
};

/** How an agreement changes: functions that stay the same from render to render, for the effects of the parts. */
function createChanges(
  latest: Changes['latest'],
  setAsked: (change: (before: AskedTerms) => AskedTerms) => void,
): Changes {
  const begun = new Set<string>();
  const own: Changes = {
    latest,
    wordings: new Map(),
    setAgreed(change) {
      const next = change(own.latest.agreed);
      if (isEqual(next, own.latest.agreed)) return;
      own.latest = { ...own.latest, agreed: next };
      own.latest.keep(() => next);
      own.latest.onAgreedChange?.(next);
    },
    agreeAtFirst(ids) {
      const fresh = ids.filter((id) => !begun.has(id));
      for (const id of fresh) begun.add(id);
      own.setAgreed((before) => [...new Set([...before, ...fresh])]);
    },
    askFor(part, next) {
      const { agreed: known } = own.latest;
      setAsked((before) => {
        const last = before.get(part) ?? nothing;
        if (isEqual(last, next)) return before;
        // What was agreed to, and is not shown any more, was agreed to all the same.
        const gone = last.filter(({ id }) => known.includes(id) && next.every((term) => term.id !== id));
        const left = gone.map(({ id, version }) => ({ id, version }));
        return new Map(before).set(earlier, mergeTerms(left, before.get(earlier) ?? nothing)).set(part, next);
      });
    },
  };
  return own;
}

/** What an attempt that has come back knows of the customer's consents. */
interface Returned {
  readonly isReturned: boolean;
  readonly consents: readonly Consent[];
}

/**
 * A page that was left for the PG's has forgotten what was agreed to, and the attempt that comes back to it has not: the next try of a
 * customer who is sent back to the last step asks for nothing again. A wording that has changed meanwhile is asked for anew.
 */
export function useReturnedConsents(
  { isReturned, consents }: Returned,
  terms: readonly Term[],
  { setAgreed, askFor }: Pick<Agreement, 'setAgreed'> & Partial<Pick<Agreement, 'askFor'>>,
): void {
  const returned = isReturned ? JSON.stringify(consents) : '[]';
  const taken = useRef('[]');
  // Once for each attempt that comes back, whatever is agreed to since, and also where the part is hidden and shown again.
  useLayoutEffect(() => {
    if (taken.current === returned) return;
    taken.current = returned;
    const known: readonly Consent[] = JSON.parse(returned);
    if (known.length === 0) return;
    const isOld = ({ id, version }: Consent) => terms.some((term) => term.id === id && term.version !== version);
    const valid = known.filter((consent) => !isOld(consent));
    // What a part of an earlier step asked for is not on this page.
    askFor?.(earlier, valid);
    setAgreed((before) => [...new Set([...before, ...valid.map(({ id }) => id)])]);
  }, [returned]);
}

/** A wording is what was agreed to: where a term has got another version since it was shown last, it is asked for anew. */
export function forgetChanged(known: Changes['wordings'], terms: readonly Term[], setAgreed: ChangeAgreed): void {
  const changed = new Set<string>();
  for (const { id, version } of terms) {
    if (version === undefined) continue;
    if ((known.get(id) ?? version) !== version) changed.add(id);
    known.set(id, version);
  }
  if (changed.size > 0) setAgreed((before) => before.filter((id) => !changed.has(id)));
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Terms by id. The first list has the versions that count; a term that one of them requires is required. */
export function mergeTerms(first: readonly Term[], second: readonly Term[]): Term[] {
  const merged = new Map<string, Term>();
  for (const { id, version, required } of [...second, ...first]) {
    const other = merged.get(id);
    merged.set(id, { id, version: version ?? other?.version, required: required || other?.required });
  }
  return [...merged.values()];
}

/** The agreed ids with one more, or one less. */
export function toggleTerm(agreed: readonly string[], id: string): string[] {
  return agreed.includes(id) ? agreed.filter((other) => other !== id) : [...agreed, id];
}

/** All of these terms agreed to; none of them, when all were. Ids of other terms stay. */
export function toggleAll(agreed: readonly string[], terms: readonly Term[]): string[] {
  const others = agreed.filter((id) => terms.every((term) => term.id !== id));
  return isAgreedToAll(agreed, terms) === true ? others : [...others, ...terms.map(({ id }) => id)];
}

export function isAgreedToAll(agreed: readonly string[], terms: readonly Term[]): boolean | 'mixed' {
  const count = terms.filter(({ id }) => agreed.includes(id)).length;
  return count === 0 ? false : count === terms.length ? true : 'mixed';
}

/** The required terms that are still to be agreed to. */
export function missingTerms(agreed: readonly string[], terms: readonly Term[]): Term[] {
  return terms.filter(({ id, required }) => required && !agreed.includes(id));
}
