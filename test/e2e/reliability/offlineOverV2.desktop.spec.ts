import { v2 } from './support/gateways.js';
import { test } from './support/shop.js';
import { testOffline } from './support/testOffline.js';

test.use({ generation: v2 });

testOffline();
