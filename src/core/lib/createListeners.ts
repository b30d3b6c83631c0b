import { runHostCode } from './runHostCode.js';

export interface Listeners {
  subscribe(listener: () => void): () => void;
  notify(): void;
  readonly size: () => number;
}

export function createListeners(): Listeners {
  const listeners = new Set<() => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notify() {
      for (const listener of [...listeners]) runHostCode(listener);
    },
    size: () => listeners.size,
  };
}
