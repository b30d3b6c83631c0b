/** One of the terms that a customer is asked to agree to. */
export interface Term {
  readonly id: string;
  /** True when there is no subscription without it. */
  readonly required?: boolean | undefined;
}

/** The agreed ids with one more, or one less. */
export function toggleTerm(agreed: readonly string[], id: string): string[] {
  return agreed.includes(id) ? agreed.filter((other) => other !== id) : [...agreed, id];
}

/** Everything agreed to, or, when everything is already, nothing. */
export function toggleAll(agreed: readonly string[], terms: readonly Term[]): string[] {
  return isAgreedToAll(agreed, terms) === true ? [] : terms.map(({ id }) => id);
}

export function isAgreedToAll(agreed: readonly string[], terms: readonly Term[]): boolean | 'mixed' {
  const count = terms.filter(({ id }) => agreed.includes(id)).length;
  return count === 0 ? false : count === terms.length ? true : 'mixed';
}

/** The required terms that are still to be agreed to. */
export function missingTerms(agreed: readonly string[], terms: readonly Term[]): Term[] {
  return terms.filter(({ id, required }) => required && !agreed.includes(id));
}
