// The fake SDK is a script for a script tag: it is served as it is.
import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

cpSync(fileURLToPath(import.meta.resolve('react-billing-key/fake-iamport.js')), 'public/fake-iamport.js');
