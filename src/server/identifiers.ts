import { BillingServerError } from './errors.js';

/** 128 random bits as 32 letters and digits: every PG takes them, and nobody guesses them. */
export function randomUid(): string {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

/**
 * An identifier from outside. These end up in the paths of a gateway's API, where a slash or `..` would make another path.
 *
 * @throws BillingServerError `invalid_field`
 */
export function readIdentifier(field: string, value: unknown, limit = 40): string {
  if (typeof value !== 'string' || value === '') throw invalidField(field, 'is missing; it must be a text');
  if (value.length > limit) throw invalidField(field, `has more than ${limit} characters`);
  if (!isIdentifier(value, limit)) throw invalidField(field, 'may have letters, digits and _ - . : @ only');
  return value;
}

export function isIdentifier(value: string, limit: number): boolean {
  return value.length <= limit && /^[\w.:@-]+$/.test(value) && !/^\.+$/.test(value);
}

/** The host's id of a customer: any text that has no control characters. */
export function readCustomerId(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw invalidField('customerId', 'is missing; it must be a text');
  if (value.length > 120) throw invalidField('customerId', 'has more than 120 characters');
  if (hasControlCharacters(value)) throw invalidField('customerId', 'has control characters');
  if (!isWellFormed(value)) throw invalidField('customerId', 'has half a character');
  return value;
}

/**
 * The name of a key that the host had before, such as an e-mail address: whatever i'mport took, but for what would make another
 * path of it.
 */
export function readKeyName(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw invalidField('billingKey', 'is missing; it must be a text');
  if (value.length > 255) throw invalidField('billingKey', 'has more than 255 characters');
  if (hasControlCharacters(value) || /[/\\%?#]/.test(value) || /^\.+$/.test(value) || !isWellFormed(value)) {
    throw invalidField('billingKey', 'has characters that no key has');
  }
  return value;
}

export function hasControlCharacters(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u001f\u007f]/.test(value);
}

/** False for a text with half of a character in it, which would read as another text once it was stored. */
function isWellFormed(value: string): boolean {
  return !/\p{Surrogate}/u.test(value);
}

export function invalidField(field: string, why: string): BillingServerError {
  return new BillingServerError('invalid_field', `${field} ${why}.`, { field });
}

/** The SHA-256 of a text, in hexadecimal digits. */
export async function sha256(value: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(value));
  return hex(new Uint8Array(digest));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
