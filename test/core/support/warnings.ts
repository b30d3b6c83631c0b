import { afterEach, beforeEach, vi } from 'vitest';

/** What the developer was told, from a page on which nothing was said yet. */
export function warnings(): () => string[] {
  const said: string[] = [];
  const forget = () => Reflect.deleteProperty(globalThis, Symbol.for('react-billing-key/dev-warnings'));
  beforeEach(() => {
    forget();
    said.length = 0;
    vi.spyOn(console, 'warn').mockImplementation((text: string) => void said.push(text));
  });
  afterEach(() => {
    forget();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  return () => said;
}
