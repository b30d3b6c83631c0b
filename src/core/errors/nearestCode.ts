/** The known code that a wrong one was probably meant to be: another spelling of it, a word of it, or a slip or two away. */
export function nearestCode(wrong: string, codes: readonly string[]): string | undefined {
  if (plain(wrong).length < 3) return undefined;
  const [nearest] = codes
    .map((code) => ({ code, distance: distanceOf(wrong, code) }))
    .filter(({ distance }) => distance <= 2)
    .sort((a, b) => a.distance - b.distance);
  return nearest?.code;
}

function wordsOf(code: string): string[] {
  return code.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

function plain(code: string): string {
  return wordsOf(code).join('');
}

function distanceOf(wrong: string, code: string): number {
  const [a, b] = [plain(wrong), plain(code)];
  // `kcp` may be any code that begins so: the first of them is the one that most shops have.
  if (a !== b && wordsOf(code).includes(a)) return 0.01;
  if (a.includes(b) || b.includes(a)) return Math.abs(a.length - b.length) / 100;
  // The other generation's code of the same PG.
  if (wordsOf(wrong).some((word) => word.length > 2 && wordsOf(code).includes(word))) return 0.5;
  return lettersBetween(a, b);
}

/** Letters to change, to add or to take away. */
function lettersBetween(a: string, b: string): number {
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
