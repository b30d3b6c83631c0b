import { testStorage } from './support/testStorage.js';

testStorage();
