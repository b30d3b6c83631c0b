import { stopwatch } from './stopwatch.js';

/** Calls in a row after which a gateway is left alone until the next sweep. */
const PATIENCE = 3;

interface GatewayRow {
  readonly gateway: string;
  readonly account: string;
}

/**
 * Visits what is due, one after the other, but not what is at a gateway that can't be reached: a sweep must not wait for each of a
 * hundred calls to end.
 *
 * @param visit - resolves to false where the gateway could not be reached
 * @returns whether all were visited
 */
export async function visitReachable<T extends GatewayRow>(
  due: readonly T[],
  visit: (row: T) => Promise<boolean>,
): Promise<boolean> {
  const failures = new Map<string, number>();
  for (const row of due) {
    const gateway = `${row.gateway} ${row.account}`;
    const failed = failures.get(gateway) ?? 0;
    if (failed < PATIENCE) failures.set(gateway, (await visit(row)) ? 0 : failed + 1);
  }
  return [...failures.values()].every((failed) => failed < PATIENCE);
}

/** Milliseconds after which a sweep begins no further batch, so that other work has its turn. */
export const TURN = 60_000;

/**
 * Does what is due, batch by batch, until nothing is left: a server that ticks seldom would never catch up with one batch a tick.
 *
 * @param batch - resolves to how many were due, and whether going on makes sense
 * @returns how many were due
 */
export async function inBatches(
  size: number,
  batch: () => Promise<{ readonly due: number; readonly goOn: boolean }>,
): Promise<number> {
  const begun = stopwatch();
  for (let all = 0; ; ) {
    const { due, goOn } = await batch();
    all += due;
    if (due < size || !goOn || begun.elapsed() > TURN) return all;
  }
}
