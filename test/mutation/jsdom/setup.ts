import * as matchers from '@testing-library/jest-dom/matchers';
import { expect } from 'vitest';
import type { Locator } from './locator.js';

// What the browser project brings along.
expect.extend(matchers);
Object.assign(expect, {
  element: (locator: Locator | Element | null, options?: { timeout?: number }) =>
    expect.poll(() => (locator && 'query' in locator ? locator.query() : locator), { interval: 5, ...options }),
});

// A browser has it, and a simulated page does not.
Object.defineProperty(navigator, 'userActivation', {
  value: {
    get isActive() {
      return true;
    },
  },
  configurable: true,
});

// Nothing is drawn here: what stands on the page, and is not hidden, counts as drawn.
Element.prototype.getBoundingClientRect = function getBoundingClientRect() {
  let isDrawn = this.isConnected;
  for (let at: Element | null = this; at; at = at.parentElement) isDrawn &&= getComputedStyle(at).display !== 'none';
  const side = isDrawn ? 100 : 0;
  return { x: 0, y: 0, top: 0, left: 0, right: side, bottom: side, width: side, height: side, toJSON: () => '' };
};

HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};

// An address without a host is one of the page's own server, in a browser.
globalThis.Request = class extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(typeof input === 'string' ? new URL(input, location.href) : input, init);
  }
};

// What a page throws into the void is an event there, and here the end of the process.
const queue = globalThis.queueMicrotask;
globalThis.queueMicrotask = (task) =>
  queue(() => {
    try {
      task();
    } catch (error) {
      window.dispatchEvent(new ErrorEvent('error', { error, cancelable: true }));
      console.error(error);
    }
  });

Object.defineProperty(navigator, 'locks', { value: createLocks(), configurable: true });

/** Web Locks, as far as one page can tell. */
function createLocks() {
  type Work<T> = (lock: { readonly name: string } | null) => Promise<T>;
  const queues = new Map<string, Promise<unknown>[]>();
  const named = (waiting: (queue: unknown[]) => boolean) =>
    [...queues].filter(([, queue]) => waiting(queue)).map(([name]) => ({ name }));
  return {
    async request<T>(
      name: string,
      ...[last, given]: [Work<T>] | [{ readonly ifAvailable: true }, Work<T>]
    ): Promise<T> {
      const work = given ?? (last as Work<T>);
      const queue = queues.get(name) ?? [];
      if (given && queue.length > 0) return work(null);
      const turn = Promise.allSettled(queue).then(() => work({ name }));
      queues.set(name, [...queue, turn]);
      try {
        return await turn;
      } finally {
        const left = (queues.get(name) ?? []).filter((one) => one !== turn);
        if (left.length > 0) queues.set(name, left);
        else queues.delete(name);
      }
    },
    query: async () => ({ held: named(() => true), pending: named((queue) => queue.length > 1) }),
  };
}
