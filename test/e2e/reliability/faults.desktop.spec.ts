import { v1 } from './support/gateways.js';
import { testAllFaults } from './support/testFaults.js';

testAllFaults(v1);
