/**
 * The types, and the tests that have to do with React, on the oldest and the last React 18, with the oldest TanStack Query 5;
 * then the server's tests on newer releases of Node.js. (Its tests with several processes start the Node.js that is installed.)
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What passes when it is repeated on a busy machine is no failure of CI. */
const again = process.env.CI ? ['--retry=2'] : [];
const quietly = ['--prefer-offline', '--no-audit', '--no-fund'];

for (const peers of ['react-18.2', 'react-18.3']) {
  const folder = `test/compat/${peers}`;
  run('npm', ['ci', '--prefix', folder, ...quietly]);
  run('npx', ['tsc', '--noEmit', '-p', folder]);
  run('npx', ['vitest', 'run', '--config', 'test/compat/vitest.config.ts', ...again, ...process.argv.slice(2)], {
    PEERS: peers,
  });
}

const engines = 'test/compat/engines';
run('npm', ['ci', '--prefix', engines, ...quietly]);
for (const release of ['node-22', 'node-24']) {
  const node = `${engines}/node_modules/${release}/bin/node`;
  if (existsSync(node)) {
    run(node, [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'server',
      '--exclude',
      'test/server/processes/**',
      ...again,
    ]);
  } else console.log(`> no ${release} for this machine: npm has it for Linux on x64`);
}

/** Throws, and so ends all, when the command fails. */
function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  console.log(`> ${command} ${args.join(' ')}`);
  execFileSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
}
