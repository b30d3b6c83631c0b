import { createFakeIamport } from './createFakeIamport.js';
import type { FakeIamport } from './FakeIamport.js';
import type { FakeIamportOptions } from './FakeIamportOptions.js';

/**
 * Creates a fake i'mport SDK and puts it on the page as `window.IMP`. The library under test finds it there and loads no
 * script.
 *
 * @throws when the page has a `window.IMP` already, which a test before this one forgot to take away
 *
 * @example
 * const imp = installFakeIamport();
 * await user.click(screen.getByRole('button', { name: '카드 등록' }));
 * await imp.nextRequest();
 * await imp.issue();
 * imp.uninstall();
 */
export function installFakeIamport(options: FakeIamportOptions = {}): FakeIamport {
  const imp = createFakeIamport(options);
  if (!imp.install()) throw new Error('window.IMP exists already: uninstall() the one before.');
  return imp;
}
