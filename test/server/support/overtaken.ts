import type { Store } from '../../../src/server/index.js';

/** A store that others write to as well: each call of `overtaking` is made right before one more commit, as by another server. */
export function overtaken(inner: Store, overtaking: (() => Promise<unknown>)[] = []) {
  const store: Store = {
    ...inner,
    async commit(writes) {
      await overtaking.shift()?.();
      return inner.commit(writes);
    },
  };
  return { store, overtaking };
}
