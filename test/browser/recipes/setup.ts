import { afterEach } from 'vitest';
import { cleanup } from 'vitest-browser-react';
import { getFakeIamport } from '../../../src/testing/index.js';

/** What no test may leave to the next one: the app, the fake SDK, the attempts that the browser keeps. */
export function cleanUpAfterEach(): void {
  afterEach(async () => {
    await cleanup();
    if ('IMP' in window) getFakeIamport().uninstall();
    localStorage.clear();
  });
}
