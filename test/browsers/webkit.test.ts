import { testEngine } from './testEngine.js';
import { webkit } from './webkit.js';

testEngine(webkit);
