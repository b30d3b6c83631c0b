import { runIn, type Tab } from './Tab.js';

interface Waiter {
  readonly tab: Tab;
  begin(): Promise<void>;
}

type Work<T> = (lock: object | null) => Promise<T>;
type LockRequest<T> = [work: Work<T>] | [options: { readonly ifAvailable: true }, work: Work<T>];

/** Web Locks of one browser: first come, first served, and a page that goes lets go. */
export function createLocks() {
  const queues = new Map<string, Waiter[]>();

  function serve(name: string): void {
    const [first] = queues.get(name) ?? [];
    if (!first) return;
    const done = () => release(name, first);
    void runIn(first.tab, () => first.begin().then(done));
  }

  function release(name: string, waiter: Waiter): void {
    const queue = queues.get(name) ?? [];
    const isHolder = queue[0] === waiter;
    queues.set(
      name,
      queue.filter((other) => other !== waiter),
    );
    if (isHolder) serve(name);
  }

  return {
    of: (tab: () => Tab) => ({
      request<T>(name: string, ...[last, given]: LockRequest<T>): Promise<T> {
        const work = given ?? (last as Work<T>);
        return new Promise((resolve, reject) => {
          const queue = queues.get(name) ?? [];
          if (given && queue.length > 0) {
            queueMicrotask(() => given(null).then(resolve, reject));
            return;
          }
          queues.set(name, [...queue, { tab: tab(), begin: () => work({}).then(resolve, reject) }]);
          if (queue.length === 0) queueMicrotask(() => serve(name));
        });
      },
    }),
    abandon(tab: Tab) {
      for (const [name, queue] of queues) {
        for (const waiter of queue) if (waiter.tab === tab) release(name, waiter);
      }
    },
  };
}
