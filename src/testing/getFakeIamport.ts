import type { FakeIamport } from './FakeIamport.js';

const handles = new WeakMap<object, FakeIamport>();

/** Remembers whose `window.IMP` it is, for as long as that object lives. */
export function rememberFakeIamport(handle: FakeIamport): void {
  handles.set(handle.IMP, handle);
}

/**
 * The fake that is on the page, for code that did not install it, such as a story's `play` function.
 *
 * @throws when `window.IMP` is missing or is no fake
 */
export function getFakeIamport(): FakeIamport {
  const { IMP } = globalThis as { IMP?: unknown };
  const handle = typeof IMP === 'object' && IMP !== null ? handles.get(IMP) : undefined;
  if (!handle) throw new Error('There is no fake i’mport SDK on the page: install one first.');
  return handle;
}
