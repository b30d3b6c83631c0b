/** Timers that can all be taken back. */
export interface Timers {
  after(milliseconds: number, run: () => void): () => void;
  clear(): void;
}

/** Looks the global up at each call, so that a test's fake timers rule here too, whenever they were put in place. */
export function createTimers(): Timers {
  const pending = new Set<ReturnType<typeof setTimeout>>();
  return {
    after(milliseconds, run) {
      const id = globalThis.setTimeout(() => {
        pending.delete(id);
        run();
      }, milliseconds);
      pending.add(id);
      return () => {
        pending.delete(id);
        globalThis.clearTimeout(id);
      };
    },
    clear() {
      for (const id of pending) globalThis.clearTimeout(id);
      pending.clear();
    },
  };
}
