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
  const held = new Map<string, Promise<unknown>>();
  return {
    async request<T>(name: string, work: () => Promise<T>): Promise<T> {
      const before = held.get(name);
      const turn = Promise.resolve(before?.catch(() => {})).then(work);
      held.set(name, turn);
      try {
        return await turn;
      } finally {
        if (held.get(name) === turn) held.delete(name);
      }
    },
    query: async () => ({ held: [...held.keys()].map((name) => ({ name })), pending: [] }),
  };
}
