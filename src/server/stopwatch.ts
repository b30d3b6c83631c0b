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
