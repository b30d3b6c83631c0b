import { pgTable } from './pgTable.js';

/** The known code that a wrong one was probably meant to be: another spelling of it, a part of it, or a slip or two away. */
export function nearestPg(wrong: string): string | undefined {
  const asked = plain(wrong);
  if (asked.length < 3) return undefined;
  const [nearest] = Object.keys(pgTable)
    .map((code) => ({ code, distance: distanceOf(asked, plain(code)) }))
    .filter(({ distance }) => distance <= 2)
    .sort((a, b) => a.distance - b.distance);
  return nearest?.code;
}

function plain(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Letters to change, to add or to take away; a part counts as one that is a little off. */
function distanceOf(a: string, b: string): number {
  if (a.includes(b) || b.includes(a)) return Math.abs(a.length - b.length) / 100;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
