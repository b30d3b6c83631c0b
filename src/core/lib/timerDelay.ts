/** A limit as `setTimeout` takes it: one above 24.8 days, `Infinity` among them, would run out at once. */
export function timerDelay(milliseconds: number): number {
  return Math.min(milliseconds, 2 ** 31 - 1);
}
