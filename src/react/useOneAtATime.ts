import { useRef } from 'react';

/** What is being done with one card, or one subscription. */
interface Running {
  readonly what: string;
  readonly outcome: Promise<boolean>;
}

/** Does one thing at a time with each id. A second click is the first one over again; another thing has to wait. */
export function useOneAtATime(): (id: string, what: string, carryOut: () => Promise<boolean>) => Promise<boolean> {
  const all = useRef(new Map<string, Running>()).current;
  return (id, what, carryOut) => {
    const running = all.get(id);
    if (running) return running.what === what ? running.outcome : Promise.resolve(false);
    const outcome = carryOut().finally(() => all.delete(id));
    all.set(id, { what, outcome });
    return outcome;
  };
}
