/** Work that is under way, to be waited for before the server closes. */
export interface UnderWay {
  /** The same functions, each call of which is waited for. */
  watch<Functions extends object>(functions: Functions): Functions;
  /** Resolves when nothing is under way any more, or after so many milliseconds. */
  idle(limit: number): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const all = new Set<Promise<unknown>>();
  return {
    watch<Functions extends object>(functions: Functions): Functions {
      const watched = Object.entries(functions).map(
        ([name, work]: [string, (...args: unknown[]) => Promise<unknown>]) => [
          name,
          (...args: unknown[]) => {
            const running = work(...args);
            all.add(running);
            const end = () => all.delete(running);
            running.then(end, end);
            return running;
          },
        ],
      );
      return Object.fromEntries(watched) as Functions;
    },

    async idle(limit) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const over = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, limit);
      });
      await Promise.race([Promise.allSettled(all), over]);
      clearTimeout(timer);
    },
  };
}
