import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The types, and the tests that have to do with React, on the oldest and the last React 18, with the oldest TanStack Query 5. */

const root = fileURLToPath(new URL('..', import.meta.url));

for (const peers of ['react-18.2', 'react-18.3']) {
  const folder = `test/compat/${peers}`;
  run('npm', ['ci', '--prefix', folder, '--prefer-offline', '--no-audit', '--no-fund']);
  run('npx', ['tsc', '--noEmit', '-p', folder]);
  run('npx', ['vitest', 'run', '--config', 'test/compat/vitest.config.ts', ...process.argv.slice(2)], { PEERS: peers });
}

function run(command: string, args: string[], env: Record<string, string> = {}): void {
  console.log(`> ${command} ${args.join(' ')}`);
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}
