import { v2 } from './support/gateways.js';
import { test } from './support/shop.js';
import { testReturns } from './support/testReturns.js';

test.use({ generation: v2 });

testReturns();
