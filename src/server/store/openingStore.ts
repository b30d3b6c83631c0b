import type { Store } from './Store.js';

/** The store, its tables made ready before the first question. A failure is tried again with the next one. */
export function openingStore(store: Store): Store {
  let opened: Promise<void> | null = null;
  async function ready(): Promise<Store> {
    opened ??= store.open().catch((error: unknown) => {
      opened = null;
      throw error;
    });
    await opened;
    return store;
  }
  return {
    now: async () => (await ready()).now(),
    get: async (table, id) => (await ready()).get(table, id),
    find: async (table, query) => (await ready()).find(table, query),
    commit: async (writes) => (await ready()).commit(writes),
    identity: async () => (await ready()).identity(),
    open: async () => {
      await ready();
    },
    close: () => store.close(),
  };
}
