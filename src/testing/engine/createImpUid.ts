let last = 0;

/** `imp_` and twelve digits of the clock, as i'mport's own; never the same twice, though a test's clock may stand still. */
export function createImpUid(): string {
  last = Math.max(last + 1, Date.now());
  return `imp_${String(last % 1e12).padStart(12, '0')}`;
}
