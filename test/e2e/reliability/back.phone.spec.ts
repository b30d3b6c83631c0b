import { withPageCache } from './support/back.js';
import { test } from './support/shop.js';
import { testBack } from './support/testBack.js';

test.use({ launchOptions: await withPageCache() });

testBack();
