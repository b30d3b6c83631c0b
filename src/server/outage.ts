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
 */
export async function visitReachable<T extends GatewayRow>(
  due: readonly T[],
  visit: (row: T) => Promise<boolean>,
): Promise<void> {
  const failures = new Map<string, number>();
  for (const row of due) {
    const gateway = `${row.gateway} ${row.account}`;
    const failed = failures.get(gateway) ?? 0;
    if (failed < PATIENCE) failures.set(gateway, (await visit(row)) ? 0 : failed + 1);
  }
}
