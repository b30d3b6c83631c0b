import { v2 } from './support/gateways.js';
import { test } from './support/shop.js';
import { testDeaths } from './support/testDeaths.js';

test.use({ generation: v2 });

testDeaths('phone', v2);
