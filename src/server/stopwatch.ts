import { BillingServerError } from './errors.js';

/** Measures how long this process has had, also while it slept. */
export interface Stopwatch {
  /** Milliseconds. */
  elapsed(): number;
}

/** Two clocks, of which the faster one counts: one stands still while the machine sleeps, and the other can be set back. */
export function stopwatch(): Stopwatch {
  const wall = Date.now();
  const monotonic = performance.now();
  return { elapsed: () => Math.max(Date.now() - wall, performance.now() - monotonic) };
}

/** Milliseconds. A timer that is longer fires at once, and again and again. */
export const LONGEST_TIMER = 2 ** 31 - 1;

export function isTimerLength(milliseconds: number): boolean {
  return typeof milliseconds === 'number' && milliseconds >= 1 && milliseconds <= LONGEST_TIMER;
}

/**
 * Refuses a deadline that no timer can keep, such as the NaN of an unset variable: charges would stay open that nobody ever asks
 * about, and work would wait for ever.
 *
 * @throws BillingServerError `invalid_configuration`
 */
export function assertDeadlines(owner: string, deadlines: Readonly<Record<string, number>>): void {
  for (const [field, deadline] of Object.entries(deadlines)) {
    if (isTimerLength(deadline) && Number.isInteger(deadline)) continue;
    throw new BillingServerError(
      'invalid_configuration',
      `${owner}: ${field} is ${deadline}; it must be whole milliseconds from 1 to ${LONGEST_TIMER}.`,
      { field },
    );
  }
}
