import { testOffline } from './support/testOffline.js';

testOffline();
