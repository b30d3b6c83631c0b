import { testReturns } from './support/testReturns.js';

testReturns();
