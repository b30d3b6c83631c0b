import { runOrExit } from './runOrExit.js';

/** The types, and the tests that have to do with React, on the oldest and the last React 18, with the oldest TanStack Query 5. */

for (const peers of ['react-18.2', 'react-18.3']) {
  const folder = `test/compat/${peers}`;
  runOrExit('npm', ['ci', '--prefix', folder, '--prefer-offline', '--no-audit', '--no-fund']);
  runOrExit('npx', ['tsc', '--noEmit', '-p', folder]);
  runOrExit('npx', ['vitest', 'run', '--config', 'test/compat/vitest.config.ts', ...process.argv.slice(2)], {
    PEERS: peers,
  });
}
