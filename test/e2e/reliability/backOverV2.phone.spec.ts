import { withPageCache } from './support/back.js';
import { v2 } from './support/gateways.js';
import { test } from './support/shop.js';
import { testBack } from './support/testBack.js';

test.use({ generation: v2, launchOptions: await withPageCache() });

testBack();
