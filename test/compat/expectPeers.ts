import { version } from 'react';

declare const __PEERS__: string;

// Were the alias to miss, the suite would pass on the newest React and prove nothing.
if (!`react-${version}`.startsWith(__PEERS__)) {
  throw new Error(`The peers of ${__PEERS__} are to be tested, and this is React ${version}.`);
}
