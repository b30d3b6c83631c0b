import { hasControlCharacters, invalidField, readIdentifier } from './identifiers.js';
import type { JsonObject, JsonValue } from './json.js';

/** What came from outside, read and not believed: from a route’s body, or from a host that handed on what its own page sent. */
export type Fields = Readonly<Record<string, unknown>>;

export function optionalText(fields: Fields, field: string, limit: number): string | undefined {
  const value = fields[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw invalidField(field, 'must be a text');
  if (value.length > limit) throw invalidField(field, `has more than ${limit} characters`);
  // PostgreSQL keeps no text with a zero in it.
  if (hasControlCharacters(value)) throw invalidField(field, 'has control characters');
  return value;
}

export function optionalFlag(fields: Fields, field: string): boolean | undefined {
  const value = fields[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw invalidField(field, 'must be true or false');
  return value;
}

/** What the host's `price` gets, and what is kept with an order. */
export function optionalObject(fields: Fields, field: string): JsonObject | undefined {
  const value = fields[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw invalidField(field, 'must be an object');
  if (lengthOf(field, value) > 2000) throw invalidField(field, 'has more than 2000 characters');
  return value as { readonly [key: string]: JsonValue };
}

/** As {@link readIdentifier}; undefined when it is not there. */
export function optionalIdentifier(fields: Fields, field: string, limit: number): string | undefined {
  const value = fields[field];
  return value === undefined || value === null ? undefined : readIdentifier(field, value, limit);
}

export function requiredText(fields: Fields, field: string, limit: number): string {
  const value = optionalText(fields, field, limit);
  if (value === undefined || value === '') throw invalidField(field, 'is missing; it must be a text');
  return value;
}

export function requiredNumber(fields: Fields, field: string): number {
  const value = fields[field];
  if (typeof value !== 'number') throw invalidField(field, 'must be a number');
  return value;
}

function lengthOf(field: string, value: object): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    throw invalidField(field, 'is no JSON');
  }
}
