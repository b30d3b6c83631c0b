import { BillingServerError } from './errors.js';

/** Measures how long this process has had, also while it slept. */
export interface Stopwatch {
  /** Milliseconds. */
  elapsed(): number;
}

/** Two clocks, the slower one not believed: one stands still while the machine sleeps, the other one can be set. */
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
 * A deadline that is none, as of a variable that is not set, would leave charges open that nobody ever asks about,
 * and work that waits for ever.
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
