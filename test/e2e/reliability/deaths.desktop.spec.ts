import { desktopSteps } from './support/steps.js';
import { testDeaths } from './support/testDeaths.js';

testDeaths('desktop', desktopSteps);
