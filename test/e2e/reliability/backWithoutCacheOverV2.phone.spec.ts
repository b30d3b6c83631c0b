import { v2 } from './support/gateways.js';
import { test } from './support/shop.js';
import { testBackWithoutCache } from './support/testBackWithoutCache.js';

test.use({ generation: v2 });

testBackWithoutCache();
