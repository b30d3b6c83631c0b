import { BillingServerError } from '../errors.js';
import { hasControlCharacters } from '../identifiers.js';
import type { Term } from './Consent.js';

/** Characters of a term's id with its version: both are part of what the consent to it is named by. */
const LONGEST = 100;

/**
 * The host's terms, checked: one that no page can send back is never agreed to, and then nothing is ever charged. Each is
 * there once, since each is agreed to once.
 *
 * @throws BillingServerError `invalid_configuration`
 */
export function readTerms(terms: readonly Term[]): Term[] {
  if (!Array.isArray(terms)) throw wrong('must be a list of { id, version?, required? }');
  if (terms.length > 50) throw wrong('are more than 50, which is all that a page can send');
  for (const term of terms as readonly Partial<Term>[]) {
    const { id, version = '' } = term ?? {};
    if (typeof id !== 'string' || id === '') throw wrong('have one without an id');
    if (typeof version !== 'string') throw wrong(`have ${id} with a version that is no text`);
    if (id.length + version.length > LONGEST) throw wrong(`have an id and version of more than ${LONGEST} characters`);
    if (hasControlCharacters(id + version)) throw wrong('have an id or version with control characters');
  }
  const known = terms.map(({ id, version, required }: Term) => ({
    id,
    ...(version === undefined ? {} : { version }),
    ...(required === undefined ? {} : { required }),
  }));
  return [...new Map(known.map((term) => [JSON.stringify([term.id, term.version ?? '']), term])).values()];
}

function wrong(why: string): BillingServerError {
  return new BillingServerError('invalid_configuration', `terms ${why}.`, { field: 'terms' });
}
