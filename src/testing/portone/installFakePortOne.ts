import { createFakePortOne } from './createFakePortOne.js';
import type { FakePortOne } from './FakePortOne.js';
import type { FakePortOneOptions } from './FakePortOneOptions.js';

/**
 * Creates a fake of PortOne's V2 SDK and puts it on the page as `window.PortOne`. The library under test finds it there and
 * loads no script.
 *
 * @throws when the page has a `window.PortOne` already, which a test before this one forgot to take away
 *
 * @example
 * const portone = installFakePortOne();
 * await user.click(screen.getByRole('button', { name: '카드 등록' }));
 * await portone.nextRequest();
 * await portone.issue();
 * portone.uninstall();
 */
export function installFakePortOne(options: FakePortOneOptions = {}): FakePortOne {
  const portone = createFakePortOne(options);
  if (!portone.install()) throw new Error('window.PortOne exists already: uninstall() the one before.');
  return portone;
}
