import { v2 } from './support/gateways.js';
import { test } from './support/shop.js';
import { testAllFaults } from './support/testFaults.js';

test.use({ generation: v2 });

testAllFaults(v2);
