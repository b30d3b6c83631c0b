import { useCallback, useRef, useState } from 'react';
import type { Term } from '../../core/attempt/Place.js';
import type { Consent } from '../../core/IssuedKey.js';
import { useLayoutEffect } from '../../react/useLayoutEffect.js';

/** The terms of one attempt, and which of them are agreed to. */
export interface Agreement {
  /** Those of the root, and those that a `<Consent.Root>` has asked for. */
  readonly terms: readonly Term[];
  /** Ids of the terms agreed to. */
  readonly agreed: readonly string[];
  setAgreed(change: (agreed: readonly string[]) => readonly string[]): void;
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

/** Stands in for the parts of the page that was left. */
const comeBack = 'returned';

/** Keeps what is asked for and what is agreed to, for one attempt. */
export function useAgreement({ terms: given = nothing, agreed, onAgreedChange }: AgreementOptions): Agreement {
  const [kept, setKept] = useState<readonly string[]>(nothing);
  // A map keeps the place of a key: what a part on this page says of a term counts for more than what came back.
  const [asked, setAsked] = useState<ReadonlyMap<string, readonly Term[]>>(() => new Map([[comeBack, nothing]]));
  const [wasRefused, setRefused] = useState(false);
  const current = agreed ?? kept;
  const terms = mergeTerms(given, [...asked.values()].flat());
  const isMissing = missingTerms(current, terms).length > 0;
  if (wasRefused && !isMissing) setRefused(false);

  const latest = useRef({ agreed: current, onAgreedChange });
  useLayoutEffect(() => {
    latest.current = { agreed: current, onAgreedChange };
  });
  const setAgreed = useCallback((change: (agreed: readonly string[]) => readonly string[]) => {
    const next = change(latest.current.agreed);
    if (isEqual(next, latest.current.agreed)) return;
    latest.current.agreed = next;
    setKept(next);
    latest.current.onAgreedChange?.(next);
  }, []);
  const askFor = useCallback((part: string, next: readonly Term[]) => {
    setAsked((before) => (isEqual(before.get(part), next) ? before : new Map(before).set(part, next)));
  }, []);

  return {
    terms,
    agreed: current,
    setAgreed,
    askFor,
    check() {
      setRefused(isMissing);
      return !isMissing;
    },
    isRefused: wasRefused && isMissing,
  };
}

/** An attempt as far as its terms go. */
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
  // Once for each attempt that comes back, whatever is agreed to since.
  useLayoutEffect(() => {
    const known: readonly Consent[] = JSON.parse(returned);
    if (known.length === 0) return;
    const isOld = ({ id, version }: Consent) => terms.some((term) => term.id === id && term.version !== version);
    const valid = known.filter((consent) => !isOld(consent));
    // What a part of an earlier step asked for is not on this page.
    askFor?.(comeBack, valid);
    setAgreed((before) => [...new Set([...before, ...valid.map(({ id }) => id)])]);
  }, [returned]);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Terms by id. The first list wins: it has the versions. */
export function mergeTerms(first: readonly Term[], second: readonly Term[]): Term[] {
  return [...new Map([...second, ...first].map((term) => [term.id, term])).values()];
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
