import * as matchers from '@testing-library/jest-dom/matchers';
import { expect } from 'vitest';
import type { Locator } from './locator.js';

// What the browser project brings along.
expect.extend(matchers);
Object.assign(expect, {
  element: (locator: Locator | Element | null) =>
    expect.poll(() => (locator && 'query' in locator ? locator.query() : locator), { interval: 5 }),
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
