import { version } from 'react';

// Were the alias to miss, the suite would pass on the newest React and prove nothing.
if (!version.startsWith('18.')) throw new Error(`The oldest peers are to be tested, and this is React ${version}.`);
