/** Work that is asked for again while it is under way is not begun a second time: both callers get its answer. */
export function coalesce<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const underway = new Map<string, Promise<T>>();
  return (key, work) => {
    const running = underway.get(key);
    if (running !== undefined) return running;
    const run = work().finally(() => underway.delete(key));
    underway.set(key, run);
    return run;
  };
}

/**
 * A call that comes while it is under way waits for the next run, which all such calls share: the run under way may have looked
 * before there was something to see.
 */
export function coalesceNext<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const underway = new Map<string, { running: Promise<T>; next: Promise<T> | null }>();
  return (key, work) => {
    function start(): Promise<T> {
      const entry = { running: work(), next: null };
      underway.set(key, entry);
      const end = () => {
        if (entry.next === null) underway.delete(key);
      };
      entry.running.then(end, end);
      return entry.running;
    }
    const held = underway.get(key);
    if (held === undefined) return start();
    held.next ??= held.running.then(start, start);
    return held.next;
  };
}

/** Does one piece of work after the other for each key, so that each sees what the one before has written. */
export function inTurn<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work);
    const over = mine.then(end, end);
    function end() {
      if (last.get(key) === over) last.delete(key);
    }
    last.set(key, over);
    return mine;
  };
}
