import { chromium } from './puppeteer.js';
import { testEngine } from './testEngine.js';

testEngine(chromium);
