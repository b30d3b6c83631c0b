import type { CancelReason } from './attempt/AttemptState.js';
import type { Place } from './attempt/Place.js';
import { createListeners } from './lib/createListeners.js';

type ActivePlace = Pick<Place<unknown>, 'isActive'> & {
  cancel(reason?: CancelReason): void;
  isWorking(): boolean;
  /** Puts back what somebody has taken out of the storage. */
  keep(): void;
};

/** Attempts that something on this page works on or shows. */
export interface ActiveAttempts {
  /** True while one of them is between its click and its end, and the page does not leave for it. */
  isWorking(): boolean;
  includes(attemptId: string): boolean;
  add(place: ActivePlace): void;
  delete(place: ActivePlace): void;
  /** Closes the windows of those that have one. A charge under way can't be called back. */
  cancelAll(reason?: CancelReason): void;
  /** Something has changed about which attempts are active. */
  notify(): void;
  subscribe(listener: () => void): () => void;
}

export function createActiveAttempts(): ActiveAttempts {
  const places = new Set<ActivePlace>();
  const changes = createListeners();
  // The shop may have emptied the storage meanwhile, as on signing out, and the next page has to know of these attempts.
  const keep = () => {
    for (const place of places) place.keep();
  };
  return {
    isWorking: () => [...places].some((place) => place.isWorking()),
    includes: (attemptId) => [...places].some((place) => place.isActive(attemptId)),
    add(place) {
      places.add(place);
      // After the click's own task: the browser takes longer for this listener than for the rest of a click's.
      queueMicrotask(() => {
        if (places.size > 0) window.addEventListener('pagehide', keep);
      });
    },
    delete(place) {
      places.delete(place);
      if (places.size === 0) window.removeEventListener('pagehide', keep);
    },
    cancelAll(reason) {
      for (const place of [...places]) place.cancel(reason);
    },
    notify: changes.notify,
    subscribe: changes.subscribe,
  };
}
