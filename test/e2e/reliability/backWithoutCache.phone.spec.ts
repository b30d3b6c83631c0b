import { testBackWithoutCache } from './support/testBackWithoutCache.js';

// What keeps a page out of the back/forward cache differs from release to release: an open socket did, and does no more.
// So this file has a browser to itself that has no such cache, which is how the test runner starts one by itself.
testBackWithoutCache();
