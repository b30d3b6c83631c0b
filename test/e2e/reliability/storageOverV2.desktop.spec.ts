import { v2 } from './support/gateways.js';
import { test } from './support/shop.js';
import { testStorage } from './support/testStorage.js';

test.use({ generation: v2 });

testStorage();
