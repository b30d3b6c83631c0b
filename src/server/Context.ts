import { BillingServerError } from './errors.js';
import type { BillingServerEvent } from './event/BillingServerEvent.js';
import type { Gateway } from './gateway/Gateway.js';
import type { Store, Write } from './store/Store.js';

/** What every part of one billing server works with. */
export interface Context {
  readonly store: Store;
  /** The first one is for new orders, unless they name another. */
  readonly gateways: readonly Gateway[];
  /** `live` takes keys that take money, `test` those of test channels. Never both in one database. */
  readonly mode: 'live' | 'test';
  /** Tells the host's `onEvent`, and never throws. For what has to arrive there are stored events. */
  readonly emit: (event: BillingServerEvent) => void;
  /** Throws unless this database is this deployment's: called before anything is written or charged. */
  readonly assertBound: () => Promise<void>;
}

/** The gateway that a row belongs to. */
export function gatewayOf({ gateways }: Pick<Context, 'gateways'>, row: { gateway: string; account: string }): Gateway {
  const found = gateways.find(({ name, account }) => name === row.gateway && account === row.account);
  if (found !== undefined) return found;
  throw new BillingServerError(
    'invalid_configuration',
    `A row belongs to the account ${row.account} at ${row.gateway}, and no gateway given to createBillingServer is of that account. Keep the old gateway in the list as long as it has cards.`,
    { field: 'gateways' },
  );
}

/** How often something is decided anew because somebody else was faster. */
export const ROUNDS = 20;

/**
 * Reads, decides and writes until nobody came in between. `decide` resolves to the writes and what they mean, and is called
 * again when the commit was refused; without writes there is nothing to commit.
 */
export async function decideAndCommit<T>(
  store: Store,
  decide: () => Promise<{ readonly writes: readonly Write[]; readonly result: T }>,
): Promise<T> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { writes, result } = await decide();
    if (writes.length === 0 || (await store.commit(writes))) return result;
  }
  throw new BillingServerError(
    'store_conflict',
    `The same rows were changed by others ${ROUNDS} times in a row. Send the same again.`,
    { retryAfterSeconds: 1 },
  );
}
