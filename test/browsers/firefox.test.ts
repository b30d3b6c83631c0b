import { firefox } from './puppeteer.js';
import { testEngine } from './testEngine.js';

testEngine(firefox);
