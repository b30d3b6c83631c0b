/** True for a limit that can be kept. One that is `NaN`, or a text, would run out at once, or never. */
export function isTime(limit: unknown): boolean {
  return typeof limit === 'number' && limit >= 0;
}

/** A limit as `setTimeout` takes it: one above 24.8 days, `Infinity` among them, would run out at once. */
export function timerDelay(milliseconds: number): number {
  return Math.min(milliseconds, 2 ** 31 - 1);
}
