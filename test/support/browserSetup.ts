import { afterEach, beforeEach, expect, vi } from 'vitest';

// A library that writes to a customer's console has a bug or tells the developer of one: either way a test must expect it.
beforeEach(() => {
  // What a test before left unexpected is that test's failure alone.
  vi.restoreAllMocks();
  // The page of the test file before shares the storage, and puts an open attempt back into it as it goes.
  localStorage.clear();
  vi.spyOn(console, 'error');
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  expect(vi.mocked(console.error).mock.calls, 'unexpected console.error').toEqual([]);
  expect(vi.mocked(console.warn).mock.calls, 'unexpected console.warn').toEqual([]);
  vi.restoreAllMocks();
  // Each test is a page of its own: it has read no address, and taken up no return.
  Reflect.deleteProperty(window, Symbol.for('react-billing-key/arrival/1'));
});
