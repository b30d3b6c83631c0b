import { v1 } from './support/gateways.js';
import { testDeaths } from './support/testDeaths.js';

testDeaths('desktop', v1);
