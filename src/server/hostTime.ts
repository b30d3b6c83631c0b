import { inTime } from './inTime.js';

/** Milliseconds that a function of the host's has. */
const LIMIT = 30_000;

/** A function of the host's has not answered in time. */
export class HostTooSlow extends Error {
  override name = 'HostTooSlow';
}

/**
 * Waits for a function of the host's, but not for ever: one that never answers would stop every renewal behind it, and
 * leave a customer without a word.
 *
 * @throws HostTooSlow
 */
export function inHostTime<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const late = () => new HostTooSlow(`${name} has not answered within ${LIMIT / 1000} seconds.`);
  return inTime((async () => work())(), LIMIT, late);
}
