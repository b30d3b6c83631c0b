import { phoneSteps } from './support/steps.js';
import { testDeaths } from './support/testDeaths.js';

testDeaths('phone', phoneSteps);
