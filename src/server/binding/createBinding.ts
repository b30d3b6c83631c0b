import { BillingServerError } from '../errors.js';
import type { Gateway } from '../gateway/Gateway.js';
import { insert, type Store, update } from '../store/Store.js';

const ID = 'binding';

/** Ties a database to one deployment and its accounts, so that a copy of it beside the original charges nobody. */
export interface BindingGuard {
  /** Throws `database_not_bound` unless the database is this deployment's; a fresh one becomes it. */
  assertBound(): Promise<void>;
  /** Takes the database over, on purpose: from now on it is this deployment's. */
  rebind(): Promise<void>;
}

export interface BindingOptions {
  readonly store: Store;
  readonly gateways: readonly Gateway[];
  readonly mode: 'live' | 'test';
  /** The host's name for this deployment. */
  readonly deployment: string | undefined;
}

export function createBinding({ store, gateways, mode, deployment }: BindingOptions): BindingGuard {
  let isBound = false;

  async function wanted(): Promise<{ account: string; deployment: string }> {
    return {
      account: [mode, ...gateways.map(({ account }) => account)].join(' '),
      deployment: deployment ?? (await store.identity()) ?? '',
    };
  }

  return {
    async assertBound() {
      if (isBound) return;
      const mine = await wanted();
      let held = await store.get('bindings', ID);
      if (held === null) {
        const boundAt = await store.now();
        await store.commit([insert('bindings', { bindingId: ID, ...mine, boundAt })]);
        held = await store.get('bindings', ID);
      }
      const differs =
        held?.deployment !== mine.deployment
          ? `deployment "${held?.deployment}", and this is "${mine.deployment}"`
          : !isSameAccount(held.account, mine.account)
            ? 'another account or mode'
            : null;
      if (differs !== null) {
        throw new BillingServerError(
          'database_not_bound',
          `This database belongs to ${differs}. A copy that charges beside its original charges customers twice, so nothing that writes is called. ` +
            'If this one is to take over, and the other one is stopped, call billing.rebind() once.',
        );
      }
      isBound = true;
    },

    async rebind() {
      const mine = await wanted();
      const boundAt = await store.now();
      const held = await store.get('bindings', ID);
      await store.commit([
        held === null
          ? insert('bindings', { bindingId: ID, ...mine, boundAt })
          : update('bindings', held, { ...mine, boundAt }),
      ]);
    },
  };
}

/** A gateway may be added; the ones that the database was bound to have to be there still. */
function isSameAccount(held: string, mine: string): boolean {
  const now = mine.split(' ');
  return held.split(' ').every((account) => now.includes(account));
}
