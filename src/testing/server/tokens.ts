import { seconds } from './clock.js';
import { Refusal } from './envelope.js';
import { newToken } from './identifiers.js';

/** What `/users/getToken` answers. */
export interface AuthAnnotation {
  access_token: string;
  expired_at: number;
  now: number;
}

export interface Tokens {
  /** The same token as long as it lives; one with less than a minute left is extended. */
  take(now: number): AuthAnnotation;
  /** Throws a 401 unless the header carries the living token. */
  check(authorization: string | null, now: number): void;
  /** Ends the living token at once. */
  expire(): void;
}

const LIFE = 30 * 60;
const NEARLY_OVER = 60;
const EXTENSION = 5 * 60;

export function createTokens(): Tokens {
  let current: { value: string; expiresAt: number } | null = null;

  return {
    take(now) {
      const at = seconds(now);
      if (current === null || current.expiresAt <= at) current = { value: newToken(), expiresAt: at + LIFE };
      else if (current.expiresAt - at < NEARLY_OVER) current.expiresAt += EXTENSION;
      return { access_token: current.value, expired_at: current.expiresAt, now: at };
    },
    check(authorization, now) {
      // i'mport's own samples send `Bearer …`, `Basic …` and the bare token.
      const token = authorization?.replace(/^(Bearer|Basic)\s+/i, '');
      if (current === null || token !== current.value || current.expiresAt <= seconds(now)) {
        throw new Refusal('Unauthorized', 401);
      }
    },
    expire() {
      current = null;
    },
  };
}
